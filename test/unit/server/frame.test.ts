import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { describe, expect, it } from 'vitest';
import { frame, HEARTBEAT, retryHint } from '../../../src/server/events/frame.ts';

function parse(bytes: Buffer) {
  const events: EventSourceMessage[] = [];
  const comments: string[] = [];
  const retries: number[] = [];
  const parser = createParser({
    onEvent: (event) => events.push(event),
    onComment: (comment) => comments.push(comment),
    onRetry: (ms) => retries.push(ms),
  });
  parser.feed(bytes.toString('utf8'));
  return { events, comments, retries };
}

describe('a frame', () => {
  it('carries name, id and data', () => {
    const { events } = parse(frame({ type: 'ack', id: 'at-7', data: { prev: 6, seq: 7, mutationIds: [] } }));

    expect(events).toEqual([{ event: 'ack', id: 'at-7', data: '{"prev":6,"seq":7,"mutationIds":[]}' }]);
  });

  it('leaves the id of the stream alone when the event is no place to resume from', () => {
    const { events } = parse(frame({ type: 'behind', data: { head: 9 } }));

    expect(events[0]?.id).toBeUndefined();
  });

  it('stays one event whatever line breaks its text holds', () => {
    const title = 'a\nb\r\nc\rd\u2028e\u0000f\n\nevent: goodbye\ndata: {}\n\n';
    const rows = [{ entity: 'task', id: 'x', revision: 1, title }] as never;

    const { events } = parse(frame({ type: 'changes', data: { prev: 0, seq: 1, origin: null, rows } }));

    expect(events).toHaveLength(1);
    expect(JSON.parse(events[0]!.data).rows[0].title).toBe(title);
  });

  it('of a heartbeat is a comment, which clients skip', () => {
    expect(parse(HEARTBEAT)).toMatchObject({ events: [], comments: [''] });
  });

  it('of a retry hint says when to come back', () => {
    expect(parse(retryHint(2_500))).toMatchObject({ events: [], retries: [2_500] });
  });
});
