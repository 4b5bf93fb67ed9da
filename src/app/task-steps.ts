// The steps of a task: how far it is, the steps in their order, and a field for the next one.
import { consume } from '@lit/context';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { LIST } from '../client/lists.ts';
import type { LiveLists, Place, TaskListView, TaskView, TextBase } from '../client/types.ts';
import type { LockstepWithUndo } from '../client/undo-stack.ts';
import { dragReorder, type DropHint } from './drag-reorder.ts';
import { explain } from './explain.ts';
import { composes } from './keys.ts';
import { LiveController } from './live-controller.ts';
import { lockstepContext } from './lockstep-context.ts';
import { base, controls } from './styles.ts';
import { readListKey } from './list-keys.ts';
import './task-row.ts';
import type { TaskRow } from './task-row.ts';
import { showToast } from './toast.ts';
import { offerUndo } from './undo-words.ts';
import { detailWords as words } from './words/detail.ts';
import { taskWords } from './words/task.ts';

/** Steps that are read at once: more than a person plans. */
const MAX_SHOWN = 200;

/** @fires task-open `{id}` of a step: it is a task like others */
@customElement('ls-task-steps')
export class TaskSteps extends LitElement {
  @consume({ context: lockstepContext })
  private lockstep!: LockstepWithUndo;

  /** The task that they are steps of. */
  @property({ attribute: false }) task!: TaskView;
  @property({ type: Boolean }) readOnly = false;
  @state() private currentId: string | null = null;
  @state() private hint: DropHint | null = null;
  @query('[role=list]') private list!: HTMLElement;
  @query('.new') private field!: HTMLInputElement | null;
  readonly #steps = new LiveController<Record<'steps', TaskListView>>(this);
  #query: LiveLists<'steps'> | null = null;
  #limit = MAX_SHOWN;
  /** The task whose steps are read. */
  #of = '';
  /** The step to give the focus to once it is on screen; the field for the next one where there is none. */
  #wanted: string | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#query?.close();
    this.#query = null;
    this.#of = '';
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    if (this.#of !== this.task.id) this.#follow();
    const ids = this.#tasks.map(({ id }) => id);
    if (this.currentId === null || !ids.includes(this.currentId)) this.currentId = ids[0] ?? null;
  }

  protected override update(changed: PropertyValues<this>): void {
    const row = (this.renderRoot as ShadowRoot | undefined)?.activeElement as Partial<TaskRow> | null;
    const at = row?.task ? this.#rows.indexOf(row as TaskRow) : -1;
    const giveBack = row?.holdFocus?.();
    super.update(changed);
    // A step that went leaves the focus to its neighbour.
    if (giveBack?.() === false) void this.updateComplete.then(() => this.#focusAt(at));
  }

  protected override updated(): void {
    const row = this.#rows.find(({ task }) => task.id === this.#wanted);
    if (!row) return;
    this.#wanted = null;
    void row.updateComplete.then(() => row.focus());
  }

  override render() {
    const { tasks, total } = this.#view;
    const done = tasks.filter(({ completedAt }) => completedAt !== undefined).length;
    if (this.readOnly && total === 0) return nothing;
    return html`
      <header>
        <h2 id="name">${words.steps}</h2>
        ${
          total > 0
            ? html`<span class="so-far">${words.stepsDone({ done, total })}</span>
                <progress
                  aria-label=${words.stepsDone({ done, total })}
                  max=${total}
                  value=${done}
                ></progress>`
            : nothing
        }
      </header>
      <div
        role="list"
        aria-label=${words.steps}
        @keydown=${this.#keydown}
        @focusin=${this.#focused}
        @task-complete=${this.#complete}
        @task-rename=${this.#rename}
        @task-delete=${this.#delete}
        @task-step=${this.#stepBy}
        @task-grab=${this.#grabbed}
      >
        ${repeat(
          tasks,
          ({ id }) => id,
          (task) => this.#renderStep(task),
        )}
        ${this.hint ? html`<div class="drop" .style=${`top: ${this.hint.top}px`}></div>` : nothing}
      </div>
      ${
        tasks.length < total
          ? html`<button class="more" @click=${this.#more}>
              ${words.moreSteps({ n: total - tasks.length })}
            </button>`
          : nothing
      }
      ${
        this.readOnly
          ? nothing
          : html`<input
              class="new"
              aria-label=${words.addStep}
              placeholder=${words.addStep}
              autocomplete="off"
              enterkeyhint="done"
              @keydown=${this.#newKey}
              @paste=${this.#paste}
            />`
      }
    `;
  }

  #renderStep(task: TaskView) {
    return html`<ls-task-row
      role="listitem"
      .task=${task}
      .current=${task.id === this.currentId}
      ?inert=${this.readOnly}
    ></ls-task-row>`;
  }

  get #view(): TaskListView {
    return this.#steps.value?.steps ?? { tasks: [], total: 0 };
  }

  get #tasks(): TaskView[] {
    return this.#view.tasks;
  }

  get #rows(): TaskRow[] {
    return [...(this.renderRoot?.querySelectorAll<TaskRow>('ls-task-row') ?? [])];
  }

  #request() {
    return { steps: { list: LIST.steps(this.task.id), limit: this.#limit } };
  }

  #follow(): void {
    this.#query?.close();
    this.#of = this.task.id;
    this.#limit = MAX_SHOWN;
    this.#query = this.lockstep.liveLists(this.#request());
    this.#steps.watch(this.#query);
  }

  #more = (): void => {
    this.#limit *= 4;
    this.#query?.setRequests(this.#request());
  };

  #focusAt(at: number): void {
    const rows = this.#rows;
    (rows[Math.min(at, rows.length - 1)] ?? this.field)?.focus();
  }

  #focused = (event: FocusEvent): void => {
    const row = event.target as Partial<TaskRow>;
    if (row.task) this.currentId = row.task.id;
  };

  #keydown = (event: KeyboardEvent): void => {
    const row = event.target as TaskRow;
    // Keys pressed in a row's own text field stay there; what comes here was pressed on the row.
    if (!row.task || event.defaultPrevented || composes(event)) return;
    const wish = readListKey(event);
    if (wish === null) return;
    event.preventDefault();
    const rows = this.#rows;
    const { id } = row.task;
    switch (wish) {
      case 'next':
        return rows[rows.indexOf(row) + 1]?.focus();
      case 'previous':
        return rows[rows.indexOf(row) - 1]?.focus();
      case 'first':
        return rows[0]?.focus();
      case 'last':
        return rows.at(-1)?.focus();
      case 'up':
        return this.#move(id, -1);
      case 'down':
        return this.#move(id, 1);
      case 'rename':
        return row.startRenaming();
      case 'menu':
        return row.openMenu();
      case 'open':
        return this.#open(id);
      case 'delete':
        // A key held down is one wish, not one for every step below.
        if (!event.repeat) void this.#deleteStep(id);
    }
  };

  #open(id: string): void {
    this.dispatchEvent(new CustomEvent('task-open', { detail: { id }, bubbles: true, composed: true }));
  }

  #newKey = (event: KeyboardEvent): void => {
    const field = this.field!;
    if (composes(event)) return;
    if (event.key === 'Escape' && field.value !== '') {
      event.preventDefault();
      field.value = '';
    }
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const { value } = field;
    field.value = '';
    void this.#add([value]);
  };

  /** Lines that are pasted are a step each. */
  #paste = (event: ClipboardEvent): void => {
    const lines = (event.clipboardData?.getData('text/plain') ?? '').split(/\r\n|\r|\n/);
    if (lines.filter((line) => line.trim() !== '').length < 2) return;
    event.preventDefault();
    void this.#add(lines);
  };

  async #add(lines: string[]): Promise<void> {
    const { id: parentId, projectId = null, sectionId = null } = this.task;
    const titles = lines.map((line) => line.trim()).filter((line) => line !== '');
    if (titles.length === 0) return;
    const drafts = titles.map((title) => ({ title, parentId, projectId, sectionId }));
    if (await this.#run(() => this.lockstep.tasks.createAll(drafts))) return;
    // What could not be stored is given back, before anything typed since.
    const field = this.field;
    if (field) field.value = [...titles, field.value].filter((title) => title !== '').join(' ');
  }

  /** Runs what a row asked for, and tells the row when the list shows what came of it. */
  async #runForRow(id: string, command: () => Promise<unknown>): Promise<void> {
    await this.#run(command);
    await this.#query?.refresh();
    await this.updateComplete;
    this.#rows.find(({ task }) => task.id === id)?.settle();
  }

  #complete = (event: CustomEvent<{ id: string; completed: boolean }>): void => {
    event.stopPropagation();
    const { id, completed } = event.detail;
    void this.#runForRow(id, () => this.lockstep.tasks.complete(id, completed));
  };

  #rename = (event: CustomEvent<{ id: string; title: string; base: TextBase }>): void => {
    event.stopPropagation();
    const { id, title, base: start } = event.detail;
    void this.#runForRow(id, () => this.lockstep.tasks.update(id, { title }, start));
  };

  #delete = (event: CustomEvent<{ id: string }>): void => {
    event.stopPropagation();
    void this.#deleteStep(event.detail.id);
  };

  async #deleteStep(id: string): Promise<void> {
    const title = this.#tasks.find((task) => task.id === id)?.title ?? taskWords.untitled;
    if (!(await this.#run(() => this.lockstep.tasks.delete(id)))) return;
    offerUndo(this.lockstep, id, taskWords.deleted({ title }));
  }

  #stepBy = (event: CustomEvent<{ id: string; by: -1 | 1 }>): void => {
    event.stopPropagation();
    this.#move(event.detail.id, event.detail.by);
  };

  #move(id: string, by: -1 | 1): void {
    const at = this.#tasks.findIndex((task) => task.id === id);
    const neighbour = this.#tasks[at + by];
    if (at < 0 || !neighbour) return;
    this.#wanted = id;
    this.#place(id, by < 0 ? { before: neighbour.id } : { after: neighbour.id });
  }

  #grabbed = (event: CustomEvent<{ id: string; event: PointerEvent }>): void => {
    event.stopPropagation();
    dragReorder(
      event.detail,
      this.list,
      () => this.#rows,
      (hint) => (this.hint = hint),
      (place) => this.#place(event.detail.id, place),
    );
  };

  #place(id: string, place: Place): void {
    void this.#run(() => this.lockstep.tasks.move(id, place));
  }

  async #run(command: () => Promise<unknown>): Promise<boolean> {
    try {
      await command();
      return true;
    } catch (error) {
      showToast({ text: explain(error) });
      return false;
    }
  }

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
      }
      header {
        display: flex;
        align-items: center;
        gap: 12px;
        min-block-size: 32px;
        font: var(--text-s);
        color: var(--ink-3);
        font-variant-numeric: tabular-nums;
      }
      h2 {
        font: inherit;
        font-weight: var(--medium);
        color: var(--ink-2);
      }
      progress {
        flex: 1;
        max-inline-size: 160px;
        block-size: 2px;
        border: 0;
        background: var(--line);
        appearance: none;
      }
      progress::-webkit-progress-bar {
        background: var(--line);
      }
      progress::-webkit-progress-value {
        background: var(--accent);
      }
      progress::-moz-progress-bar {
        background: var(--accent);
      }
      [role='list'] {
        position: relative;
        container-type: inline-size;
        margin-inline: -34px -8px;
      }
      ls-task-row {
        border: 0;
      }
      .drop {
        position: absolute;
        inset-inline: 28px 0;
        block-size: 2px;
        margin-block-start: -1px;
        background: var(--accent);
        pointer-events: none;
      }
      .new {
        inline-size: 100%;
        min-height: var(--row);
        padding: 0;
        padding-inline-start: 30px;
        border: 0;
        border-block-end: 1px solid transparent;
        background: none;
        color: var(--ink);
        font: var(--text-row);
      }
      .new::placeholder {
        color: var(--ink-3);
        opacity: 1;
      }
      /* The line under the field shows the focus. */
      .new:focus-visible {
        outline: none;
        border-color: var(--accent);
        box-shadow: 0 1px 0 var(--accent);
      }
      .more {
        margin-inline-start: 24px;
        color: var(--ink-2);
      }
      /* The handles stand within the page, however narrow it is. */
      @media (width < 640px) {
        [role='list'] {
          margin-inline-start: calc(-1 * var(--gutter));
        }
      }
      @media (hover: none) {
        [role='list'] {
          margin-inline: -8px;
        }
        .new {
          font-size: 1rem;
        }
      }
      @media (forced-colors: active) {
        .new:focus-visible {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-task-steps': TaskSteps;
  }
}
