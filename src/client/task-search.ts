// Finding tasks: by words, which the host looks up for every tab, and by the query of a saved filter.
import { readRows } from '../storage/task-reader.ts';
import type { Desk } from './changes.ts';
import type { FilterReader } from './filter-reader.ts';
import { type ChangeFeed, LiveRead } from './live-read.ts';
import { toView } from './task-queries.ts';
import type { FilterView, LiveQuery, LiveSearch, SearchView, TaskListView } from './types.ts';

const NOTHING: TaskListView = { tasks: [], total: 0 };

/** What the host found: ids of tasks, and the words that they have. */
export interface Found {
  ids: readonly string[];
  terms: readonly string[];
}

/** @param find asks the host for the tasks with these words. */
export function liveSearch(
  desk: () => Desk,
  text: string,
  limit: number,
  find: (text: string, limit: number) => Promise<Found>,
  changes: ChangeFeed,
  onError: (error: unknown) => void,
): LiveSearch {
  let wanted = text;
  const read = async (): Promise<SearchView> => {
    const sought = wanted;
    if (sought.trim() === '') return { ...NOTHING, text: sought, terms: [] };
    const { ids, terms } = await find(sought, limit);
    const rows = new Map((await readRows(desk().database, ids)).map((seen) => [seen.row.id, seen]));
    const tasks = ids.flatMap((id) => rows.get(id) ?? []).map(toView);
    return { tasks, total: tasks.length, text: sought, terms };
  };
  const live = new LiveRead<SearchView>(
    { ...NOTHING, text: '', terms: [] },
    read,
    changes,
    () => true,
    onError,
  );
  return Object.assign(live, {
    setText(next: string) {
      wanted = next;
      void live.refresh();
    },
  });
}

/** What reads it is loaded with the first filter that is looked at. */
export function liveFilter(
  desk: () => Desk,
  query: string,
  limit: number,
  changes: ChangeFeed,
  onError: (error: unknown) => void,
): LiveQuery<FilterView> {
  const none: FilterView = { ...NOTHING, problem: null };
  let reader: FilterReader | null = null;
  const read = async (show: (part: FilterView) => void): Promise<FilterView> => {
    const loaded = await import('./filter-reader.ts');
    reader ??= new loaded.FilterReader(desk, query, limit);
    return reader.read(show);
  };
  const noted: ChangeFeed = (listener) =>
    changes((ids) => {
      reader?.note(ids);
      listener(ids);
    });
  const live = new LiveRead(none, read, noted, () => true, onError);
  return Object.assign(live, {
    refresh() {
      reader?.note(null);
      return LiveRead.prototype.refresh.call(live);
    },
    close() {
      reader?.stop();
      LiveRead.prototype.close.call(live);
    },
  });
}
