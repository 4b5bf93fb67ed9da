// Where a row stands in the lists: the key of the index that a list reads a window from.
import type { BaseRecord, ListKey } from './schema.ts';

export type ListName = ListKey[0];

/** Behind every fractional key: rows that came without an order stand last, oldest first. */
export const NO_ORDER = '~';

/** The list key of a row, or undefined when no list shows it. Rows sort by (order, id), completed newest first. */
export function listKeyOf(row: Omit<BaseRecord, 'listKey'>): ListKey | undefined {
  if (row.entity !== 'task' || row.deletedAt !== undefined) return undefined;
  const { completedAt, order } = row as { completedAt?: string; order?: string };
  if (completedAt !== undefined) return ['completed', -Date.parse(completedAt), row.id];
  return ['open', order ?? NO_ORDER, row.id];
}

/** Every key of one list. In IndexedDB an array sorts behind numbers and strings. */
export const listRange = (list: ListName) => IDBKeyRange.bound([list], [list, []]);

/** The order that IndexedDB gives the keys of one list. */
export function compareListKeys(a: ListKey, b: ListKey): number {
  if (a[1] !== b[1]) return a[1] < b[1] ? -1 : 1;
  return a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0;
}
