// The list: groups of tasks, some under a heading. One tab stop; focus follows the task, also when its row moves or
// goes.
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { RemoteChange, TaskView, TextBase } from '../client/types.ts';
import { deviceHue } from './device-hue.ts';
import './group-heading.ts';
import { itemsOf, type ListItem, MAX_WHOLE, placesOf } from './list-items.ts';
import type { Gap, ListWindow } from './list-window.ts';
import { composes, listKey } from './keys.ts';
import { Outline } from './outline.ts';
import { stepOf } from './step-place.ts';
import { base } from './styles.ts';
import type { TaskGroup } from './task-group.ts';
import type { Progress } from './step-progress.ts';
import './task-row.ts';
import type { Hits, TaskRow } from './task-row.ts';
import { conflictWords } from './words/conflict.ts';
import { taskWords } from './words/task.ts';

/** No row is lower than this, px. */
const LOWEST_ROW = 32;

/**
 * Passes on the events of rows and headings, and
 * @fires task-move `{id, place}` beside another one
 * @fires task-put `{id, group}` put into a group that has no tasks
 * @fires list-more `{show, rows?}` more of this window is wanted: so many rows of it, or some
 * @fires list-shown `{ids}` these tasks have rows in the document now
 */
@customElement('ls-task-list')
export class TaskList extends LitElement {
  @property({ attribute: false }) groups: TaskGroup[] = [];
  /** What the rows' projects and labels are called. */
  @property({ attribute: false }) outline = new Outline();
  /** How far the steps of tasks are, by their ids. */
  @property({ attribute: false }) progress: ReadonlyMap<string, Progress> = new Map();
  /** Rows say which project they are in. */
  @property({ type: Boolean }) withProject = false;
  /** How rows show what was searched for. */
  @property({ attribute: false }) hits: Hits | null = null;
  /** The task whose details are open. */
  @property() selectedId: string | null = null;
  /** Tasks that something will be done with at once (chooser.ts). */
  @property({ attribute: false }) chosen: ReadonlySet<string> = new Set();
  @state() private currentId: string | null = null;
  @query('[role=list]') private list!: HTMLElement;
  #items: ListItem[] = [];
  /** Where each task is among `#items`. */
  #places = new Map<string, number>();
  /** Of a list that is long. */
  #window: ListWindow | null = null;
  #loading: Promise<void> | null = null;
  /** The first rows are painted: what is not in sight comes behind them. */
  #isPainted = false;
  #hasBegun = false;
  #kept: string | null = null;
  #shown = '';
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
        row.trace(deviceHue(origin.deviceId), conflictWords.changedOn({ device: origin.deviceName }));
  }

  /** What the person last set in a task's row is in the task now, or could not be stored. */
  settle(id: string): void {
    this.#rows.find(({ task }) => task.id === id)?.settle();
  }

  /** Gives back a title that could not be stored: its field is open again, with what the person typed. */
  giveBackTitle(id: string, title: string, base: TextBase): void {
    this.#rows.find(({ task }) => task.id === id)?.giveBackTitle(title, base);
  }

  /** The task that Tab leads to, when somebody has been in the list. */
  get currentTask(): string | null {
    return this.#visited ? this.currentId : null;
  }

  override focus(): void {
    if (this.currentId !== null) this.focusTask(this.currentId);
  }

  focusTask(id: string): void {
    this.#wanted = id;
    this.requestUpdate();
  }

  /** Keeps this task's row in the document, wherever it is; null for none. */
  keep(id: string | null): void {
    if (id === this.#kept) return;
    this.#kept = id;
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('groups')) return;
    const before = this.#items;
    const items = (this.#items = itemsOf(this.groups));
    this.#places = new Map(items.flatMap(({ task }, i) => (task ? [[task.id, i]] : [])));
    const { currentId } = this;
    // Until somebody has been in the list, Tab leads to its top, whatever comes and goes there.
    if (!this.#visited || currentId === null)
      this.currentId = items.find(({ task }) => task)?.task!.id ?? null;
    else if (!this.#places.has(currentId)) this.currentId = this.#neighbour(currentId, before);
  }

  /** The task that is now where one was that went: the next one of those that were behind it, or before it. */
  #neighbour(id: string, before: readonly ListItem[]): string | null {
    const at = before.findIndex(({ task }) => task?.id === id);
    const isThere = ({ task }: ListItem) => task !== undefined && this.#places.has(task.id);
    const next = before.slice(at + 1).find(isThere) ?? before.slice(0, Math.max(at, 0)).findLast(isThere);
    return next?.task!.id ?? this.#items.find(({ task }) => task)?.task!.id ?? null;
  }

  protected override update(changed: PropertyValues<this>): void {
    // A row that is moved in the document loses the focus; one that goes leaves it to its neighbour.
    const row = (this.renderRoot as ShadowRoot | undefined)?.activeElement as Partial<TaskRow> | null;
    const giveBack = row?.holdFocus?.();
    super.update(changed);
    if (giveBack?.() === false) this.#focusLost = true;
  }

  protected override updated(): void {
    const held = this.#window?.updated();
    for (const sentinel of this.renderRoot.querySelectorAll('.sentinel')) this.#sentinels.observe(sentinel);
    this.#tellShown();
    if (this.#items.length > 0 && !this.#hasBegun) {
      this.#hasBegun = true;
      requestAnimationFrame(() => setTimeout(() => this.#painted()));
    }
    if (this.#isLong && this.#isPainted) void (this.#loading ??= this.#loadWindow());
    const wanted = this.#wanted ?? (this.#focusLost ? this.currentId : null);
    this.#focusLost = false;
    const row = this.#rows.find(({ task }) => task.id === wanted);
    if (!row) return;
    this.#wanted = null;
    void Promise.all([row.updateComplete, held]).then(() => row.focus());
  }

  #painted(): void {
    this.#isPainted = true;
    this.requestUpdate();
  }

  async #loadWindow(): Promise<void> {
    const loaded = await import('./list-window.ts').catch(() => null);
    // The next update tries again.
    if (!loaded) this.#loading = null;
    if (!loaded || !this.isConnected) return;
    this.#window = new loaded.ListWindow(this, () => this.list);
    this.requestUpdate();
  }

  #tellShown(): void {
    const ids = this.#rows.map(({ task }) => task.id);
    const shown = ids.join();
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#fire('list-shown', { ids });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sentinels.disconnect();
    this.#window?.disconnect();
  }

  override render() {
    return html`
      <div
        role="list"
        class=${this.#window ? 'windowed' : ''}
        aria-label=${taskWords.tasks}
        @keydown=${this.#keydown}
        @focusin=${this.#focused}
      >
        ${repeat(
          this.#picked,
          ({ key }) => key,
          (item) => ('gap' in item ? this.#renderGap(item) : this.#renderItem(item)),
        )}
      </div>
    `;
  }

  /** What is in the document. At first, and until the window of a long list is there, that is one screen. */
  get #picked(): (ListItem | Gap)[] {
    if (!this.#window) {
      if (this.#isPainted && !this.#isLong) return this.#items;
      const first = Math.ceil(innerHeight / LOWEST_ROW);
      return this.#items.filter(({ kind }, i) => i < first || (kind === 'rest' && this.#isPainted));
    }
    return this.#window.pick(this.#items, [this.currentId, this.#wanted, this.#kept]);
  }

  /** Heights are set on the element: the page's policy lets no style attribute through. */
  #renderGap({ gap }: Gap): TemplateResult {
    return html`<div class="gap" role="presentation" .style=${`block-size: ${gap}px`}></div>`;
  }

  #renderItem({ key, kind, group, task, rows, place }: ListItem): TemplateResult {
    if (kind === 'row') return this.#renderRow(task!, group, place);
    if (kind === 'heading')
      return html`<ls-group-heading
        role="listitem"
        data-key=${key}
        .key=${group.key}
        .heading=${group.heading}
        .folded=${group.folded ?? null}
      ></ls-group-heading>`;
    const room = kind === 'rest' ? `block-size: calc(${rows} * (var(--row) + 1px))` : '';
    return html`<div
      class=${kind === 'rest' && this.#isLong ? 'gap' : 'sentinel'}
      .style=${room}
      data-show=${group.more ?? ''}
    ></div>`;
  }

  #renderRow(task: TaskView, { movable, day }: TaskGroup, place: number) {
    const { outline } = this;
    const isWhole = !this.#window;
    return html`<ls-task-row
      role="listitem"
      data-key=${task.id}
      aria-posinset=${isWhole ? nothing : place}
      aria-setsize=${isWhole ? nothing : placesOf(this.#items)}
      choosable
      .task=${task}
      .project=${this.withProject ? outline.project(task.projectId) : undefined}
      .labels=${outline.labelsOf(task.labels)}
      .progress=${this.progress.get(task.id)}
      .day=${day}
      .hits=${this.hits}
      .movable=${movable}
      .current=${task.id === this.currentId}
      .selected=${task.id === this.selectedId}
      .chosen=${this.chosen.has(task.id)}
      @task-step=${this.#step}
    ></ls-task-row>`;
  }

  /** Too long to be in the document as a whole. */
  get #isLong(): boolean {
    return placesOf(this.#items) > MAX_WHOLE;
  }

  get #rows(): TaskRow[] {
    return [...(this.renderRoot?.querySelectorAll<TaskRow>('ls-task-row') ?? [])];
  }

  /** Focuses the task that is so many rows on from another, of which the row may have to be made first. */
  #focusFrom(at: number, by: -1 | 1): void {
    let next = at + by;
    while (this.#items[next] && !this.#items[next]!.task) next += by;
    const id = this.#items[next]?.task?.id;
    if (id === undefined) return;
    const row = this.#rows.find(({ task }) => task.id === id);
    if (row) row.focus();
    else this.focusTask(id);
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
    const { id } = row.task;
    const at = this.#places.get(id) ?? -1;
    this.#window?.stay();
    const act = (): boolean => {
      switch (listKey(event)) {
        case 'Alt+ArrowUp':
        case 'Alt+ArrowDown':
          if (row.movable) this.#moveBy(id, listKey(event) === 'Alt+ArrowUp' ? -1 : 1);
          return true;
        case 'ArrowDown':
          this.#focusFrom(at, 1);
          return true;
        case 'ArrowUp':
          this.#focusFrom(at, -1);
          return true;
        case 'Home':
          this.#focusFrom(-1, 1);
          return true;
        case 'End':
          if (!this.#window?.goToEnd()) this.#focusFrom(this.#items.length, -1);
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
    const to = stepOf(this.groups, new Set([id]), id, by);
    if (!to) return;
    this.#wanted = id;
    if ('place' in to) this.#fire('task-move', { id, place: to.place });
    else this.#fire('task-put', { id, group: to.group.key });
  }

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
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      .sentinel {
        block-size: 1px;
      }
      /* Rows that are on their way: their lines are there before them. */
      .gap {
        background: repeating-linear-gradient(
          transparent 0 calc(var(--row) - 1px),
          var(--line) calc(var(--row) - 1px) var(--row)
        );
      }
      /* Here what is far away is not in the document; what is near is as high as it is. */
      .windowed ls-task-row {
        content-visibility: visible;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-task-list': TaskList;
  }
}
