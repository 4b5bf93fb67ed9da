// Everything that arrives from the server, in one queue: stream events, pages, answers to our own mutations.
// What waits together is stored together, in one transaction; the cursor never gets ahead of the rows (I2).
import type { Row } from '../protocol/rows.ts';
import type { Origin } from '../protocol/stream.ts';
import type { ErrorBody } from '../protocol/errors.ts';
import { Chain, type Link } from './chain.ts';
import type { Application, Clash, Cursor, EngineStorage, Reached } from './engine-storage.ts';

export interface Arrival {
  rows: Row[];
  link?: Link;
  confirmed?: string[];
  rejected?: { mutationId: string; error: ErrorBody }[];
  clashes?: Clash[];
  /** Set when another device made the change just now. */
  origin?: Origin | null;
  fields?: Record<string, string[]> | undefined;
}

/** What a stored arrival means for the tabs. */
export interface Applied {
  ids: string[];
  remote: { ids: string[]; origin: Origin; fields: Record<string, string[]> }[];
}

export interface InboxHooks {
  /** Something was stored. */
  onApplied(applied: Applied): void;
  /** Storing failed. */
  onFailed(error: unknown): void;
}

/** What arrived, or work that must have the storage to itself. */
type Waiting = { arrival: Arrival; alone?: never } | { arrival?: never; alone: () => Promise<void> };

/** Rows in one transaction; IndexedDB transactions block the tabs' reads of the same stores. */
const MAX_ROWS = 500;

export class Inbox {
  readonly #storage: EngineStorage;
  readonly #hooks: InboxHooks;
  #chain: Chain;
  #queue: (Waiting & { done: PromiseWithResolvers<void> })[] = [];
  #draining = false;

  constructor(storage: EngineStorage, state: Reached, hooks: InboxHooks) {
    this.#storage = storage;
    this.#chain = new Chain(state.cursor, state.seen);
    this.#hooks = hooks;
  }

  get chain(): Chain {
    return this.#chain;
  }

  /** Starts over from a cursor that the storage already has, after a snapshot. */
  restart(cursor: Cursor | null): void {
    this.#chain = new Chain(cursor);
  }

  /** Resolves when the arrival is stored; rejects with the storage's error. */
  push(arrival: Arrival): Promise<void> {
    return this.#enqueue({ arrival });
  }

  /** Runs `work` once everything that arrived before is stored, and stores nothing meanwhile. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    let value: T;
    await this.#enqueue({ alone: async () => void (value = await work()) });
    return value!;
  }

  #enqueue(waiting: Waiting): Promise<void> {
    const done = Promise.withResolvers<void>();
    this.#queue.push({ ...waiting, done });
    if (!this.#draining) void this.#drain();
    return done.promise;
  }

  async #drain(): Promise<void> {
    this.#draining = true;
    while (this.#queue.length > 0) {
      const taken = this.#take();
      try {
        for (const one of taken) await one.alone?.();
        await this.#store(taken.flatMap(({ arrival }) => arrival ?? []));
        for (const { done } of taken) done.resolve();
      } catch (error) {
        // The chain in memory is ahead of what is stored, and what came behind builds on it: read the chain
        // anew and refuse everything that waits. The stream's owner starts over from the stored cursor.
        await this.#storage.readState().then(
          ({ cursor, seen }) => (this.#chain = new Chain(cursor, seen)),
          () => this.restart(null),
        );
        this.#hooks.onFailed(error);
        for (const { done } of [...taken, ...this.#queue.splice(0)]) done.reject(error);
      }
    }
    this.#draining = false;
  }

  #take() {
    let rows = 0;
    let count = 0;
    for (const { arrival } of this.#queue) {
      if (arrival === undefined) return this.#queue.splice(0, Math.max(count, 1));
      rows += arrival.rows.length;
      if (count > 0 && rows > MAX_ROWS) break;
      count++;
    }
    return this.#queue.splice(0, count);
  }

  async #store(arrivals: Arrival[]): Promise<void> {
    if (arrivals.length === 0) return;
    const { cursor: before, seen: seenBefore } = this.#chain;
    for (const { link } of arrivals) if (link) this.#chain.offer(link);
    const { cursor, seen } = this.#chain;

    const application: Application = {
      rows: arrivals.flatMap(({ rows }) => rows),
      confirmed: arrivals.flatMap(({ confirmed }) => confirmed ?? []),
      rejected: arrivals.flatMap(({ rejected }) => rejected ?? []),
      clashes: arrivals.flatMap(({ clashes }) => clashes ?? []),
    };
    if (cursor !== null && cursor !== before) application.cursor = cursor;
    if (seen !== seenBefore && this.#chain.hasHole) application.seen = seen!;
    const ids = await this.#storage.apply(application);

    const remote = arrivals.flatMap(({ rows, origin, fields }) =>
      origin ? [{ ids: rows.map(({ id }) => id), origin, fields: fields ?? {} }] : [],
    );
    this.#hooks.onApplied({ ids, remote });
  }
}
