// Conflicts: values that gave way where two devices had set the same field. They wait here until the person has
// decided or somebody sets the field again.
import type { Clash } from '../sync/engine-storage.ts';
import type { Database } from './database.ts';
import type { BaseRecord, ConflictRecord, LockstepSchema, OutboxRecord } from './schema.ts';

/** The store, in a transaction that writes. */
interface ConflictStore {
  getAll(): Promise<ConflictRecord[]>;
  put(conflict: ConflictRecord): Promise<unknown>;
  delete(key: [string, string]): Promise<void>;
}

/** Every conflict of one row. In IndexedDB an array sorts behind numbers and strings. */
export const conflictsOf = (entityId: string) => IDBKeyRange.bound([entityId], [entityId, []]);

export const dismissConflict = (database: Database<LockstepSchema>, entityId: string, field: string) =>
  database.use((idb) => idb.delete('conflicts', [entityId, field]));

/** Remembers that the person has had a row's conflicts on screen. */
export const seeConflicts = (database: Database<LockstepSchema>, entityId: string): Promise<void> =>
  database.use(async (idb) => {
    const { store, done } = idb.transaction('conflicts', 'readwrite');
    for (const conflict of await store.getAll(conflictsOf(entityId)))
      void store.put({ ...conflict, seen: true });
    await done;
  });

/** What an arrival did to a row. */
export interface RowChange {
  before: BaseRecord | undefined;
  after: BaseRecord;
}

/**
 * Keeps what two devices disagreed about, and lets go of it where another device has set the field again. Our own
 * edits let go when they are made: one that was on its way by then decides nothing.
 * @param settled our mutations that leave the outbox now, by id.
 * @param changes rows that came in now, by id.
 */
export async function keepConflicts(
  store: ConflictStore,
  clashes: Clash[],
  settled: ReadonlyMap<string, OutboxRecord>,
  changes: ReadonlyMap<string, RowChange>,
): Promise<void> {
  const ours = new Set([...settled.values()].map(({ entityId }) => entityId));
  for (const { entityId, field } of await store.getAll()) {
    const change = changes.get(entityId);
    if (change && !ours.has(entityId) && !same(valueOf(change.before, field), valueOf(change.after, field)))
      await store.delete([entityId, field]);
  }
  for (const { field, lost, mutationId = '', entityId = '', device = null, at = null } of clashes) {
    const own = settled.get(mutationId);
    const row = changes.get(entityId)?.after;
    const mine = same(own?.mutation.fields?.[field], lost);
    if (own) await store.put({ entityId: own.entityId, field, lost, mine, device, at, seen: false });
    // An answer that came twice, and a change that was known already, say nothing new.
    else if (row)
      await store.put({ entityId, field, lost, mine: true, device, at: row.updatedAt!, seen: false });
  }
}

const valueOf = (row: BaseRecord | undefined, field: string) => row?.[field as 'id'];

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
