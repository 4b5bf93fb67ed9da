// Mutations that the server refused, set aside for the person: nothing is dropped without them.
import { v7 as uuidv7 } from 'uuid';
import type { Database } from './database.ts';
import type { LockstepSchema, OutboxRecord, RejectedRecord } from './schema.ts';

export const readRejected = (database: Database<LockstepSchema>): Promise<RejectedRecord[]> =>
  database.use((idb) => idb.getAll('rejected'));

/**
 * Puts a mutation back in the outbox, under a new id: the server remembers its answer to the old one.
 * @param fields values to set in the place of those that were refused.
 */
export async function retryRejected(
  database: Database<LockstepSchema>,
  mutationId: string,
  fields?: object,
): Promise<string | undefined> {
  return database.use(async (idb) => {
    const tx = idb.transaction(['rejected', 'outbox'], 'readwrite', { durability: 'strict' });
    const record = await tx.objectStore('rejected').get(mutationId);
    if (record === undefined) return undefined;
    const { mutation, entityId, achieverId, at } = record;
    const again: OutboxRecord = { mutation: { ...mutation, id: uuidv7() }, entityId, achieverId, at };
    if (fields) again.mutation.fields = { ...mutation.fields, ...fields };
    await Promise.all([
      tx.objectStore('outbox').add(again),
      tx.objectStore('rejected').delete(mutationId),
      tx.done,
    ]);
    return entityId;
  });
}

export const discardRejected = (database: Database<LockstepSchema>, mutationId: string): Promise<void> =>
  database.use((idb) => idb.delete('rejected', mutationId));
