// Mutations that the server refused, set aside for the person: nothing is dropped without them.
import { v7 as uuidv7 } from 'uuid';
import type { Database } from './database.ts';
import type { LockstepSchema, RejectedRecord } from './schema.ts';

export const readRejected = (database: Database<LockstepSchema>): Promise<RejectedRecord[]> =>
  database.use((idb) => idb.getAll('rejected'));

/** Puts a mutation back in the outbox, under a new id: the server remembers its answer to the old one. */
export async function retryRejected(
  database: Database<LockstepSchema>,
  mutationId: string,
): Promise<string | undefined> {
  return database.use(async (idb) => {
    const tx = idb.transaction(['rejected', 'outbox'], 'readwrite', { durability: 'strict' });
    const record = await tx.objectStore('rejected').get(mutationId);
    if (record === undefined) return undefined;
    const { mutation, entityId, achieverId, at } = record;
    const again = { mutation: { ...mutation, id: uuidv7() }, entityId, achieverId, at };
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
