// Where the person was in a list when they left it: Back leads there again. Kept by entry of the tab's history, by what
// stood at the top of the page: heights are found out anew each time.
import { queryDeep } from './deep-query.ts';
import type { TaskList } from './task-list.ts';
import type { TaskRow } from './task-row.ts';

interface Place {
  top: number;
  /** The first task in sight and its distance from the top, px. */
  task: { id: string; offset: number } | null;
}

/** How long rows may take to be on the page, in frames. */
const TRIES = 120;
/** Frames in which nothing moves any more. */
const AT_REST = 10;

const places = new Map<string, Place>();

/** The entry of the history that the tab is at. */
export const readEntry = (): string => (history.state as { entry?: string } | null)?.entry ?? '';

const topOf = (element: Element): number => element.getBoundingClientRect().top;

/** Call before another view is drawn. */
export function rememberScroll(entry: string, scroller: Element): void {
  const edge = topOf(scroller);
  const row = queryDeep<TaskRow>(scroller, 'ls-task-row').find((one) => topOf(one) >= edge);
  const task = row ? { id: row.task.id, offset: topOf(row) - edge } : null;
  places.set(entry, { top: scroller.scrollTop, task });
}

/** Goes back there, until the person does something; to the top of what was not seen before. */
export async function recallScroll(entry: string, scroller: Element): Promise<void> {
  const place = places.get(entry);
  scroller.scrollTop = 0;
  if (!place || place.top === 0) return;
  const { top, task } = place;
  const life = new AbortController();
  for (const sign of ['pointerdown', 'wheel', 'keydown', 'lockstep-route', 'popstate'])
    addEventListener(sign, () => life.abort(), { signal: life.signal, capture: true });
  let list: TaskList | undefined;
  for (let [tries, still] = [0, 0]; tries < TRIES && still < AT_REST && !life.signal.aborted; tries++) {
    list = queryDeep<TaskList>(scroller, 'ls-task-list')[0];
    list?.keep(task?.id ?? null);
    const row = queryDeep<TaskRow>(scroller, 'ls-task-row').find((one) => one.task.id === task?.id);
    const distance = row ? topOf(row) - topOf(scroller) - task!.offset : top - scroller.scrollTop;
    if (Math.abs(distance) >= 1) scroller.scrollTop += distance;
    else if (row) still += 1;
    await new Promise(requestAnimationFrame);
  }
  list?.keep(null);
  life.abort();
}
