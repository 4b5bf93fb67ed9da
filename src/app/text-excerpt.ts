// A short excerpt of what an edit did to a longer text: the lines that went and the lines that came.

export interface Excerpt {
  removed: string[];
  added: string[];
  /** Changed lines that are not shown. */
  more: number;
}

/** Lines shown of each kind. */
const MAX_LINES = 3;

/** Compares by what both texts begin and end with: enough for an edit in one place, and honest for more. */
export function excerpt(before: string, after: string): Excerpt {
  const [old, now] = [linesOf(before), linesOf(after)];
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start++;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const kept = new Set(now.slice(start, now.length - end));
  const known = new Set(old.slice(start, old.length - end));
  // A line that is on both sides stayed, wherever it stands now; empty ones say nothing.
  const removed = [...known].filter((line) => line.trim() !== '' && !kept.has(line));
  const added = [...kept].filter((line) => line.trim() !== '' && !known.has(line));
  const more = Math.max(0, removed.length - MAX_LINES) + Math.max(0, added.length - MAX_LINES);
  return { removed: removed.slice(0, MAX_LINES), added: added.slice(0, MAX_LINES), more };
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.split('\n'));
