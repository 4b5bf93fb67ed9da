import { describe, expect, it } from 'vitest';
import { LIST } from '../../../src/storage/lists.ts';
import { nearestOrder, readList, readLists } from '../../../src/storage/task-reader.ts';
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

describe('the lists of a task', () => {
  const listsOf = async (fields: object) => {
    const device = await deviceWith({ id: id(1), order: 'a0', ...fields });
    const record = await device.database.use((idb) => idb.get('base', id(1)));
    return record!.listKeys!.map(([list, position]) => [list, position]);
  };

  it('are the inbox and the open ones when it says nothing else', async () => {
    expect(await listsOf({})).toEqual([
      ['open', 'a0'],
      ['in:inbox', 'a0'],
    ]);
  });

  it('are its section and no more its project, its labels, and the day that comes first', async () => {
    const lists = await listsOf({
      projectId: id(7),
      sectionId: id(8),
      labels: [id(5), id(6), id(5)],
      startDate: '2026-11-20',
      dueDate: '2026-11-24',
      dueTime: '09:00',
    });

    expect(lists).toEqual([
      ['open', 'a0'],
      [`in:${id(8)}`, 'a0'],
      ['dated', '2026-11-20 ~ a0'],
      [`label:${id(5)}`, 'a0'],
      [`label:${id(6)}`, 'a0'],
    ]);
  });

  it('sort the tasks of one day by the time', async () => {
    const device = await deviceWith(
      { id: id(1), title: 'Some time', dueDate: '2026-11-24' },
      { id: id(2), title: 'Noon', dueDate: '2026-11-24', dueTime: '12:00' },
      { id: id(3), title: 'Morning', dueDate: '2026-11-24', dueTime: '08:30' },
      { id: id(4), title: 'Tomorrow', dueDate: '2026-11-25' },
      { id: id(5), title: 'Overdue', dueDate: '2026-10-01' },
    );

    const { today, later } = await readLists(device.database, {
      today: { list: LIST.dated, below: '2026-11-25', limit: 10 },
      later: { list: LIST.dated, from: '2026-11-25', limit: 10 },
    });

    const titles = ({ rows }: typeof today) => rows.map(({ row }) => (row as { title: string }).title);
    expect(titles(today)).toEqual(['Overdue', 'Morning', 'Noon', 'Some time']);
    expect(titles(later)).toEqual(['Tomorrow']);
    expect(later.total).toBe(1);
  });

  it('of a step are those of its task, and not the inbox', async () => {
    expect(await listsOf({ parentId: id(9) })).toEqual([
      [`steps:${id(9)}`, 'a0'],
      ['open', 'a0'],
    ]);
  });

  it('of a completed one say when it was completed', async () => {
    const completedAt = '2026-01-02T00:00:00.000Z';
    expect(await listsOf({ completedAt, projectId: id(7) })).toEqual([
      [`done:${id(7)}`, -Date.parse(completedAt)],
      ['completed', -Date.parse(completedAt)],
    ]);
  });

  it('of a deleted one are the trash, as long as there is something to read', async () => {
    const device = await deviceWith({ id: id(1), title: 'Buy milk' });
    const deletedAt = '2026-01-02T00:00:00.000Z';
    await device.storage.apply({
      rows: [id(1), id(2)].map((one) => ({ entity: 'task', id: one, revision: 2, deletedAt })),
    });

    const { rows } = await readList(device.database, LIST.trash, 10);
    expect(rows.map(({ row }) => row.id)).toEqual([id(1)]);
  });

  it('can be counted without being read', async () => {
    const device = await deviceWith({ id: id(1) }, { id: id(2) });
    await device.edit({ entityId: id(2), fields: { projectId: id(7) } });

    const { inbox, project } = await readLists(device.database, {
      inbox: { list: LIST.in(null), limit: 0 },
      project: { list: LIST.in(id(7)), limit: 0 },
    });

    expect([inbox, project]).toEqual([
      { rows: [], total: 1 },
      { rows: [], total: 1 },
    ]);
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

    expect(await nearestOrder(device.database, LIST.open, 'a0', 'after', id(3))).toBe('a3');
    expect(await nearestOrder(device.database, LIST.open, 'a1', 'before', id(5))).toBe('a0');
    expect(await nearestOrder(device.database, LIST.open, 'a0', 'before', id(5))).toBe(null);
    expect(await nearestOrder(device.database, LIST.open, null, 'before', id(5))).toBe('a5');
  });
});
