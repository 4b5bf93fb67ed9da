// The hub: who listens to whom, and one sweep over all of them. Subscribers are removed when their socket
// closes, never on the next publish; the count of subscribers is the count of open sockets (I7).
import { HEARTBEAT_SECONDS } from '../../protocol/wire.ts';
import type { CloseReason, Metrics } from '../metrics.ts';
import { frame, HEARTBEAT } from './frame.ts';
import type { StreamConnection } from './stream-connection.ts';

/** How often the sweep runs. */
export const SWEEP_MS = 5_000;
/** A client with more than this unread gets no more; it comes back and catches up from its cursor. */
const MAX_QUEUED_BYTES = 256 * 1024;
/** How long before its end a stream is told to get a new token. */
const REAUTH_MS = 60_000;
/** How long one that was told goodbye may take to go before its socket is destroyed. */
const GOODBYE_MS = 1_000;

export interface HubOptions {
  /** Wall-clock ms: when tokens end. */
  now(): number;
  /** Monotonic ms, for everything else: a clock that is set back must not silence the heartbeats. */
  elapsed(): number;
  random(): number;
  metrics: Metrics;
}

export class Hub {
  readonly #now: () => number;
  readonly #elapsed: () => number;
  readonly #random: () => number;
  readonly #metrics: Metrics;
  readonly #byAchiever = new Map<string, Set<StreamConnection>>();
  #open = 0;

  constructor({ now, elapsed, random, metrics }: HubOptions) {
    this.#now = now;
    this.#elapsed = elapsed;
    this.#random = random;
    this.#metrics = metrics;
  }

  /** Open sockets. */
  get open(): number {
    return this.#open;
  }

  /** Connections that would hear a publish, counted one by one. */
  get subscribers(): number {
    let sum = 0;
    for (const connections of this.#byAchiever.values()) sum += connections.size;
    return sum;
  }

  /** @returns the function to call when the socket closed, for whatever reason; calling it twice is harmless. */
  add(connection: StreamConnection): () => void {
    const { achieverId } = connection.identity;
    const connections = this.#byAchiever.get(achieverId) ?? new Set();
    this.#byAchiever.set(achieverId, connections.add(connection));
    this.#open++;
    this.#metrics.streamsOpened.inc();
    return () => {
      if (!connections.delete(connection)) return;
      if (connections.size === 0 && this.#byAchiever.get(achieverId) === connections)
        this.#byAchiever.delete(achieverId);
      this.#open--;
      if (!connection.closed) this.#closing(connection, 'gone', null);
    };
  }

  of(achieverId: string): Iterable<StreamConnection> {
    return this.#byAchiever.get(achieverId) ?? [];
  }

  /** Ends the streams of one device. */
  revoke(achieverId: string, deviceId: string): void {
    for (const connection of this.of(achieverId))
      if (connection.identity.deviceId === deviceId) this.#goodbye(connection, 'revoked', 0);
  }

  /** Ends a stream that its client left on purpose. An id that is not one of the device's own ends nothing. */
  leave(achieverId: string, deviceId: string, connectionId: string): void {
    for (const connection of this.of(achieverId))
      if (connection.id === connectionId && connection.identity.deviceId === deviceId && !connection.closed)
        this.#closing(connection, 'gone', null);
  }

  /** Says goodbye to everybody, spread over `spreadMs`; resolves when the last one was told. */
  async drain(spreadMs: number): Promise<void> {
    const all = [...this.#all()];
    const gap = all.length > 1 ? spreadMs / all.length : 0;
    for (const connection of all) {
      this.#goodbye(connection, 'drain', 1_000 + this.#random() * 4_000);
      if (gap > 0) await new Promise((resolve) => setTimeout(resolve, gap));
    }
  }

  /**
   * Ends a connection that holds more than its share of memory. Asked before each delivery, so that one large
   * event never ends a stream by itself.
   */
  endIfSlow(connection: StreamConnection): boolean {
    const slow = connection.queuedBytes > MAX_QUEUED_BYTES;
    if (slow) this.#goodbye(connection, 'slow', 1_000 * this.#random(), true);
    return slow;
  }

  /** Heartbeats, ages, tokens about to end, slow and dead sockets: the only timer there is. */
  sweep(): void {
    const now = this.#now();
    const elapsed = this.#elapsed();
    for (const connection of this.#all()) {
      if (connection.closedAt !== null) {
        if (elapsed - connection.closedAt >= GOODBYE_MS) connection.abandon();
        continue;
      }
      const leftMs = connection.identity.expiresAt - now;
      if (elapsed >= connection.endsAt || leftMs <= 0) {
        this.#goodbye(connection, 'age', 100 + this.#random() * 900);
        continue;
      }
      const queuedBefore = connection.queuedAtSweep;
      connection.queuedAtSweep = connection.queuedBytes;
      const stuck = queuedBefore > MAX_QUEUED_BYTES && connection.queuedBytes >= queuedBefore;
      if (stuck && this.endIfSlow(connection)) continue;
      if (!connection.reauthSaid && leftMs <= REAUTH_MS && connection.endsAt > elapsed + leftMs) {
        connection.reauthSaid = true;
        connection.write(frame({ type: 'reauth', data: { inSeconds: Math.round(leftMs / 1000) } }));
      }
      if (elapsed >= connection.nextBeatAt) {
        connection.nextBeatAt = elapsed + HEARTBEAT_SECONDS * 1000;
        connection.write(HEARTBEAT);
      }
    }
    if (this.subscribers !== this.#open)
      throw new Error(`hub: ${this.subscribers} subscribers for ${this.#open} open streams`);
  }

  *#all(): Iterable<StreamConnection> {
    for (const connections of this.#byAchiever.values()) yield* connections;
  }

  #goodbye(
    connection: StreamConnection,
    reason: Exclude<CloseReason, 'gone'>,
    retryAfterMs: number,
    atOnce = false,
  ) {
    if (connection.closed) return;
    this.#closing(
      connection,
      reason,
      frame({ type: 'goodbye', data: { reason, retryAfterMs: Math.round(retryAfterMs) } }),
      atOnce,
    );
  }

  #closing(
    connection: StreamConnection,
    reason: CloseReason,
    lastWords: Buffer | null,
    atOnce = false,
  ): void {
    this.#metrics.streamsClosed.inc({ reason });
    connection.close(lastWords, atOnce, this.#elapsed());
  }
}
