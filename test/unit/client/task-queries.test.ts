import { expect, it } from 'vitest';
import { liveTaskLists } from '../../../src/client/task-queries.ts';
import { liveFilter } from '../../../src/client/task-search.ts';
import { TestDevice } from '../../support/device.ts';
import { task } from '../../support/scripted-server.ts';

const id = (digit: number) => `00000000-0000-7000-8000-00000000000${digit}`;

it('a task that did not change is the same object after another read: there is nothing to draw anew', async () => {
  const device = new TestDevice();
  const rows = [
    task({ id: id(1), title: 'Stays', order: 'a0' }),
    task({ id: id(2), title: 'Old', order: 'a1' }),
  ];
  await device.storage.apply({ rows });
  const desk = () => ({ database: device.database, achieverId: device.achieverId });
  const lists = liveTaskLists(
    desk,
    { open: 10 },
    () => () => {},
    (error) => expect.fail(String(error)),
  );
  await lists.ready;
  const [stays, old] = lists.value.open.tasks;

  await device.edit({ entityId: id(2), fields: { title: 'New' } });
  await lists.refresh();

  const [first, second] = lists.value.open.tasks;
  expect(first).toBe(stays);
  expect(second).not.toBe(old);
  expect(second).toMatchObject({ title: 'New', pending: true });
});

it('a filter of many tasks shows a screenful before it has looked at all of them', async () => {
  const device = new TestDevice();
  const rows = Array.from({ length: 900 }, (_, n) =>
    task({
      id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
      title: `Task ${n}`,
      order: `a${String(n).padStart(3, '0')}`,
      priority: 1 + (n % 3),
    }),
  );
  await device.storage.apply({ rows });
  const found = liveFilter(
    () => ({ database: device.database, achieverId: device.achieverId }),
    '!1',
    Infinity,
    () => () => {},
    (error) => expect.fail(String(error)),
  );
  const totals: number[] = [];
  found.subscribe(({ total }) => totals.push(total));

  await found.ready;

  expect(totals).toEqual([67, 300]);
  expect(found.value.tasks[0]).toMatchObject({ title: 'Task 0' });
});
