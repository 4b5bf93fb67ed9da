// One task in a list. Properties in, events out; it knows nothing of where tasks come from.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { TaskView } from '../client/types.ts';
import { formatCivil, nearness } from './dates.ts';
import { icon } from './icons.ts';
import { composes } from './keys.ts';
import { pathOf } from './route.ts';
import { strings } from './strings.ts';
import { base, checkbox } from './styles.ts';
import './task-menu.ts';
import type { TaskAction, TaskMenu } from './task-menu.ts';

/** The trace of a change from elsewhere: in, held, out. */
const TRACE_MS = { in: 140, hold: 900, out: 260 };

/**
 * @fires task-complete `{id, completed}`
 * @fires task-open `{id}`
 * @fires task-rename `{id, title, base}`; `base` is what the person started from
 * @fires task-delete `{id}`
 * @fires task-step `{id, by: -1 | 1}` one place up or down
 * @fires task-grab `{id, event}` the pointer took the row's handle
 */
@customElement('ls-task-row')
export class TaskRow extends LitElement {
  @property({ attribute: false }) task!: TaskView;
  /** The one row of its list that Tab leads to. */
  @property({ type: Boolean }) current = false;
  /** Its details are open. */
  @property({ type: Boolean, reflect: true }) selected = false;
  @property({ type: Boolean }) movable = true;
  /** What is being renamed, as it was when that began: the field is not touched by what comes in (I9). */
  @state() private renaming: TaskView | null = null;
  /** What the person just set: shown until all of it is settled, so that no frame goes back to an old value. */
  @state() private justSet: { title?: string; done?: boolean } = {};
  #unsettled = 0;
  @query('.trace') private traceLine!: HTMLElement;
  @query('.rename') private renameField!: HTMLInputElement | null;
  @query('ls-task-menu') private menu!: TaskMenu;
  /** The list is moving the row in the document: a blur then is none of the person's. */
  #held = false;

  /** Where the keyboard goes when the row is reached. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('input[type=checkbox]')?.focus(options);
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
      if (root.activeElement === null) active?.focus();
      if (root.activeElement === null) this.focus();
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

  openMenu(): void {
    void this.menu.open();
  }

  startRenaming(): void {
    this.renaming ??= this.task;
    void this.updateComplete.then(() => {
      this.renameField?.focus();
      this.renameField?.select();
    });
  }

  /** Call once for each `task-complete` and `task-rename`, when `task` has what was set, or it could not be stored. */
  settle(): void {
    this.#unsettled = Math.max(0, this.#unsettled - 1);
    if (this.#unsettled === 0) this.justSet = {};
  }

  override render() {
    const { task } = this;
    const { title = task.title, done = isDone(task) } = this.justSet;
    return html`
      <span class="trace"></span>
      ${
        this.movable
          ? html`<span class="handle" title=${strings.drag} @pointerdown=${this.#grab}>${icon('grip')}</span>`
          : nothing
      }
      <span class="box">
        <input
          type="checkbox"
          aria-label=${title}
          tabindex=${this.current ? 0 : -1}
          .checked=${live(done)}
          @change=${this.#complete}
        />
      </span>
      ${
        this.renaming
          ? html`<input
              class="rename"
              aria-label=${strings.renameTask}
              .value=${this.renaming.title}
              @keydown=${this.#renameKey}
              @blur=${this.#renamed}
            />`
          : html`<a
              class=${done ? 'title done' : 'title'}
              href=${pathOf({ page: 'task', id: task.id })}
              tabindex="-1"
              draggable="false"
              @click=${this.#open}
              @dblclick=${() => this.startRenaming()}
              >${title}</a
            >`
      }
      <span class="meta">
        ${
          task.conflicts.some(({ seen }) => !seen)
            ? html`<span
                class="mark conflict"
                role="img"
                aria-label=${strings.hasConflict}
                title=${strings.hasConflict}
                >${icon('fork')}</span
              >`
            : nothing
        }
        ${task.notes ? html`<span class="mark" title=${strings.hasNotes}>${icon('notes')}</span>` : nothing}
        ${
          task.dueDate && !done
            ? html`<time class=${nearness(task.dueDate)} datetime=${task.dueDate}
                >${formatCivil(task.dueDate)}</time
              >`
            : nothing
        }
        ${
          task.pending
            ? html`<span
                class="pending"
                role="img"
                aria-label=${strings.pending}
                title=${strings.pending}
              ></span>`
            : nothing
        }
      </span>
      <ls-task-menu
        .taskTitle=${title}
        .movable=${this.movable}
        @menu-choose=${this.#choose}
        @menu-leave=${() => this.focus()}
      ></ls-task-menu>
    `;
  }

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
    if (title.trim() === '' || title === start.title) return;
    this.#set({ title });
    const base = { revision: start.baseRevision, fields: { title: start.title } };
    this.#fire('task-rename', { id: start.id, title, base });
  };

  #endRenaming(): void {
    const hadFocus = this.renameField?.matches(':focus') ?? false;
    this.renaming = null;
    if (hadFocus) void this.updateComplete.then(() => this.focus());
  }

  #choose = ({ detail: { action } }: CustomEvent<{ action: TaskAction }>): void => {
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
    }
  };

  static override styles = [
    base,
    checkbox,
    css`
      :host {
        position: relative;
        display: flex;
        align-items: center;
        min-height: var(--row);
        padding-inline-start: 28px;
        border-block-end: 1px solid var(--line);
        content-visibility: auto;
        contain-intrinsic-size: auto var(--row);
        overflow: clip;
        overflow-clip-margin: 32px;
      }
      :host([selected]) {
        background: var(--sunken);
      }
      .trace {
        position: absolute;
        inset-block: 0;
        inset-inline-start: 0;
        inline-size: 2px;
        opacity: 0;
      }
      .handle {
        position: absolute;
        inset-inline-start: 6px;
        display: grid;
        place-items: center;
        inline-size: 20px;
        block-size: 100%;
        color: var(--ink-3);
        cursor: grab;
        opacity: 0;
        touch-action: none;
        transition: opacity var(--fast) var(--ease);
      }
      :host(:hover) .handle,
      :host(:focus-within) .handle {
        opacity: 1;
      }
      .box {
        display: grid;
        place-items: center;
        flex: none;
        inline-size: 32px;
        block-size: var(--row);
        margin-inline-end: 4px;
      }
      /* The whole height of the row is the target. */
      input[type='checkbox']::before {
        content: '';
        position: absolute;
        inset: calc((20px - var(--row)) / 2) -8px;
      }
      .title {
        flex: 1;
        min-width: 0;
        align-self: stretch;
        display: block;
        line-height: var(--row);
        font: var(--text-row);
        line-height: calc(var(--row) - 1px);
        color: var(--ink);
        text-decoration: none;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
        cursor: default;
      }
      .title.done {
        color: var(--ink-3);
        text-decoration: line-through;
        text-decoration-thickness: 1px;
      }
      .rename {
        flex: 1;
        min-width: 0;
        font: var(--text-row);
        color: inherit;
        background: var(--raised);
        border: 1px solid var(--control);
        border-radius: var(--radius);
        padding: 3px 7px;
        margin-inline-start: -8px;
      }
      .meta {
        display: flex;
        align-items: center;
        gap: 10px;
        flex: none;
        padding-inline-start: 12px;
        color: var(--ink-3);
        font: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
      .mark {
        display: grid;
      }
      .conflict {
        color: var(--ink-2);
      }
      .overdue {
        color: var(--ember);
      }
      .today {
        color: var(--amber);
      }
      .pending {
        inline-size: 8px;
        block-size: 8px;
        border: 1.5px solid var(--accent);
        border-radius: 50%;
      }
      ls-task-menu {
        opacity: 0;
      }
      :host(:hover) ls-task-menu,
      :host(:focus-within) ls-task-menu {
        opacity: 1;
      }
      @media (hover: none) {
        ls-task-menu {
          opacity: 1;
        }
        .handle {
          display: none;
        }
        :host {
          padding-inline-start: 8px;
        }
      }
      @media (forced-colors: active) {
        .trace {
          background: Highlight !important;
        }
      }
    `,
  ];
}

const isDone = ({ completedAt }: TaskView): boolean => completedAt !== undefined;

declare global {
  interface HTMLElementTagNameMap {
    'ls-task-row': TaskRow;
  }
}
