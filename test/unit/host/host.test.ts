// The host without a browser: what Node has of it (locks, channels) is real, IndexedDB is in memory.
import 'fake-indexeddb/auto';
import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Host } from '../../../src/host/host.ts';
import type { HostMessage } from '../../../src/protocol/port.ts';
import { type Account, storeAccount } from '../../../src/storage/account.ts';
import { Database } from '../../../src/storage/database.ts';
import { DeviceStorage } from '../../../src/storage/device-storage.ts';
import { append } from '../../../src/storage/outbox.ts';
import { DATABASE_VERSION, databaseName, type LockstepSchema, upgrade } from '../../../src/storage/schema.ts';
import { ScriptedServer, task } from '../../support/scripted-server.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

let account: Account;
let clock: VirtualClock;
let server: ScriptedServer;
let database: Database<LockstepSchema>;
let host: Host | undefined;

beforeEach(async () => {
  account = { achieverId: uuidv7(), deviceId: uuidv7(), deviceName: 'Laptop', email: 'ada@example.org' };
  clock = new VirtualClock();
  server = new ScriptedServer();
  database = new Database(databaseName(account.achieverId), DATABASE_VERSION, upgrade);
  await storeAccount(account);
});

afterEach(() => {
  host?.end();
  vi.restoreAllMocks();
});

/** A tab that looks on; resolves with the way to end it as a crash does. */
async function openTab(at: Host): Promise<() => void> {
  const [lock, held] = [uuidv7(), Promise.withResolvers<void>()];
  const { promise: crashed, resolve: crash } = Promise.withResolvers<void>();
  void navigator.locks.request(lock, () => {
    held.resolve();
    return crashed;
  });
  await held.promise;
  const { port1, port2 } = new MessageChannel();
  at.connect(port1);
  port2.postMessage({ type: 'hello', tabId: uuidv7(), visible: true, lock });
  return () => {
    port2.close();
    crash();
  };
}

/** What a tab does first with an edit; its host does not know of it yet. */
const store = (title: string) =>
  append(database, account.achieverId, {
    entity: 'task',
    entityId: uuidv7(),
    kind: 'create',
    fields: { title },
    baseRevision: 0,
  });

/** Lets time go on until something is so. */
const until = (assertion: () => unknown) =>
  vi.waitFor(
    async () => {
      await clock.advance(100);
      await assertion();
    },
    { timeout: 4_000, interval: 10 },
  );

const sent = () =>
  server.batches.flatMap(({ batch }) => batch.mutations.map(({ fields }) => fields?.['title']));

it('sends what a tab stored right before it died', async () => {
  host = new Host(clock, server, true, () => {});
  const crash = await openTab(host);
  await until(() => expect(server.openStreams).toBe(1));
  server.goLive();

  await store('Buy milk');
  crash();

  await until(() => expect(sent()).toEqual(['Buy milk']));
});

it('opens the account as soon as the device’s storage can be read again', async () => {
  const open = indexedDB.open.bind(indexedDB);
  const failing = vi.spyOn(indexedDB, 'open').mockImplementation((name, version) => {
    if (name === database.name) throw new DOMException('The disk is full.', 'QuotaExceededError');
    return open(name, version);
  });
  vi.spyOn(console, 'error').mockImplementation(() => {});
  host = new Host(clock, server, true, () => {});
  await openTab(host);
  await until(() => expect(failing).toHaveBeenCalledWith(database.name, DATABASE_VERSION));

  failing.mockRestore();

  await until(() => expect(server.openStreams).toBe(1));
});

it('takes back the lead that a late host took in passing', async () => {
  host = new Host(clock, server, true, () => {});
  await openTab(host);
  await until(() => expect(server.openStreams).toBe(1));

  // A host that was frozen while it started, thawed, and then heard that another one leads.
  await new DeviceStorage(database, account.achieverId).takeTerm();
  await store('Buy milk');
  server.goLive();

  await until(async () => expect((await new DeviceStorage(database, '').counts()).unsent).toBe(0));
});

it('tells a tab of a change from elsewhere once: each telling is another read of all its lists', async () => {
  host = new Host(clock, server, true, () => {});
  const { port1, port2 } = new MessageChannel();
  const heard: HostMessage[] = [];
  port2.onmessage = ({ data }: MessageEvent<HostMessage>) => heard.push(data);
  host.connect(port1);
  // Held as long as the tab lives.
  void navigator.locks.request('tab', () => new Promise(() => {}));
  port2.postMessage({ type: 'hello', tabId: 'tab', visible: true, lock: 'tab' });
  await vi.waitFor(() => expect(server.streams).toHaveLength(1));
  server.goLive();
  await vi.waitFor(() => expect(heard.at(-1)).toMatchObject({ status: { connection: 'live' } }));
  const id = uuidv7();

  server.stream.say(server.commit(task({ id, title: 'From the phone' })));
  const told = () => heard.filter(({ type }) => type === 'changed');
  await vi.waitFor(() => expect(told()).not.toEqual([]));
  port2.postMessage({ type: 'ping' });
  await vi.waitFor(() => expect(heard.at(-1)).toMatchObject({ type: 'pong' }));

  expect(told()).toMatchObject([{ ids: [id], origin: { deviceName: 'Phone' } }]);
  port2.close();
});
