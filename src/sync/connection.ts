// Runs the connection table: one attempt at a time, each with its own number and AbortController. What an
// aborted attempt still says is ignored by its number; nobody waits for it to settle.
import { LockstepError } from '../protocol/errors.ts';
import type { ConnectionState } from '../protocol/port.ts';
import type { StreamEvent } from '../protocol/stream.ts';
import { backoffMs } from './backoff.ts';
import type { Bearer } from './bearer.ts';
import { CONNECTION_TABLE, type ConnectionEffect, type ConnectionEvent } from './connection-table.ts';
import type { Environment } from './environment.ts';
import { createStreamReader } from './stream-reader.ts';

/** No first byte for this long: the attempt failed. The server writes one at once. */
const FIRST_BYTE_MS = 10_000;
/** Two heartbeats (25 s) and a little: the stream is dead although the socket does not say so. */
const SILENCE_MS = 55_000;
/** After a wake-up, a stream whose last byte is older than this is not trusted. */
const TRUST_MS = 5_000;

export interface ConnectionHooks {
  /** Where the replay starts. */
  syncAt(): string | null;
  onEvent(event: StreamEvent): void;
  onState(state: ConnectionState): void;
  /** Failures that trying again does not mend: `session-ended`, `protocol-too-old`. */
  onRefused(error: LockstepError): void;
}

export class Connection {
  readonly #environment: Environment;
  readonly #bearer: Bearer;
  readonly #hooks: ConnectionHooks;
  #state: ConnectionState = 'paused';
  #attempt = 0;
  #controller: AbortController | null = null;
  #connectionId: string | null = null;
  /** The token that the open stream was opened with. */
  #token: string | null = null;
  #failures = 0;
  #retryAfterMs: number | null = null;
  #retryAt: number | null = null;
  #cancelRetry = () => {};
  #cancelWatch = () => {};
  #lastByteAt: number | null = null;
  #openedAt = 0;

  constructor(environment: Environment, bearer: Bearer, hooks: ConnectionHooks) {
    this.#environment = environment;
    this.#bearer = bearer;
    this.#hooks = hooks;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** The id the server gave the open stream; null while there is none. */
  get connectionId(): string | null {
    return this.#connectionId;
  }

  /** Wall-clock ms of the next attempt while waiting. */
  get retryAt(): number | null {
    return this.#retryAt;
  }

  send(event: ConnectionEvent): void {
    const { to, effects } = CONNECTION_TABLE[this.#state][event];
    const changed = to !== this.#state;
    this.#state = to;
    for (const effect of effects) this.#perform(effect);
    if (changed) this.#hooks.onState(to);
  }

  /** Tells that trying now may work; an old stream is replaced, a fresh one is left alone. */
  wake(): void {
    const silentMs = this.#environment.clock.elapsed() - (this.#lastByteAt ?? this.#openedAt);
    const up = this.#state === 'live' || this.#state === 'connecting';
    this.send(up && silentMs > TRUST_MS ? 'stale' : 'wake');
  }

  #perform(effect: ConnectionEffect): void {
    switch (effect) {
      case 'open':
        return this.#open();
      case 'abort':
        return this.#abort();
      case 'leave':
        return this.#leave();
      case 'schedule-retry':
        return this.#scheduleRetry();
      case 'cancel-retry':
        this.#retryAt = null;
        return this.#cancelRetry();
      case 'reset-failures':
        this.#failures = 0;
    }
  }

  #open(): void {
    const attempt = ++this.#attempt;
    this.#controller = new AbortController();
    this.#lastByteAt = null;
    this.#openedAt = this.#environment.clock.elapsed();
    this.#watch(attempt, FIRST_BYTE_MS);
    this.#run(attempt, this.#controller.signal).then(
      () => this.#ended(attempt, null),
      (error: unknown) => this.#ended(attempt, error),
    );
  }

  async #run(attempt: number, signal: AbortSignal): Promise<void> {
    const read = createStreamReader((event) => {
      if (attempt === this.#attempt) this.#take(event);
    });
    const token = await this.#bearer.get();
    if (attempt !== this.#attempt) return;
    this.#token = token;
    const onText = (text: string) => {
      if (attempt !== this.#attempt) return;
      this.#lastByteAt = this.#environment.clock.elapsed();
      read(text);
    };
    await this.#environment.transport.openStream({ token, syncAt: this.#hooks.syncAt(), onText }, signal);
  }

  #take(event: StreamEvent): void {
    if (event.type === 'connected') this.#connectionId = event.data.connectionId;
    if (event.type === 'goodbye') {
      this.#retryAfterMs = event.data.retryAfterMs;
      if (event.data.reason === 'revoked') this.#bearer.forget();
    }
    this.#hooks.onEvent(event);
    if (event.type === 'live') this.send('live');
    if (event.type === 'reauth') {
      this.#bearer.forget();
      this.send('stale');
    }
  }

  #ended(attempt: number, error: unknown): void {
    if (attempt !== this.#attempt) return;
    const code = error instanceof LockstepError ? error.code : null;
    if (code === 'unauthorized' || code === 'token-expired') this.#bearer.forget();
    const retryAfterMs = error instanceof LockstepError ? error.details?.['retryAfterMs'] : undefined;
    if (typeof retryAfterMs === 'number') this.#retryAfterMs = retryAfterMs;
    this.send('drop');
    if (code === 'session-ended' || code === 'protocol-too-old')
      this.#hooks.onRefused(error as LockstepError);
  }

  /** One timer for the attempt's life; it looks at the last byte when it fires and sets itself again. */
  #watch(attempt: number, inMs: number): void {
    this.#cancelWatch();
    this.#cancelWatch = this.#environment.clock.after(inMs, () => {
      if (attempt !== this.#attempt) return;
      if (this.#lastByteAt === null) return this.send('drop');
      const leftMs = SILENCE_MS - (this.#environment.clock.elapsed() - this.#lastByteAt);
      if (leftMs <= 0) return this.send('drop');
      this.#watch(attempt, leftMs);
    });
  }

  /** Best effort: a server that cannot be reached finds out by itself. */
  #leave(): void {
    const [token, connectionId] = [this.#token, this.#connectionId];
    if (token === null || connectionId === null) return;
    this.#environment.transport.leaveStream({ token, connectionId }).catch(() => {});
  }

  #abort(): void {
    this.#attempt++;
    this.#cancelWatch();
    this.#controller?.abort();
    this.#controller = null;
    this.#connectionId = null;
  }

  #scheduleRetry(): void {
    this.#failures++;
    const { clock, random } = this.#environment;
    const ms = this.#retryAfterMs ?? backoffMs(this.#failures, random);
    this.#retryAfterMs = null;
    this.#retryAt = clock.now() + ms;
    this.#cancelRetry = clock.after(ms, () => {
      this.#retryAt = null;
      this.send('retry');
    });
  }
}
