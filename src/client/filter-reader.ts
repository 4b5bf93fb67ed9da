// Reads what a saved filter finds. The lists in which it can be are kept in step; a row is looked at again when it
// changed, or what its project and labels are called, or the day. Loaded with the first filter that is looked at.
import type { Task } from '../protocol/rows.ts';
import { LIST, type ListRequest } from '../storage/lists.ts';
import type { ListWindow, SeenRow } from '../storage/task-reader.ts';
import type { Desk } from './changes.ts';
import { parseQuery, type Query, QueryError } from './filter-query.ts';
import { KeptReader } from './kept-reader.ts';
import { TaskViews } from './task-queries.ts';
import type { FilterView, OutlineView } from './types.ts';

/** So many are shown before the rest was looked at; a screenful. */
const FIRST = 30;
/** Rows of each list that are looked at in the first step, and how many times as many in each step after that. */
const FIRST_STEP = 200;
const GROWTH = 6;
/** Left to the page to paint what is shown. */
const PAUSE_MS = 50;

export class FilterReader {
  readonly #desk: () => Desk;
  readonly #text: string;
  readonly #limit: number;
  readonly #outline = new KeptReader();
  readonly #lists = new KeptReader();
  readonly #views = new TaskViews();
  #world: { windows: ListWindow[]; today: string; outline: Pick<OutlineView, 'projects' | 'labels'> } | null =
    null;
  #verdicts = new WeakMap<SeenRow, boolean>();
  /** Everything was looked at once. */
  #isRead = false;
  #isStopped = false;

  constructor(desk: () => Desk, text: string, limit: number) {
    this.#desk = desk;
    this.#text = text;
    this.#limit = limit;
  }

  note(ids: readonly string[] | null): void {
    this.#outline.note(ids);
    this.#lists.note(ids);
  }

  /** Nobody looks at it any more: what is being read is not read to its end. */
  stop(): void {
    this.#isStopped = true;
  }

  /** @param show called with the first tasks that were found, where there are many to look at. */
  async read(show: (part: FilterView) => void): Promise<FilterView> {
    try {
      return await this.#find(parseQuery(this.#text), show);
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      const { code, text, at } = error;
      return { tasks: [], total: 0, problem: { code, text, at } };
    }
  }

  async #find({ fits, within }: Query, show: (part: FilterView) => void): Promise<FilterView> {
    const { database } = this.#desk();
    const { projects, labels } = await this.#outline.read(database, {
      projects: all('project'),
      labels: all('label'),
    });
    const { outline, today } = this.#settle([projects, labels]);
    const lists = sources(within, outline);
    const find = async (step: number): Promise<{ found: SeenRow[]; isAll: boolean }> => {
      const requests = Object.fromEntries(lists.map((list) => [list, { list, limit: step }]));
      const windows = Object.values(await this.#lists.read(database, requests));
      const rows = windows.flatMap((window) => window.rows);
      const found = rows.filter((seen) => {
        const known = this.#verdicts.get(seen);
        if (known !== undefined) return known;
        const verdict = fits({ ...(seen.row as Task), pending: seen.pending }, { ...outline, today });
        this.#verdicts.set(seen, verdict);
        return verdict;
      });
      return { found, isAll: windows.every((window) => window.rows.length === window.total) };
    };

    const view = (found: SeenRow[]): FilterView => ({
      ...this.#views.list({ rows: found.slice(0, this.#limit), total: found.length }),
      problem: null,
    });
    let isShown = false;
    for (let step = this.#isRead ? Infinity : FIRST_STEP; ; step *= GROWTH) {
      const { found, isAll } = await find(step);
      this.#isRead ||= isAll;
      if (isAll || this.#isStopped) return view(found);
      // Of two lists, the rows of the second stand behind all of the first.
      if (!isShown && found.length >= FIRST && lists.length === 1) {
        show(view(found));
        isShown = true;
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  }

  /** What rows are judged by; when it changes, every row is judged anew. */
  #settle(windows: ListWindow[]) {
    const today = civilToday();
    const before = this.#world;
    if (before?.today === today && windows.every((window, i) => window === before.windows[i])) return before;
    const [projects, labels] = windows.map(({ rows }) => rows.map(({ row }) => row) as never[]);
    this.#verdicts = new WeakMap();
    return (this.#world = { windows, today, outline: { projects: projects!, labels: labels! } });
  }
}

/** The lists in which everything is that a query can fit. */
function sources(within: Query['within'], outline: Pick<OutlineView, 'labels'>): string[] {
  if (within.list === 'everything') return [LIST.open, LIST.completed];
  return [within.list === 'label' ? labelled(outline, within.title) : LIST[within.list]];
}

const all = (list: string): ListRequest => ({ list, limit: Infinity });

/** The list of the one label with this title; with several, all open tasks have to be looked at. */
function labelled({ labels }: Pick<OutlineView, 'labels'>, title: string): string {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const found = labels.filter((label) => plain(label.title) === plain(title));
  return found.length === 1 ? LIST.label(found[0]!.id) : LIST.open;
}

/** Where the person is, `YYYY-MM-DD`. */
const civilToday = () =>
  new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
