// A device without an account: edits become rows by themselves, and all of them come along to an account.
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { RowAdoption } from '../../../src/storage/adopt-rows.ts';
import { Database } from '../../../src/storage/database.ts';
import { storeDraft } from '../../../src/storage/drafts.ts';
import { foldOutbox } from '../../../src/storage/fold.ts';
import { append } from '../../../src/storage/outbox.ts';
import { DATABASE_VERSION, databaseName, upgrade } from '../../../src/storage/schema.ts';
import { readList, readRow } from '../../../src/storage/task-reader.ts';
import { TestDevice } from '../../support/device.ts';

const openDatabase = (achieverId: string) =>
  new Database(databaseName(achieverId), DATABASE_VERSION, upgrade);

describe('a device without an account', () => {
  it('turns edits into rows that read the same as before', async () => {
    const device = new TestDevice();
    const [one, two] = [uuidv7(), uuidv7()];
    await append(device.database, device.achieverId, create(one, 'Buy milk', 'a1'));
    await append(device.database, device.achieverId, create(two, 'Buy bread', 'a0'));
    await append(device.database, device.achieverId, update(one, { title: 'Buy oat milk' }));
    const before = await device.titles();

    const ids = await foldOutbox(device.database);

    expect(before).toEqual(['Buy bread', 'Buy oat milk']);
    expect(await device.titles()).toEqual(before);
    expect(new Set(ids)).toEqual(new Set([one, two]));
    expect(await device.storage.counts()).toMatchObject({ unsent: 0 });
    expect(await device.row(one)).toMatchObject({ pending: false, baseRevision: 2 });
  });

  it('keeps a deleted task readable, and gives it back', async () => {
    const device = new TestDevice();
    const id = uuidv7();
    await append(device.database, device.achieverId, create(id, 'Buy milk', 'a0'));
    await append(device.database, device.achieverId, { entity: 'task', entityId: id, kind: 'delete' });
    await foldOutbox(device.database);
    expect(await device.titles()).toEqual([]);

    await append(device.database, device.achieverId, { entity: 'task', entityId: id, kind: 'restore' });
    await foldOutbox(device.database);

    expect(await device.titles()).toEqual(['Buy milk']);
  });
});

describe('moving to an account', () => {
  it('takes rows, unfolded edits and drafts along, with the same ids', async () => {
    const device = new TestDevice();
    const [folded, fresh, gone] = [uuidv7(), uuidv7(), uuidv7()];
    await append(device.database, device.achieverId, create(folded, 'Folded', 'a0'));
    await append(device.database, device.achieverId, create(gone, 'Gone', 'a2'));
    await foldOutbox(device.database);
    await append(device.database, device.achieverId, create(fresh, 'Fresh', 'a1'));
    await append(device.database, device.achieverId, { entity: 'task', entityId: gone, kind: 'delete' });
    const draft = { taskId: folded, field: 'notes', text: 'Half a th', base: '', baseRevision: 1 };
    await storeDraft(device.database, draft);

    const achieverId = uuidv7();
    const adoption = new RowAdoption(device.achieverId, achieverId);
    await adoption.copy();

    const account = openDatabase(achieverId);
    const { rows } = await readList(account, 'open', 10);
    expect(rows.map(({ row }) => row.id)).toEqual([folded, fresh]);
    expect(rows.every(({ pending }) => pending)).toBe(true);
    const outbox = await account.use((idb) => idb.getAll('outbox'));
    expect(outbox.map((record) => [record.achieverId, record.mutation.kind])).toEqual([
      [achieverId, 'create'],
      [achieverId, 'create'],
    ]);
    expect(await account.use((idb) => idb.get('drafts', [folded, 'notes']))).toMatchObject(draft);
  });

  it('brings what another tab stored meanwhile, once', async () => {
    const device = new TestDevice();
    const [one, two] = [uuidv7(), uuidv7()];
    await append(device.database, device.achieverId, create(one, 'One', 'a0'));
    const achieverId = uuidv7();
    const adoption = new RowAdoption(device.achieverId, achieverId);
    await adoption.copy();

    await append(device.database, device.achieverId, create(two, 'Two', 'a1'));
    await adoption.copy();
    await adoption.finish();

    const account = openDatabase(achieverId);
    expect(await account.use((idb) => idb.count('outbox'))).toBe(2);
    expect((await readRow(account, two))?.row).toMatchObject({ title: 'Two' });
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    expect(databases).not.toContain(databaseName(device.achieverId));
  });
});

const create = (id: string, title: string, order: string) => ({
  entity: 'task' as const,
  entityId: id,
  kind: 'create' as const,
  fields: { title, order },
  baseRevision: 0,
});

const update = (id: string, fields: Record<string, unknown>) => ({
  entity: 'task' as const,
  entityId: id,
  kind: 'update' as const,
  fields,
});
