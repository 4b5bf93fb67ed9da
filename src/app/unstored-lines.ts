// Lines for new tasks that are not stored yet, in the tab's own memory: a page that goes in the very moment in which
// Enter was pressed, or in the middle of a line, leaves them to the next one.
import { v7 as uuidv7 } from 'uuid';
import type { RowStates } from '../client/types.ts';

/** Begins as the keys of drafts do: what somebody typed goes when they sign out. */
const KEY = 'lockstep-draft of new tasks';
/** This page, of all that the tab shows one after the other. */
const PAGE = uuidv7();

export interface Line {
  /** Of the first task that it becomes: by it a line is known that was stored in spite of all. */
  id: string;
  text: string;
  /** Parts that the person wants to stand as they are. */
  ignored: string[];
  /** Enter was pressed; else it is still being written. */
  entered: boolean;
}

type Held = Line & { page: string };

export const lineOf = (text: string, ignored: Iterable<string>, entered: boolean): Line => ({
  id: uuidv7(),
  text,
  ignored: [...ignored],
  entered,
});

export const holdLine = (line: Line): void => write([...without(line), { ...line, page: PAGE }]);

/** Call when it is stored, or stands in its field again. */
export const dropLine = (line: Line): void => write(without(line));

/** The lines that an earlier page left and that never became tasks. They are this page's from now on, and held. */
export async function takeLines(rows: Pick<RowStates, 'read'>): Promise<Line[]> {
  const left = read().filter(({ page }) => page !== PAGE);
  if (left.length === 0) return [];
  write(read().map((line) => ({ ...line, page: PAGE })));
  const states = await rows.read(left.map(({ id }) => id)).catch(() => []);
  const isStored = left.map((_line, i) => states[i]?.gone === false);
  left.forEach((line, i) => isStored[i] && dropLine(line));
  return left.filter((_line, i) => !isStored[i]);
}

const read = (): Held[] => JSON.parse(sessionStorage.getItem(KEY) ?? '[]') as Held[];

const without = ({ id }: Line): Held[] => read().filter((line) => line.id !== id);

function write(lines: Held[]): void {
  try {
    if (lines.length === 0) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(lines));
  } catch {
    // Without room they are as safe as the page.
  }
}
