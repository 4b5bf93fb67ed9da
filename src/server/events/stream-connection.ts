// One open stream. While its replay is being written, live frames are held; afterwards those that the replay
// covered are dropped. No timer and no promise of its own: the hub's sweep looks after it.
import type { Identity } from '../store/store.ts';

/** The socket side, as little of it as is needed. */
export interface Sink {
  write(bytes: Buffer): unknown;
  end(): void;
  destroy(): void;
  /** Bytes accepted and not yet handed to the network. */
  readonly writableLength: number;
  /** True when the client should take something first; `drain` follows. */
  readonly writableNeedDrain: boolean;
  on(event: 'drain' | 'close', listener: () => void): unknown;
  off(event: 'drain' | 'close', listener: () => void): unknown;
}

interface HeldFrame {
  seq: number;
  bytes: Buffer;
  /** Kept although the replay covers it: nothing else says it. */
  keep: boolean;
}

export class StreamConnection {
  readonly id: string;
  readonly identity: Identity;
  /** Monotonic ms at which the server ends the stream. */
  readonly endsAt: number;
  readonly #sink: Sink;
  #state: 'replaying' | 'live' | 'closed' = 'replaying';
  #held: HeldFrame[] = [];
  #heldBytes = 0;
  /** Monotonic ms of the next heartbeat. */
  nextBeatAt: number;
  reauthSaid = false;
  /** What was queued at the last sweep: a client that takes nothing between two of them is stuck. */
  queuedAtSweep = 0;
  /** Monotonic ms at which the server ended it; null while it is open. */
  closedAt: number | null = null;

  constructor(id: string, identity: Identity, sink: Sink, times: { endsAt: number; nextBeatAt: number }) {
    this.id = id;
    this.identity = identity;
    this.#sink = sink;
    this.endsAt = times.endsAt;
    this.nextBeatAt = times.nextBeatAt;
  }

  /**
   * Bytes of live events that wait for the client. The replay is not counted: it is written only as fast as it
   * is taken.
   */
  get queuedBytes(): number {
    return this.#state === 'replaying' ? this.#heldBytes : this.#sink.writableLength;
  }

  /** The replay is written: it hears commits as they are made. */
  get isLive(): boolean {
    return this.#state === 'live';
  }

  get closed(): boolean {
    return this.#state === 'closed';
  }

  /** Writes at once, also during the replay. */
  write(bytes: Buffer): void {
    if (this.#state !== 'closed') this.#sink.write(bytes);
  }

  /** Resolves when the client has taken what was written, or is gone. Only the replay waits for it. */
  drained(): Promise<void> {
    const sink = this.#sink;
    if (this.closed || !sink.writableNeedDrain) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const settle = () => {
      sink.off('drain', settle);
      sink.off('close', settle);
      resolve();
    };
    sink.on('drain', settle);
    sink.on('close', settle);
    return promise;
  }

  /** Passes on a live frame, or holds it until the replay is written. */
  deliver(seq: number, bytes: Buffer, keep: boolean): void {
    if (this.#state === 'live') this.#sink.write(bytes);
    if (this.#state !== 'replaying') return;
    this.#held.push({ seq, bytes, keep });
    this.#heldBytes += bytes.length;
  }

  /** The replay is written up to `replayed`: lets go of what was held behind it. */
  goLive(replayed: number): void {
    if (this.#state !== 'replaying') return;
    this.#state = 'live';
    for (const { seq, bytes, keep } of this.#held) if (keep || seq > replayed) this.#sink.write(bytes);
    this.#held = [];
    this.#heldBytes = 0;
  }

  /**
   * Says a last thing and ends.
   * @param atOnce give up on what is queued: the client does not read.
   */
  close(lastWords: Buffer | null, atOnce: boolean, elapsed: number): void {
    if (this.#state === 'closed') return;
    if (lastWords) this.#sink.write(lastWords);
    this.#state = 'closed';
    this.closedAt = elapsed;
    this.#held = [];
    this.#heldBytes = 0;
    if (atOnce) this.#sink.destroy();
    else this.#sink.end();
  }

  /** Destroys the socket of a client that was told goodbye and does not go. */
  abandon(): void {
    this.#sink.destroy();
  }
}
