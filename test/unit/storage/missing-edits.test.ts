// A server that was put back to an older state: what a device still has is sent again, before what waits.
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/protocol/rows.ts';
import { TestDevice } from '../../support/device.ts';
import { task } from '../../support/scripted-server.ts';

const id = uuidv7();
const CURSOR = { syncAt: 'at-9', seq: 9 };
const at = (day: number) => `2026-01-0${day}T00:00:00.000Z`;
const DELETED: Row = { entity: 'task', id, revision: 5, deletedAt: at(5) };

/** A device that knows these rows. */
async function deviceWith(...rows: Row[]) {
  const device = new TestDevice();
  await device.storage.readState();
  await device.storage.apply({ rows });
  return device;
}

const unsent = async (device: TestDevice) =>
  (await device.storage.unsent(100)).mutations.map(({ id: _, n: __, entity: ___, ...edit }) => edit);

describe('a server that was put back', () => {
  it('is sent a task that it lacks, as a new one', async () => {
    const device = await deviceWith(task({ id, title: 'Kept', notes: 'All of it' }));

    await device.storage.replaceBase([], CURSOR, true);

    const fields = { title: 'Kept', notes: 'All of it' };
    expect(await unsent(device)).toEqual([{ entityId: id, kind: 'create', fields, baseRevision: 0 }]);
    expect(await device.titles()).toEqual(['Kept']);
  });

  it('is sent the fields in which its task is older, with the text that it has', async () => {
    const device = await deviceWith(task({ id, title: 'Newer', dueDate: '2026-02-01', updatedAt: at(4) }));

    const older = task({ id, title: 'Older', priority: 1, revision: 2, updatedAt: at(2) });

    await device.storage.replaceBase([older], CURSOR, true);

    expect(await unsent(device)).toEqual([
      {
        entityId: id,
        kind: 'update',
        fields: { title: 'Newer', priority: null, dueDate: '2026-02-01' },
        base: { title: 'Older' },
        baseRevision: 2,
      },
    ]);
    expect(await device.titles()).toEqual(['Newer']);
  });

  it('is told of a deletion that it forgot', async () => {
    const device = await deviceWith(DELETED);

    await device.storage.replaceBase([task({ id, revision: 2, updatedAt: at(2) })], CURSOR, true);

    expect(await unsent(device)).toEqual([{ entityId: id, kind: 'delete', baseRevision: 2 }]);
    expect(await device.titles()).toEqual([]);
  });

  it('is told of a task that was restored since', async () => {
    const device = await deviceWith(task({ id, title: 'Back', updatedAt: at(6) }));

    await device.storage.replaceBase([DELETED], CURSOR, true);

    expect(await unsent(device)).toMatchObject([
      { kind: 'restore' },
      { kind: 'create', fields: { title: 'Back' } },
    ]);
    expect(await device.titles()).toEqual(['Back']);
  });

  it('gets what was kept before what waits, so that the newest edit stays on top', async () => {
    const device = await deviceWith(task({ id, title: 'Confirmed', updatedAt: at(4) }));
    const before = await device.storage.readState();
    await device.edit({ entityId: id, fields: { title: 'Just typed' }, baseRevision: 4 });

    await device.storage.replaceBase([task({ id, title: 'Older', updatedAt: at(2) })], CURSOR, true);

    const { clientId } = await device.storage.readState();
    expect(clientId).not.toBe(before.clientId);
    const edits = await unsent(device);
    expect(edits.map(({ fields }) => fields!['title'])).toEqual(['Confirmed', 'Just typed']);
    expect(await device.titles()).toEqual(['Just typed']);
  });

  it('is believed where its task was changed later, whatever the revisions say', async () => {
    const device = await deviceWith(task({ id, title: 'Here', revision: 4, updatedAt: at(4) }));

    await device.storage.replaceBase(
      [task({ id, title: 'There', revision: 2, updatedAt: at(7) })],
      CURSOR,
      true,
    );

    expect(await unsent(device)).toEqual([]);
    expect(await device.titles()).toEqual(['There']);
  });

  it('is believed in everything behind the horizon: what it lacks was deleted', async () => {
    const device = await deviceWith(task({ id }));

    await device.storage.replaceBase([], CURSOR, false);

    expect(await unsent(device)).toEqual([]);
    expect(await device.titles()).toEqual([]);
  });

  it('does not get back what was deleted there so long ago that it is forgotten', async () => {
    const other = uuidv7();
    const device = await deviceWith(task({ id, title: 'Deleted' }), task({ id: other, title: 'Unknown' }));

    await device.storage.replaceBase([], CURSOR, true, [id]);

    expect(await unsent(device)).toMatchObject([{ entityId: other, kind: 'create' }]);
    expect(await device.titles()).toEqual(['Unknown']);
  });

  it('mends single buckets by the same rules', async () => {
    const other = uuidv7();
    const device = await deviceWith(task({ id, title: 'Kept' }), task({ id: other, title: 'Untouched' }));

    await device.storage.repairBase([], [Number.parseInt(id.slice(-2), 16)]);

    expect(await unsent(device)).toMatchObject([{ entityId: id, kind: 'create' }]);
    expect((await device.titles()).sort()).toEqual(['Kept', 'Untouched']);
  });
});

describe('the digest of the base', () => {
  it('is the same kept up row by row, counted anew, and in a snapshot', async () => {
    const rows = [task({ id, revision: 3 }), task({ id: uuidv7(), revision: 1 }), task({ id: uuidv7() })];
    const device = await deviceWith(...rows);
    const counted = await device.storage.digest();
    await device.storage.apply({ rows: [task({ id, revision: 4 })] });
    await device.storage.apply({ rows: [task({ id, revision: 2 })] });
    const kept = await device.storage.digest();

    const fresh = await deviceWith(task({ id, revision: 4 }), rows[1]!, rows[2]!);
    await device.storage.apply({ rows: [DELETED] });
    const [without, snapshot] = [await device.storage.digest(), await deviceWith()];
    await snapshot.storage.replaceBase([DELETED, rows[1]!, rows[2]!], CURSOR, true);

    expect(kept).not.toBe(counted);
    expect(kept).toBe(await fresh.storage.digest());
    expect(without).toBe(await snapshot.storage.digest());
  });
});
