// How many open tasks the lists of the navigation have: counted when the page has time, and once for all elements.
import { LIST, type ListRequest } from '../client/lists.ts';
import type { Live, LiveLists, Lockstep } from '../client/types.ts';
import { currentDay } from './current-day.ts';
import { addDays } from './dates.ts';
import { Outline, outlineOf } from './outline.ts';
import { SharedLive } from './shared-live.ts';
import { keyOf } from './route.ts';

/** Open tasks by the view's key; a view that is not counted is left out. */
export type Counts = Readonly<Record<string, number>>;

const shared = new WeakMap<Lockstep, Live<Counts>>();

export function countsOf(lockstep: Lockstep): Live<Counts> {
  const known = shared.get(lockstep);
  if (known) return known;
  const live = new SharedLive<Counts>(
    () => ({}),
    (set) => count(lockstep, set),
  );
  shared.set(lockstep, live);
  return live;
}

function count(lockstep: Lockstep, set: (counts: Counts) => void): () => void {
  const outline = outlineOf(lockstep);
  let query: LiveLists<string> | null = null;
  const requests = () => requestsOf(outline.value, currentDay.value);
  const stops = [
    outline.subscribe(() => query?.setRequests(requests())),
    currentDay.subscribe(() => query?.setRequests(requests())),
    whenIdle(() => {
      const opened = (query = lockstep.liveLists(requests()));
      stops.push(
        opened.subscribe((lists) => {
          const totals = Object.entries(lists).map(([list, { total }]) => [list, total] as const);
          set(sum(outline.value, new Map(totals)));
        }),
      );
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    query?.close();
  };
}

/** Windows of no rows are only counted. */
function requestsOf({ projects, sections, labels }: Outline, day: string): Record<string, ListRequest> {
  const tomorrow = addDays(day, 1);
  const lists = [
    LIST.in(null),
    LIST.open,
    ...[...projects, ...sections].map(({ id }) => LIST.in(id)),
    ...labels.map(({ id }) => LIST.label(id)),
  ];
  const requests = lists.map((list): [string, ListRequest] => [list, { list, limit: 0 }]);
  return {
    ...Object.fromEntries(requests),
    today: { list: LIST.dated, limit: 0, below: tomorrow },
    upcoming: { list: LIST.dated, limit: 0, from: tomorrow },
  };
}

function sum(outline: Outline, totals: ReadonlyMap<string, number>): Counts {
  const of = (list: string): number => totals.get(list) ?? 0;
  const counts: Record<string, number> = {
    inbox: of(LIST.in(null)),
    today: of('today'),
    upcoming: of('upcoming'),
    all: of(LIST.open),
  };
  for (const { id } of outline.projects) {
    const within = [id, ...outline.sectionsOf(id).map((section) => section.id)];
    counts[keyOf({ name: 'project', id })] = within.reduce((n, one) => n + of(LIST.in(one)), 0);
  }
  for (const { id } of outline.labels) counts[keyOf({ name: 'label', id })] = of(LIST.label(id));
  return counts;
}

/** Not every browser says when it has time; a moment after the rows is good enough there. */
function whenIdle(work: () => void): () => void {
  if ('requestIdleCallback' in globalThis) {
    const id = requestIdleCallback(work, { timeout: 500 });
    return () => cancelIdleCallback(id);
  }
  const timer = setTimeout(work, 100);
  return () => clearTimeout(timer);
}
