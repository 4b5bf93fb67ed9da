import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { StreamConnection } from '../../../src/server/events/stream-connection.ts';
import { FakeSink, identity } from '../../support/fake-sink.ts';

const bytes = (text: string) => Buffer.from(text);

function connect() {
  const sink = new FakeSink();
  const connection = new StreamConnection('c1', identity(), sink, { endsAt: 600_000, nextBeatAt: 10_000 });
  return { sink, connection };
}

describe('while its replay is written, a stream', () => {
  it('holds live events', () => {
    const { sink, connection } = connect();

    connection.deliver(5, bytes('live 5'), false);
    connection.write(bytes('replay'));

    expect(sink.text).toEqual(['replay']);
    expect(connection.queuedBytes).toBe(6);
  });

  it('does not count the replay as unread: it is written as fast as it is taken', () => {
    const { sink, connection } = connect();
    sink.writableLength = 1_000_000;

    expect(connection.queuedBytes).toBe(0);
  });

  it('waits for the client where it is told to', async () => {
    const { sink, connection } = connect();
    sink.writableNeedDrain = true;
    let went = false;

    const waiting = connection.drained().then(() => (went = true));
    expect(went).toBe(false);
    sink.emit('drain');
    await waiting;

    expect(listeners(sink)).toBe(0);
  });

  it('waits no longer for a client that is gone', async () => {
    const { sink, connection } = connect();
    sink.writableNeedDrain = true;

    const waiting = connection.drained();
    sink.emit('close');
    await waiting;

    expect(listeners(sink)).toBe(0);
  });
});

describe('when its replay is written, a stream', () => {
  it('lets go of what came meanwhile, in order', () => {
    const { sink, connection } = connect();
    for (const seq of [5, 6, 7]) connection.deliver(seq, bytes(`live ${seq}`), false);

    connection.goLive(4);

    expect(sink.text).toEqual(['live 5', 'live 6', 'live 7']);
  });

  it('drops what the replay had already, but never an ack: nothing else says it', () => {
    const { sink, connection } = connect();
    connection.deliver(5, bytes('ack 5'), true);
    connection.deliver(6, bytes('live 6'), false);
    connection.deliver(7, bytes('live 7'), false);

    connection.goLive(6);

    expect(sink.text).toEqual(['ack 5', 'live 7']);
  });

  it('passes events on as they come, the very same bytes', () => {
    const { sink, connection } = connect();
    connection.goLive(0);
    const frame = bytes('live 1');

    connection.deliver(1, frame, false);

    expect(sink.written).toEqual([frame]);
    expect(sink.written[0]).toBe(frame);
  });
});

describe('when it was closed, a stream', () => {
  it('says its last words and nothing after', () => {
    const { sink, connection } = connect();
    connection.deliver(1, bytes('held'), false);

    connection.close(bytes('goodbye'), false, 1_000);
    connection.goLive(0);
    connection.deliver(2, bytes('live'), false);
    connection.write(bytes('heartbeat'));

    expect(sink.text).toEqual(['goodbye']);
    expect(sink.calls).toEqual(['end']);
    expect(connection.closedAt).toBe(1_000);
  });

  it('is closed once, with its first reason', () => {
    const { sink, connection } = connect();

    connection.close(bytes('goodbye age'), false, 1_000);
    connection.close(bytes('goodbye drain'), true, 2_000);

    expect(sink.text).toEqual(['goodbye age']);
    expect(sink.calls).toEqual(['end']);
  });

  it('for being slow, gives up on what is queued', () => {
    const { sink, connection } = connect();

    connection.close(bytes('goodbye'), true, 1_000);

    expect(sink.calls).toEqual(['destroy']);
  });
});

const listeners = (emitter: EventEmitter) => emitter.listenerCount('drain') + emitter.listenerCount('close');
