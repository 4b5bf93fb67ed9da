// A stream whose token is about to end is handed over to one with a new token, without a moment in between.
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { LockstepError } from '../../../src/protocol/errors.ts';
import { TestDevice } from '../../support/device.ts';
import { task } from '../../support/scripted-server.ts';
import { settled } from '../../support/tasks.ts';

/** A live device whose stream was told that its token ends, and the two streams. */
async function renewingDevice() {
  const device = await new TestDevice().start();
  const { server } = device;
  server.goLive();
  await settled();
  server.stream.say({ type: 'reauth', data: { inSeconds: 60 } });
  await settled();
  const [old, next] = server.streams;
  return { device, server, old: old!, next: next! };
}

describe('a stream whose token is about to end', () => {
  it('goes on until the one with a new token is live, and is left then (I5)', async () => {
    const { server, old, next } = await renewingDevice();
    expect(server.mints).toBe(2);
    expect([old.aborted, next.aborted]).toEqual([false, false]);

    server.goLive(next);
    await settled();

    expect([old.aborted, next.aborted]).toEqual([true, false]);
    expect(server.left).toEqual(['connection-1']);
  });

  it('is heard while the next one is being opened, and what both say is stored once', async () => {
    const { device, server, old, next } = await renewingDevice();
    const [heard, both] = [uuidv7(), uuidv7()];

    old.say(server.commit(task({ id: heard, title: 'On the old stream', order: 'a0' })));
    await settled();
    expect(await device.titles()).toEqual(['On the old stream']);
    expect(device.status?.connection).toBe('live');
    const twice = server.commit(task({ id: both, title: 'On both', order: 'a1' }));
    old.say(twice);
    next.say(twice);
    server.goLive(next);
    await settled();

    expect(await device.titles()).toEqual(['On the old stream', 'On both']);
    expect(await device.storage.readState()).toMatchObject({ cursor: { seq: 2 } });
    expect(device.applied.flatMap(({ ids }) => ids)).toEqual([heard, both]);
    expect(server.pagesAsked).toEqual([]);
  });

  it('keeps the device in step all the way', async () => {
    const { device, server, next } = await renewingDevice();
    expect(device.status?.connection).toBe('live');

    server.goLive(next);
    await settled();

    expect(device.status?.connection).toBe('live');
  });

  it('names the stream that is heard in what it sends: the old one before, the next one after', async () => {
    const { device, server, next } = await renewingDevice();

    await device.add('Before');
    server.goLive(next);
    await settled();
    await device.add('After');

    expect(server.batches.map(({ connectionId }) => connectionId)).toEqual(['connection-1', 'connection-2']);
  });

  it('goes on until it ends when the next one fails', async () => {
    const { device, server, old, next } = await renewingDevice();

    next.end();
    await settled();
    old.say(server.commit(task({ id: uuidv7(), title: 'Still heard' })));
    await settled();
    expect(old.aborted).toBe(false);
    expect(await device.titles()).toEqual(['Still heard']);
    old.say({ type: 'goodbye', data: { reason: 'age', retryAfterMs: 500 } });
    old.end();
    await device.clock.advance(600);

    expect(server.streams).toHaveLength(3);
    expect(server.stream.syncAt).toBe('at-1');
  });

  it('goes on when the next one says nothing', async () => {
    const { device, server, old, next } = await renewingDevice();

    await device.clock.advance(11_000);

    expect([old.aborted, next.aborted]).toEqual([false, true]);
    expect(server.streams).toHaveLength(2);
    expect(device.status?.connection).toBe('live');
  });

  it('that ends before the next one is live leaves nothing to wait for', async () => {
    const { device, server, old, next } = await renewingDevice();

    old.end();
    await settled();
    expect(device.status?.connection).toBe('connecting');
    next.say(server.commit(task({ id: uuidv7(), title: 'On the next' })));
    server.goLive(next);
    await settled();

    expect(server.streams).toHaveLength(2);
    expect(device.status?.connection).toBe('live');
    expect(await device.titles()).toEqual(['On the next']);
  });

  it('is left, and the next one with it, when nobody looks any more', async () => {
    const { device, server } = await renewingDevice();

    device.engine.setDown('hidden', true);

    expect(server.openStreams).toBe(0);
  });

  it('is given up with the next one after a sleep', async () => {
    const { device, server } = await renewingDevice();
    await device.clock.advance(6_000);

    device.engine.wake();
    await settled();

    expect(server.openStreams).toBe(1);
    expect(server.streams).toHaveLength(3);
  });

  it('is over when there is no session to mint another token from', async () => {
    const device = await new TestDevice().start();
    device.server.goLive();
    await settled();
    device.server.onMint = () => {
      throw new LockstepError('session-ended');
    };

    device.server.stream.say({ type: 'reauth', data: { inSeconds: 60 } });
    await settled();

    expect(device.server.openStreams).toBe(0);
    expect(device.status).toMatchObject({ connection: 'signed-out', needsSignIn: true });
  });
});
