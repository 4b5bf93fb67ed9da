import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StreamEvent } from '../../src/protocol/stream.ts';
import { HEADERS, PATHS } from '../../src/protocol/wire.ts';
import type { ApiClient } from '../support/api-client.ts';
import { TestServer } from '../support/in-process-server.ts';
import { mutation, numbered } from '../support/mutation.ts';
import type { SseClient } from '../support/sse-client.ts';

let server: TestServer;
let anna: ApiClient;

beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());
beforeEach(async () => {
  anna = await server.signUp();
});

const names = (stream: SseClient) => stream.events.map(({ type }) => type);

/** Follows the chain as a client does; throws where a link does not join the one before it. */
function follow(events: StreamEvent[], from: number): number {
  let seq = from;
  for (const event of events) {
    if (event.type !== 'changes' && event.type !== 'ack') continue;
    if (event.data.prev !== seq) throw new Error(`a hole between ${seq} and ${event.data.prev}`);
    seq = event.data.seq;
  }
  return seq;
}

describe('a stream', () => {
  it('says at once who it is, how long it lasts and where the head is', async () => {
    const { syncAt } = await anna.mutate([mutation()]);

    const stream = anna.stream({ syncAt });
    const { data } = await stream.first('connected');

    expect(data).toMatchObject({ syncAt, heartbeatSeconds: 25, protocol: 1, build: 'test' });
    expect(data.maxAgeSeconds).toBeGreaterThanOrEqual(480);
    expect(data.maxAgeSeconds).toBeLessThanOrEqual(720);
    expect(data.tokenExpiresInSeconds).toBeGreaterThan(890);
    expect(stream.retryMs).toBeGreaterThanOrEqual(2_100);
    expect(stream.retryMs).toBeLessThanOrEqual(3_900);
    stream.abort();
  });

  it('asks everything between the two ends not to hold it back', async () => {
    const stream = await anna.liveStream();

    expect(stream.response!.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-protocol': '1',
    });
    expect(stream.response!.headers).not.toHaveProperty('content-encoding');
    stream.abort();
  });

  it('replays everything from the beginning when there is no cursor', async () => {
    await anna.mutate(numbered(3));
    await anna.add('Tea');

    const stream = await anna.liveStream();

    expect(names(stream)).toEqual(['connected', 'changes', 'changes', 'live']);
    expect(stream.all('changes').map(({ data }) => data.rows.length)).toEqual([3, 1]);
    expect(follow(stream.events, 0)).toBe(2);
    stream.abort();
  });

  it('replays what came after the cursor, the ids being cursors to go on from', async () => {
    const { syncAt } = await anna.mutate([mutation()]);
    await anna.add('Tea');
    await anna.add('Milk');

    const stream = await anna.liveStream({ syncAt });
    const [tea, milk] = stream.all('changes');

    expect(follow(stream.events, 1)).toBe(3);
    expect((await anna.changes({ syncAt: tea!.id! })).rows).toEqual(milk!.data.rows);
    expect(milk!.data).not.toHaveProperty('fields');
    expect(stream.all('live')[0]!.data).toMatchObject({ seq: 3, syncAt: milk!.id });
    stream.abort();
  });

  it('takes Last-Event-ID for the cursor, which is newer than the one in the address', async () => {
    const first = await anna.mutate([mutation()]);
    const second = await anna.mutate([mutation()]);
    await anna.add('Tea');

    const stream = await anna.liveStream({ syncAt: first.syncAt, lastEventId: second.syncAt });

    expect(stream.all('changes').map(({ data }) => data.prev)).toEqual([2]);
    stream.abort();
  });

  it('with nothing to replay is live at once, and says at which number', async () => {
    const { syncAt } = await anna.mutate([mutation()]);

    const stream = await anna.liveStream({ syncAt });

    expect(names(stream)).toEqual(['connected', 'live']);
    expect(stream.all('live')[0]!.data).toMatchObject({
      seq: 1,
      syncAt,
      digest: (await anna.changes()).digest,
    });
    stream.abort();
  });

  it('brings what others change, with whose change it was and which fields', async () => {
    const phone = await server.signIn(anna, 'Phone');
    const { id: entityId } = await anna.add('Buy milk');
    const stream = await anna.liveStream();

    const { syncAt } = await phone.mutate([
      mutation({ kind: 'update', entityId, fields: { title: 'Tea', priority: 1 } }),
    ]);
    const { id, data } = await stream.nth('changes', 2);

    expect(id).toBe(syncAt);
    expect(data).toMatchObject({
      prev: 1,
      seq: 2,
      origin: { deviceId: phone.deviceId, deviceName: 'Phone' },
      rows: [{ id: entityId, revision: 2, title: 'Tea', priority: 1 }],
      fields: { [entityId]: ['title', 'priority'] },
    });
    stream.abort();
  });

  it('brings one commit as one event', async () => {
    const stream = await anna.liveStream();

    await anna.mutate(numbered(100));

    expect((await stream.first('changes')).data.rows).toHaveLength(100);
    stream.abort();
  });

  it('more than 500 rows behind is told to page, and is live meanwhile', async () => {
    for (let i = 0; i < 6; i++) await anna.mutate(numbered(100));

    const stream = await anna.liveStream();
    await anna.add('Tea');
    await stream.first('changes');

    expect(names(stream)).toEqual(['connected', 'behind', 'live', 'changes']);
    expect(stream.all('behind')[0]!.data.head).toBe(6);
    stream.abort();
  });

  it.each([
    ['of another database', 'epoch', () => 'bm90LW91cnM'],
    ['ahead of the head', 'ahead', () => server.syncAt(anna, 99)],
    ['of another achiever', 'epoch', () => server.syncAt({ achieverId: uuidv7() } as ApiClient, 0)],
  ])('from a cursor %s is told to start over, and is live meanwhile', async (_whose, reason, syncAt) => {
    await anna.mutate([mutation()]);

    const stream = await anna.liveStream({ syncAt: syncAt() });

    expect(names(stream)).toEqual(['connected', 'resync', 'live']);
    expect(stream.all('resync')[0]!.data).toEqual({ reason });
    stream.abort();
  });

  it('opened while others write has every change exactly once along its chain (I2)', async () => {
    await anna.mutate(numbered(20));
    let writing = true;
    const written = (async () => {
      for (let i = 0; writing; i++) await anna.add(`Task ${i}`);
    })();

    const streams = await Promise.all(Array.from({ length: 10 }, () => anna.liveStream()));
    writing = false;
    await written;
    const { head } = await anna.changes();

    for (const stream of streams) {
      await stream.until(() => follow(stream.events, 0) === head);
      const seqs = stream.all('changes').map(({ data }) => data.seq);
      expect(new Set(seqs).size).toBe(seqs.length);
      stream.abort();
    }
  });

  it('takes a replay larger than any buffer, from a client that reads slowly', async () => {
    const notes = 'x'.repeat(150_000);
    for (let i = 0; i < 30; i++) await anna.add(`Task ${i}`, { notes });

    const stream = anna.stream();
    await stream.first('connected');
    stream.stall();
    server.hub.sweep();
    server.hub.sweep();
    stream.response!.resume();
    await stream.first('live');

    expect(follow(stream.events, 0)).toBe(30);
    stream.abort();
  });

  it('is refused over capacity, with the time to wait', async () => {
    await using small = await TestServer.start({ environment: { LOCKSTEP_MAX_STREAMS: '1' } });
    const ben = await small.signUp();
    const stream = await ben.liveStream();

    const second = await ben.request('GET', PATHS.stream);

    expect(second).toMatchObject({ status: 503, body: { code: 'over-capacity' } });
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(stream.closed).toBe(false);
    stream.abort();
  });
});

describe('the sender of a batch', () => {
  it('hears ack in the place of changes; its other devices hear changes (I6)', async () => {
    const phone = await server.signIn(anna);
    const [own, other] = [await anna.liveStream(), await phone.liveStream()];
    const create = mutation();

    const answer = await anna.mutate([create], { connectionId: own.connectionId });
    await other.first('changes');
    const ack = await own.first('ack');

    expect(ack).toEqual({
      type: 'ack',
      id: answer.syncAt,
      data: { prev: 0, seq: 1, mutationIds: [create.id] },
    });
    expect(own.all('changes')).toEqual([]);
    own.abort();
    other.abort();
  });

  it('has no hole: acks and changes are one chain', async () => {
    const phone = await server.signIn(anna);
    const own = await anna.liveStream();

    for (let i = 0; i < 6; i++) {
      if (i % 2 === 0) await anna.mutate([mutation()], { connectionId: own.connectionId });
      else await phone.mutate([mutation()]);
    }
    await own.nth('changes', 3);

    expect(follow(own.events, 0)).toBe(6);
    own.abort();
  });

  it('hears nothing of a batch that changed nothing', async () => {
    const own = await anna.liveStream();
    const create = mutation();
    await anna.mutate([create], { connectionId: own.connectionId });

    await anna.mutate([create], { connectionId: own.connectionId });
    await anna.add('Tea');
    await own.first('changes');

    expect(own.all('ack')).toHaveLength(1);
    own.abort();
  });

  it('that names another device’s connection excludes nobody, and that is no error', async () => {
    const phone = await server.signIn(anna);
    const [own, foreign] = [await anna.liveStream(), await phone.liveStream()];

    await anna.mutate([mutation()], { connectionId: foreign.connectionId });

    expect((await own.first('changes')).data.seq).toBe(1);
    expect((await foreign.first('changes')).data.seq).toBe(1);
    own.abort();
    foreign.abort();
  });

  it('that names another achiever’s connection excludes nobody, and that is no error', async () => {
    const ben = await server.signUp();
    const [own, foreign] = [await anna.liveStream(), await ben.liveStream()];

    await anna.mutate([mutation()], { connectionId: foreign.connectionId });
    await ben.add('Tea');

    expect((await own.first('changes')).data.seq).toBe(1);
    expect((await foreign.first('changes')).data.rows).toMatchObject([{ title: 'Tea' }]);
    expect(foreign.all('ack')).toEqual([]);
    own.abort();
    foreign.abort();
  });

  it.each(['', 'nonsense', uuidv7(), 'x'.repeat(5_000)])(
    'may name a connection that is not there',
    async (connectionId) => {
      const own = await anna.liveStream();

      await anna.mutate([mutation()], { connectionId });

      expect((await own.first('changes')).data.seq).toBe(1);
      own.abort();
    },
  );

  it('may name a connection that has ended', async () => {
    const own = await anna.liveStream();
    own.abort();
    await expect.poll(() => server.hub.open).toBe(0);

    expect(await anna.mutate([mutation()], { connectionId: own.connectionId })).toMatchObject({ seq: 1 });
  });
});

describe('a device that is revoked', () => {
  it('while its stream is being opened hears nothing on it', async () => {
    await using slow = await TestServer.start();
    const ben = await slow.signUp();
    const phone = await slow.signIn(ben);
    // The token was found good, and its answer is still on the way when the device is ended.
    const asked = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    const findToken = slow.store.findToken.bind(slow.store);
    slow.store.findToken = async (hash) => {
      const found = await findToken(hash);
      if (found?.deviceId !== phone.deviceId) return found;
      asked.resolve();
      await answered.promise;
      return found;
    };

    const stream = phone.stream();
    await asked.promise;
    await ben.request('DELETE', `${PATHS.devices}/${phone.deviceId}`);
    answered.resolve();

    await stream.ended();
    expect(stream.all('goodbye')).toMatchObject([{ data: { reason: 'revoked' } }]);
    expect(slow.hub.open).toBe(0);
  });
});

describe('the life of a stream', () => {
  it('ends when its client says that it left, although the connection is still there', async () => {
    const left = await anna.liveStream();
    const stays = await anna.liveStream();
    const headers = { [HEADERS.connectionId]: left.connectionId };

    const { status } = await anna.request('DELETE', PATHS.stream, { headers });
    await left.until(() => left.closed);

    expect(status).toBe(204);
    expect(stays.closed).toBe(false);
    stays.abort();
  });

  it('ends with its age, told when to come back; a minute before its token it is told to renew it', async () => {
    let now = Date.UTC(2026, 4, 1);
    await using aging = await TestServer.start({ now: () => now, random: () => 1 });
    const ben = await aging.signUp();
    now += 5 * 60_000;
    const stream = await ben.liveStream();

    now += 9 * 60_000 + 1_000;
    aging.hub.sweep();
    expect((await stream.first('reauth')).data.inSeconds).toBe(59);
    now += 60_000;
    aging.hub.sweep();

    expect((await stream.first('goodbye')).data.reason).toBe('age');
    await stream.ended();
    expect(stream.comments).toBeGreaterThan(0);
    expect(aging.hub.open).toBe(0);
  });

  it('ends when the client reads nothing while more than 256 kB wait, and the rest is caught up', async () => {
    const stream = await anna.liveStream();
    stream.stall();
    const notes = 'x'.repeat(200_000);

    let sent = 0;
    while (server.hub.open > 0) {
      await anna.mutate([mutation({ fields: { title: `Task ${++sent}`, notes } })]);
      if (sent > 200) throw new Error('the stream was never cut off');
    }

    expect(await server.metric('lockstep_streams_closed_total{reason="slow"}')).toBe(1);
    stream.response!.resume();
    await stream.ended();
    const lastId = stream.events.findLast(({ id }) => id !== undefined)?.id;
    const again = await anna.liveStream(lastId === undefined ? {} : { syncAt: lastId });
    expect(again.all('live')[0]!.data.seq).toBe(sent);
    again.abort();
  });
});
