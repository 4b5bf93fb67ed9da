// The list: open tasks, then completed ones. One tab stop; focus follows the task, also when its row moves or goes.
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { RemoteChange, TaskListView, TaskView } from '../client/types.ts';
import { deviceHue } from './device-hue.ts';
import { dragReorder, type DropHint } from './drag-reorder.ts';
import { icon } from './icons.ts';
import { composes } from './keys.ts';
import { strings } from './strings.ts';
import { base, controls } from './styles.ts';
import './task-row.ts';
import type { TaskRow } from './task-row.ts';

/**
 * Passes on the rows' events, and
 * @fires task-move `{id, place}` dropped somewhere else
 * @fires list-more `{show}` the end of what is shown came into sight
 * @fires completed-toggle the completed tasks should be shown or hidden
 */
@customElement('ls-task-list')
export class TaskList extends LitElement {
  @property({ attribute: false }) open: TaskListView = { tasks: [], total: 0 };
  @property({ attribute: false }) completed: TaskListView = { tasks: [], total: 0 };
  @property({ type: Boolean }) showCompleted = true;
  /** The task whose details are open. */
  @property() selectedId: string | null = null;
  @state() private currentId: string | null = null;
  @state() private hint: DropHint | null = null;
  @query('[role=list]') private list!: HTMLElement;
  #sentinels = new IntersectionObserver((entries) => this.#sighted(entries), { rootMargin: '400px' });
  #visited = false;
  /** The row that had the focus went. */
  #focusLost = false;
  /** The task to focus once it is on screen. */
  #wanted: string | null = null;

  /** Marks rows that another device just changed. */
  trace({ ids, origin }: RemoteChange): void {
    for (const row of this.#rows)
      if (ids.includes(row.task.id))
        row.trace(deviceHue(origin.deviceId), strings.changedOn(origin.deviceName, ''));
  }

  /** What the person last set in a task's row is in the task now, or could not be stored. */
  settle(id: string): void {
    this.#rows.find(({ task }) => task.id === id)?.settle();
  }

  focusTask(id: string): void {
    this.#wanted = id;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('open') && !changed.has('completed') && !changed.has('showCompleted')) return;
    const ids = this.#tasks.map(({ id }) => id);
    // Until somebody has been in the list, Tab leads to its top, whatever comes and goes there.
    if (this.#visited && this.currentId !== null && ids.includes(this.currentId)) return;
    const before = this.#visited ? this.#rows.findIndex((row) => row.task.id === this.currentId) : -1;
    this.currentId = ids[Math.min(Math.max(before, 0), ids.length - 1)] ?? null;
  }

  protected override update(changed: PropertyValues<this>): void {
    // A row that is moved in the document loses the focus; one that goes leaves it to its neighbour.
    const row = (this.renderRoot as ShadowRoot | undefined)?.activeElement as Partial<TaskRow> | null;
    const giveBack = row?.holdFocus?.();
    super.update(changed);
    if (giveBack?.() === false) this.#focusLost = true;
  }

  protected override updated(): void {
    for (const sentinel of this.renderRoot.querySelectorAll('.sentinel')) this.#sentinels.observe(sentinel);
    const wanted = this.#wanted ?? (this.#focusLost ? this.currentId : null);
    this.#focusLost = false;
    const row = this.#rows.find(({ task }) => task.id === wanted);
    if (!row) return;
    this.#wanted = null;
    void row.updateComplete.then(() => row.focus());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sentinels.disconnect();
  }

  override render() {
    const { open, completed } = this;
    return html`
      <div
        role="list"
        aria-label=${strings.tasks}
        @keydown=${this.#keydown}
        @focusin=${this.#focused}
        @task-grab=${this.#grabbed}
      >
        ${repeat(
          open.tasks,
          ({ id }) => id,
          (task) => this.#renderRow(task, true),
        )}
        ${open.tasks.length < open.total ? html`<div class="sentinel" data-show="open"></div>` : nothing}
        ${
          completed.total > 0
            ? html`<div role="listitem" class="fold">
                <button aria-expanded=${this.showCompleted} @click=${this.#toggle}>
                  ${icon('chevron')} ${strings.completedSection(completed.total)}
                </button>
              </div>`
            : nothing
        }
        ${
          this.showCompleted
            ? html`${repeat(
                completed.tasks,
                ({ id }) => id,
                (task) => this.#renderRow(task, false),
              )}
              ${
                completed.tasks.length < completed.total
                  ? html`<div class="sentinel" data-show="completed"></div>`
                  : nothing
              }`
            : nothing
        }
        ${this.hint ? html`<div class="drop"></div>` : nothing}
      </div>
    `;
  }

  #renderRow(task: TaskView, movable: boolean) {
    return html`<ls-task-row
      role="listitem"
      .task=${task}
      .movable=${movable}
      .current=${task.id === this.currentId}
      .selected=${task.id === this.selectedId}
      @task-step=${this.#step}
    ></ls-task-row>`;
  }

  get #rows(): TaskRow[] {
    return [...(this.renderRoot?.querySelectorAll<TaskRow>('ls-task-row') ?? [])];
  }

  get #tasks(): TaskView[] {
    return this.showCompleted ? [...this.open.tasks, ...this.completed.tasks] : this.open.tasks;
  }

  #fire(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  #focused = (event: FocusEvent): void => {
    const row = event.target as Partial<TaskRow>;
    if (!row.task) return;
    this.#visited = true;
    this.currentId = row.task.id;
  };

  #keydown = (event: KeyboardEvent): void => {
    const row = event.target as TaskRow;
    // Keys pressed in a row's own text field stay there; what comes here was pressed on the row.
    if (!row.task || event.defaultPrevented || composes(event)) return;
    const rows = this.#rows;
    const at = rows.indexOf(row);
    const { id } = row.task;
    const act = (): boolean => {
      if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
        if (row.movable) this.#moveBy(id, event.key === 'ArrowUp' ? -1 : 1);
        return true;
      }
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      switch (event.key) {
        case 'ArrowDown':
          rows[at + 1]?.focus();
          return true;
        case 'ArrowUp':
          rows[at - 1]?.focus();
          return true;
        case 'Home':
          rows[0]?.focus();
          return true;
        case 'End':
          rows.at(-1)?.focus();
          return true;
        case 'Enter':
          this.#fire('task-open', { id });
          return true;
        case 'F2':
          row.startRenaming();
          return true;
        case 'ContextMenu':
        case 'ArrowRight':
          row.openMenu();
          return true;
        case 'Delete':
        case 'Backspace':
          // A key held down is one wish, not one for every task below.
          if (!event.repeat) this.#fire('task-delete', { id });
          return true;
        default:
          return false;
      }
    };
    if (act()) event.preventDefault();
  };

  #step = (event: CustomEvent<{ id: string; by: -1 | 1 }>): void => {
    event.stopPropagation();
    this.#moveBy(event.detail.id, event.detail.by);
  };

  #moveBy(id: string, by: -1 | 1): void {
    const { tasks } = this.open;
    const at = tasks.findIndex((task) => task.id === id);
    const neighbour = tasks[at + by];
    if (at < 0 || !neighbour) return;
    this.#wanted = id;
    this.#fire('task-move', { id, place: by < 0 ? { before: neighbour.id } : { after: neighbour.id } });
  }

  #grabbed = ({ detail }: CustomEvent<{ id: string; event: PointerEvent }>): void => {
    dragReorder(
      detail,
      this.list,
      () => this.#rows.filter(({ movable }) => movable),
      (hint) => {
        this.hint = hint;
        if (hint)
          void this.updateComplete.then(() => {
            const line = this.renderRoot.querySelector<HTMLElement>('.drop');
            if (line) line.style.top = `${hint.top}px`;
          });
      },
      (place) => this.#fire('task-move', { id: detail.id, place }),
    );
  };

  #toggle = (): void => this.#fire('completed-toggle');

  #sighted(entries: IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting) {
        // Observed anew after the next update: what is in sight then says so again.
        this.#sentinels.unobserve(target);
        this.#fire('list-more', { show: (target as HTMLElement).dataset['show'] });
      }
  }

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
      }
      [role='list'] {
        position: relative;
      }
      .sentinel {
        block-size: 1px;
      }
      .fold {
        padding-block: 20px 4px;
        padding-inline-start: 22px;
      }
      .fold button {
        display: flex;
        align-items: center;
        gap: 8px;
        color: var(--ink-2);
        font-weight: var(--medium);
        font-variant-numeric: tabular-nums;
      }
      .fold svg {
        transition: transform var(--steady) var(--ease);
      }
      .fold [aria-expanded='false'] svg {
        transform: rotate(-90deg);
      }
      .drop {
        position: absolute;
        inset-inline: 28px 0;
        block-size: 2px;
        margin-block-start: -1px;
        background: var(--accent);
        pointer-events: none;
      }
      @media (hover: none) {
        .fold {
          padding-inline-start: 0;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        .fold svg {
          transition: none;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-task-list': TaskList;
  }
}
