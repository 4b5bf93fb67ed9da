// Where a row goes in its list: fractional keys between its neighbours.
import { generateNKeysBetween } from 'fractional-indexing';
import { LockstepError } from '../protocol/errors.ts';
import type { Database } from '../storage/database.ts';
import type { LockstepSchema } from '../storage/schema.ts';
import { nearestOrder, readList, readRow, type SeenRow } from '../storage/task-reader.ts';
import type { Place } from './types.ts';

/** Keys in front of every row of a list: what was just added is where people look first. */
export async function ordersOnTop(
  database: Database<LockstepSchema>,
  list: string,
  count: number,
): Promise<string[]> {
  const { rows } = await readList(database, list, 1);
  return generateNKeysBetween(null, orderOf(rows[0]), count);
}

/** Keys behind every row of a list. */
export async function ordersAtEnd(
  database: Database<LockstepSchema>,
  list: string,
  count: number,
): Promise<string[]> {
  return generateNKeysBetween(await nearestOrder(database, list, null, 'before', ''), null, count);
}

/** The key right before or behind every row that stands in a list where `place` says. */
export const orderAt = async (
  database: Database<LockstepSchema>,
  list: string,
  id: string,
  place: Place,
): Promise<string> => (await ordersAt(database, list, id, place, 1))[0]!;

/** The same for several rows that go there together; `id` is one of them. */
export async function ordersAt(
  database: Database<LockstepSchema>,
  list: string,
  id: string,
  place: Place,
  count: number,
): Promise<string[]> {
  const anchorId = 'before' in place ? place.before : place.after;
  const anchor = await readRow(database, anchorId);
  if (anchor === undefined) throw new LockstepError('unknown-row');
  const order = orderOf(anchor);
  const near = (side: 'before' | 'after') => nearestOrder(database, list, order, side, id);
  if ('before' in place) return generateNKeysBetween(await near('before'), order, count);
  if (order === null) return generateNKeysBetween(await near('before'), null, count);
  return generateNKeysBetween(order, await near('after'), count);
}

const orderOf = (seen: SeenRow | undefined): string | null =>
  (seen?.row as { order?: string } | undefined)?.order ?? null;
