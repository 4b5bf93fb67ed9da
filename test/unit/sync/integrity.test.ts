// Integrity: a device that has other rows than the server finds out, and gets them back.
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { bucketOf } from '../../../src/protocol/digest.ts';
import { DeviceStorage } from '../../../src/storage/device-storage.ts';
import { TestDevice } from '../../support/device.ts';
import { task } from '../../support/scripted-server.ts';
import { settled } from '../../support/tasks.ts';

/** A device that is live with three tasks of the server's. */
async function deviceWithTasks() {
  const device = await new TestDevice().start();
  const ids = [uuidv7(), uuidv7(), uuidv7()];
  device.server.goLive();
  for (const [i, id] of ids.entries())
    device.server.stream.say(device.server.commit(task({ id, title: `Task ${i}`, order: `a${i}` })));
  await settled();
  return { device, ids, server: device.server };
}

/** The server says where it stands, as at the beginning of every stream. */
async function sayLive(device: TestDevice): Promise<void> {
  device.server.goLive();
  await settled();
}

/** What a defect or a browser takes from a device that has started already. */
const lose = (device: TestDevice, id: string) => device.database.use((idb) => idb.delete('base', id));

describe('integrity', () => {
  it('asks nothing when the rows are the server’s', async () => {
    const { device, server } = await deviceWithTasks();

    await sayLive(device);

    expect(server.pagesAsked).toEqual([]);
    expect(server.bucketsAsked).toEqual([]);
    expect(device.status).toMatchObject({ connection: 'live', mended: 0 });
  });

  it('gets a lost row back by its bucket, and nothing else', async () => {
    const { device, ids, server } = await deviceWithTasks();
    await lose(device, ids[1]!);
    server.onChanges = () => ({ ...server.page(), rows: [] });
    device.engine.stop();
    await device.start(new DeviceStorage(device.database, device.achieverId));

    await sayLive(device);

    expect(await device.titles()).toEqual(['Task 0', 'Task 1', 'Task 2']);
    expect(server.bucketsAsked).toEqual([[bucketOf(ids[1]!)]]);
    expect(device.status).toMatchObject({ connection: 'live', mended: 1 });
  });

  it('gets back what a defect skipped: the row of a change whose cursor moved on without it', async () => {
    const { device, server } = await deviceWithTasks();
    const skipped = task({ id: uuidv7(), title: 'Skipped', order: 'a9' });
    const event = server.commit(skipped);
    if (event.type === 'changes') server.stream.say({ ...event, data: { ...event.data, rows: [] } });
    await settled();

    await sayLive(device);

    expect(await device.titles()).toContain('Skipped');
  });

  it('believes only the second difference in a row', async () => {
    const { device, server } = await deviceWithTasks();
    const data = { syncAt: server.syncAt, seq: server.seq, digest: 'f'.repeat(16) };

    server.stream.say({ type: 'live', data });
    await settled();

    expect(server.pagesAsked).toHaveLength(1);
    expect(server.bucketsAsked).toEqual([]);
    expect(device.status).toMatchObject({ mended: 0 });
  });

  it('asks again a little later when changes left no instant for the second look', async () => {
    const { device, ids, server } = await deviceWithTasks();
    await lose(device, ids[1]!);
    device.engine.stop();
    await device.start(new DeviceStorage(device.database, device.achieverId));
    server.onChanges = () => {
      const page = { ...server.page(), rows: [] };
      // The page speaks of the instant before this one.
      if (server.pagesAsked.length === 1)
        server.stream.say(server.commit(task({ id: uuidv7(), title: 'Meanwhile', order: 'a9' })));
      return page;
    };
    await sayLive(device);
    expect(device.status).toMatchObject({ mended: 0 });

    await device.clock.advance(6_000);

    expect(await device.titles()).toEqual(['Task 0', 'Task 1', 'Task 2', 'Meanwhile']);
    expect(device.status).toMatchObject({ mended: 1 });
  });

  it('sends a row that the server has never heard of, and takes none away', async () => {
    const { device, ids, server } = await deviceWithTasks();
    server.rows.delete(ids[0]!);

    await sayLive(device);

    expect(await device.titles()).toEqual(['Task 0', 'Task 1', 'Task 2']);
    expect(server.rows.get(ids[0]!)).toMatchObject({ title: 'Task 0' });
  });

  it('mends at most three times in an hour', async () => {
    const { device, ids, server } = await deviceWithTasks();
    const [id] = ids as [string];
    // A server that never has what it says.
    const broken = server.digest.bind(server);
    server.digest = async () => ({ ...(await broken()), buckets: Array(256).fill('1'.repeat(16)) });
    const lie = { syncAt: server.syncAt, seq: server.seq, digest: 'f'.repeat(16) };
    server.onChanges = () => ({ ...server.page(), digest: lie.digest });

    for (let i = 0; i < 10; i++) {
      server.stream.say({ type: 'live', data: lie });
      await settled();
    }

    expect(device.status).toMatchObject({ mended: 3 });
    expect((await device.row(id))?.row).toMatchObject({ title: 'Task 0' });
    await device.clock.advance(3_700_000);
    expect(device.status!.mended).toBeGreaterThan(3);
  });
});
