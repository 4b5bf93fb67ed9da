// A stream as a client sees it: every event in the order of arrival, and the socket in the test's hands.
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { createParser } from 'eventsource-parser';
import type { StreamEvent } from '../../src/protocol/stream.ts';
import { PATHS } from '../../src/protocol/wire.ts';

type EventOf<T extends StreamEvent['type']> = Extract<StreamEvent, { type: T }>;

export interface StreamOptions {
  token: string;
  syncAt?: string;
  lastEventId?: string;
}

export class SseClient {
  readonly events: StreamEvent[] = [];
  /** Comments seen, heartbeats among them. */
  comments = 0;
  retryMs: number | null = null;
  closed = false;
  response: IncomingMessage | undefined;
  readonly #request: ClientRequest;
  /** Told about every arrival and the end. */
  readonly #listeners = new Set<() => void>();

  constructor(origin: string, { token, syncAt, lastEventId }: StreamOptions) {
    const url = new URL(PATHS.stream, origin);
    if (syncAt !== undefined) url.searchParams.set('syncAt', syncAt);
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
    if (lastEventId !== undefined) headers['last-event-id'] = lastEventId;
    this.#request = request(url, { headers, agent: false }, (response) => this.#read(response));
    this.#request.on('error', () => this.#end());
    this.#request.end();
  }

  /** The first event of this type that has arrived or will arrive; rejects when the stream ends without one. */
  first<T extends StreamEvent['type']>(type: T): Promise<EventOf<T>> {
    return this.nth(type, 1);
  }

  async nth<T extends StreamEvent['type']>(type: T, n: number): Promise<EventOf<T>> {
    await this.until(() => this.all(type).length >= n);
    return this.all(type)[n - 1]!;
  }

  all<T extends StreamEvent['type']>(type: T): EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type);
  }

  /** Resolves when `isTrue`, asked at every arrival; rejects when the stream ends before. */
  until(isTrue: () => boolean): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = () => {
      if (isTrue()) resolve();
      else if (this.closed) reject(new Error(`the stream ended after ${this.#names()}`));
      else return;
      this.#listeners.delete(look);
    };
    this.#listeners.add(look);
    look();
    return promise;
  }

  ended(): Promise<void> {
    return this.until(() => this.closed);
  }

  /** Stops reading: what the server goes on to write piles up there. */
  stall(): void {
    this.response?.pause();
  }

  abort(): void {
    this.#request.destroy();
  }

  #names(): string {
    return this.events.map(({ type }) => type).join(', ') || 'nothing';
  }

  #read(response: IncomingMessage): void {
    this.response = response;
    const parser = createParser({
      onEvent: ({ event, id, data }) =>
        this.events.push({ type: event, id, data: JSON.parse(data) } as StreamEvent),
      onComment: () => this.comments++,
      onRetry: (ms) => (this.retryMs = ms),
    });
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      parser.feed(text);
      this.#tell();
    });
    response.on('close', () => this.#end());
    response.on('error', () => this.#end());
    this.#tell();
  }

  #end(): void {
    this.closed = true;
    this.#tell();
  }

  #tell(): void {
    for (const look of [...this.#listeners]) look();
  }
}
