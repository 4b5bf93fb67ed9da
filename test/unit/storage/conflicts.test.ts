import { v7 as uuidv7 } from 'uuid';
import { openDB } from 'idb';
import { describe, expect, it } from 'vitest';
import { dismissConflict, seeConflicts } from '../../../src/storage/conflicts.ts';
import { DATABASE_VERSION, upgrade } from '../../../src/storage/schema.ts';
import { readList } from '../../../src/storage/task-reader.ts';
import { TestDevice } from '../../support/device.ts';
import { task } from '../../support/scripted-server.ts';

const PHONE = { deviceId: uuidv7(), deviceName: 'Phone' };
const AT = '2026-01-01T12:00:00.000Z';

/** A device that has a task, has set its due date, and hears that the phone had set another. */
async function deviceWithConflict(lost: unknown = '2026-12-05') {
  const device = new TestDevice();
  const id = uuidv7();
  await device.storage.apply({ rows: [task({ id, order: 'a0' })] });
  await device.edit({ entityId: id, fields: { dueDate: '2026-12-03' } });
  const answer = async () => {
    const [mutation] = (await device.storage.unsent(1)).mutations;
    return {
      rows: [task({ id, order: 'a0', revision: 3, dueDate: '2026-12-03' })],
      confirmed: [mutation!.id],
      clashes: [{ mutationId: mutation!.id, field: 'dueDate', lost, device: PHONE, at: AT }],
    };
  };
  const first = await answer();
  await device.storage.apply(first);
  return { device, id, first, conflicts: async () => (await device.row(id))!.conflicts };
}

describe('a conflict that an answer reports', () => {
  it('is kept as the mutation leaves the outbox, with the other device and its time', async () => {
    const { device, id, conflicts } = await deviceWithConflict();

    expect(await device.storage.counts()).toMatchObject({ unsent: 0 });
    expect(await conflicts()).toEqual([
      {
        entityId: id,
        field: 'dueDate',
        lost: '2026-12-05',
        mine: false,
        device: PHONE,
        at: AT,
        seen: false,
      },
    ]);
    const { rows } = await readList(device.database, 'open', 10);
    expect(rows[0]!.conflicts).toHaveLength(1);
  });

  it('says whose value gave way', async () => {
    const { conflicts } = await deviceWithConflict('2026-12-03');

    expect(await conflicts()).toMatchObject([{ mine: true }]);
  });

  it('is not told again by an answer that comes twice', async () => {
    const { device, id, first, conflicts } = await deviceWithConflict();
    await dismissConflict(device.database, id, 'dueDate');

    await device.storage.apply(first);

    expect(await conflicts()).toEqual([]);
  });

  it('stays when an edit that was on its way already is confirmed', async () => {
    const device = new TestDevice();
    const id = uuidv7();
    await device.storage.apply({ rows: [task({ id })] });
    await device.edit({ entityId: id, fields: { dueDate: '2026-12-03' } });
    await device.edit({ entityId: id, fields: { dueDate: '2026-12-04' } });
    const [first, second] = (await device.storage.unsent(2)).mutations;

    await device.storage.apply({
      rows: [task({ id, revision: 3, dueDate: '2026-12-03' })],
      confirmed: [first!.id],
      clashes: [{ mutationId: first!.id, field: 'dueDate', lost: '2026-12-05' }],
    });
    await device.storage.apply({
      rows: [task({ id, revision: 4, dueDate: '2026-12-04' })],
      confirmed: [second!.id],
    });

    expect((await device.row(id))!.conflicts).toMatchObject([{ lost: '2026-12-05' }]);
  });
});

describe('a conflict that is open', () => {
  it('goes when the field is set again here, with the edit', async () => {
    const { device, id, conflicts } = await deviceWithConflict();

    await device.edit({ entityId: id, fields: { title: 'Another field' } });
    expect(await conflicts()).toHaveLength(1);
    await device.edit({ entityId: id, fields: { dueDate: '2026-12-05' } });

    expect(await conflicts()).toEqual([]);
  });

  it('goes when another device sets the field again, and not when it sets another field', async () => {
    const { device, id, conflicts } = await deviceWithConflict();

    const elsewhere = { id, order: 'a0', title: 'Renamed elsewhere' };
    await device.storage.apply({ rows: [task({ ...elsewhere, revision: 4, dueDate: '2026-12-03' })] });
    expect(await conflicts()).toHaveLength(1);
    await device.storage.apply({ rows: [task({ ...elsewhere, revision: 5, dueDate: '2026-12-24' })] });

    expect(await conflicts()).toEqual([]);
  });

  it('remembers that it was seen, and goes when it is dismissed', async () => {
    const { device, id, conflicts } = await deviceWithConflict();

    await seeConflicts(device.database, id);
    expect(await conflicts()).toMatchObject([{ seen: true }]);
    await dismissConflict(device.database, id, 'dueDate');

    expect(await conflicts()).toEqual([]);
  });
});

describe('a value of this device that another device’s change made give way', () => {
  it('is kept as ours, with the device that it gave way to', async () => {
    const device = await new TestDevice().start();
    device.server.goLive();
    const id = uuidv7();
    await device.add('Buy milk', id);
    const { clientId } = await device.storage.readState();

    const change = device.server.commit(task({ id, revision: 2, title: 'Buy tea' }));
    const losses = [
      { entityId: id, field: 'title', lost: 'Buy milk', client: clientId },
      { entityId: id, field: 'notes', lost: 'Of a third device', client: uuidv7() },
    ];
    device.server.stream.say({ ...change, data: { ...(change.data as object), losses } } as typeof change);

    await expect.poll(async () => (await device.row(id))!.conflicts).toHaveLength(1);
    expect((await device.row(id))!.conflicts).toMatchObject([
      { field: 'title', lost: 'Buy milk', mine: true, device: { deviceName: 'Phone' } },
    ]);
  });
});

describe('a database of version 1', () => {
  it('keeps its outbox and drafts when conflicts and more lists are added', async () => {
    const name = `lockstep-${uuidv7()}`;
    const old = await openDB(name, 1, {
      upgrade(idb) {
        const base = idb.createObjectStore('base', { keyPath: 'id' });
        base.createIndex('byList', 'listKey');
        const outbox = idb.createObjectStore('outbox', { keyPath: 'key', autoIncrement: true });
        outbox.createIndex('byEntity', 'entityId');
        outbox.createIndex('byMutation', 'mutation.id', { unique: true });
        idb.createObjectStore('rejected', { keyPath: 'mutationId' });
        idb.createObjectStore('drafts', { keyPath: ['taskId', 'field'] });
        idb.createObjectStore('meta');
      },
    });
    await old.add('outbox', { mutation: { id: 'm' }, entityId: 'a', achieverId: 'anna', at: 0 });
    const row = { entity: 'task', id: 'a', revision: 1, title: 'Buy milk', order: 'a0' };
    await old.put('base', { ...row, listKey: ['open', 'a0', 'a'] });
    await old.put('drafts', {
      taskId: 'a',
      field: 'title',
      text: 'Half a thought',
      base: '',
      baseRevision: 1,
    });
    old.close();

    const now = await openDB(name, DATABASE_VERSION, {
      upgrade: (idb, from, _to, tx) => upgrade(idb as never, from, tx as never),
    });

    expect(await now.getAll('outbox')).toMatchObject([{ key: 1, mutation: { id: 'm' } }]);
    expect(await now.getAll('drafts')).toMatchObject([{ text: 'Half a thought' }]);
    expect(await now.getAll('conflicts')).toEqual([]);
    const inbox = IDBKeyRange.bound(['in:inbox'], ['in:inbox', []]);
    expect(await now.getAllFromIndex('base', 'byLists', inbox)).toMatchObject([{ title: 'Buy milk' }]);
    expect([...now.transaction('base').store.indexNames]).toEqual(['byLists']);
    now.close();
  });
});
