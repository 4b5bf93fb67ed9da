// A writer of the sequence test: a thread with a store of its own on the shared file. It commits one task after
// the other for one achiever.
import { parentPort, workerData } from 'node:worker_threads';
import type { Sequence } from '../../src/server/store/sqlite/sequence.ts';
import { SqliteStore } from '../../src/server/store/sqlite/sqlite-store.ts';
import { mutation } from './mutation.ts';

export interface WriterData {
  file: string;
  achieverId: string;
  deviceId: string;
  commits: number;
  /** Where the next number of a global serial stands; null for the counter row. */
  serial: Int32Array | null;
}

const { file, achieverId, deviceId, commits, serial } = workerData as WriterData;

/** What a global serial does: the number is drawn before the transaction begins, the commit comes when it may. */
const globalSerial = (next: Int32Array): Sequence => ({
  prepare: () => Atomics.add(next, 0, 1) + 1,
  take(sql, achiever, digest, drawn) {
    sql.advanceCounter.get(digest, achiever);
    return drawn;
  },
});

const store = serial ? new SqliteStore(file, globalSerial(serial)) : new SqliteStore(file);
for (let i = 0; i < commits; i++)
  await store.commit({ achieverId, deviceId, clientId: null, mutations: [mutation()], now: Date.now() });
await store.close();
parentPort!.postMessage('done');
