// The detail panel: one task, readable to the end, editable in place.
import { consume } from '@lit/context';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { FieldConflict, LiveQuery, TaskDetailView, TaskPatch, TaskView } from '../client/types.ts';
import type { LockstepWithUndo } from '../client/undo-stack.ts';
import type { Origin } from '../protocol/stream.ts';
import './conflict-line.ts';
import { formatInstant } from './dates.ts';
import './edit-field.ts';
import { icon } from './icons.ts';
import { LiveController } from './live-controller.ts';
import { lockstepContext } from './lockstep-context.ts';
import { explain } from './explain.ts';
import type { NotesToggle } from './notes-view.ts';
import { Outline, outlineOf } from './outline.ts';
import { namesOf } from './outline-names.ts';
import { isReadable } from './readable-notes.ts';
import './pane-edge.ts';
import { openTask } from './route.ts';
import { base, checkbox, controls } from './styles.ts';
import './step-path.ts';
import { addNewLabel, complete, copyText, skip } from './task-deeds.ts';
import './task-facts.ts';
import './task-gone.ts';
import './task-history.ts';
import './task-steps.ts';
import { showToast } from './toast.ts';
import { offerUndo } from './undo-words.ts';
import { appWords } from './words/app.ts';
import { taskWords } from './words/task.ts';

/** Where an open task is a page of its own, and the list behind it is hidden. */
const ALONE = matchMedia('(width < 640px)');

/** @fires detail-close the person is done with this task */
@customElement('ls-task-detail')
export class TaskDetail extends LitElement {
  @consume({ context: lockstepContext })
  private lockstep!: LockstepWithUndo;

  @property() taskId = '';
  /** Who made the latest change from elsewhere, by field. */
  @state() private changedBy: Record<string, Origin> = {};
  @state() private isPage = ALONE.matches;
  /** Notes can be shown as they read. */
  @state() private canView = false;
  #viewAsked = false;
  readonly #detail = new LiveController<TaskDetailView | undefined>(this);
  #query: LiveQuery<TaskDetailView | undefined> | null = null;
  readonly #outline = new LiveController<Outline>(this);
  /** The task that is read. */
  #of: string | null = null;
  #stop = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.lockstep.onRemoteChange(({ ids, origin, fields: byRow }) => {
      if (!ids.includes(this.taskId)) return;
      const names = byRow[this.taskId] ?? ['title', 'notes'];
      const changes = names.map((name) => [name, origin] as const);
      this.changedBy = { ...this.changedBy, ...Object.fromEntries(changes) };
    });
    this.#outline.watch(outlineOf(this.lockstep));
    ALONE.addEventListener('change', this.#resized);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#query?.close();
    this.#query = null;
    this.#of = null;
    this.#stop();
    ALONE.removeEventListener('change', this.#resized);
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    // Not before: the task may be set on the element before its code is loaded.
    if (this.#of !== this.taskId) this.#follow();
    this.setAttribute('role', this.isPage ? 'main' : 'complementary');
  }

  protected override updated(): void {
    const detail = this.#detail.value;
    if (detail && detail.state !== 'missing' && isReadable(detail.task.notes ?? '')) void this.#loadView();
    if (detail === undefined || detail.state === 'missing' || document.visibilityState === 'hidden') return;
    // On screen now: the list need not point here any more.
    if (detail.task.id === this.taskId && detail.task.conflicts.some(({ seen }) => !seen))
      this.lockstep.seeConflicts(this.taskId).catch(() => {});
  }

  override render() {
    const detail = this.#detail.value;
    return html`<ls-pane-edge></ls-pane-edge>
      <section
        role="region"
        aria-label=${taskWords.taskDetails}
        @field-error=${this.#fieldFailed}
        @conflict-use=${this.#useLost}
        @conflict-dismiss=${this.#dismiss}
        @task-patch=${({ detail }: CustomEvent<TaskPatch>) => this.#update(this.taskId, detail)}
        @label-create=${this.#createLabel}
        @task-open=${this.#openTask}
        @task-skip=${this.#skip}
      >
        ${this.isPage ? html`<h1>${this.#heading}</h1>` : nothing}
        <header>
          <button class="icon back" aria-label=${appWords.back} @click=${this.#close}>${icon('back')}</button>
          <span class="grow"></span>
          ${
            detail?.state === 'present'
              ? html`<button
                  class="icon delete"
                  aria-label=${taskWords.delete}
                  title=${taskWords.delete}
                  @click=${() => void this.#delete(detail.task)}
                >
                  ${icon('trash')}
                </button>`
              : nothing
          }
          <button class="icon close" aria-label=${appWords.close} @click=${this.#close}>
            ${icon('close')}
          </button>
        </header>
        ${
          detail === undefined
            ? nothing
            : detail.state === 'missing'
              ? html`<p class="missing">${taskWords.missing}</p>`
              : this.#renderTask(detail.task, detail.state === 'deleted')
        }
      </section>`;
  }

  /** The field that shows the title is none: of a page, one is listened for. */
  get #heading(): string {
    const detail = this.#detail.value;
    if (detail === undefined || detail.state === 'missing') return taskWords.taskDetails;
    return detail.task.title || taskWords.untitled;
  }

  #renderTask(task: TaskView, deleted: boolean) {
    const outline = this.#outline.value ?? new Outline();
    const hasView = this.canView && isReadable(task.notes ?? '');
    const conflict = (name: string) => {
      const found = task.conflicts.find((one) => one.field === name);
      if (found === undefined) return nothing;
      return html`<ls-conflict-line
        .conflict=${found}
        .now=${task[name as keyof TaskPatch] ?? null}
        .readOnly=${deleted}
      ></ls-conflict-line>`;
    };
    const field = (name: 'title' | 'notes', label: string, placeholder: string) =>
      html`<ls-edit-field
        class=${name}
        .taskId=${task.id}
        .field=${name}
        .label=${label}
        .placeholder=${placeholder}
        .value=${task[name] ?? ''}
        .revision=${task.baseRevision}
        .from=${this.changedBy[name] ?? null}
        .readOnly=${deleted}
        .viewed=${name === 'notes' && hasView}
        >${name === 'notes' && hasView ? this.#renderNotes(task, deleted) : nothing}
        ${conflict(name)}</ls-edit-field
      >`;
    return html`
      ${
        deleted
          ? html`<ls-task-gone
              @task-restore=${() => void this.#run(() => this.lockstep.tasks.restore(task.id))}
              @task-copy=${() => void this.#run(() => copyText(task))}
            ></ls-task-gone>`
          : nothing
      }
      ${
        task.parentId === undefined
          ? nothing
          : html`<ls-step-path
              .task=${task}
              .project=${outline.project(task.projectId)?.title ?? ''}
              .readOnly=${deleted}
            ></ls-step-path>`
      }
      <div class="head">
        <input
          type="checkbox"
          aria-label=${taskWords.completedBox}
          title=${taskWords.completedBox}
          .checked=${live(task.completedAt !== undefined)}
          ?disabled=${deleted}
          @change=${({ target }: Event) =>
            void this.#run(() => complete(this.lockstep, task, (target as HTMLInputElement).checked))}
        />
        <div>${field('title', taskWords.title, taskWords.title)} ${conflict('completedAt')}</div>
      </div>
      <ls-task-facts .task=${task} .outline=${outline} .readOnly=${deleted}></ls-task-facts>
      <ls-task-steps .task=${task} .readOnly=${deleted}></ls-task-steps>
      ${field('notes', taskWords.notes, taskWords.notesHint)}
      ${
        // Of a task that is known by its tombstone alone, nobody here knows when.
        task.createdAt ? this.#renderTimes(task) : nothing
      }
      <ls-task-history .task=${task} .names=${namesOf(outline)} .readOnly=${deleted}></ls-task-history>
    `;
  }

  #renderTimes({ createdAt, updatedAt, pending }: TaskView) {
    return html`<footer>
      ${taskWords.created({ when: formatInstant(createdAt) })} ·
      ${pending ? taskWords.notOnServer : taskWords.changed({ when: formatInstant(updatedAt) })}
    </footer>`;
  }

  #renderNotes({ id, notes = '', baseRevision }: TaskView, deleted: boolean) {
    const toggled = ({ detail: { before, after } }: CustomEvent<NotesToggle>) =>
      void this.#run(() =>
        this.lockstep.tasks.update(
          id,
          { notes: after },
          { revision: baseRevision, fields: { notes: before } },
        ),
      );
    return html`<ls-notes-view
      slot="view"
      .text=${notes}
      .readOnly=${deleted}
      @notes-toggle=${toggled}
    ></ls-notes-view>`;
  }

  /** Loaded with the first notes. Without it they are shown as they were written. */
  async #loadView(): Promise<void> {
    if (this.#viewAsked) return;
    this.#viewAsked = true;
    try {
      await import('./notes-view.ts');
      this.canView = true;
    } catch {
      this.#viewAsked = false;
    }
  }

  /** The task, as long as something can be done to it. */
  get #shown(): TaskView | null {
    const detail = this.#detail.value;
    return detail?.state === 'present' && detail.task.id === this.taskId ? detail.task : null;
  }

  #resized = (): void => {
    this.isPage = ALONE.matches;
  };

  #follow(): void {
    this.#query?.close();
    this.#of = this.taskId;
    this.changedBy = {};
    this.#query = this.lockstep.liveTask(this.taskId);
    this.#detail.watch(this.#query);
  }

  /** Runs a command; says so when it did not work, and shows the task as it is. */
  async #run(command: () => Promise<unknown>): Promise<boolean> {
    try {
      await command();
      return true;
    } catch (error) {
      showToast({ text: explain(error) });
      this.requestUpdate();
      return false;
    }
  }

  #update = (id: string, patch: TaskPatch): void =>
    void this.#run(() => this.lockstep.tasks.update(id, patch));

  #skip = (): void => {
    const task = this.#shown;
    if (task) void this.#run(() => skip(this.lockstep, task));
  };

  #createLabel = ({ detail: { title } }: CustomEvent<{ title: string }>): void => {
    const task = this.#shown;
    if (task) void this.#run(() => addNewLabel(this.lockstep, task, title));
  };

  #openTask = ({ detail: { id } }: CustomEvent<{ id: string }>): void => openTask(id);

  async #delete({ id, title }: TaskView): Promise<void> {
    if (!(await this.#run(() => this.lockstep.tasks.delete(id)))) return;
    this.#close();
    offerUndo(this.lockstep, id, taskWords.deleted({ title }));
  }

  #useLost = ({ detail: { field, lost } }: CustomEvent<FieldConflict>): void =>
    this.#update(this.taskId, { [field]: lost });

  #dismiss = ({ detail: { field } }: CustomEvent<FieldConflict>): void =>
    void this.#run(() => this.lockstep.dismissConflict(this.taskId, field));

  #close = (): void => {
    this.dispatchEvent(new CustomEvent('detail-close', { bubbles: true, composed: true }));
  };

  #fieldFailed = ({ detail }: CustomEvent<unknown>): void => showToast({ text: explain(detail) });

  static override styles = [
    base,
    controls,
    checkbox,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        min-height: 100%;
        background: var(--raised);
      }
      /* The whole panel has the focus after it was opened by a key. */
      section:focus-visible {
        outline-offset: -2px;
      }
      section {
        max-width: 66ch;
        padding: 12px 24px 48px;
      }
      h1 {
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
      header {
        display: flex;
        align-items: center;
        gap: 4px;
        margin-inline: -8px;
        margin-block-end: 12px;
      }
      .grow {
        flex: 1;
      }
      .icon {
        display: grid;
        place-items: center;
        inline-size: 32px;
        padding: 0;
        color: var(--ink-2);
      }
      .delete:hover {
        color: var(--ember);
      }
      .back {
        display: none;
        transform: scaleX(var(--inline));
      }
      .title {
        font: var(--text-detail);
        font-weight: var(--strong);
        letter-spacing: -0.012em;
      }
      .notes {
        margin-block-start: 16px;
        font: var(--text-body);
      }
      .head {
        display: grid;
        grid-template-columns: 20px minmax(0, 1fr);
        gap: 0 12px;
      }
      .head input {
        margin-block-start: 9px;
      }
      /* The checkbox is small to look at and large to hit. */
      .head input::before {
        content: '';
        position: absolute;
        inset: -12px;
      }
      ls-task-facts {
        margin-block-start: 16px;
        padding-block: 8px;
        border-block: 1px solid var(--line);
      }
      ls-task-steps {
        margin-block-start: 12px;
      }
      .missing {
        padding-block: 48px;
        color: var(--ink-2);
      }
      footer {
        margin-block-start: 32px;
        font: var(--text-xs);
        color: var(--ink-3);
        font-variant-numeric: tabular-nums;
      }
      @media (pointer: coarse) {
        .icon {
          inline-size: 44px;
        }
      }
      @media (width < 640px) {
        :host {
          background: var(--paper);
        }
        section {
          padding: 8px var(--gutter) 48px;
        }
        .back {
          display: grid;
          margin-inline-start: -8px;
        }
        .close {
          display: none;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-task-detail': TaskDetail;
  }
}
