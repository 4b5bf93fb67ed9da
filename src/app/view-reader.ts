// Reads one view's lists from this device, as long as the element that shows them is there.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type {
  FilterView,
  LiveLists,
  LiveQuery,
  LiveSearch,
  Lockstep,
  QueryProblem,
  SearchView,
  TaskListView,
  TaskView,
} from '../client/types.ts';
import { currentDay } from './current-day.ts';
import { spoken } from './language.ts';
import { LiveController } from './live-controller.ts';
import { Outline, outlineOf } from './outline.ts';
import { INBOX, type View } from './route.ts';
import type { TaskGroup } from './task-group.ts';
import { groupsOf, pageOf, requestsOf, type ViewState } from './view-lists.ts';
import { readOptions, storeOptions, type ViewOptions } from './view-options.ts';
import { weekStart } from './week-start.ts';

/** Sections that are folded, and `completed`; on this device. */
const FOLDED = 'lockstep-folded';
const COMPLETED_FOLDED = 'lockstep-completed-folded';

/** Tasks that a search shows. */
export const MAX_FOUND = 100;

export class ViewReader implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #lists: LiveController<Record<string, TaskListView>>;
  /** What a saved filter finds; other views have windows. */
  readonly #found: LiveController<FilterView>;
  readonly #search: LiveController<SearchView>;
  readonly #outline: LiveController<Outline>;
  readonly #day: LiveController<string>;
  #lockstep: Lockstep | null = null;
  #query: LiveLists<string> | null = null;
  #looking: LiveSearch | null = null;
  #filter: { query: string; live: LiveQuery<FilterView> } | null = null;
  #view: View = INBOX;
  #limits: Record<string, number> = {};
  #folded = readFolded();
  #options = readOptions(INBOX);
  /** The windows that were last asked for. */
  #asked = '';
  /** What the lists and the filter are before they were read. */
  #unread: unknown[] = [];
  #groups: TaskGroup[] = [];
  /** What `#groups` was made of. */
  #from: unknown[] = [];

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    this.#lists = new LiveController(host);
    this.#found = new LiveController(host);
    this.#search = new LiveController(host);
    this.#outline = new LiveController(host);
    this.#day = new LiveController(host);
    host.addController(this);
  }

  /** Begins to read a view; call it when the element is connected. */
  watch(lockstep: Lockstep, view: View): void {
    this.#lockstep = lockstep;
    this.#view = view;
    this.#options = readOptions(view);
    this.#outline.watch(outlineOf(lockstep));
    this.#day.watch(currentDay);
    const requests = requestsOf(this.state);
    this.#asked = JSON.stringify(requests);
    this.#query = lockstep.liveLists(requests);
    this.#unread = [this.#query.value];
    this.#lists.watch(this.#query);
    if (view.name !== 'search') return;
    this.#looking = lockstep.liveSearch(view.text, MAX_FOUND);
    this.#search.watch(this.#looking);
  }

  /** Looks for another text in the place of the view's. */
  search(text: string): void {
    this.#looking?.setText(text);
  }

  /** What a search found so far: `text` says for what. */
  get found(): SearchView | null {
    return this.#search.value ?? null;
  }

  hostDisconnected(): void {
    this.#query?.close();
    this.#filter?.live.close();
    this.#looking?.close();
    this.#query = this.#filter = this.#looking = null;
  }

  /** Sections come and go, a filter gets another query, and the day ends: then other rows are needed. */
  hostUpdate(): void {
    this.#followFilter();
    const requests = requestsOf(this.state);
    const wanted = JSON.stringify(requests);
    if (wanted === this.#asked || !this.#query) return;
    this.#asked = wanted;
    this.#query.setRequests(requests);
  }

  #followFilter(): void {
    const row = this.#view.name === 'filter' ? this.outline.find(this.#view.id) : undefined;
    if (row?.entity !== 'filter' || row.query === this.#filter?.query) return;
    this.#filter?.live.close();
    const { query } = row;
    const live = this.#lockstep!.liveFilter(query, Infinity);
    this.#filter = { query, live };
    this.#unread.push(live.value);
    this.#found.watch(live);
  }

  /** What of the filter's query is not understood. */
  get problem(): QueryProblem | null {
    return this.#found.value?.problem ?? null;
  }

  /** The windows as they were read last. */
  get lists(): Record<string, TaskListView> {
    const found = this.#found.value ?? this.#search.value;
    return found ? { open: found } : (this.#lists.value ?? {});
  }

  /** Every list that the view has was read. */
  get isRead(): boolean {
    const names = ['filter', 'search'].includes(this.#view.name)
      ? ['open']
      : Object.keys(requestsOf(this.state));
    const read = this.lists;
    const isRead = !this.#unread.includes(this.#found.value ?? this.#lists.value);
    return isRead && this.outline.isRead && names.every((name) => name in read);
  }

  get outline(): Outline {
    return this.#outline.value ?? new Outline();
  }

  get day(): string {
    return this.#day.value ?? currentDay.value;
  }

  get options(): ViewOptions {
    return this.#options;
  }

  set options(options: ViewOptions) {
    this.#options = options;
    storeOptions(this.#view, options);
    this.#host.requestUpdate();
  }

  /** The same array until something in it is another. */
  get groups(): TaskGroup[] {
    const { outline, day, options } = this;
    const from = [...Object.values(this.lists), outline, day, options, this.#folded, spoken().locale];
    const isSame = from.length === this.#from.length && from.every((one, i) => one === this.#from[i]);
    if (!isSame) this.#groups = groupsOf(this.state, this.lists);
    this.#from = from;
    return this.#groups;
  }

  /** Rows that are not completed, shown or not. */
  get total(): number {
    const { completed: _, ...open } = this.lists;
    return Object.values(open).reduce((sum, { total }) => sum + total, 0);
  }

  find(id: string): TaskView | undefined {
    const lists = Object.values(this.lists);
    for (const { tasks } of lists) for (const task of tasks) if (task.id === id) return task;
    return undefined;
  }

  /** Resolves when what is shown has every change that this tab was told of. */
  async caughtUp(): Promise<void> {
    await (this.#looking ?? this.#filter?.live ?? this.#query)?.caughtUp();
  }

  /** @param rows how many of the window are wanted; without it, some more. */
  more(name: string, rows?: number): void {
    const shown = this.#limits[name] ?? pageOf(name);
    const wanted = rows ?? shown + pageOf(name) * 2;
    if (wanted <= shown) return;
    this.#limits = { ...this.#limits, [name]: wanted };
    this.#host.requestUpdate();
  }

  toggle(key: string): void {
    this.#folded = new Set(this.#folded);
    if (!this.#folded.delete(key)) this.#folded.add(key);
    storeFolded(this.#folded);
    this.#host.requestUpdate();
  }

  get state(): ViewState {
    const { outline, day } = this;
    return {
      view: this.#view,
      outline,
      day,
      options: this.#options,
      limits: this.#limits,
      folded: this.#folded,
      weekStart: weekStart(),
    };
  }
}

function readFolded(): Set<string> {
  const sections = (localStorage.getItem(FOLDED) ?? '').split(' ').filter((id) => id !== '');
  const isCompletedFolded = localStorage.getItem(COMPLETED_FOLDED) !== null;
  return new Set(isCompletedFolded ? [...sections, 'completed'] : sections);
}

function storeFolded(folded: ReadonlySet<string>): void {
  const sections = [...folded].filter((key) => key !== 'completed');
  localStorage.setItem(FOLDED, sections.join(' '));
  if (folded.has('completed')) localStorage.setItem(COMPLETED_FOLDED, '1');
  else localStorage.removeItem(COMPLETED_FOLDED);
}
