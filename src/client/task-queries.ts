// Live queries: windows of the task lists and single tasks, read from this device's database.
import type { Task } from '../protocol/rows.ts';
import type { EntityName } from '../protocol/wire.ts';
import { LIST, type ListRequest } from '../storage/lists.ts';
import { type ListWindow, readLists, readRow, type SeenRow } from '../storage/task-reader.ts';
import type { Desk } from './changes.ts';
import type { KeptReader } from './kept-reader.ts';
import { type ChangeFeed, LiveRead } from './live-read.ts';
import type {
  FieldConflict,
  ListLimits,
  LiveLists,
  LiveQuery,
  LiveTaskLists,
  OutlineView,
  TaskDetailView,
  TaskListView,
  TaskView,
} from './types.ts';

/** Reads windows and keeps them in step with what changes. */
interface WindowReader {
  read<Name extends string>(requests: Record<Name, ListRequest>): Promise<Record<Name, ListWindow>>;
  /** The changes, which it has noted before anybody else hears of them. */
  changes: ChangeFeed;
  /** Reads everything the next time. */
  forget(): void;
}

function windowReader(desk: () => Desk, changes: ChangeFeed): WindowReader {
  let kept: KeptReader | null = null;
  let hasRead = false;
  // Loaded when something was read, so that the first rows wait for nothing of it.
  const keep = async () => (kept ??= (await import('./kept-reader.ts')).keepLists());
  return {
    async read(requests) {
      const { database } = desk();
      if (kept) return kept.read(database, requests);
      if (hasRead) keep().catch(() => {});
      const windows = await readLists(database, requests);
      hasRead = true;
      return windows;
    },
    changes: (listener) =>
      changes((ids) => {
        kept?.note(ids);
        listener(ids);
      }),
    forget: () => kept?.note(null),
  };
}

export function liveLists<Name extends string>(
  desk: () => Desk,
  requests: Record<Name, ListRequest>,
  changes: ChangeFeed,
  onError: (error: unknown) => void,
): LiveLists<Name> {
  let wanted = requests;
  const reader = windowReader(desk, changes);
  const views = new TaskViews();
  const viewsOf = (windows: Partial<Record<string, ListWindow>>, names: string[]) =>
    Object.fromEntries(names.map((name) => [name, views.list(windows[name])])) as Record<Name, TaskListView>;
  const read = async () => {
    const windows = await reader.read(wanted);
    return viewsOf(windows, Object.keys(windows));
  };
  // Any change may bring a row into a window or push one out of it.
  const live = new LiveRead(viewsOf({}, Object.keys(requests)), read, reader.changes, () => true, onError);
  const again = () => LiveRead.prototype.refresh.call(live);
  return Object.assign(live, {
    refresh() {
      reader.forget();
      return again();
    },
    setRequests(next: Record<Name, ListRequest>) {
      wanted = next;
      void again();
    },
  });
}

/** The two lists of someone who keeps all tasks in one place. */
export function liveTaskLists(
  desk: () => Desk,
  limits: ListLimits,
  changes: ChangeFeed,
  onError: (error: unknown) => void,
): LiveTaskLists {
  const requests = ({ open = 0, completed = 0 }: ListLimits) => ({
    open: { list: LIST.open, limit: open },
    completed: { list: LIST.completed, limit: completed },
  });
  const live = liveLists(desk, requests(limits), changes, onError);
  return Object.assign(live, { setLimits: (next: ListLimits) => live.setRequests(requests(next)) });
}

/** Everything that tasks are put into: small, and read whole. */
export function liveOutline(
  desk: () => Desk,
  changes: ChangeFeed,
  onError: (error: unknown) => void,
): LiveQuery<OutlineView> {
  const all = (list: EntityName) => ({ list, limit: Infinity });
  const requests = {
    projects: all('project'),
    sections: all('section'),
    labels: all('label'),
    filters: all('filter'),
  };
  const reader = windowReader(desk, changes);
  let known: { windows: Record<string, ListWindow>; view: OutlineView } | null = null;
  const read = async (): Promise<OutlineView> => {
    const windows: Record<string, ListWindow> = await reader.read(requests);
    const entries = Object.entries(windows);
    // Most changes are to tasks: then it is the same object as before.
    if (known && entries.every(([name, window]) => window === known?.windows[name])) return known.view;
    const view = Object.fromEntries(
      entries.map(([name, { rows }]) => [name, rows.map(({ row: { listKeys: _, ...row } }) => row)]),
    ) as unknown as OutlineView;
    known = { windows, view };
    return view;
  };
  const none = { projects: [], sections: [], labels: [], filters: [] };
  return new LiveRead<OutlineView>(none, read, reader.changes, () => true, onError);
}

export function liveTaskDetail(
  desk: () => Desk,
  id: string,
  changes: ChangeFeed,
  onError: (error: unknown) => void,
): LiveQuery<TaskDetailView | undefined> {
  const read = async (): Promise<TaskDetailView> => {
    const seen = await readRow(desk().database, id);
    // A row that this device only knows as a tombstone has nothing left to read.
    if (seen === undefined || seen.row.entity !== 'task' || !('title' in seen.row))
      return { state: 'missing' };
    return { state: seen.row.deletedAt === undefined ? 'present' : 'deleted', task: toView(seen) };
  };
  return new LiveRead<TaskDetailView | undefined>(
    undefined,
    read,
    changes,
    (ids) => ids.includes(id),
    onError,
  );
}

/** A row as people see it. */
export function toView({ row, baseRevision, pending, conflicts }: SeenRow): TaskView {
  const { listKeys: _, ...rest } = row;
  const task = rest as Task;
  return { ...task, baseRevision, pending, conflicts: conflicts.filter((one) => isOpen(one, task)) };
}

/** Rows as people see them: the same object for the same content, so that it is seen that there is nothing to do. */
export class TaskViews {
  readonly #views = new WeakMap<SeenRow, TaskView>();
  readonly #lists = new WeakMap<ListWindow, TaskListView>();
  readonly #known = new Map<string, TaskView>();

  list(window: ListWindow = { rows: [], total: 0 }): TaskListView {
    const known = this.#lists.get(window);
    if (known) return known;
    const { rows, total } = window;
    const list = { tasks: rows.map((seen) => this.of(seen)), total };
    this.#lists.set(window, list);
    return list;
  }

  of(seen: SeenRow): TaskView {
    const known = this.#views.get(seen);
    if (known) return known;
    const view = sameAs(this.#known.get(seen.row.id), toView(seen));
    this.#views.set(seen, view);
    this.#known.set(view.id, view);
    return view;
  }
}

const sameAs = <T>(before: T | undefined, now: T): T =>
  before !== undefined && JSON.stringify(before) === JSON.stringify(now) ? before : now;

/** Fields of which nobody reads a value. */
const UNREAD = new Set(['order', 'seriesId']);

/** Of two completions, neither is lost. */
function isOpen({ field, lost }: FieldConflict, task: Task): boolean {
  const now = task[field as keyof Task] ?? null;
  if (UNREAD.has(field) || JSON.stringify(now) === JSON.stringify(lost)) return false;
  return field !== 'completedAt' || now === null || lost === null;
}
