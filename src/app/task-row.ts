// One task in a list. Properties in, events out; it knows nothing of where tasks come from.
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { TaskView, TextBase } from '../client/types.ts';
import type { Label, Project } from '../protocol/rows.ts';
import { icon } from './icons.ts';
import { composes } from './keys.ts';
import './menu.ts';
import { type Menu, type MenuItem, moreButton } from './menu.ts';
import { taskPath } from './route.ts';
import type { Progress } from './step-progress.ts';
import { base, checkbox, controls } from './styles.ts';
import { type Marked, marks, renderMarks } from './task-marks.ts';
import { rowStyles } from './task-row-styles.ts';
import { taskWords } from './words/task.ts';
import { holdText } from './unsaved.ts';
import { viewWords } from './words/view.ts';

/** Shows what was searched for where it stands; see search-hits.ts. */
export interface Hits {
  mark(text: string): unknown;
  /** The part of the notes that has it; nothing where they do not. */
  excerpt(notes: string | undefined): unknown;
}

/** The trace of a change from elsewhere: in, held, out. */
const TRACE_MS = { in: 140, hold: 900, out: 260 };

/**
 * @fires task-complete `{id, completed}`
 * @fires task-open `{id}`
 * @fires task-rename `{id, title, base}`; `base` is what the person started from
 * @fires task-delete `{id}`
 * @fires task-restore `{id}` of one that was deleted
 * @fires task-step `{id, by: -1 | 1}` one place up or down
 * @fires task-bulk `{id, action}` it is chosen (`choose`), or what several tasks can be asked for (`date`, `move`)
 * @fires task-grab `{id, event}` the pointer took the row's handle
 */
@customElement('ls-task-row')
export class TaskRow extends LitElement {
  @property({ attribute: false }) task!: TaskView;
  /** The project to name, where the list is not that project's. */
  @property({ attribute: false }) project: Project | undefined;
  @property({ attribute: false, hasChanged: haveChanged }) labels: readonly Label[] = [];
  /** How far its steps are; undefined when it has none, or that is not known yet. */
  @property({ attribute: false }) progress: Progress | undefined;
  /** The day that is plain from where the row stands. */
  @property() day: string | undefined;
  @property({ attribute: false }) hits: Hits | null = null;
  /** The one row of its list that Tab leads to. */
  @property({ type: Boolean }) current = false;
  /** Its details are open. */
  @property({ type: Boolean, reflect: true }) selected = false;
  /** Something will be done with it and others at once. */
  @property({ type: Boolean, reflect: true }) chosen = false;
  /** It can be chosen where it stands. */
  @property({ type: Boolean }) choosable = false;
  @property({ type: Boolean }) movable = true;
  /** What is being renamed, as it was when that began: the field is not touched by what comes in (I9). */
  @state() private renaming: { id: string; base: TextBase; typed: string } | null = null;
  /** What the person just set: shown until all of it is settled, so that no frame goes back to an old value. */
  @state() private justSet: { title?: string; done?: boolean } = {};
  /** Its menu was opened. Rows are many and menus few: until then there is but the button. */
  @state() private hasMenu = false;
  #unsettled = 0;
  @query('.trace') private traceLine!: HTMLElement;
  @query('.rename') private renameField!: HTMLInputElement | null;
  @query('ls-menu') private menu!: Menu | null;
  /** The list is moving the row in the document: a blur then is none of the person's. */
  #held = false;
  /** A title that is being typed is kept by nothing. */
  #letGo = () => {};

  /** Where the keyboard goes when the row is reached. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('input[type=checkbox], .restore')?.focus(options);
  }

  /**
   * Call before the row may be moved in the document. The returned function, called after it, gives the focus back
   * to what had it in the row; false when the row is not there any more.
   */
  holdFocus(): () => boolean {
    const root = this.renderRoot as ShadowRoot;
    const active = root.activeElement as HTMLElement | null;
    this.#held = true;
    return () => {
      this.#held = false;
      if (!this.isConnected) return false;
      // A task that was ticked may go far away: who goes on with the list is not taken there.
      if (root.activeElement === null) active?.focus({ preventScroll: true });
      if (root.activeElement === null) this.focus({ preventScroll: true });
      return true;
    };
  }

  /** Marks the row as just changed elsewhere. `hue` is a CSS colour, `words` say by whom. */
  trace(hue: string, words: string): void {
    const total = TRACE_MS.in + TRACE_MS.hold + TRACE_MS.out;
    this.traceLine.style.background = hue;
    this.title = words;
    this.traceLine.animate(
      [
        { opacity: 0, offset: 0 },
        { opacity: 1, offset: TRACE_MS.in / total },
        { opacity: 1, offset: (TRACE_MS.in + TRACE_MS.hold) / total },
        { opacity: 0, offset: 1 },
      ],
      { duration: total, easing: 'linear' },
    );
  }

  /** Its title is being typed, or what was set is not settled: the row has more than its task. */
  get isUnfinished(): boolean {
    return this.renaming !== null || this.#unsettled > 0;
  }

  /** As a click on its checkbox. */
  toggle(): void {
    this.renderRoot.querySelector<HTMLElement>('input[type=checkbox]')?.click();
  }

  openMenu(): void {
    this.hasMenu = true;
    void this.updateComplete.then(() => this.menu?.open());
  }

  startRenaming(): void {
    if (this.task.deletedAt !== undefined) return;
    const { id, title, baseRevision } = this.task;
    this.renaming ??= { id, base: { revision: baseRevision, fields: { title } }, typed: title };
    this.#letGo();
    this.#letGo = holdText(() => !this.isConnected);
    void this.updateComplete.then(() => {
      this.renameField?.focus();
      this.renameField?.select();
    });
  }

  /** Opens the field again with a title that could not be stored; the focus goes there unless it is elsewhere. */
  giveBackTitle(typed: string, base: TextBase): void {
    if (this.renaming) return;
    const hadFocus = (this.renderRoot as ShadowRoot).activeElement !== null;
    this.renaming = { id: this.task.id, base, typed };
    if (hadFocus) void this.updateComplete.then(() => this.renameField?.focus());
  }

  /** Call once for each `task-complete` and `task-rename`, when `task` has what was set, or it could not be stored. */
  settle(): void {
    this.#unsettled = Math.max(0, this.#unsettled - 1);
    if (this.#unsettled === 0) this.justSet = {};
  }

  override render() {
    const { task } = this;
    const { title = task.title, done = isDone(task) } = this.justSet;
    const deleted = task.deletedAt !== undefined;
    return html`
      <span class="trace"></span>
      ${
        (deleted || !(this.movable || this.choosable)) && !this.chosen
          ? nothing
          : html`<span class="handle" title=${taskWords.drag} @pointerdown=${this.#grab}
              >${icon(this.chosen ? 'check' : 'grip')}</span
            >`
      }
      <span class="box">${deleted ? this.#renderRestore(title) : this.#renderBox(title, done)}</span>
      ${
        this.renaming
          ? html`<input
              class="rename"
              aria-label=${taskWords.renameTask}
              .value=${this.renaming.typed}
              @keydown=${this.#renameKey}
              @blur=${this.#renamed}
            />`
          : html`<a
              class=${done ? 'title done' : 'title'}
              href=${taskPath(task.id)}
              tabindex="-1"
              draggable="false"
              @click=${this.#open}
              @dblclick=${() => this.startRenaming()}
              >${this.hits ? this.hits.mark(title) : title}${this.hits?.excerpt(task.notes)}</a
            >`
      }
      ${renderMarks({ ...this.#marked, done })}
      ${
        task.pending
          ? html`<span
              class="pending"
              role="img"
              aria-label=${taskWords.pending}
              title=${taskWords.pending}
            ></span>`
          : nothing
      }
      ${
        this.hasMenu
          ? html`<ls-menu
              .name=${taskWords.more({ title })}
              .items=${this.#actions}
              @menu-choose=${this.#choose}
              @menu-leave=${() => this.focus()}
            ></ls-menu>`
          : html`<button
              class="more"
              tabindex="-1"
              aria-label=${taskWords.more({ title })}
              aria-haspopup="menu"
              aria-expanded="false"
              @click=${() => this.openMenu()}
            >
              ${icon('more')}
            </button>`
      }
    `;
  }

  get #marked(): Omit<Marked, 'done'> {
    const { task, project, labels, progress, day } = this;
    return { task, project, labels, progress, day };
  }

  #renderBox(title: string, done: boolean) {
    const { priority } = this.task;
    return html`<input
      type="checkbox"
      class=${priority && !done ? `p${priority}` : ''}
      aria-label=${title}
      aria-description=${this.#said(priority) || nothing}
      tabindex=${this.current ? 0 : -1}
      .checked=${live(done)}
      @change=${this.#complete}
    />`;
  }

  #said(priority = 4): string {
    const urgent = priority < 4 ? viewWords.priority({ n: priority }) : '';
    return this.chosen ? `${taskWords.chosen} ${urgent}`.trim() : urgent;
  }

  #renderRestore(title: string) {
    return html`<button
      class="restore"
      aria-label=${viewWords.restoreTask({ title })}
      aria-description=${this.#said() || nothing}
      title=${taskWords.restore}
      tabindex=${this.current ? 0 : -1}
      @click=${() => this.#fire('task-restore', { id: this.task.id })}
    >
      ${icon('restore')}
    </button>`;
  }

  #actions = (): MenuItem[] => {
    const open = { action: 'open', label: taskWords.open };
    const choose = [{ action: 'choose', label: this.chosen ? taskWords.unchoose : taskWords.choose }];
    const bulk = [
      ...choose,
      { action: 'date', label: taskWords.setDate },
      { action: 'move', label: taskWords.moveTo },
    ];
    if (this.task.deletedAt !== undefined)
      return [open, ...(this.choosable ? choose : []), { action: 'restore', label: taskWords.restore }];
    const move = [
      { action: 'move-up', label: taskWords.moveUp },
      { action: 'move-down', label: taskWords.moveDown },
    ];
    return [
      open,
      { action: 'rename', label: taskWords.rename },
      ...(this.choosable ? bulk : []),
      ...(this.movable ? move : []),
      { action: 'delete', label: taskWords.delete, danger: true },
    ];
  };

  #fire(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  #set(values: typeof this.justSet): void {
    this.justSet = { ...this.justSet, ...values };
    this.#unsettled += 1;
  }

  #complete = (event: Event): void => {
    const completed = (event.target as HTMLInputElement).checked;
    this.#set({ done: completed });
    this.#fire('task-complete', { id: this.task.id, completed });
  };

  #open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.#fire('task-open', { id: this.task.id });
  };

  #grab = (event: PointerEvent): void => this.#fire('task-grab', { id: this.task.id, event });

  #renameKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (composes(event)) return;
    if (event.key === 'Escape') this.#endRenaming();
    if (event.key === 'Enter') this.#renamed();
  };

  #renamed = (): void => {
    const start = this.renaming;
    if (!start || this.#held) return;
    const title = this.renameField?.value ?? '';
    this.#endRenaming();
    const { id, base } = start;
    if (title.trim() === '' || title === base.fields['title']) return;
    this.#set({ title });
    this.#fire('task-rename', { id, title, base });
  };

  #endRenaming(): void {
    const hadFocus = this.renameField?.matches(':focus') ?? false;
    this.renaming = null;
    this.#letGo();
    if (hadFocus) void this.updateComplete.then(() => this.focus());
  }

  #choose = ({ detail: { action } }: CustomEvent<{ action: string }>): void => {
    const { id } = this.task;
    switch (action) {
      case 'open':
        return this.#fire('task-open', { id });
      case 'rename':
        return this.startRenaming();
      case 'move-up':
        return this.#fire('task-step', { id, by: -1 });
      case 'move-down':
        return this.#fire('task-step', { id, by: 1 });
      case 'delete':
        return this.#fire('task-delete', { id });
      case 'restore':
        return this.#fire('task-restore', { id });
      default:
        return this.#fire('task-bulk', { id, action });
    }
  };

  static override styles = [base, controls, moreButton, checkbox, marks, rowStyles];
}

/** A list made anew of the same labels is no news. */
function haveChanged(labels: readonly Label[], before: readonly Label[] = []): boolean {
  return labels.length !== before.length || labels.some((label, i) => label !== before[i]);
}

const isDone = ({ completedAt }: TaskView): boolean => completedAt !== undefined;

declare global {
  interface HTMLElementTagNameMap {
    'ls-task-row': TaskRow;
  }
}
