// Text of the stream → typed events. Parsing of the event-stream format is eventsource-parser's
// (WHATWG HTML §9.2.6); here only the names and the JSON are looked at.
import { createParser } from 'eventsource-parser';
import { LockstepError } from '../protocol/errors.ts';
import type { StreamEvent } from '../protocol/stream.ts';
import { STREAM_EVENTS, type StreamEventName } from '../protocol/wire.ts';

const known = new Set<string>(STREAM_EVENTS);

/**
 * @param onEvent called for each event of a known name, in order; unknown names are a newer server's and are
 *   skipped.
 * @returns a function to feed with text as it arrives.
 * @throws LockstepError `invalid-body` on data that is not JSON: the stream cannot be trusted any more.
 */
export function createStreamReader(onEvent: (event: StreamEvent) => void): (text: string) => void {
  const parser = createParser({
    onEvent({ event, id, data }) {
      if (event === undefined || !known.has(event)) return;
      onEvent({ type: event as StreamEventName, data: parse(data), id } as StreamEvent);
    },
  });
  return (text) => parser.feed(text);
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    throw new LockstepError('invalid-body', 'The stream carried something that is not JSON.');
  }
}
