// Every older version of the local schema that there ever was, made with contents by plain IndexedDB calls and
// opened by the code of today: nothing that a person wrote may be lost on the way.
import 'fake-indexeddb/auto';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { Database } from '../../../src/storage/database.ts';
import { DeviceStorage } from '../../../src/storage/device-storage.ts';
import { readDraft } from '../../../src/storage/drafts.ts';
import { append } from '../../../src/storage/outbox.ts';
import { readRejected } from '../../../src/storage/rejected.ts';
import { DATABASE_VERSION, databaseName, upgrade } from '../../../src/storage/schema.ts';
import { readList, readRow } from '../../../src/storage/task-reader.ts';

/** What each version added, as it was written then; none of this may follow what the schema has become. */
const STEPS: ((idb: IDBDatabase) => void)[] = [
  (idb) => {
    idb.createObjectStore('base', { keyPath: 'id' }).createIndex('byList', 'listKey');
    const outbox = idb.createObjectStore('outbox', { keyPath: 'key', autoIncrement: true });
    outbox.createIndex('byEntity', 'entityId');
    outbox.createIndex('byMutation', 'mutation.id', { unique: true });
    idb.createObjectStore('rejected', { keyPath: 'mutationId' });
    idb.createObjectStore('drafts', { keyPath: ['taskId', 'field'] });
    idb.createObjectStore('meta');
  },
  (idb) => void idb.createObjectStore('conflicts', { keyPath: ['entityId', 'field'] }),
];

const AT = '2026-01-01T00:00:00.000Z';
const BASE = { entity: 'task', revision: 3, createdAt: AT, updatedAt: AT };
const EDIT = { kind: 'update', entity: 'task', baseRevision: 3 };

/** The database of a device that was used with version `version`. */
async function deviceOfVersion(version: number) {
  const achieverId = uuidv7();
  const ids = { open: uuidv7(), done: uuidv7() };
  const edit = (id: string, entityId: string, fields: object) => ({
    mutation: { ...EDIT, id, entityId, fields },
    entityId,
    achieverId,
    at: 1,
  });
  const contents: Record<string, [value: object, key?: string][]> = {
    base: [
      [{ ...BASE, id: ids.open, title: 'Open', order: 'a0', listKey: ['open', 'a0', ids.open] }],
      [{ ...BASE, id: ids.done, title: 'Done', completedAt: AT, listKey: ['completed', -1, ids.done] }],
    ],
    outbox: [
      [edit('m1', ids.open, { title: 'Open, renamed' })],
      [edit('m2', ids.open, { notes: 'Unsent notes' })],
    ],
    rejected: [
      [
        {
          ...edit('m0', ids.done, { title: 'Refused' }),
          mutationId: 'm0',
          error: { code: 'invalid-field', message: 'No.' },
        },
      ],
    ],
    drafts: [[{ taskId: ids.open, field: 'notes', text: 'Half a th', base: '', baseRevision: 3 }]],
    meta: [
      [{ syncAt: 'at-7', seq: 7 }, 'cursor'],
      [{ clientId: 'client', offset: 0 }, 'client'],
      [{ achieverId }, 'achiever'],
      [{ term: 4 }, 'term'],
    ],
    conflicts: [
      [
        {
          entityId: ids.open,
          field: 'title',
          lost: 'Theirs',
          mine: false,
          device: null,
          at: null,
          seen: false,
        },
      ],
    ],
  };
  const idb = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(databaseName(achieverId), version);
    request.onerror = () => reject(request.error!);
    request.onsuccess = () => resolve(request.result);
    request.onupgradeneeded = () => STEPS.slice(0, version).forEach((step) => step(request.result));
  });
  const tx = idb.transaction([...idb.objectStoreNames], 'readwrite');
  for (const name of idb.objectStoreNames)
    for (const [value, key] of contents[name]!) tx.objectStore(name).put(value, key);
  await new Promise((resolve) => (tx.oncomplete = resolve));
  idb.close();

  const database = new Database(databaseName(achieverId), DATABASE_VERSION, upgrade);
  return { achieverId, ids, database, storage: new DeviceStorage(database, achieverId) };
}

const OLDER = STEPS.map((_, i) => i + 1);

it('the older versions are all here', () => {
  expect(OLDER).toHaveLength(DATABASE_VERSION - 1);
});

describe.each(OLDER)('a device of version %i', (version) => {
  it('keeps its rows, its cursor and the edits on top of them', async () => {
    const { ids, database, storage } = await deviceOfVersion(version);

    const { rows } = await readList(database, 'open', 10);
    const done = await readList(database, 'completed', 10);

    expect(rows.map(({ row }) => row)).toMatchObject([{ title: 'Open, renamed', notes: 'Unsent notes' }]);
    expect(done.rows.map(({ row }) => row.id)).toEqual([ids.done]);
    expect(await storage.readState()).toMatchObject({
      clientId: 'client',
      cursor: { syncAt: 'at-7', seq: 7 },
    });
  });

  it('sends what waits under the same ids and numbers, and numbers what comes next behind it', async () => {
    const { achieverId, ids, database, storage } = await deviceOfVersion(version);

    await append(database, achieverId, {
      entity: 'task',
      kind: 'update',
      entityId: ids.open,
      fields: { dueDate: '2026-05-01' },
    });

    const { clientId, mutations } = await storage.unsent(10);
    expect(clientId).toBe('client');
    expect(mutations.map(({ id, n }) => [n, id])).toMatchObject([
      [1, 'm1'],
      [2, 'm2'],
      [3, expect.any(String)],
    ]);
  });

  it('keeps what the server refused, what was being typed, and the term of its hosts', async () => {
    const { ids, database, storage } = await deviceOfVersion(version);

    expect(await readRejected(database)).toMatchObject([{ mutationId: 'm0', error: { message: 'No.' } }]);
    expect(await readDraft(database, ids.open, 'notes')).toMatchObject({ text: 'Half a th' });
    await storage.takeTerm();
    expect(await database.use((idb) => idb.get('meta', 'term'))).toEqual({ term: 5 });
  });

  it('keeps what two devices disagreed about, where it knew of that', async () => {
    const { ids, database } = await deviceOfVersion(version);

    const lost = (await readRow(database, ids.open))!.conflicts.map((conflict) => conflict.lost);

    expect(lost).toEqual(version < 2 ? [] : ['Theirs']);
  });
});
