import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryBus } from '../../../src/server/events/bus.ts';
import { EventManager } from '../../../src/server/events/event-manager.ts';
import { Hub } from '../../../src/server/events/hub.ts';
import { StreamConnection } from '../../../src/server/events/stream-connection.ts';
import { createMetrics, type Metrics } from '../../../src/server/metrics.ts';
import type { Identity } from '../../../src/server/store/store.ts';
import { SyncAtCodec } from '../../../src/server/store/sync-at.ts';
import { FakeSink, identity } from '../../support/fake-sink.ts';

const OVER_THE_LIMIT = 256 * 1024 + 1;

let elapsed: number;
/** The wall clock less the monotonic one. */
let offset: number;
let metrics: Metrics;
let hub: Hub;
let events: EventManager;

beforeEach(() => {
  elapsed = 0;
  offset = 0;
  metrics = createMetrics();
  const times = { now: () => elapsed + offset, elapsed: () => elapsed };
  hub = new Hub({ ...times, random: () => 0.5, metrics });
  events = new EventManager(hub, new MemoryBus(), new SyncAtCodec(Buffer.alloc(32), '00'.repeat(8)), metrics);
});

afterEach(() => metrics.close());

let counter = 0;
function listen(who: Partial<Identity> = {}, times = { endsAt: 600_000, nextBeatAt: 10_000 }) {
  const sink = new FakeSink();
  const connection = new StreamConnection(`c${++counter}`, identity(who), sink, times);
  const leave = hub.add(connection);
  connection.goLive(0);
  return { sink, connection, leave };
}

function publish(seq: number, excludeConnectionId: string | null = null, achieverId = 'anna') {
  const commit = { prev: seq - 1, seq, results: [], rows: [], fields: {}, losses: [] };
  const origin = { deviceId: 'laptop', deviceName: 'Laptop' };
  events.publish({ achieverId, commit, origin, mutationIds: [], excludeConnectionId });
}

/** Moves the clocks as the server's interval does. */
function pass(ms: number) {
  for (const end = elapsed + ms; elapsed < end;) {
    elapsed += 5_000;
    hub.sweep();
  }
}

const closedFor = async (reason: string) =>
  (await metrics.streamsClosed.get()).values.find(({ labels }) => labels.reason === reason)?.value ?? 0;

describe('a publish', () => {
  it('reaches every connection of its achiever, the same bytes, and nobody else (I8)', () => {
    const [one, two, other] = [listen(), listen(), listen({ achieverId: 'ben' })];

    publish(1);

    expect(one.sink.events).toEqual(['changes']);
    expect(two.sink.written[0]).toBe(one.sink.written[0]);
    expect(other.sink.written).toEqual([]);
  });

  it('is an ack to the sender and changes to all others (I6)', () => {
    const [sender, other] = [listen(), listen()];

    publish(1, sender.connection.id);

    expect(sender.sink.events).toEqual(['ack']);
    expect(other.sink.events).toEqual(['changes']);
  });

  it('that is an ack reaches a sender whose replay is still being written', () => {
    const sink = new FakeSink();
    const times = { endsAt: 600_000, nextBeatAt: 10_000 };
    const sender = new StreamConnection('sender', identity(), sink, times);
    hub.add(sender);

    publish(1, 'sender');
    publish(2);
    sender.goLive(2);

    expect(sink.events).toEqual(['ack']);
  });

  it('of a commit that changed nothing is silent', () => {
    const { sink } = listen();
    const commit = { prev: 4, seq: 4, results: [], rows: [], fields: {}, losses: [] };
    const origin = { deviceId: 'laptop', deviceName: 'Laptop' };

    events.publish({ achieverId: 'anna', commit, origin, mutationIds: [], excludeConnectionId: null });

    expect(sink.written).toEqual([]);
  });
});

describe('a slow consumer', () => {
  it('with more than 256 kB unread is cut off at the next event, and counted', async () => {
    const slow = listen();
    const quick = listen();
    slow.sink.writableLength = OVER_THE_LIMIT;

    publish(1);

    expect(slow.sink.events).toEqual(['goodbye']);
    expect(slow.sink.calls).toEqual(['destroy']);
    expect(quick.sink.events).toEqual(['changes']);
    expect(await closedFor('slow')).toBe(1);
  });

  it('is not whoever was sent one large event and is taking it', () => {
    const { sink } = listen();
    sink.writableLength = 4 * OVER_THE_LIMIT;
    pass(5_000);
    sink.writableLength = 2 * OVER_THE_LIMIT;

    pass(5_000);

    expect(sink.calls).toEqual([]);
  });

  it('that takes nothing from one sweep to the next is cut off without any event', () => {
    const { sink } = listen();
    sink.writableLength = OVER_THE_LIMIT;

    pass(10_000);

    expect(sink.calls).toEqual(['destroy']);
  });
});

describe('heartbeats', () => {
  it('start at the connection’s own moment and come every 25 s', () => {
    const { sink } = listen({}, { endsAt: 600_000, nextBeatAt: 10_000 });

    pass(5_000);
    expect(sink.written).toHaveLength(0);
    pass(5_000);
    expect(sink.written).toHaveLength(1);
    pass(100_000);
    expect(sink.written).toHaveLength(5);
  });
});

describe('a wall clock that is set back by a day', () => {
  it('does not silence the heartbeats', () => {
    const { sink } = listen({ expiresAt: Infinity }, { endsAt: 1e9, nextBeatAt: 10_000 });
    pass(10_000);

    offset = -24 * 3600 * 1000;
    pass(50_000);

    expect(sink.written).toHaveLength(3);
  });

  it('does not keep a stream beyond its age, nor one that does not go', () => {
    const { sink } = listen({ expiresAt: Infinity }, { endsAt: 60_000, nextBeatAt: 1e9 });
    pass(30_000);

    offset = -24 * 3600 * 1000;
    pass(35_000);

    expect(sink.events).toEqual(['goodbye']);
    expect(sink.calls).toEqual(['end', 'destroy']);
  });
});

describe('a stream that comes of age', () => {
  it('is told goodbye, and when to come back', async () => {
    const { sink } = listen({}, { endsAt: 60_000, nextBeatAt: 1e9 });

    pass(55_000);
    expect(sink.events).toEqual([]);
    pass(5_000);

    expect(sink.events).toEqual(['goodbye']);
    expect(sink.text[0]).toContain('"reason":"age"');
    expect(sink.calls).toEqual(['end']);
    expect(await closedFor('age')).toBe(1);
  });

  it('is destroyed when it does not go', () => {
    const { sink, leave } = listen({}, { endsAt: 5_000, nextBeatAt: 1e9 });

    pass(10_000);

    expect(sink.calls).toEqual(['end', 'destroy']);
    leave();
    expect(hub.open).toBe(0);
  });
});

describe('a stream whose token ends', () => {
  it('is told a minute before, once, and closed at its end', () => {
    const { sink } = listen({ expiresAt: 120_000 }, { endsAt: 600_000, nextBeatAt: 1e9 });

    pass(55_000);
    expect(sink.events).toEqual([]);
    pass(60_000);
    expect(sink.events).toEqual(['reauth']);
    expect(sink.text[0]).toContain('"inSeconds":60');
    pass(5_000);

    expect(sink.events).toEqual(['reauth', 'goodbye']);
  });

  it('is not told when it will be too old by then anyway', () => {
    const { sink } = listen({ expiresAt: 120_000 }, { endsAt: 90_000, nextBeatAt: 1e9 });

    pass(85_000);

    expect(sink.events).toEqual([]);
  });
});

describe('revoking a device', () => {
  it('ends its streams at once, and those of no other device', () => {
    const [phone, laptop] = [listen({ deviceId: 'phone' }), listen({ deviceId: 'laptop' })];

    hub.revoke('anna', 'phone');
    publish(1);

    expect(phone.sink.events).toEqual(['goodbye']);
    expect(phone.sink.text[0]).toContain('"reason":"revoked"');
    expect(laptop.sink.events).toEqual(['changes']);
  });
});

describe('the count of subscribers', () => {
  it('is the count of open sockets, and zero when all are gone (I7)', () => {
    const all = [listen(), listen({ achieverId: 'ben' }), listen()];
    expect([hub.open, hub.subscribers]).toEqual([3, 3]);

    for (const { leave } of all) leave();

    expect([hub.open, hub.subscribers]).toEqual([0, 0]);
  });

  it('does not go wrong when a socket closes twice', () => {
    const { leave } = listen();
    listen();

    leave();
    leave();

    expect([hub.open, hub.subscribers]).toEqual([1, 1]);
  });

  it('still has a stream that was told goodbye until its socket closes', () => {
    const { leave } = listen();

    hub.revoke('anna', 'laptop');
    expect(hub.open).toBe(1);
    leave();

    expect(hub.open).toBe(0);
  });
});

describe('draining', () => {
  it('tells everybody, each when to come back', async () => {
    const all = [listen(), listen(), listen({ achieverId: 'ben' })];

    await hub.drain(0);

    for (const { sink } of all)
      expect(sink.text.join()).toMatch(/"reason":"drain","retryAfterMs":[1-5]\d{3}/);
    expect(await closedFor('drain')).toBe(3);
  });
});
