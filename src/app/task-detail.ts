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
import { explain, strings } from './strings.ts';
import { base, checkbox, controls, fields } from './styles.ts';
import { showToast } from './toast.ts';
import { sayUndo } from './undo-words.ts';

/** @fires detail-close the person is done with this task */
@customElement('ls-task-detail')
export class TaskDetail extends LitElement {
  @consume({ context: lockstepContext })
  private lockstep!: LockstepWithUndo;

  @property() taskId = '';
  /** Who made the latest change from elsewhere, by field. */
  @state() private changedBy: Record<string, Origin> = {};
  @state() private showHistory = false;
  readonly #detail = new LiveController<TaskDetailView | undefined>(this);
  #query: LiveQuery<TaskDetailView | undefined> | null = null;
  #stop = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.lockstep.onRemoteChange(({ ids, origin, fields: byRow }) => {
      if (!ids.includes(this.taskId)) return;
      const names = byRow[this.taskId] ?? ['title', 'notes'];
      const changes = names.map((name) => [name, origin] as const);
      this.changedBy = { ...this.changedBy, ...Object.fromEntries(changes) };
    });
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#query?.close();
    this.#query = null;
    this.#stop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('taskId') && this.hasUpdated) this.#follow();
  }

  protected override updated(): void {
    const detail = this.#detail.value;
    if (detail === undefined || detail.state === 'missing' || document.visibilityState === 'hidden') return;
    // On screen now: the list need not point here any more.
    if (detail.task.id === this.taskId && detail.task.conflicts.some(({ seen }) => !seen))
      this.lockstep.seeConflicts(this.taskId).catch(() => {});
  }

  override render() {
    const detail = this.#detail.value;
    return html`<section
      role="region"
      aria-label=${strings.taskDetails}
      @field-error=${this.#fieldFailed}
      @conflict-use=${this.#useLost}
      @conflict-dismiss=${this.#dismiss}
    >
      <header>
        <button class="icon back" aria-label=${strings.back} @click=${this.#close}>${icon('back')}</button>
        <span class="grow"></span>
        ${
          detail?.state === 'present'
            ? html`<button class="danger" @click=${() => void this.#delete(detail.task)}>
                ${strings.delete}
              </button>`
            : nothing
        }
        <button class="icon close" aria-label=${strings.close} @click=${this.#close}>${icon('close')}</button>
      </header>
      ${
        detail === undefined
          ? nothing
          : detail.state === 'missing'
            ? html`<p class="missing">${strings.missing}</p>`
            : this.#renderTask(detail.task, detail.state === 'deleted')
      }
    </section>`;
  }

  #renderTask(task: TaskView, deleted: boolean) {
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
        >${conflict(name)}</ls-edit-field
      >`;
    return html`
      ${
        deleted
          ? html`<div class="gone">
              <p>${strings.deletedElsewhere}</p>
              <button
                class="outlined"
                @click=${() => void this.#run(() => this.lockstep.tasks.restore(task.id))}
              >
                ${strings.restore}
              </button>
              <button class="outlined" @click=${() => void this.#copy(task)}>${strings.copyText}</button>
            </div>`
          : nothing
      }
      ${field('title', strings.title, strings.title)}
      <div class="facts">
        <label class="done">
          <input
            type="checkbox"
            .checked=${live(task.completedAt !== undefined)}
            ?disabled=${deleted}
            @change=${(event: Event) => this.#complete(task.id, event)}
          />
          ${strings.completedBox}
        </label>
        <label class="due">
          <span>${strings.dueDate}</span>
          <input
            type="date"
            .value=${task.dueDate ?? ''}
            ?disabled=${deleted}
            @change=${(event: Event) => this.#due(task.id, (event.target as HTMLInputElement).value)}
          />
          ${
            task.dueDate && !deleted
              ? html`<button
                  class="icon"
                  aria-label=${strings.clearDue}
                  @click=${() => this.#due(task.id, '')}
                >
                  ${icon('close')}
                </button>`
              : nothing
          }
        </label>
        ${conflict('completedAt')} ${conflict('dueDate')}
      </div>
      ${field('notes', strings.notes, strings.notesHint)}
      <footer>
        ${strings.created(formatInstant(task.createdAt))} ·
        ${task.pending ? strings.notOnServer : strings.changed(formatInstant(task.updatedAt))}
      </footer>
      <div class="history">
        <button aria-expanded=${this.showHistory} @click=${this.#toggleHistory}>
          ${icon('chevron')} ${strings.history}
        </button>
        ${
          this.showHistory
            ? html`<ls-task-timeline
                .taskId=${task.id}
                .taskTitle=${task.title}
                .revision=${task.baseRevision}
                .readOnly=${deleted}
              ></ls-task-timeline>`
            : nothing
        }
      </div>
    `;
  }

  #follow(): void {
    this.#query?.close();
    this.changedBy = {};
    this.showHistory = false;
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

  #complete(id: string, event: Event): void {
    const { checked } = event.target as HTMLInputElement;
    void this.#run(() => this.lockstep.tasks.complete(id, checked));
  }

  /** A year is typed digit by digit: until it is one of ours, it is not meant yet. */
  #due = (id: string, value: string): void => {
    if (value === '' || value >= '1900') this.#update(id, { dueDate: value === '' ? null : value });
  };

  async #delete({ id, title }: TaskView): Promise<void> {
    if (!(await this.#run(() => this.lockstep.tasks.delete(id)))) return;
    this.#close();
    showToast({ text: strings.deleted(title), undo: () => sayUndo(this.lockstep.undo.undo(id)) });
  }

  async #copy({ title, notes }: TaskView): Promise<void> {
    const text = notes ? `${title}\n\n${notes}` : title;
    if (await this.#run(() => navigator.clipboard.writeText(text))) showToast({ text: strings.copied });
  }

  #useLost = ({ detail: { field, lost } }: CustomEvent<FieldConflict>): void =>
    this.#update(this.taskId, { [field]: lost });

  #dismiss = ({ detail: { field } }: CustomEvent<FieldConflict>): void =>
    void this.#run(() => this.lockstep.dismissConflict(this.taskId, field));

  #toggleHistory = async (): Promise<void> => {
    if (!this.showHistory && !(await this.#run(() => import('./task-timeline.ts')))) return;
    this.showHistory = !this.showHistory;
  };

  #close = (): void => {
    this.dispatchEvent(new CustomEvent('detail-close', { bubbles: true, composed: true }));
  };

  #fieldFailed = ({ detail }: CustomEvent<unknown>): void => showToast({ text: explain(detail) });

  static override styles = [
    base,
    controls,
    fields,
    checkbox,
    css`
      :host {
        display: block;
        min-height: 100%;
        background: var(--raised);
      }
      section {
        max-width: 66ch;
        padding: 12px 24px 48px;
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
      .back {
        display: none;
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
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 24px;
        margin-block-start: 16px;
        padding-block: 8px;
        border-block: 1px solid var(--line);
        font: var(--text-s);
        color: var(--ink-2);
      }
      .facts label {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 32px;
      }
      .facts input[type='date'] {
        width: auto;
        min-height: 32px;
        padding: 2px 8px;
        font: var(--text-s);
        font-variant-numeric: tabular-nums;
        color: var(--ink);
      }
      .gone {
        margin-block-end: 16px;
        padding: 12px;
        border-inline-start: 2px solid var(--ember);
        background: var(--sunken);
        font: var(--text-s);
      }
      .gone p {
        margin-block-end: 8px;
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
      .facts ls-conflict-line {
        flex-basis: 100%;
      }
      .history {
        margin-block-start: 12px;
      }
      .history > button {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-inline-start: -10px;
        color: var(--ink-2);
        font-weight: var(--medium);
      }
      .history svg {
        transition: transform var(--steady) var(--ease);
      }
      .history [aria-expanded='false'] svg {
        transform: rotate(-90deg);
      }
      @media (prefers-reduced-motion: reduce) {
        .history svg {
          transition: none;
        }
      }
      @media (pointer: coarse) {
        .icon {
          inline-size: 44px;
        }
        .facts label,
        .facts input[type='date'] {
          min-height: 44px;
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
