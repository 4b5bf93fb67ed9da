import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { DeviceStorage } from '../../../src/storage/device-storage.ts';
import { LIST } from '../../../src/storage/lists.ts';
import { readList } from '../../../src/storage/task-reader.ts';
import { TestDevice } from '../../support/device.ts';
import { task } from '../../support/scripted-server.ts';

describe('the device storage', () => {
  it('takes a row only when its revision is newer, whatever order rows arrive in', async () => {
    const device = new TestDevice();
    const id = uuidv7();

    const first = await device.storage.apply({ rows: [task({ id, revision: 2, title: 'Newer' })] });
    const second = await device.storage.apply({ rows: [task({ id, revision: 1, title: 'Older' })] });

    expect([first, second]).toEqual([[id], []]);
    expect((await device.row(id))?.row).toMatchObject({ title: 'Newer', revision: 2 });
  });

  it('keeps a deleted task readable', async () => {
    const device = new TestDevice();
    const id = uuidv7();
    await device.storage.apply({ rows: [task({ id, title: 'Gone but not lost', order: 'a0' })] });

    const deletedAt = '2026-01-02T00:00:00.000Z';
    await device.storage.apply({ rows: [{ entity: 'task', id, revision: 2, deletedAt }] });

    expect((await device.row(id))?.row).toMatchObject({ title: 'Gone but not lost', deletedAt });
    expect(await device.titles()).toEqual([]);
  });

  it('knows what a task was called that it never had, and nothing else of it', async () => {
    const device = new TestDevice();
    const gone = { id: uuidv7(), title: 'Deleted elsewhere', deletedAt: '2026-01-02T00:00:00.000Z' };

    await device.storage.apply({ rows: [{ entity: 'task', revision: 2, ...gone }] });

    expect((await device.row(gone.id))?.row).toMatchObject(gone);
    const { rows } = await readList(device.database, LIST.trash, 10);
    expect(rows.map(({ row }) => row.id)).toEqual([gone.id]);
  });

  it('refuses every write of a host that lost the lead, however late it wakes up', async () => {
    const device = new TestDevice();
    const frozen = new DeviceStorage(device.database, device.achieverId);
    await frozen.takeTerm();
    await frozen.apply({ rows: [task({ id: uuidv7() })], cursor: { syncAt: 'at-1', seq: 1 } });

    await device.storage.takeTerm();
    await device.storage.apply({ rows: [], cursor: { syncAt: 'at-2', seq: 2 } });

    const late = { syncAt: 'at-1', seq: 1 };
    await expect(frozen.apply({ rows: [], cursor: late })).rejects.toMatchObject({ code: 'superseded' });
    await expect(frozen.replaceBase([], late, false)).rejects.toMatchObject({ code: 'superseded' });
    await expect(frozen.renumber()).rejects.toMatchObject({ code: 'superseded' });
    expect(await device.storage.readState()).toMatchObject({ cursor: { seq: 2 } });
  });

  it('numbers mutations from 1 without gaps, and again from 1 under a new client id', async () => {
    const device = new TestDevice();
    const before = await device.storage.readState();
    for (const title of ['One', 'Two', 'Three']) await device.add(title);
    const [first] = (await device.storage.unsent(100)).mutations;
    await device.storage.apply({ rows: [], confirmed: [first!.id] });

    await device.storage.renumber();
    const { clientId } = await device.storage.readState();
    await device.add('Four');

    expect(clientId).not.toBe(before.clientId);
    const unsent = (await device.storage.unsent(100)).mutations;
    expect(unsent.map(({ n, fields }) => [n, fields!['title']])).toEqual([
      [1, 'Two'],
      [2, 'Three'],
      [3, 'Four'],
    ]);
  });

  it('numbers an empty outbox anew, too', async () => {
    const device = new TestDevice();
    await device.storage.readState();
    await device.add('One');
    const [only] = (await device.storage.unsent(1)).mutations;
    await device.storage.apply({ rows: [], confirmed: [only!.id] });

    await device.storage.renumber();
    await device.add('Next');

    expect((await device.storage.unsent(10)).mutations).toMatchObject([{ n: 1, fields: { title: 'Next' } }]);
  });

  it('keeps a rejected mutation with its reason, out of the overlay', async () => {
    const device = new TestDevice();
    await device.add('Refused');
    const [mutation] = (await device.storage.unsent(1)).mutations;

    const error = { code: 'invalid-field' as const, message: 'No.' };
    await device.storage.apply({ rows: [], rejected: [{ mutationId: mutation!.id, error }] });

    expect(await device.storage.counts()).toEqual({ unsent: 0, rejected: 1 });
    expect(await device.titles()).toEqual([]);
  });

  it('opens again after the browser closed the database under it', async () => {
    const device = new TestDevice();
    await device.add('Before');

    await device.database.use(async (idb) => idb.close());
    await device.add('After');

    expect((await device.titles()).sort()).toEqual(['After', 'Before']);
  });

  it('refuses a database of a newer version with a clear word', async () => {
    const device = new TestDevice();
    const { openDB } = await import('idb');
    (await openDB(device.database.name, 99)).close();

    await expect(device.titles()).rejects.toMatchObject({ code: 'storage-newer' });
  });

  it('does not create a database anew that was deleted', async () => {
    const device = new TestDevice();
    await device.add('Private');
    const { deleteDB } = await import('idb');

    await deleteDB(device.database.name);

    await expect(device.titles()).rejects.toMatchObject({ code: 'signed-out' });
    const left = (await indexedDB.databases()).map(({ name }) => name);
    expect(left).not.toContain(device.database.name);
  });
});
