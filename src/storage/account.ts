// Who uses this device: a small database of its own, read first by tab and host, since it names the achiever's.
import { deleteDB, type DBSchema } from 'idb';
import { Database } from './database.ts';
import { databaseName } from './schema.ts';

export interface Account {
  achieverId: string;
  deviceId: string;
  deviceName: string;
  email: string;
  /** Nobody signed in: the tasks are on this device alone, and `achieverId` is its own invention. */
  local?: true;
}

interface DeviceSchema extends DBSchema {
  device: {
    key: 'account' | 'generation' | 'sessionToEnd';
    value: Account | number | boolean;
  };
}

const device = new Database<DeviceSchema>('lockstep-device', 1, (database) => {
  database.createObjectStore('device');
});

export const readAccount = (): Promise<Account | undefined> =>
  device.use((idb) => idb.get('device', 'account')) as Promise<Account | undefined>;

/** Signing in cancels a sign-out that the server had not been told of. */
export async function storeAccount(account: Account): Promise<void> {
  await device.use(async (idb) => {
    const tx = idb.transaction('device', 'readwrite', { durability: 'strict' });
    await Promise.all([tx.store.put(account, 'account'), tx.store.delete('sessionToEnd'), tx.done]);
  });
}

/**
 * Removes the account and its whole database from this device.
 * @param endSession the server could not be told: the session is to be ended when it can be reached.
 */
export async function wipeAccount(achieverId: string, endSession: boolean): Promise<void> {
  await device.use(async (idb) => {
    const tx = idb.transaction('device', 'readwrite', { durability: 'strict' });
    await Promise.all([
      tx.store.delete('account'),
      endSession ? tx.store.put(true, 'sessionToEnd') : tx.store.delete('sessionToEnd'),
      tx.done,
    ]);
  });
  await deleteDB(databaseName(achieverId));
}

export const isSessionToEnd = async (): Promise<boolean> =>
  (await device.use((idb) => idb.get('device', 'sessionToEnd'))) === true;

export const forgetSessionToEnd = (): Promise<void> =>
  device.use((idb) => idb.delete('device', 'sessionToEnd'));

/** The generation of hosts that tabs connect to; it rises when a host was found dead or wedged. */
export const readGeneration = async (): Promise<number> =>
  ((await device.use((idb) => idb.get('device', 'generation'))) as number | undefined) ?? 0;

/** Leaves generation `wedged` behind, once, however many tabs say so; returns the one that now counts. */
export function raiseGeneration(wedged: number): Promise<{ generation: number; isFirst: boolean }> {
  return device.use(async (idb) => {
    const tx = idb.transaction('device', 'readwrite');
    const stored = ((await tx.store.get('generation')) as number | undefined) ?? 0;
    const generation = Math.max(stored, wedged + 1);
    await tx.store.put(generation, 'generation');
    await tx.done;
    return { generation, isFirst: generation > stored };
  });
}
