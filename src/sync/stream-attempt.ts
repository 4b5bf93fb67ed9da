// One attempt at a stream, from the question to the end: asks, parses, and watches for silence. What an ended
// attempt still says is not heard, and nobody waits for it to settle.
import type { StreamEvent } from '../protocol/stream.ts';
import type { Bearer } from './bearer.ts';
import type { Environment, StreamEnd } from './environment.ts';
import { createStreamReader } from './stream-reader.ts';

/** No first byte for this long: the attempt failed. The server writes one at once. */
const FIRST_BYTE_MS = 10_000;
/** No first byte for this long: perhaps something on the way holds it back (DESIGN.md §6.6). */
const QUIET_MS = 4_500;
/** Two heartbeats (25 s) and a little: the stream is dead although the socket does not say so. */
const SILENCE_MS = 55_000;

export interface AttemptHooks {
  /** Where the replay starts; asked when the request is made. */
  syncAt(): string | null;
  onEvent(event: StreamEvent): void;
  /** Nothing was heard for a while, and the attempt goes on. */
  onQuiet(): void;
  /** The last that is heard: it came to its end, fell silent (as if ended), or failed with `error`. */
  onEnd(end: StreamEnd, error?: unknown): void;
}

export class StreamAttempt {
  readonly #environment: Environment;
  readonly #hooks: AttemptHooks;
  readonly #controller = new AbortController();
  #token: string | null = null;
  #connectionId: string | null = null;
  #startedAt: number;
  #lastByteAt: number | null = null;
  #cancelWatch = () => {};

  /** Starts at once. */
  constructor(environment: Environment, bearer: Bearer, hooks: AttemptHooks) {
    this.#environment = environment;
    this.#hooks = hooks;
    this.#startedAt = environment.clock.elapsed();
    this.#watch(FIRST_BYTE_MS);
    this.#run(bearer).then(
      (end) => this.#end(end),
      (error: unknown) => this.#end('ended', error),
    );
  }

  /** The id the server gave this stream; null before it said so. */
  get connectionId(): string | null {
    return this.#connectionId;
  }

  /** Milliseconds since the last byte, or since the start. */
  get silentMs(): number {
    return this.#environment.clock.elapsed() - (this.#lastByteAt ?? this.#startedAt);
  }

  /** It was asked for a while ago, and nothing was heard. */
  get isQuiet(): boolean {
    return this.#token !== null && this.#lastByteAt === null && this.silentMs >= QUIET_MS;
  }

  /** Tells the server that the stream is left on purpose. Best effort: it finds out by itself, too. */
  leave(): void {
    const [token, connectionId] = [this.#token, this.#connectionId];
    if (token === null || connectionId === null) return;
    this.#environment.transport.leaveStream({ token, connectionId }).catch(() => {});
  }

  abort(): void {
    this.#cancelWatch();
    this.#controller.abort();
  }

  async #run(bearer: Bearer): Promise<StreamEnd> {
    const { signal } = this.#controller;
    const read = createStreamReader((event) => {
      if (signal.aborted) return;
      if (event.type === 'connected') this.#connectionId = event.data.connectionId;
      this.#hooks.onEvent(event);
    });
    const token = await bearer.get();
    if (signal.aborted) return 'ended';
    this.#token = token;
    this.#startedAt = this.#environment.clock.elapsed();
    this.#watch(QUIET_MS);
    const onText = (text: string) => {
      if (signal.aborted) return;
      this.#lastByteAt = this.#environment.clock.elapsed();
      read(text);
    };
    return this.#environment.transport.openStream({ token, syncAt: this.#hooks.syncAt(), onText }, signal);
  }

  #end(end: StreamEnd, error?: unknown): void {
    if (this.#controller.signal.aborted) return;
    this.abort();
    this.#hooks.onEnd(end, error);
  }

  /** One timer for the attempt's life; it looks at the last byte when it fires and sets itself again. */
  #watch(inMs: number): void {
    this.#cancelWatch();
    this.#cancelWatch = this.#environment.clock.after(inMs, () => {
      const leftMs = (this.#lastByteAt === null ? FIRST_BYTE_MS : SILENCE_MS) - this.silentMs;
      if (leftMs <= 0) return this.#end('ended');
      this.#watch(leftMs);
      if (this.isQuiet) this.#hooks.onQuiet();
    });
  }
}
