import { describe, expect, it } from 'vitest';
import { KeptLists } from '../../../src/storage/kept-lists.ts';
import { LIST, type ListRequest } from '../../../src/storage/lists.ts';
import { type ListWindow, readLists } from '../../../src/storage/task-reader.ts';
import { TestDevice } from '../../support/device.ts';
import { seeded } from '../../support/random.ts';
import { task } from '../../support/scripted-server.ts';

const ALL = Infinity;
const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const order = (n: number) => `a${String(n).padStart(4, '0')}`;
const idsOf = ({ rows }: ListWindow) => rows.map(({ row }) => Number(row.id.slice(-12)));

/** A device whose base has so many open tasks, in the order of their numbers. */
async function deviceWith(count: number) {
  const device = new TestDevice();
  const rows = Array.from({ length: count }, (_, n) =>
    task({ id: id(n), title: `Task ${n}`, order: order(n) }),
  );
  await device.storage.apply({ rows });
  const lists = new KeptLists();
  const read = (limit: number, ...changed: number[]) =>
    lists.read(device.database, { open: { list: LIST.open, limit } }, new Set(changed.map(id)));
  const begin = (limit: number) =>
    lists.read(device.database, { open: { list: LIST.open, limit } }, null).then(({ open }) => open);
  return { device, read: async (...args: Parameters<typeof read>) => (await read(...args)).open, begin };
}

describe('windows that are kept', () => {
  it('are the same objects while nothing changes in them', async () => {
    const { begin, read } = await deviceWith(20);
    const before = await begin(10);

    const after = await read(10);

    expect(after).toBe(before);
  });

  it('show a change that was told, and leave all other rows the objects that they were', async () => {
    const { device, begin, read } = await deviceWith(20);
    const before = await begin(10);

    await device.edit({ entityId: id(3), fields: { title: 'New' } });
    const after = await read(10, 3);

    expect(after.rows[3]!.row).toMatchObject({ title: 'New' });
    expect(after.rows.filter((seen, i) => seen !== before.rows[i])).toHaveLength(1);
  });

  it('grow by the rows behind them', async () => {
    const { begin, read } = await deviceWith(20);
    const before = await begin(5);

    const after = await read(15);

    expect(idsOf(after)).toEqual(Array.from({ length: 15 }, (_, n) => n));
    expect(after.rows.slice(0, 5).every((seen, i) => seen === before.rows[i])).toBe(true);
    expect(after.total).toBe(20);
  });

  it('are filled up when rows leave them', async () => {
    const { device, begin, read } = await deviceWith(20);
    await begin(5);

    for (const n of [0, 2, 4]) await device.edit({ entityId: id(n), kind: 'delete' });
    const after = await read(5, 0, 2, 4);

    expect(idsOf(after)).toEqual([1, 3, 5, 6, 7]);
    expect(after.total).toBe(17);
  });

  it('hold no row twice that went behind them while nothing was told of it', async () => {
    const { device, begin, read } = await deviceWith(20);
    await begin(5);

    await device.storage.apply({
      rows: [task({ id: id(1), revision: 2, title: 'Moved', order: order(8) + 'V' })],
    });
    const after = await read(15);

    expect(idsOf(after).filter((n) => n === 1)).toHaveLength(1);
  });

  it('are read anew for another account', async () => {
    const [one, other] = [await deviceWith(3), await deviceWith(2)];
    const lists = new KeptLists();
    const requests = { open: { list: LIST.open, limit: ALL } };
    await lists.read(one.device.database, requests, null);

    const { open } = await lists.read(other.device.database, requests, new Set());

    expect(open.total).toBe(2);
  });

  for (const seed of [1, 2, 3, 4, 5, 6])
    it(`are what a reading of everything would show, whatever happens (${seed})`, async () => {
      const random = seeded(seed);
      const below = (limit: number) => Math.floor(random() * limit);
      const { device } = await deviceWith(60);
      const lists = new KeptLists();
      const requests: Record<string, ListRequest> = {
        some: { list: LIST.open, limit: 10 },
        all: { list: LIST.in(null), limit: ALL },
        done: { list: LIST.completed, limit: 5 },
        due: { list: LIST.dated, limit: 7, from: '2026-02' },
        counted: { list: LIST.open, limit: 0 },
      };
      await lists.read(device.database, requests, null);
      const revisions = new Map<number, number>();
      const change = () => ({
        order: order(below(100)) + below(9),
        ...(random() < 0.3 && { completedAt: `2026-01-0${1 + below(9)}T00:00:00.000Z` }),
        ...(random() < 0.5 && { dueDate: `2026-0${1 + below(3)}-11` }),
      });

      for (let step = 0; step < 30; step++) {
        const changed = new Set<string>();
        for (let i = below(4); i >= 0; i--) {
          const n = below(70);
          changed.add(id(n));
          const kind = random() < 0.2 ? 'delete' : n < 60 ? 'update' : 'create';
          if (random() < 0.5)
            await device.edit({ entityId: id(n), kind, fields: { title: 'Edited', ...change() } });
          else {
            const revision = (revisions.get(n) ?? 1) + 1;
            revisions.set(n, revision);
            await device.storage.apply({
              rows: [task({ id: id(n), title: 'Elsewhere', revision, ...change() })],
            });
          }
        }
        if (random() < 0.3) requests['some'] = { list: LIST.open, limit: below(40) };
        if (random() < 0.1)
          await device.database.use(async (idb) => {
            for (const { entityId } of await idb.getAll('outbox')) changed.add(entityId);
            await idb.clear('outbox');
          });

        const kept = await lists.read(device.database, requests, changed);

        const fresh = await readLists(device.database, requests);
        expect(kept).toEqual(fresh);
      }
    });
});
