// Reads for the screen: windows of a list and single tasks, overlay included. One read-only transaction each,
// so that a mutation being confirmed is seen either in the outbox or in the base and never in both or neither.
import type { Task } from '../protocol/rows.ts';
import { conflictsOf } from './conflicts.ts';
import type { Database } from './database.ts';
import { compareListKeys, keyIn, type ListRequest, listKeysOf, NO_ORDER, rangeOf } from './lists.ts';
import { overlay } from './overlay.ts';
import type { BaseRecord, ConflictRecord, LockstepSchema, OutboxRecord } from './schema.ts';

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

/** One window. */
export async function readList(
  database: Database<LockstepSchema>,
  list: string,
  limit: number,
): Promise<ListWindow> {
  return (await readLists(database, { only: { list, limit } })).only;
}

/**
 * Windows of several lists, seen at the same instant: a task that goes from one list to another is in exactly one
 * of them.
 * Cost: the windows and the outbox, not the lists; a count over an index is the browser's.
 */
export function readLists<Name extends string>(
  database: Database<LockstepSchema>,
  requests: Record<Name, ListRequest>,
): Promise<Record<Name, ListWindow>> {
  return database.use(async (idb) => {
    const tx = idb.transaction(['base', 'outbox', 'conflicts']);
    const base = tx.objectStore('base');
    const [outbox, conflicts] = await Promise.all([
      tx.objectStore('outbox').getAll(),
      tx.objectStore('conflicts').getAll(),
    ]);
    const edits = Map.groupBy(outbox, ({ entityId }) => entityId);
    const conflictsOfRow = Map.groupBy(conflicts, ({ entityId }) => entityId);
    const bases = await Promise.all([...edits.keys()].map((id) => base.get(id)));
    const edited = [...edits.values()].flatMap((records, i) => see(bases[i], records) ?? []);

    const read = async (request: ListRequest): Promise<ListWindow> => {
      const { limit } = request;
      const index = base.index('byLists');
      const [counted, window] = await Promise.all([
        index.count(rangeOf(request)),
        // Edited rows may have left the window or entered it: read enough to fill it without them.
        // To IndexedDB, none at most means all.
        limit === 0 ? [] : index.getAll(rangeOf(request), Number.isFinite(limit) ? limit + edits.size : 0),
      ]);
      const unedited = window.filter(({ id }) => !edits.has(id)).map(confirmed);
      const shown = edited.filter(({ row }) => keyIn(row, request));
      const wereCounted = bases.filter((record) => record && keyIn(record, request)).length;
      const rows = merge(unedited, shown, request).slice(0, limit);
      for (const seen of rows) seen.conflicts = conflictsOfRow.get(seen.row.id) ?? [];
      return { rows, total: counted - wereCounted + shown.length };
    };
    const entries = Object.entries<ListRequest>(requests);
    const windows = await Promise.all(entries.map(([, request]) => read(request)));
    return Object.fromEntries(entries.map(([name], i) => [name, windows[i]])) as Record<Name, ListWindow>;
  });
}

/** Rows read at once where all are read. */
const PAGE = 2_000;

/**
 * Every task that is not deleted, open or completed, as people see it, a page at a time and each once. A task that
 * changes meanwhile comes as it was or as it is.
 */
export async function eachTask(
  database: Database<LockstepSchema>,
  take: (tasks: Task[]) => Promise<void>,
): Promise<void> {
  const readPage = (range: IDBKeyRange | null) =>
    database.use(async (idb) => {
      const tx = idb.transaction(['base', 'outbox']);
      const [base, outbox] = await Promise.all([
        tx.objectStore('base').getAll(range, PAGE),
        tx.objectStore('outbox').getAll(),
      ]);
      return { base, edits: Map.groupBy(outbox, ({ entityId }) => entityId) };
    });
  const isTask = (row: BaseRecord | undefined): row is BaseRecord & Task =>
    row?.entity === 'task' && row.deletedAt === undefined && 'title' in row;
  for (let range: IDBKeyRange | null = null; ;) {
    const { base, edits } = await readPage(range);
    const last = base.length < PAGE;
    const rows = base.map((row) => overlay(row, edits.get(row.id) ?? []));
    // Those that the server does not have yet are in no page.
    if (last)
      for (const [id, records] of edits)
        if (records[0]!.mutation.kind === 'create' && !base.some((row) => row.id === id))
          rows.push(overlay(undefined, records));
    await take(rows.filter(isTask));
    if (last) return;
    range = IDBKeyRange.lowerBound(base.at(-1)!.id, true);
  }
}

/** Several rows with their unconfirmed edits, at one instant; those that nobody knows are left out. */
export function readRows(database: Database<LockstepSchema>, ids: readonly string[]): Promise<SeenRow[]> {
  return database.use(async (idb) => {
    const tx = idb.transaction(['base', 'outbox']);
    const [base, outbox] = [tx.objectStore('base'), tx.objectStore('outbox').index('byEntity')];
    const rows = await Promise.all(
      ids.map(async (id) => see(...(await Promise.all([base.get(id), outbox.getAll(id)])))),
    );
    return rows.filter((row) => row !== undefined);
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
 * The fractional key of the row nearest to `order` on one side in a list, strictly: rows that share `order` (two
 * devices can give the same) are passed over, since between equal keys there is no room.
 * @param order null stands for "behind every key".
 * @param except the row that is being moved.
 */
export function nearestOrder(
  database: Database<LockstepSchema>,
  list: string,
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
      const row = see(bases[i], records)?.row;
      const key = row && row.id !== except ? keyIn(row, { list }) : undefined;
      return key ? [key[1] as string] : [];
    });

    const range = before
      ? rangeOf({ list, below: here })
      : IDBKeyRange.bound([list, here, []], [list, []], false, true);
    const index = tx.objectStore('base').index('byLists');
    let cursor = await index.openKeyCursor(range, before ? 'prev' : 'next');
    while (cursor && (cursor.primaryKey === except || edits.has(cursor.primaryKey)))
      cursor = await cursor.continue();
    if (cursor) candidates.push(cursor.key[1] as string);

    const beyond = candidates.filter((one) => one !== NO_ORDER && (before ? one < here : one > here)).sort();
    return beyond.at(before ? -1 : 0) ?? null;
  });
}

/** A row without unconfirmed edits. */
export const confirmed = (row: BaseRecord): SeenRow => ({
  row,
  baseRevision: row.revision,
  pending: false,
  conflicts: [],
});

/** A row with its unconfirmed edits; undefined when there is nothing to lay them on. */
export function see(base: BaseRecord | undefined, edits: OutboxRecord[]): SeenRow | undefined {
  const row = overlay(base, edits);
  if (row === undefined) return undefined;
  return {
    row: edits.length > 0 ? { ...row, listKeys: listKeysOf(row) } : row,
    baseRevision: base?.revision ?? 0,
    pending: edits.length > 0,
    conflicts: [],
  };
}

/** Puts the edited rows where they belong among the others, which are in order already. */
export function merge(unedited: SeenRow[], edited: SeenRow[], request: ListRequest): SeenRow[] {
  if (edited.length === 0) return unedited;
  const key = ({ row }: SeenRow) => keyIn(row, request)!;
  return [...unedited, ...edited].sort((a, b) => compareListKeys(key(a), key(b)));
}
