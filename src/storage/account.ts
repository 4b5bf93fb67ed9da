// Who uses this device: a small database of its own, read first by tab and host, since it names the achiever's.
import { deleteDB, type DBSchema } from 'idb';
import { Database } from './database.ts';
import { databaseName, type LockstepSchema } from './schema.ts';

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
    key: 'account' | 'generation' | 'sessionToEnd' | 'left' | 'filled' | 'lostAt';
    value: Account | number | boolean | string;
  };
}

/** Only a browser that removes the site's data deletes it. */
const device = new Database<DeviceSchema>(
  'lockstep-device',
  1,
  (database) => {
    database.createObjectStore('device');
  },
  { outlives: true },
);

export const readAccount = (): Promise<Account | undefined> =>
  device.use((idb) => idb.get('device', 'account')) as Promise<Account | undefined>;

/** Signing in cancels a sign-out that the server had not been told of. */
export async function storeAccount(account: Account): Promise<void> {
  await device.use(async (idb) => {
    const tx = idb.transaction('device', 'readwrite', { durability: 'strict' });
    await Promise.all([
      tx.store.put(account, 'account'),
      tx.store.delete('sessionToEnd'),
      tx.store.delete('left'),
      tx.done,
    ]);
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
      ...(['account', 'filled', 'lostAt'] as const).map((key) => tx.store.delete(key)),
      tx.store.put(true, 'left'),
      endSession ? tx.store.put(true, 'sessionToEnd') : tx.store.delete('sessionToEnd'),
      tx.done,
    ]);
  });
  await deleteDB(databaseName(achieverId));
}

/** What a tab has to know of this device. */
export interface DeviceState {
  account: Account | undefined;
  /** Wall-clock ms at which it was found that the browser had removed the account's database. */
  lostAt: number | undefined;
  /** Nobody is signed in because somebody signed out; else the device is new, or the browser removed what it had. */
  left: boolean;
}

export const readDevice = (): Promise<DeviceState> =>
  device.use(async (idb) => {
    const { store } = idb.transaction('device');
    const [account, lostAt, left] = await Promise.all([
      store.get('account') as Promise<Account | undefined>,
      store.get('lostAt') as Promise<number | undefined>,
      store.get('left'),
    ]);
    return { account, lostAt, left: left === true };
  });

/** The person knows. */
export const forgetLoss = (): Promise<void> => device.use((idb) => idb.delete('device', 'lostAt'));

/**
 * Marks an account's database as this device's. One that has no mark is new, or was removed by the browser and came
 * back empty: the device remembers that it had one, and says which of the two it is.
 */
export async function claim(database: Database<LockstepSchema>, achieverId: string): Promise<void> {
  const isMarked = await isClaimed(database);
  const filled = await device.use((idb) => idb.get('device', 'filled'));
  // In this order, a crash in between is followed by the same steps again and by no false alarm.
  if (!isMarked && filled === achieverId) await device.use((idb) => idb.put('device', Date.now(), 'lostAt'));
  if (!isMarked) await database.use((idb) => idb.put('meta', { achieverId }, 'achiever'));
  if (filled !== achieverId) await device.use((idb) => idb.put('device', achieverId, 'filled'));
}

/** False when the browser removed the database since it was claimed. */
export const isClaimed = async (database: Database<LockstepSchema>): Promise<boolean> =>
  (await database.use((idb) => idb.get('meta', 'achiever'))) !== undefined;

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
