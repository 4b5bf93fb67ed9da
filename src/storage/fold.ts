// On a device without an account nobody confirms edits: they become base rows here, so that the outbox stays short
// and reading stays cheap however long the device is used alone.
import type { Database } from './database.ts';
import { listKeysOf } from './lists.ts';
import { overlay } from './overlay.ts';
import type { LockstepSchema } from './schema.ts';

/** Edits in one transaction: the tabs' reads of the same stores wait for it. */
const MAX_EDITS = 500;

/**
 * Turns the oldest edits into base rows, in one transaction.
 * @returns the ids of the rows that changed; none when the outbox is empty.
 */
export function foldOutbox(database: Database<LockstepSchema>): Promise<string[]> {
  return database.use(async (idb) => {
    const tx = idb.transaction(['base', 'outbox'], 'readwrite', { durability: 'strict' });
    const [base, outbox] = [tx.objectStore('base'), tx.objectStore('outbox')];
    const edits = Map.groupBy(await outbox.getAll(null, MAX_EDITS), ({ entityId }) => entityId);
    const writes: Promise<unknown>[] = [];
    for (const [id, records] of edits) {
      const before = await base.get(id);
      const seen = overlay(before, records);
      if (seen !== undefined) {
        const row = { ...seen, revision: (before?.revision ?? 0) + records.length };
        writes.push(base.put({ ...row, listKeys: listKeysOf(row) }));
      }
      for (const { key } of records) writes.push(outbox.delete(key!));
    }
    await Promise.all([...writes, tx.done]);
    return [...edits.keys()];
  });
}
