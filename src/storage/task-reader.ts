// Reads for the screen: windows of a list and single tasks, overlay included. One read-only transaction each,
// so that a mutation being confirmed is seen either in the outbox or in the base and never in both or neither.
import { conflictsOf } from './conflicts.ts';
import type { Database } from './database.ts';
import { compareListKeys, type ListName, listKeyOf, listRange, NO_ORDER } from './lists.ts';
import { overlay } from './overlay.ts';
import type { BaseRecord, ConflictRecord, ListKey, LockstepSchema, OutboxRecord } from './schema.ts';

/** A row as people see it, with what is known of it at the server. */
export interface SeenRow {
  row: BaseRecord;
  /** Revision of the base row under the overlay; 0 when the server does not have it yet. */
  baseRevision: number;
  /** Some of it is not confirmed. */
  pending: boolean;
  /** What the person may want to decide. */
  conflicts: ConflictRecord[];
}

/** The first rows of a list and how many it has. */
export interface ListWindow {
  rows: SeenRow[];
  total: number;
}

/** The first `limit` rows of one list. */
export async function readList(
  database: Database<LockstepSchema>,
  list: ListName,
  limit: number,
): Promise<ListWindow> {
  return (await readLists(database, { [list]: limit }))[list];
}

/**
 * The first rows of each list in `limits`, seen at the same instant: a task that goes from one list to another is
 * in exactly one of them. A list without a limit is empty.
 * Cost: the windows and the outbox, not the lists; a count over an index is the browser's.
 */
export function readLists(
  database: Database<LockstepSchema>,
  limits: Partial<Record<ListName, number>>,
): Promise<Record<ListName, ListWindow>> {
  return database.use(async (idb) => {
    const tx = idb.transaction(['base', 'outbox', 'conflicts']);
    const base = tx.objectStore('base');
    const [outbox, conflicts] = await Promise.all([
      tx.objectStore('outbox').getAll(),
      tx.objectStore('conflicts').getAll(),
    ]);
    const edits = Map.groupBy(outbox, ({ entityId }) => entityId);
    const bases = await Promise.all([...edits.keys()].map((id) => base.get(id)));
    const edited = [...edits.values()].flatMap((records, i) => see(bases[i], records) ?? []);

    const read = async (list: ListName): Promise<ListWindow> => {
      const limit = limits[list];
      if (limit === undefined) return { rows: [], total: 0 };
      const [counted, window] = await Promise.all([
        base.index('byList').count(listRange(list)),
        // Edited rows may have left the window or entered it: read enough to fill it without them.
        base.index('byList').getAll(listRange(list), limit + edits.size),
      ]);
      const unedited = window.filter(({ id }) => !edits.has(id)).map(confirmed);
      const shown = edited.filter(({ row }) => row.listKey?.[0] === list);
      const wereCounted = bases.filter((record) => record?.listKey?.[0] === list).length;
      const rows = merge(unedited, shown).slice(0, limit);
      for (const seen of rows) seen.conflicts = conflicts.filter(({ entityId }) => entityId === seen.row.id);
      return { rows, total: counted - wereCounted + shown.length };
    };
    const [open, completed] = await Promise.all([read('open'), read('completed')]);
    return { open, completed };
  });
}

/** One row with its unconfirmed edits; undefined when this device has never heard of it. */
export function readRow(database: Database<LockstepSchema>, id: string): Promise<SeenRow | undefined> {
  return database.use(async (idb) => {
    const tx = idb.transaction(['base', 'outbox', 'conflicts']);
    const [base, edits, conflicts] = await Promise.all([
      tx.objectStore('base').get(id),
      tx.objectStore('outbox').index('byEntity').getAll(id),
      tx.objectStore('conflicts').getAll(conflictsOf(id)),
    ]);
    const seen = see(base, edits);
    return seen && { ...seen, conflicts };
  });
}

/**
 * The fractional key of the open task nearest to `order` on one side, strictly: tasks that share `order` (two
 * devices can give the same) are passed over, since between equal keys there is no room.
 * @param order null stands for "behind every key".
 * @param except the task that is being moved.
 */
export function nearestOrder(
  database: Database<LockstepSchema>,
  order: string | null,
  side: 'before' | 'after',
  except: string,
): Promise<string | null> {
  const here = order ?? NO_ORDER;
  const before = side === 'before';
  return database.use(async (idb) => {
    const tx = idb.transaction(['base', 'outbox']);
    const edits = Map.groupBy(await tx.objectStore('outbox').getAll(), ({ entityId }) => entityId);
    const bases = await Promise.all([...edits.keys()].map((id) => tx.objectStore('base').get(id)));
    const candidates = [...edits.values()].flatMap((records, i) => {
      const key = see(bases[i], records)?.row.listKey;
      return key?.[0] === 'open' && key[2] !== except ? [key[1] as string] : [];
    });

    const range = before
      ? IDBKeyRange.bound(['open'], ['open', here])
      : IDBKeyRange.bound(['open', here, []], ['open', []]);
    const index = tx.objectStore('base').index('byList');
    let cursor = await index.openKeyCursor(range, before ? 'prev' : 'next');
    while (cursor && (cursor.primaryKey === except || edits.has(cursor.primaryKey)))
      cursor = await cursor.continue();
    if (cursor) candidates.push(cursor.key[1] as string);

    const beyond = candidates.filter((one) => one !== NO_ORDER && (before ? one < here : one > here)).sort();
    return beyond.at(before ? -1 : 0) ?? null;
  });
}

const confirmed = (row: BaseRecord): SeenRow => ({
  row,
  baseRevision: row.revision,
  pending: false,
  conflicts: [],
});

function see(base: BaseRecord | undefined, edits: OutboxRecord[]): SeenRow | undefined {
  const row = overlay(base, edits);
  if (row === undefined) return undefined;
  const { listKey: _, ...bare } = row;
  const listKey = listKeyOf(bare);
  return {
    row: listKey ? { ...bare, listKey } : bare,
    baseRevision: base?.revision ?? 0,
    pending: edits.length > 0,
    conflicts: [],
  };
}

/** Puts the edited rows where they belong among the others, which are in order already. */
function merge(unedited: SeenRow[], edited: SeenRow[]): SeenRow[] {
  if (edited.length === 0) return unedited;
  const key = ({ row }: SeenRow) => row.listKey as ListKey;
  return [...unedited, ...edited].sort((a, b) => compareListKeys(key(a), key(b)));
}
