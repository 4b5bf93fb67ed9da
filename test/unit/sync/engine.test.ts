import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { LockstepError } from '../../../src/protocol/errors.ts';
import { DeviceStorage } from '../../../src/storage/device-storage.ts';
import { TestDevice } from '../../support/device.ts';
import { task } from '../../support/scripted-server.ts';
import { settled } from '../../support/tasks.ts';

async function liveDevice() {
  const device = await new TestDevice().start();
  device.server.goLive();
  await settled();
  return device;
}

describe('the engine', () => {
  it('is live once the replay is stored', async () => {
    const device = await new TestDevice().start();
    expect(device.status?.connection).toBe('connecting');

    device.server.goLive();
    await settled();

    expect(device.status?.connection).toBe('live');
    expect(await device.storage.readState()).toMatchObject({ cursor: { syncAt: 'at-0', seq: 0 } });
  });

  it('stores a remote change with its cursor and tells whose it is', async () => {
    const device = await liveDevice();
    const id = uuidv7();

    device.server.stream.say(device.server.commit(task({ id, title: 'From the phone' })));
    await settled();

    expect(await device.titles()).toEqual(['From the phone']);
    expect(await device.storage.readState()).toMatchObject({ cursor: { syncAt: 'at-1', seq: 1 } });
    expect(device.applied.at(-1)?.remote).toMatchObject([{ ids: [id], origin: { deviceName: 'Phone' } }]);
  });

  it('sends an edit with its connection id, and the row takes the place of the overlay', async () => {
    const device = await liveDevice();

    await device.add('Buy milk');

    expect(device.server.batches).toMatchObject([{ connectionId: 'connection-1' }]);
    expect(device.status).toMatchObject({ unsent: 0 });
    expect(await device.titles()).toEqual(['Buy milk']);
    expect(await device.storage.readState()).toMatchObject({ cursor: { seq: 1 } });
  });

  it('keeps an edit whose answer was lost and does not apply it twice (I4)', async () => {
    const device = await liveDevice();
    device.server.onMutate = (batch) => {
      device.server.apply(batch);
      device.server.onMutate = (again) => device.server.apply(again);
      throw new LockstepError('offline');
    };

    await device.add('Buy milk');
    expect(device.status).toMatchObject({ unsent: 1 });
    await device.clock.advance(10_000);

    expect(device.server.batches).toHaveLength(2);
    expect(device.server.rows.size).toBe(1);
    expect(device.status).toMatchObject({ unsent: 0 });
    expect(await device.titles()).toEqual(['Buy milk']);
  });

  it('learns from the ack that an answer was lost, without waiting for the back-off', async () => {
    const device = await liveDevice();
    device.server.onMutate = (batch) => {
      device.server.apply(batch);
      device.server.onMutate = (again) => device.server.apply(again);
      throw new LockstepError('offline');
    };
    await device.add('Buy milk');
    const mutationIds = device.server.batches[0]!.batch.mutations.map(({ id }) => id);

    device.server.stream.say({ type: 'ack', id: 'at-1', data: { prev: 0, seq: 1, mutationIds } });
    await settled();

    expect(device.status).toMatchObject({ unsent: 0 });
  });

  it('never moves the cursor over a hole, and fills it by catching up (I2)', async () => {
    const device = await liveDevice();
    const missed = uuidv7();
    const seen = uuidv7();
    device.server.commit(task({ id: missed, title: 'Missed', order: 'a0' }));

    device.server.stream.say(device.server.commit(task({ id: seen, title: 'Seen', order: 'a1' })));
    await settled();
    expect(await device.titles()).toEqual(['Seen']);
    expect(await device.storage.readState()).toMatchObject({ cursor: { seq: 0 } });

    await device.clock.advance(2_000);
    expect(device.server.pagesAsked).toEqual(['at-0']);
    expect(await device.titles()).toEqual(['Missed', 'Seen']);
    expect(await device.storage.readState()).toMatchObject({ cursor: { seq: 2 } });
  });

  it('fills a hole that only the answer to a repeated mutation shows', async () => {
    const device = await liveDevice();
    device.server.onMutate = (batch) => {
      device.server.apply(batch);
      device.server.onMutate = (again) => device.server.apply(again);
      throw new LockstepError('offline');
    };
    await device.add('Answer lost');
    device.server.commit(task({ id: uuidv7(), title: 'Missed', order: 'a1' }));

    await device.clock.advance(10_000);

    expect(await device.titles()).toEqual(['Answer lost', 'Missed']);
    expect(await device.storage.readState()).toMatchObject({ cursor: { seq: 2 } });
  });

  it('does not ask for what is under way when an answer overtakes the stream', async () => {
    const device = await liveDevice();
    const remote = device.server.commit(task({ id: uuidv7(), title: 'Remote', order: 'a1' }));

    await device.add('Own');
    device.server.stream.say(remote);
    await device.clock.advance(2_000);

    expect(device.server.pagesAsked).toEqual([]);
    expect(await device.storage.readState()).toMatchObject({ cursor: { seq: 2 } });
  });

  it('falls silent for good when another host took the lead', async () => {
    const device = await liveDevice();
    await new DeviceStorage(device.database, device.achieverId).takeTerm();

    device.server.stream.say(device.server.commit(task({ id: uuidv7() })));
    await settled();
    await device.clock.advance(120_000);

    expect(device.isSuperseded).toBe(true);
    expect(device.status?.connection).toBe('paused');
    expect(device.server.streams).toHaveLength(1);
  });

  it('starts over from the stored cursor when a transaction fails', async () => {
    const device = new TestDevice();
    let broken = false;
    await device.start({
      takeTerm: () => device.storage.takeTerm(),
      readState: () => device.storage.readState(),
      apply: (application) =>
        broken ? Promise.reject(new LockstepError('storage-full')) : device.storage.apply(application),
      unsent: (limit) => device.storage.unsent(limit),
      counts: () => device.storage.counts(),
      renumber: () => device.storage.renumber(),
      replaceBase: (...all) => device.storage.replaceBase(...all),
      digest: () => device.storage.digest(),
      bucketDigests: () => device.storage.bucketDigests(),
      repairBase: (...all) => device.storage.repairBase(...all),
    });
    device.server.goLive();
    await settled();
    broken = true;

    device.server.stream.say(device.server.commit(task({ id: uuidv7() })));
    device.server.stream.say(device.server.commit(task({ id: uuidv7() })));
    await settled();
    expect(device.status?.connection).toBe('waiting');
    broken = false;
    await device.clock.advance(10_000);

    expect(device.server.stream.syncAt).toBe('at-0');
  });

  it('closes the stream while nobody looks and catches up in the next one', async () => {
    const device = await liveDevice();

    device.engine.setDown('hidden', true);
    expect(device.server.openStreams).toBe(0);
    expect(device.server.left).toEqual(['connection-1']);
    expect(device.status?.connection).toBe('paused');

    device.engine.setDown('hidden', false);
    await settled();
    expect(device.server.openStreams).toBe(1);
    expect(device.server.stream.syncAt).toBe('at-0');
  });

  it('sends edits while nobody looks', async () => {
    const device = await liveDevice();
    device.engine.setDown('hidden', true);

    await device.add('Jotted down and hidden');

    expect(device.server.batches).toMatchObject([{ connectionId: null }]);
  });

  it('reconnects 3 s after a drop and gives a silent stream up', async () => {
    const device = await liveDevice();

    device.server.stream.end();
    await device.clock.advance(2_900);
    expect(device.server.streams).toHaveLength(1);
    await device.clock.advance(200);
    expect(device.server.streams).toHaveLength(2);

    device.server.goLive();
    await device.clock.advance(54_000);
    expect(device.server.streams).toHaveLength(2);
    await device.clock.advance(5_000);
    expect(device.server.streams).toHaveLength(3);
  });

  it('asks again at once, from its cursor, for a stream that its transport recycled', async () => {
    const device = await liveDevice();
    device.server.stream.say(device.server.commit(task({ id: uuidv7() })));
    await settled();

    device.server.stream.end('recycled');
    await settled();

    expect(device.server.streams).toHaveLength(2);
    expect(device.server.stream.syncAt).toBe('at-1');
    expect(device.server.openStreams).toBe(1);
  });

  it('waits as long as the server asked for', async () => {
    const device = await liveDevice();

    device.server.stream.say({ type: 'goodbye', data: { reason: 'drain', retryAfterMs: 9_000 } });
    device.server.stream.end();
    await device.clock.advance(8_900);
    expect(device.server.streams).toHaveLength(1);
    await device.clock.advance(200);

    expect(device.server.streams).toHaveLength(2);
  });

  it('does not trust an old stream after waking up', async () => {
    const device = await liveDevice();
    await device.clock.advance(6_000);

    device.engine.wake();
    await settled();

    expect(device.server.streams).toHaveLength(2);
    expect(device.server.openStreams).toBe(1);
  });

  it('keeps edits and asks for a sign-in when the session ended', async () => {
    const device = await liveDevice();
    device.server.onMutate = () => {
      throw new LockstepError('token-expired');
    };
    device.server.onMint = () => {
      throw new LockstepError('session-ended');
    };

    await device.add('Written after the session ended');

    expect(device.status).toMatchObject({ connection: 'signed-out', needsSignIn: true, unsent: 1 });
    expect(await device.titles()).toEqual(['Written after the session ended']);

    device.server.onMint = () => {};
    device.server.onMutate = (batch) => device.server.apply(batch);
    device.engine.signedIn();
    await settled();
    expect(device.status).toMatchObject({ needsSignIn: false, unsent: 0 });
  });

  it('sends with another token at once when one is refused, also after other failures', async () => {
    const device = await liveDevice();
    const failures = (['offline', 'unauthorized'] as const).values();
    device.server.onMutate = (batch) => {
      const { value: code } = failures.next();
      if (code) throw new LockstepError(code);
      return device.server.apply(batch);
    };
    await device.add('Buy milk');
    expect(device.status).toMatchObject({ unsent: 1 });

    // The first failure's wait, and no other.
    await device.clock.advance(4_000);

    expect(device.status).toMatchObject({ unsent: 0 });
  });

  it('sends again when a catch-up is over that stood in the way of beginning anew', async () => {
    const device = await liveDevice();
    const catchUp = Promise.withResolvers<void>();
    const { server } = device;
    const changes = server.changes.bind(server);
    server.changes = async (request) => {
      await catchUp.promise;
      return changes(request);
    };
    server.stream.say({ type: 'behind', data: { head: 0 } });
    let refusals = 0;
    server.onMutate = (batch) => {
      if (refusals++ === 0) throw new LockstepError('resync-required', undefined, { reason: 'ahead' });
      return server.apply(batch);
    };
    await device.add('Buy milk');
    expect(device.status).toMatchObject({ unsent: 1 });

    catchUp.resolve();
    await settled();

    expect(device.status).toMatchObject({ unsent: 0 });
  });

  it('sets a rejected mutation aside and goes on with those behind it', async () => {
    const device = await liveDevice();
    device.server.onMutate = (batch) => {
      const [first, ...rest] = batch.mutations;
      if (first!.fields!['title'] !== 'Bad') return device.server.apply(batch);
      const answer = device.server.apply({ mutations: rest });
      const error = { code: 'invalid-field', message: 'No.' };
      return { ...answer, results: [{ id: first!.id, status: 'rejected', error }, ...answer.results] };
    };
    device.engine.setDown('signed-out', true);
    await device.add('Bad');
    await device.add('Good');

    device.engine.setDown('signed-out', false);
    await settled();

    expect(device.status).toMatchObject({ unsent: 0, rejected: 1 });
    expect(await device.titles()).toEqual(['Good']);
  });

  it('finds the one mutation that the server refuses to read, and keeps it', async () => {
    const device = await liveDevice();
    device.server.onMutate = (batch) => {
      if (batch.mutations.some(({ fields }) => fields!['title'] === 'Bad'))
        throw new LockstepError('invalid-body');
      return device.server.apply(batch);
    };
    device.engine.setDown('signed-out', true);
    for (const title of ['One', 'Two', 'Bad', 'Four', 'Five']) await device.add(title);

    device.engine.setDown('signed-out', false);
    await settled();

    expect(device.status).toMatchObject({ unsent: 0, rejected: 1 });
    expect([...device.server.rows.values()].map((row) => 'title' in row && row.title)).toEqual([
      'One',
      'Two',
      'Four',
      'Five',
    ]);
  });

  it('numbers the outbox anew when the server misses earlier mutations', async () => {
    const device = await liveDevice();
    let refused = false;
    device.server.onMutate = (batch) => {
      if (!refused) {
        refused = true;
        throw new LockstepError('mutation-gap', undefined, { expectedN: 1 });
      }
      return device.server.apply(batch);
    };

    await device.add('Buy milk');

    const [first, second] = device.server.batches.map(({ batch }) => batch);
    expect(second!.clientId).not.toBe(first!.clientId);
    expect(second!.mutations).toMatchObject([{ n: 1, id: first!.mutations[0]!.id }]);
    expect(device.status).toMatchObject({ unsent: 0 });
  });

  it('takes a snapshot under a new epoch without losing what the server lacks', async () => {
    const device = await liveDevice();
    const kept = uuidv7();
    device.server.stream.say(device.server.commit(task({ id: kept, title: 'Only here', order: 'a0' })));
    await settled();
    device.server.rows.clear();
    const restored = task({ id: uuidv7(), title: 'From the backup', order: 'a1' });
    device.server.rows.set(restored.id, restored);
    device.server.seq = 7;

    device.server.stream.say({ type: 'resync', data: { reason: 'epoch' } });
    await settled();

    expect(await device.titles()).toEqual(['Only here', 'From the backup']);
    expect(device.server.rows.has(kept)).toBe(true);
  });
});
