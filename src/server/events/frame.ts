// Framing of stream events (WHATWG HTML §9.2.5). JSON has no line breaks, so one `data:` line always suffices.
import type { StreamEvent } from '../../protocol/stream.ts';

/** An event, serialised and framed once; the same Buffer goes to every socket. */
export function frame({ type, data, id }: StreamEvent): Buffer {
  return Buffer.from(
    `${id === undefined ? '' : `id: ${id}\n`}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`,
  );
}

/** A comment: keeps proxies from closing a quiet stream, and shows both ends that the other is there. */
export const HEARTBEAT = Buffer.from(': \n\n');

/** How soon a client of the plain EventSource kind should come back. */
export const retryHint = (ms: number) => Buffer.from(`retry: ${ms}\n\n`);
