// The table of what can happen to a connection, on an in-memory IndexedDB.
import 'fake-indexeddb/auto';
import { type DBSchema, openDB } from 'idb';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Database, type DatabaseOptions } from '../../../src/storage/database.ts';

interface Schema extends DBSchema {
  rows: { key: string; value: string };
}

/** Lets the event loop turn: a request that is blocked looks again with every turn, and so never settles. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const opened: Database<Schema>[] = [];

function openDatabase(options: DatabaseOptions & { name?: string; version?: number } = {}) {
  const { name = uuidv7(), version = 1 } = options;
  const upgrade = (idb: { createObjectStore(name: 'rows'): unknown }, from: number) => {
    if (from < 1) idb.createObjectStore('rows');
  };
  const database = new Database<Schema>(name, version, upgrade, options);
  opened.push(database);
  return database;
}

const put = (database: Database<Schema>, value: string) =>
  database.use((idb) => idb.put('rows', value, 'key'));
const get = (database: Database<Schema>) => database.use((idb) => idb.get('rows', 'key'));

afterEach(() => {
  vi.useRealTimers();
  for (const database of opened.splice(0)) database.close();
});

describe('a database', () => {
  it('repeats what was aborted by its connection being closed, on a fresh one, and stores it once', async () => {
    const database = openDatabase();
    let tries = 0;

    await database.use(async (idb) => {
      tries++;
      const tx = idb.transaction('rows', 'readwrite');
      const writes = Promise.all([tx.store.add(`try ${tries}`, 'key'), tx.done]);
      // What a browser does that closes the database under us.
      if (tries === 1) tx.abort();
      await writes;
      if (tries === 1) idb.close();
    });

    expect(tries).toBe(2);
    expect(await get(database)).toBe('try 2');
  });

  it('tries again once, and then says that the storage cannot be used', async () => {
    const database = openDatabase();
    let tries = 0;

    const used = database.use(async (idb) => {
      tries++;
      idb.close();
      idb.transaction('rows');
    });

    await expect(used).rejects.toMatchObject({ code: 'storage-unavailable' });
    expect(tries).toBe(2);
  });

  it('says that the disk is full, without trying twice, and when to try again', async () => {
    const database = openDatabase();
    let tries = 0;

    const used = database.use(async () => {
      tries++;
      throw new DOMException('No room.', 'QuotaExceededError');
    });

    await expect(used).rejects.toMatchObject({ code: 'storage-full', details: { retryAfterMs: 60_000 } });
    expect(tries).toBe(1);
  });

  it('lets go at once for a newer version, tells its owner, and neither opens nor removes what is newer', async () => {
    const onTaken = vi.fn();
    const older = openDatabase({ onTaken });
    await put(older, 'Kept');

    const newer = openDatabase({ name: older.name, version: 2 });
    expect(await get(newer)).toBe('Kept');

    expect(onTaken).toHaveBeenCalledOnce();
    await expect(get(older)).rejects.toMatchObject({ code: 'storage-newer' });
    await expect(put(older, 'Overwritten')).rejects.toMatchObject({ code: 'storage-newer' });
    expect(await get(newer)).toBe('Kept');
  });

  it('says after three seconds that somebody is in the way, at once to those who ask later, and goes on when it can', async () => {
    const database = openDatabase({ version: 2 });
    const inTheWay = await openDB<Schema>(database.name, 1, {
      upgrade: (idb) => void idb.createObjectStore('rows'),
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });

    const first = put(database, 'First');
    first.catch(() => {});
    await turns();
    vi.advanceTimersByTime(3_000);
    await expect(first).rejects.toMatchObject({ code: 'storage-blocked' });
    await expect(put(database, 'Second')).rejects.toMatchObject({ code: 'storage-blocked' });
    inTheWay.close();
    await turns();

    await put(database, 'Third');
    expect(await get(database)).toBe('Third');
  });

  it('says it also behind another one that is blocked, of which it hears nothing', async () => {
    const first = openDatabase({ version: 2 });
    const inTheWay = await openDB<Schema>(first.name, 1, {
      upgrade: (idb) => void idb.createObjectStore('rows'),
    });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    get(first).catch(() => {});
    await turns();

    const second = get(openDatabase({ name: first.name, version: 2 }));
    second.catch(() => {});
    await turns();
    vi.advanceTimersByTime(10_000);

    await expect(second).rejects.toMatchObject({ code: 'storage-blocked' });
    inTheWay.close();
  });

  it('is gone when it was deleted, and tells its owner', async () => {
    const onTaken = vi.fn();
    const database = openDatabase({ onTaken });
    await put(database, 'Private');

    const deletion = Promise.withResolvers<unknown>();
    indexedDB.deleteDatabase(database.name).onsuccess = deletion.resolve;
    await deletion.promise;

    expect(onTaken).toHaveBeenCalledOnce();
    expect(database.isGone).toBe(true);
    await expect(get(database)).rejects.toMatchObject({ code: 'signed-out' });
  });

  it('is made anew where deleting it means no farewell', async () => {
    const database = openDatabase({ outlives: true });
    await put(database, 'Before');

    const deletion = Promise.withResolvers<unknown>();
    indexedDB.deleteDatabase(database.name).onsuccess = deletion.resolve;
    await deletion.promise;
    await put(database, 'After');

    expect(await get(database)).toBe('After');
  });
});
