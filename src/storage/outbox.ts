// The outbox: edits that are safe on this device and not yet confirmed. Tabs append to it, the host takes from it.
import { v7 as uuidv7 } from 'uuid';
import type { Mutation } from '../protocol/mutations.ts';
import type { Unsent } from '../sync/engine-storage.ts';
import type { Database } from './database.ts';
import type { LockstepDatabase, LockstepSchema, OutboxRecord } from './schema.ts';

/**
 * Stores edits; resolves when they would survive a crash of the browser and of the machine.
 * Committed at once: the transaction never waits on anything. What was open about the fields is closed.
 */
export async function append(
  database: Database<LockstepSchema>,
  achieverId: string,
  ...mutations: Omit<Mutation, 'id' | 'n'>[]
): Promise<void> {
  // Made once: a second try after a connection that turned out to be closed is the same edit.
  const records = mutations.map((mutation) => ({
    mutation: { id: uuidv7(), ...mutation },
    entityId: mutation.entityId,
    achieverId,
    at: Date.now(),
  }));
  await database.use(async (idb) => {
    const tx = idb.transaction(['outbox', 'conflicts'], 'readwrite', { durability: 'strict' });
    const [outbox, conflicts] = [tx.objectStore('outbox'), tx.objectStore('conflicts')];
    const writes: Promise<unknown>[] = [tx.done];
    for (const record of records) {
      writes.push(outbox.add(record));
      for (const field in record.mutation.fields) writes.push(conflicts.delete([record.entityId, field]));
    }
    tx.commit();
    await Promise.all(writes);
  });
}

/** The oldest `limit` mutations with their numbers. `n` counts from 1 behind the offset of this `clientId`. */
export async function readUnsent(
  idb: LockstepDatabase,
  limit: number,
): Promise<{ clientId: string; mutations: Unsent[] }> {
  const tx = idb.transaction(['outbox', 'meta']);
  const [records, client] = await Promise.all([
    tx.objectStore('outbox').getAll(null, limit),
    tx.objectStore('meta').get('client') as Promise<Numbering | undefined>,
  ]);
  const { clientId = '', offset = 0 } = client ?? {};
  return { clientId, mutations: records.map(({ key, mutation }) => ({ ...mutation, n: key! - offset })) };
}

interface Numbering {
  clientId: string;
  offset: number;
}

interface OutboxStore {
  getAll(): Promise<OutboxRecord[]>;
  clear(): Promise<void>;
  add(record: OutboxRecord): Promise<number>;
  delete(key: number): Promise<void>;
}

interface NumberingStore {
  put(numbering: Numbering, key: 'client'): Promise<unknown>;
}

/**
 * Numbers the outbox anew from 1 under a new client id, in the caller's transaction; mutation ids stay.
 * @param inFront edits that those which wait were made on top of. The server takes them for another client's, so
 * that they are merged with what waits, should some of that be with the server already.
 */
export async function renumber(
  outbox: OutboxStore,
  meta: NumberingStore,
  inFront: readonly OutboxRecord[] = [],
): Promise<void> {
  const waiting = await outbox.getAll();
  // Emptying does not set the key generator back: what is added again goes on from there, without gaps.
  await outbox.clear();
  const records = [...inFront, ...waiting.map(({ key: _, ...record }) => record)];
  const keys = await Promise.all(records.map((record) => outbox.add(record)));
  const offset = (keys[0] ?? (await nextKey(outbox))) - 1;
  await meta.put({ clientId: uuidv7(), offset }, 'client');
}

/** The key that the next edit will get: one is drawn, given back as a row, and drawn past. */
async function nextKey(outbox: OutboxStore): Promise<number> {
  const drawn = await outbox.add({ mutation: {}, entityId: '', achieverId: '', at: 0 } as never);
  await outbox.delete(drawn);
  return drawn + 1;
}

/** Every edit of this device that the server has not confirmed, for a person who wants to keep them. */
export const readEveryEdit = (database: Database<LockstepSchema>) =>
  database.use(async (idb) => {
    const [unsent, rejected] = await Promise.all([idb.getAll('outbox'), idb.getAll('rejected')]);
    return { unsent, rejected };
  });
