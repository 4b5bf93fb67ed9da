// Runs the connection table: one attempt at a time, and a second one beside it only while the stream is handed
// over from one token to the next (I5). Where streams are held back, it has `changes` polled.
import { LockstepError } from '../protocol/errors.ts';
import type { StreamEvent } from '../protocol/stream.ts';
import { backoffMs } from './backoff.ts';
import type { Bearer } from './bearer.ts';
import {
  CONNECTION_TABLE,
  type ConnectionEffect,
  type ConnectionEvent,
  type StreamState,
} from './connection-table.ts';
import type { Environment } from './environment.ts';
import { StreamAttempt } from './stream-attempt.ts';

/** After a wake-up, a stream whose last byte is older than this is not trusted. */
const TRUST_MS = 5_000;
/** How often changes are asked for where streams are held back. The words for the status say so, too. */
const POLL_MS = 20_000;
/** The longest time until a stream is tried there again; the first is that of a poll. */
const PROBE_MS = 300_000;

export interface ConnectionHooks {
  /** Where the replay of a new stream starts. */
  syncAt(): string | null;
  /** Of the current stream and, while it is handed over, of the one that is to follow. */
  onEvent(event: StreamEvent): void;
  onState(state: StreamState): void;
  /** Ask for changes; `answered` or `failed` follows. */
  poll(): void;
  /** Failures that trying again does not mend: `session-ended`, `protocol-too-old`. */
  onRefused(error: LockstepError): void;
}

export class Connection {
  readonly #environment: Environment;
  readonly #bearer: Bearer;
  readonly #hooks: ConnectionHooks;
  #state: StreamState = 'paused';
  #current: StreamAttempt | null = null;
  #next: StreamAttempt | null = null;
  #failures = 0;
  #retryAfterMs: number | null = null;
  #retryAt: number | null = null;
  #cancelRetry = () => {};
  #cancelPolls = () => {};

  constructor(environment: Environment, bearer: Bearer, hooks: ConnectionHooks) {
    this.#environment = environment;
    this.#bearer = bearer;
    this.#hooks = hooks;
  }

  get state(): StreamState {
    return this.#state;
  }

  /** The id the server gave the open stream; null while there is none. */
  get connectionId(): string | null {
    return this.#current?.connectionId ?? null;
  }

  /** Wall-clock ms of the next attempt while waiting. */
  get retryAt(): number | null {
    return this.#retryAt;
  }

  /** Changes are asked for, no stream brings them. */
  get isPolling(): boolean {
    return this.#state === 'polling' || this.#state === 'probing';
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
    this.send(this.#current && this.#current.silentMs > TRUST_MS ? 'stale' : 'wake');
  }

  /** Changes were asked for, and came. */
  answered(): void {
    if (this.#current?.isQuiet) this.send('withheld');
  }

  /** The current stream, or what belongs to it, failed. */
  failed(error: unknown): void {
    this.#ended(error, this.#current);
  }

  #perform(effect: ConnectionEffect): void {
    switch (effect) {
      case 'open':
        this.#current = this.#open();
        return;
      case 'open-next':
        this.#next = this.#open();
        return;
      case 'abort':
        this.#current?.abort();
        this.#current = null;
        return;
      case 'leave':
        return this.#current?.leave();
      case 'drop-next':
        this.#next?.leave();
        this.#next?.abort();
        this.#next = null;
        return;
      case 'promote':
        this.#current = this.#next;
        this.#next = null;
        this.#retryAfterMs = null;
        return;
      case 'schedule-retry':
        return this.#scheduleRetry();
      case 'schedule-probe':
        return this.#retryIn(Math.min(PROBE_MS, POLL_MS * 2 ** this.#failures++));
      case 'poll':
        return this.#hooks.poll();
      case 'schedule-polls':
        return this.#schedulePolls();
      case 'cancel-polls':
        return this.#cancelPolls();
      case 'cancel-retry':
        this.#retryAt = null;
        return this.#cancelRetry();
      case 'reset-failures':
        this.#failures = 0;
    }
  }

  #open(): StreamAttempt {
    const attempt: StreamAttempt = new StreamAttempt(this.#environment, this.#bearer, {
      syncAt: () => this.#hooks.syncAt(),
      onEvent: (event) => this.#take(event, attempt),
      onQuiet: () => attempt === this.#current && this.#hooks.poll(),
      onEnd: (end, error) =>
        end === 'recycled' && attempt === this.#current ? this.send('stale') : this.#ended(error, attempt),
    });
    return attempt;
  }

  #take(event: StreamEvent, attempt: StreamAttempt): void {
    const isNext = attempt === this.#next;
    if (event.type === 'goodbye') {
      if (!isNext) this.#retryAfterMs = event.data.retryAfterMs;
      if (event.data.reason === 'revoked') this.#bearer.forget();
    }
    this.#hooks.onEvent(event);
    if (event.type === 'live') this.send(isNext ? 'next-live' : 'live');
    if (event.type === 'reauth' && !isNext) {
      this.#bearer.forget();
      this.send('renew');
    }
  }

  #ended(error: unknown, attempt: StreamAttempt | null): void {
    const code = error instanceof LockstepError ? error.code : null;
    if (code === 'unauthorized' || code === 'token-expired') this.#bearer.forget();
    const retryAfterMs = error instanceof LockstepError ? error.details?.['retryAfterMs'] : undefined;
    const isNext = attempt !== null && attempt === this.#next;
    // Of what failed together, the first is waited for.
    if (typeof retryAfterMs === 'number' && !isNext && this.#state !== 'waiting')
      this.#retryAfterMs = retryAfterMs;
    this.send(isNext ? 'next-drop' : 'drop');
    if (code === 'session-ended' || code === 'protocol-too-old')
      this.#hooks.onRefused(error as LockstepError);
  }

  #scheduleRetry(): void {
    this.#failures++;
    const { clock, random } = this.#environment;
    const ms = this.#retryAfterMs ?? backoffMs(this.#failures, random);
    this.#retryAfterMs = null;
    this.#retryAt = clock.now() + ms;
    this.#retryIn(ms);
  }

  #retryIn(ms: number): void {
    this.#cancelRetry = this.#environment.clock.after(ms, () => {
      this.#retryAt = null;
      this.send('retry');
    });
  }

  #schedulePolls(): void {
    this.#cancelPolls = this.#environment.clock.after(POLL_MS, () => {
      this.#schedulePolls();
      this.#hooks.poll();
    });
  }
}
