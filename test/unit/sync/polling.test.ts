// Something on the way holds the stream back: the device asks for changes instead, and goes on trying.
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { LockstepError } from '../../../src/protocol/errors.ts';
import { TestDevice } from '../../support/device.ts';
import { task } from '../../support/scripted-server.ts';
import { settled } from '../../support/tasks.ts';

const POLL_MS = 20_000;

/** A device that polls, since nothing was heard of its stream. */
async function pollingDevice() {
  const device = await new TestDevice().start();
  await device.clock.advance(5_000);
  expect(device.status).toMatchObject({ connection: 'live', transport: 'polling' });
  return device;
}

describe('a stream of which nothing is heard', () => {
  it('is given up for polling when the server answers otherwise', async () => {
    const device = await new TestDevice().start();
    device.server.commit(task({ id: uuidv7(), title: 'Before' }));
    expect(device.status).toMatchObject({ connection: 'connecting', transport: 'fetch' });

    await device.clock.advance(5_000);

    expect(device.status).toMatchObject({ connection: 'live', transport: 'polling' });
    expect(await device.titles()).toEqual(['Before']);
    expect(device.server.openStreams).toBe(0);
  });

  it('is a drop when the server does not answer either', async () => {
    const device = await new TestDevice().start();
    device.server.onChanges = () => {
      throw new LockstepError('offline');
    };

    await device.clock.advance(5_000);

    expect(device.status).toMatchObject({ connection: 'waiting', transport: 'fetch' });
  });

  it('is believed when its first word comes before the other answer', async () => {
    const device = new TestDevice();
    const answer = Promise.withResolvers<void>();
    const changes = device.server.changes.bind(device.server);
    device.server.changes = async (request) => {
      const page = await changes(request);
      await answer.promise;
      return page;
    };
    await device.start();
    await device.clock.advance(5_000);
    expect(device.server.pagesAsked).toHaveLength(1);

    device.server.goLive();
    answer.resolve();
    await settled();

    expect(device.status).toMatchObject({ connection: 'live', transport: 'fetch' });
    expect(device.server.openStreams).toBe(1);
  });

  it('is not doubted while the token is still being minted', async () => {
    const device = new TestDevice();
    const minted = Promise.withResolvers<void>();
    const mint = device.server.mintToken.bind(device.server);
    device.server.mintToken = () => minted.promise.then(mint);
    await device.start();

    await device.clock.advance(6_000);
    minted.resolve();
    await settled();
    expect(device.server.pagesAsked).toEqual([]);
    device.server.goLive();
    await settled();

    expect(device.status).toMatchObject({ connection: 'live', transport: 'fetch' });
  });
});

describe('a device that polls', () => {
  it('asks every 20 seconds from where it is, and its cursor moves with the rows (I2)', async () => {
    const device = await pollingDevice();
    const from = device.server.pagesAsked.length;
    device.server.commit(task({ id: uuidv7(), title: 'From the phone' }));

    await device.clock.advance(POLL_MS);
    expect(await device.titles()).toEqual(['From the phone']);
    expect(await device.storage.readState()).toMatchObject({ cursor: { syncAt: 'at-1', seq: 1 } });
    await device.clock.advance(POLL_MS);

    expect(device.server.pagesAsked.slice(from)).toEqual(['at-0', 'at-1']);
  });

  it('is in step between two polls and during them', async () => {
    const device = await pollingDevice();
    const seen = new Set<string | undefined>();
    device.server.onChanges = () => {
      device.engine.stored();
      return device.server.page();
    };

    for (let i = 0; i < 6; i++) {
      await device.clock.advance(10_000);
      seen.add(device.status?.connection);
    }

    expect([...seen]).toEqual(['live']);
  });

  it('sends edits at once, without the name of a stream', async () => {
    const device = await pollingDevice();

    await device.add('Buy milk');

    expect(device.server.batches).toMatchObject([{ connectionId: null }]);
    expect(device.status).toMatchObject({ unsent: 0 });
    expect(await device.storage.readState()).toMatchObject({ cursor: { seq: 1 } });
  });

  it('goes back to the stream as soon as one comes through, and asks no more', async () => {
    const device = await pollingDevice();
    await device.clock.advance(POLL_MS);
    expect(device.server.streams).toHaveLength(2);

    device.server.goLive();
    await settled();
    const asked = device.server.pagesAsked.length;
    await device.clock.advance(50_000);

    expect(device.status).toMatchObject({ connection: 'live', transport: 'fetch' });
    expect(device.server.pagesAsked).toHaveLength(asked);
    expect(device.server.openStreams).toBe(1);
  });

  it('tries a stream more and more rarely, but every five minutes', async () => {
    const device = await pollingDevice();
    const tries: number[] = [];
    let seen = device.server.streams.length;

    for (let second = 0; second < 1800; second++) {
      await device.clock.advance(1_000);
      if (device.server.streams.length > seen) tries.push(second);
      seen = device.server.streams.length;
    }

    const gaps = tries.slice(1).map((at, i) => at - tries[i]!);
    expect(gaps).toEqual([...gaps].sort((a, b) => a - b));
    expect(gaps[0]).toBeLessThan(60);
    expect(gaps.at(-1)).toBeGreaterThan(290);
    expect(gaps.at(-1)).toBeLessThan(315);
    expect(device.server.openStreams).toBeLessThanOrEqual(1);
  }, 30_000);

  it('tries a stream and asks at once when something wakes it', async () => {
    const device = await pollingDevice();
    const asked = device.server.pagesAsked.length;

    device.engine.wake();
    await settled();

    expect(device.server.streams).toHaveLength(2);
    expect(device.server.pagesAsked).toHaveLength(asked + 1);
  });

  it('does not wait for the stream it is trying when something wakes it', async () => {
    const device = await pollingDevice();
    await device.clock.advance(POLL_MS);
    expect(device.server.streams).toHaveLength(2);

    device.engine.wake();
    await settled();
    device.server.goLive();
    await settled();

    expect(device.server.streams.map(({ aborted }) => aborted)).toEqual([true, true, false]);
    expect(device.status).toMatchObject({ connection: 'live', transport: 'fetch' });
  });

  it('is offline when a poll fails, and finds out anew', async () => {
    const device = await pollingDevice();
    const { onChanges } = device.server;
    device.server.onChanges = () => {
      throw new LockstepError('offline');
    };
    await device.clock.advance(POLL_MS);
    expect(device.status).toMatchObject({ connection: 'waiting', transport: 'fetch' });

    device.server.onChanges = onChanges;
    await device.clock.advance(10_000);

    expect(device.status).toMatchObject({ connection: 'live', transport: 'polling' });
  });

  it('asks nobody while nobody looks', async () => {
    const device = await pollingDevice();
    device.engine.setDown('hidden', true);
    const asked = device.server.pagesAsked.length;

    await device.clock.advance(600_000);

    expect(device.server.pagesAsked).toHaveLength(asked);
    expect(device.server.openStreams).toBe(0);
    expect(device.status).toMatchObject({ connection: 'paused' });
  });

  it('asks for a sign-in when its session ended', async () => {
    const device = await pollingDevice();
    device.server.onChanges = () => {
      throw new LockstepError('unauthorized');
    };
    device.server.onMint = () => {
      throw new LockstepError('session-ended');
    };

    await device.clock.advance(POLL_MS + 5_000);

    expect(device.status).toMatchObject({ connection: 'signed-out', needsSignIn: true });
  });

  it('takes a snapshot when its cursor is of another time', async () => {
    const device = await pollingDevice();
    const restored = task({ id: uuidv7(), title: 'From the backup' });
    device.server.rows.set(restored.id, restored);
    device.server.seq = 7;
    device.server.onChanges = (syncAt) => {
      if (syncAt !== null) throw new LockstepError('resync-required', undefined, { reason: 'horizon' });
      return device.server.page();
    };

    await device.clock.advance(POLL_MS);

    expect(await device.titles()).toEqual(['From the backup']);
    expect(device.status).toMatchObject({ connection: 'live', transport: 'polling' });
  });
});
