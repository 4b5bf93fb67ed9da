// One task in a list. Properties in, events out; it knows nothing of where tasks come from.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { TaskView } from '../client/types.ts';
import { formatCivil, nearness } from './dates.ts';
import { icon } from './icons.ts';
import { pathOf } from './route.ts';
import { strings } from './strings.ts';
import { base, checkbox, controls } from './styles.ts';

/** The trace of a change from elsewhere: in, held, out. */
const TRACE_MS = { in: 140, hold: 900, out: 260 };

/**
 * @fires task-complete `{id, completed}`
 * @fires task-open `{id}`
 * @fires task-rename `{id, title}`
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
  @state() private renaming = false;
  @state() private menuOpen = false;
  @query('.trace') private traceLine!: HTMLElement;
  @query('.rename') private renameField!: HTMLInputElement | null;
  @query('.menu') private menu!: HTMLElement | null;

  /** Where the keyboard goes when the row is reached. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('input[type=checkbox]')?.focus(options);
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

  startRenaming(): void {
    this.renaming = true;
    void this.updateComplete.then(() => this.renameField?.select());
  }

  override render() {
    const { task } = this;
    const done = task.completedAt !== undefined;
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
          aria-label=${task.title}
          tabindex=${this.current ? 0 : -1}
          .checked=${done}
          @change=${this.#complete}
        />
      </span>
      ${
        this.renaming
          ? html`<input
              class="rename"
              aria-label=${strings.renameTask}
              .value=${task.title}
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
              >${task.title}</a
            >`
      }
      <span class="meta">
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
      <button
        class="more"
        tabindex="-1"
        aria-label=${strings.more(task.title)}
        aria-haspopup="menu"
        aria-expanded=${this.menuOpen}
        @click=${this.#toggleMenu}
      >
        ${icon('more')}
      </button>
      ${this.menuOpen ? this.#renderMenu() : nothing}
    `;
  }

  #renderMenu() {
    const item = (label: string, act: () => void, danger = false) =>
      html`<button role="menuitem" class=${danger ? 'danger' : ''} @click=${() => this.#choose(act)}>
        ${label}
      </button>`;
    const id = this.task.id;
    return html`<div class="menu" role="menu" popover @toggle=${this.#menuToggled} @keydown=${this.#menuKey}>
      ${item(strings.open, () => this.#fire('task-open', { id }))}
      ${item(strings.rename, () => this.startRenaming())}
      ${
        this.movable
          ? [
              item(strings.moveUp, () => this.#fire('task-step', { id, by: -1 })),
              item(strings.moveDown, () => this.#fire('task-step', { id, by: 1 })),
            ]
          : nothing
      }
      ${item(strings.delete, () => this.#fire('task-delete', { id }), true)}
    </div>`;
  }

  #fire(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  #complete = (event: Event): void => {
    const completed = (event.target as HTMLInputElement).checked;
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
    if (event.isComposing) return;
    if (event.key === 'Escape') this.#endRenaming();
    if (event.key === 'Enter') this.#renamed();
  };

  #renamed = (): void => {
    if (!this.renaming) return;
    const title = this.renameField?.value ?? '';
    this.#endRenaming();
    if (title.trim() !== '' && title !== this.task.title)
      this.#fire('task-rename', { id: this.task.id, title });
  };

  #endRenaming(): void {
    const hadFocus = this.renameField?.matches(':focus') ?? false;
    this.renaming = false;
    if (hadFocus) void this.updateComplete.then(() => this.focus());
  }

  #toggleMenu = async (event: Event): Promise<void> => {
    const button = event.currentTarget as HTMLElement;
    this.menuOpen = !this.menuOpen;
    await this.updateComplete;
    if (!this.menu) return;
    this.menu.showPopover();
    const at = button.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.menu;
    const below = at.bottom + offsetHeight + 8 < innerHeight;
    this.menu.style.left = `${Math.max(8, at.right - offsetWidth)}px`;
    this.menu.style.top = `${below ? at.bottom + 4 : at.top - offsetHeight - 4}px`;
    this.menu.querySelector('button')?.focus();
  };

  #menuToggled = (event: Event): void => {
    if ((event as ToggleEvent).newState === 'closed') this.menuOpen = false;
  };

  #menuKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const items = [...(this.menu?.querySelectorAll('button') ?? [])];
    const at = items.indexOf((this.renderRoot as ShadowRoot).activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items.at(to % items.length)?.focus();
    }
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      this.menuOpen = false;
      this.focus();
    }
  };

  #choose(act: () => void): void {
    this.menuOpen = false;
    this.focus();
    act();
  }

  static override styles = [
    base,
    controls,
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
      .more {
        flex: none;
        display: grid;
        place-items: center;
        inline-size: 32px;
        padding: 0;
        margin-inline-start: 4px;
        color: var(--ink-3);
        opacity: 0;
      }
      :host(:hover) .more,
      :host(:focus-within) .more,
      .more[aria-expanded='true'] {
        opacity: 1;
      }
      @media (hover: none) {
        .more {
          opacity: 1;
          inline-size: 44px;
        }
        .handle {
          display: none;
        }
        :host {
          padding-inline-start: 8px;
        }
      }
      .menu {
        position: fixed;
        inset: auto;
        margin: 0;
        min-width: 168px;
        padding: 4px;
        border: 1px solid var(--line);
        border-radius: var(--radius-m);
        background: var(--raised);
        color: var(--ink);
        box-shadow: 0 8px 28px oklch(0 0 0 / 0.16);
      }
      .menu button {
        display: block;
        width: 100%;
        text-align: start;
      }
      @media (forced-colors: active) {
        .trace {
          background: Highlight !important;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-task-row': TaskRow;
  }
}
