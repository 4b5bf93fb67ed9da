// The host on a database that browsers and other versions of the app do things to.
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { v7 as uuidv7 } from 'uuid';
import { expect, it, vi } from 'vitest';
import { Host } from '../../../src/host/host.ts';
import type { HostMessage, HostStatus } from '../../../src/protocol/port.ts';
import { readDevice, storeAccount } from '../../../src/storage/account.ts';
import { Database } from '../../../src/storage/database.ts';
import { DATABASE_VERSION, databaseName, upgrade } from '../../../src/storage/schema.ts';
import { readList } from '../../../src/storage/task-reader.ts';
import { ScriptedServer, task } from '../../support/scripted-server.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

/** A tab's line to a new host of an account of its own. */
async function setUp(prepare = async (_: string): Promise<void> => {}) {
  const achieverId = uuidv7();
  await prepare(databaseName(achieverId));
  await storeAccount({ achieverId, deviceId: uuidv7(), deviceName: 'Laptop', email: 'anna@example.org' });
  const [server, clock] = [new ScriptedServer(), new VirtualClock()];
  const host = new Host(clock, server, true, () => {});
  const { port1, port2 } = new MessageChannel();
  let status: HostStatus | undefined;
  port2.onmessage = ({ data }: MessageEvent<HostMessage>) => {
    if (data.type === 'status') status = data.status;
  };
  host.connect(port1);
  const lock = uuidv7();
  void navigator.locks.request(lock, () => new Promise(() => {}));
  port2.postMessage({ type: 'hello', tabId: lock, visible: true, lock });
  const end = () => {
    host.end();
    port2.close();
  };
  return { achieverId, server, clock, port: port2, end, status: () => status };
}

const titlesOf = async (achieverId: string) => {
  const database = new Database(databaseName(achieverId), DATABASE_VERSION, upgrade);
  const { rows } = await readList(database, 'open', 10);
  database.close();
  return rows.map(({ row }) => (row as { title?: string }).title);
};

it('starts over when the browser deletes the database under it, and remembers that it did', async () => {
  const { achieverId, server, end, status } = await setUp();
  server.commit(task({ id: uuidv7(), title: 'Buy milk', order: 'a0' }));
  await vi.waitFor(() => expect(server.streams).toHaveLength(1));
  server.stream.say({ type: 'behind', data: { head: 1 } });
  await vi.waitFor(async () => expect(await titlesOf(achieverId)).toEqual(['Buy milk']));

  indexedDB.deleteDatabase(databaseName(achieverId));
  await vi.waitFor(() => expect(server.streams).toHaveLength(2));
  expect(server.stream.syncAt).toBeNull();
  expect(status()).toMatchObject({ unfilled: true });
  server.stream.say({ type: 'behind', data: { head: 1 } });

  await vi.waitFor(async () => expect(await titlesOf(achieverId)).toEqual(['Buy milk']));
  expect((await readDevice()).lostAt).toBeGreaterThan(0);
  expect(server.batches).toEqual([]);
  end();
});

it('says why it has not begun while another tab is in the way, and begins when it can', async () => {
  let inTheWay: { close(): void } | undefined;
  const errors = vi.spyOn(console, 'error').mockReturnValue();
  const { server, end, status, clock } = await setUp(async (name) => {
    inTheWay = await openDB(name, 1, {
      upgrade(idb) {
        idb.createObjectStore('base', { keyPath: 'id' }).createIndex('byList', 'listKey');
        const outbox = idb.createObjectStore('outbox', { keyPath: 'key', autoIncrement: true });
        outbox.createIndex('byEntity', 'entityId');
        outbox.createIndex('byMutation', 'mutation.id', { unique: true });
        idb.createObjectStore('rejected', { keyPath: 'mutationId' });
        idb.createObjectStore('drafts', { keyPath: ['taskId', 'field'] });
        idb.createObjectStore('meta');
      },
    });
  });
  await vi.waitFor(() => expect(status()).toMatchObject({ notStored: 'storage-blocked' }), 6_000);
  expect(server.streams).toHaveLength(0);

  inTheWay!.close();
  await clock.advance(5_000);

  await vi.waitFor(() => expect(server.streams).toHaveLength(1));
  await vi.waitFor(() => expect(status()).toMatchObject({ notStored: null, connection: 'connecting' }));
  errors.mockRestore();
  end();
}, 10_000);
