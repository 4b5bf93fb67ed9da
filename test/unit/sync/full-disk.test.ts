// A device without room: what comes in waits at the server, what goes out goes out, and nothing is lost or doubled.
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { LockstepError } from '../../../src/protocol/errors.ts';
import type { EngineStorage } from '../../../src/sync/engine-storage.ts';
import { TestDevice } from '../../support/device.ts';
import { task } from '../../support/scripted-server.ts';
import { settled } from '../../support/tasks.ts';

/** A live device whose disk is full as long as `disk.isFull`: no transaction that writes rows is committed. */
async function deviceWithDisk() {
  const disk = { isFull: false };
  const device = new TestDevice();
  const storage: EngineStorage = new Proxy(device.storage, {
    get(target, name) {
      const method = target[name as keyof EngineStorage].bind(target) as (...args: unknown[]) => unknown;
      if (name !== 'apply') return method;
      return (application: Parameters<EngineStorage['apply']>[0]) => {
        const writes = application.rows.length > 0 || application.cursor || application.seen;
        if (!disk.isFull || !writes) return method(application);
        return Promise.reject(new LockstepError('storage-full', undefined, { retryAfterMs: 60_000 }));
      };
    },
  });
  await device.start(storage);
  device.server.goLive();
  await settled();
  return { device, disk };
}

const seqOf = async (device: TestDevice) => (await device.storage.readState()).cursor?.seq;

describe('a full disk', () => {
  it('stops the cursor, is said, and is tried again after a minute', async () => {
    const { device, disk } = await deviceWithDisk();
    disk.isFull = true;

    device.server.stream.say(
      device.server.commit(task({ id: uuidv7(), title: 'From the phone', order: 'a0' })),
    );
    await settled();
    expect(device.status).toMatchObject({ notStored: 'storage-full', connection: 'waiting' });
    expect(await seqOf(device)).toBe(0);
    await device.clock.advance(59_000);
    expect(device.server.streams).toHaveLength(1);
    disk.isFull = false;
    await device.clock.advance(1_000);
    expect(device.server.stream.syncAt).toBe('at-0');
    const change = { prev: 0, seq: 1, origin: null, rows: [...device.server.rows.values()] };
    device.server.stream.say({ type: 'changes', id: 'at-1', data: change });
    device.server.goLive();
    await settled();

    expect(await device.titles()).toEqual(['From the phone']);
    expect(await seqOf(device)).toBe(1);
    expect(device.status).toMatchObject({ notStored: null, connection: 'live' });
  });

  it('waits for a minute once, and not longer at the next failure of another kind', async () => {
    const { device, disk } = await deviceWithDisk();
    disk.isFull = true;
    for (const title of ['One', 'Two', 'Three'])
      device.server.stream.say(device.server.commit(task({ id: uuidv7(), title })));
    await settled();
    disk.isFull = false;
    await device.clock.advance(60_000);
    expect(device.server.streams).toHaveLength(2);

    device.server.goLive();
    await settled();
    device.server.stream.end();
    await device.clock.advance(4_000);

    expect(device.server.streams).toHaveLength(3);
  });

  it('lets every edit through to the server, however many there are, and shows them all the while', async () => {
    const { device, disk } = await deviceWithDisk();
    device.engine.setDown('superseded', true);
    const titles = Array.from({ length: 230 }, (_, i) => `Task ${i}`);
    for (const title of titles) await device.add(title);
    disk.isFull = true;

    device.engine.setDown('superseded', false);
    await expect.poll(() => device.server.rows.size).toBe(230);
    await settled();

    expect(device.status).toMatchObject({ unsent: 230, notStored: 'storage-full' });
    expect(await device.titles()).toHaveLength(230);
    expect(await seqOf(device)).toBe(0);

    disk.isFull = false;
    device.engine.wake();
    await expect.poll(() => device.status?.unsent).toBe(0);
    expect([...(await device.titles())].sort()).toEqual([...titles].sort());
    expect([...device.server.rows.values()].filter(({ revision }) => revision !== 1)).toEqual([]);
    expect(device.status).toMatchObject({ notStored: null });
  });

  it('keeps asking the server less and less often while an answer finds no room', async () => {
    const { device, disk } = await deviceWithDisk();
    disk.isFull = true;

    await device.add('Buy milk');
    expect(device.server.batches).toHaveLength(1);
    await device.clock.advance(300_000);

    expect(device.server.rows.size).toBe(1);
    expect(device.server.batches.length).toBeGreaterThan(3);
    expect(device.server.batches.length).toBeLessThan(15);
  });
});
