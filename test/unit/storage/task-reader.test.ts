import { describe, expect, it } from 'vitest';
import { nearestOrder, readList } from '../../../src/storage/task-reader.ts';
import { TestDevice } from '../../support/device.ts';
import { task } from '../../support/scripted-server.ts';

/** A device whose base has the given tasks, in order; nothing runs. */
async function deviceWith(...rows: Parameters<typeof task>[0][]) {
  const device = new TestDevice();
  await device.storage.apply({ rows: rows.map(task) });
  return device;
}

const id = (digit: number) => `00000000-0000-7000-8000-00000000000${digit}`;

describe('a list', () => {
  it('shows open tasks in order, with their number, as far as the limit', async () => {
    const device = await deviceWith(
      { id: id(1), title: 'Third', order: 'a2' },
      { id: id(2), title: 'First', order: 'a0' },
      { id: id(3), title: 'Second', order: 'a1' },
    );

    const { rows, total } = await readList(device.database, 'open', 2);

    expect(rows.map(({ row }) => (row as { title: string }).title)).toEqual(['First', 'Second']);
    expect(total).toBe(3);
  });

  it('puts tasks without an order last, oldest first', async () => {
    const device = await deviceWith(
      { id: id(2), title: 'Younger' },
      { id: id(1), title: 'Older' },
      { id: id(3), title: 'Ordered', order: 'z9' },
    );

    expect(await device.titles()).toEqual(['Ordered', 'Older', 'Younger']);
  });

  it('shows unconfirmed edits on top of what the server confirmed', async () => {
    const device = await deviceWith(
      { id: id(1), title: 'Renamed soon', order: 'a0' },
      { id: id(2), title: 'Completed soon', order: 'a1' },
      { id: id(3), title: 'Deleted soon', order: 'a2' },
      { id: id(4), title: 'Moved soon', order: 'a3' },
    );
    const completedAt = '2026-01-02T00:00:00.000Z';

    await device.edit({ entityId: id(1), fields: { title: 'Renamed' } });
    await device.edit({ entityId: id(2), fields: { completedAt } });
    await device.edit({ entityId: id(3), kind: 'delete' });
    await device.edit({ entityId: id(4), fields: { order: 'Zz' } });
    await device.add('Added', id(5));

    const { rows, total } = await readList(device.database, 'open', 10);
    expect(rows.map(({ row }) => (row as { title: string }).title)).toEqual([
      'Moved soon',
      'Renamed',
      'Added',
    ]);
    expect(total).toBe(3);
    expect(rows.every(({ pending }) => pending)).toBe(true);
    expect((await readList(device.database, 'completed', 10)).total).toBe(1);
  });

  it('fills its window although edited rows left it', async () => {
    const device = await deviceWith(
      { id: id(1), title: 'One', order: 'a0' },
      { id: id(2), title: 'Two', order: 'a1' },
      { id: id(3), title: 'Three', order: 'a2' },
    );
    await device.edit({ entityId: id(1), kind: 'delete' });

    const { rows } = await readList(device.database, 'open', 2);

    expect(rows.map(({ row }) => (row as { title: string }).title)).toEqual(['Two', 'Three']);
  });

  it('lists completed tasks newest first', async () => {
    const device = await deviceWith(
      { id: id(1), title: 'Yesterday', completedAt: '2026-01-01T10:00:00.000Z' },
      { id: id(2), title: 'Today', completedAt: '2026-01-02T10:00:00.000Z' },
    );

    const { rows } = await readList(device.database, 'completed', 10);

    expect(rows.map(({ row }) => (row as { title: string }).title)).toEqual(['Today', 'Yesterday']);
  });
});

describe('the nearest order', () => {
  it('passes over tasks that share a key, the moved task, and places that edits have left', async () => {
    const device = await deviceWith(
      { id: id(1), order: 'a0' },
      { id: id(2), order: 'a0' },
      { id: id(3), order: 'a1' },
      { id: id(4), order: 'a2' },
      { id: id(5), order: 'a3' },
    );
    await device.edit({ entityId: id(4), fields: { order: 'a5' } });

    expect(await nearestOrder(device.database, 'a0', 'after', id(3))).toBe('a3');
    expect(await nearestOrder(device.database, 'a1', 'before', id(5))).toBe('a0');
    expect(await nearestOrder(device.database, 'a0', 'before', id(5))).toBe(null);
    expect(await nearestOrder(device.database, null, 'before', id(5))).toBe('a5');
  });
});
