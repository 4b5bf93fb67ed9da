// The real store, hub and event manager without HTTP, on a virtual clock.
import { v7 as uuidv7 } from 'uuid';
import { LockstepError } from '../../src/protocol/errors.ts';
import type { MutationBatch, MutationResponse } from '../../src/protocol/mutations.ts';
import type { BucketRows, ChangesPage, DigestPage } from '../../src/protocol/stream.ts';
import { MemoryBus } from '../../src/server/events/bus.ts';
import { EventManager } from '../../src/server/events/event-manager.ts';
import { Hub, SWEEP_MS } from '../../src/server/events/hub.ts';
import { replay } from '../../src/server/events/replay.ts';
import { StreamConnection } from '../../src/server/events/stream-connection.ts';
import { createMetrics } from '../../src/server/metrics.ts';
import { readChanges } from '../../src/server/routes/changes.ts';
import { readDigests } from '../../src/server/routes/digest.ts';
import { submitMutations } from '../../src/server/routes/mutations.ts';
import { forgetOld } from '../../src/server/store/forget-old.ts';
import { SqliteStore } from '../../src/server/store/sqlite/sqlite-store.ts';
import type { Cursor, Identity, Store } from '../../src/server/store/store.ts';
import { SyncAtCodec } from '../../src/server/store/sync-at.ts';
import { settled } from '../support/tasks.ts';
import type { VirtualClock } from '../support/virtual-clock.ts';
import { MemoryFile } from './memory-file.ts';
import { SimulatedSink, type StreamEnd } from './sink.ts';

/** Small, so that short runs meet `behind` and pages. */
const REPLAY_ROWS = 8;
const PAGE_ROWS = 3;
/** Short, so that tokens end in the middle of everything. */
const TOKEN_MS = 150_000;
const FORGET_EVERY_MS = 24 * 3600 * 1000;

export class SimulatedServer {
  isDown = false;
  store: SqliteStore;
  /** How often each mutation took effect in this life of the database, by id (I4). */
  applied = new Map<string, number>();
  /** The database was put back to an older state. */
  wasRestored = false;
  /** Rows that were deleted so long ago that nothing is known of them any more. */
  readonly forgotten = new Set<string>();
  /** Accepted mutations of such rows. */
  readonly forgottenEdits = new Set<string>();
  /** What its wall clock is ahead of the true time, ms. */
  clockError = 0;
  /** Mutations that were applied or refused. */
  readonly answered = new Set<string>();
  readonly #clock: VirtualClock;
  readonly #random: () => number;
  #syncAt!: SyncAtCodec;
  readonly #metrics = createMetrics();
  /** Accepted mutations by row. */
  readonly #edits = new Map<string, string[]>();
  readonly #identities = new Map<string, Identity>();
  readonly #tokens = new Map<string, Identity>();
  /** What senders heard of their own commits in the place of `ack` (I6). */
  readonly echoes: string[] = [];
  readonly #sinks = new Map<string, SimulatedSink>();
  #hub!: Hub;
  #events!: EventManager;
  #tokenCount = 0;

  /** It can be put back to a backup; its clock is right then, since it tells which of two states is the newer. */
  readonly hasBackups: boolean;
  #file = MemoryFile.create();
  #backup: { file: MemoryFile; applied: Map<string, number> } | null = null;

  constructor(clock: VirtualClock, random: () => number, hasBackups: boolean) {
    this.hasBackups = hasBackups;
    this.store = new SqliteStore(this.#file.name);
    this.#clock = clock;
    this.#random = random;
    this.#listen();
    const sweep = () => {
      this.#hub.sweep();
      clock.after(SWEEP_MS, sweep);
    };
    clock.after(SWEEP_MS, sweep);
    const forget = () => {
      if (!this.isDown) void this.#forgetOld();
      clock.after(FORGET_EVERY_MS, forget);
    };
    clock.after(FORGET_EVERY_MS, forget);
  }

  get openStreams(): number {
    return this.#hub.open;
  }

  /** Open streams of one device. */
  streamsOf(achieverId: string, deviceId: string): number {
    return [...this.#hub.of(achieverId)].filter(({ identity }) => identity.deviceId === deviceId).length;
  }

  get subscribers(): number {
    return this.#hub.subscribers;
  }

  async addDevice(achieverId: string, deviceId: string, name: string): Promise<void> {
    const now = this.#clock.now();
    const email = `${achieverId}@example.org`;
    await this.store.createAchiever({ id: achieverId, email, passwordHash: '', now, onlyFirst: false });
    const session = { sessionHash: deviceId, now, expiresAt: now + 1e12 };
    await this.store.createDevice({ id: deviceId, achieverId, name, ...session });
    this.#identities.set(deviceId, { achieverId, deviceId, deviceName: name, expiresAt: 0 });
  }

  async start(): Promise<void> {
    await this.store.close();
    this.#open();
    await this.#forgetOld();
  }

  #now(): number {
    return this.#clock.now() + this.clockError;
  }

  async #forgetOld(): Promise<void> {
    const before = await this.#rowIds();
    await forgetOld(this.store, this.#now());
    const after = await this.#rowIds();
    for (const id of before) {
      if (after.has(id)) continue;
      this.forgotten.add(id);
      for (const edit of this.#edits.get(id) ?? []) this.forgottenEdits.add(edit);
    }
  }

  async #rowIds(): Promise<Set<string>> {
    const achievers = new Set([...this.#identities.values()].map(({ achieverId }) => achieverId));
    const all = await Promise.all([...achievers].map((id) => this.store.changesSince(id, 0, 1e6)));
    return new Set(all.flatMap(({ rows }) => rows.map(({ row }) => row.id)));
  }

  /** Each start opens the file anew. */
  #open(): void {
    this.store = new SqliteStore(this.#file.name);
    this.#listen();
  }

  #listen(): void {
    this.isDown = false;
    this.#syncAt = new SyncAtCodec(Buffer.alloc(32, 7), this.store.epoch);
    const times = { now: () => this.#now(), elapsed: () => this.#clock.elapsed() };
    this.#hub = new Hub({ ...times, random: this.#random, metrics: this.#metrics });
    this.#events = new EventManager(this.#hub, new MemoryBus(), this.#syncAt, this.#metrics);
  }

  /** Like kill -9: what was committed stays, every socket and everything in memory is gone. */
  crash(): void {
    this.isDown = true;
    // Sometimes the tokens are gone, too, as after a revocation.
    if (this.#random() < 0.5) this.#tokens.clear();
    for (const sink of [...this.#sinks.values()]) sink.destroy();
  }

  /** Copies the database as an operator would, once. */
  backUp(): void {
    if (!this.hasBackups || this.#backup !== null) return;
    this.#backup = { file: this.#file.copy(), applied: new Map(this.applied) };
  }

  /** Puts the database back to its backup, once, which nobody is told of; false when it could not be. */
  async restore(): Promise<boolean> {
    if (this.#backup === null || this.wasRestored) return false;
    this.crash();
    await settled();
    await this.store.close();
    this.#file[Symbol.dispose]();
    this.#file = this.#backup.file;
    this.applied = this.#backup.applied;
    this.wasRestored = true;
    this.#open();
    return true;
  }

  async close(): Promise<void> {
    this.#metrics.close();
    await this.store.close();
    this.#file[Symbol.dispose]();
    if (!this.wasRestored) this.#backup?.file[Symbol.dispose]();
  }

  async mintToken(deviceId: string) {
    const token = `token-${++this.#tokenCount}`;
    this.#tokens.set(token, {
      ...this.#identities.get(deviceId)!,
      expiresAt: this.#now() + TOKEN_MS,
    });
    return { token, expiresInSeconds: TOKEN_MS / 1000 };
  }

  /** The tokens that a device has end before their time. */
  endTokens(deviceId: string): void {
    for (const identity of this.#tokens.values())
      if (identity.deviceId === deviceId) identity.expiresAt = this.#now();
  }

  async changes(token: string, syncAt: string | null): Promise<ChangesPage> {
    const { achieverId } = this.#identify(token);
    return readChanges(this.store, this.#syncAt, achieverId, syncAt ?? undefined, PAGE_ROWS);
  }

  async digest(token: string): Promise<DigestPage> {
    return readDigests(this.store, this.#identify(token).achieverId);
  }

  async bucketRows(token: string, buckets: number[]): Promise<BucketRows> {
    return this.store.rowsInBuckets(this.#identify(token).achieverId, buckets);
  }

  async mutate(token: string, connectionId: string | null, batch: MutationBatch): Promise<MutationResponse> {
    const identity = this.#identify(token);
    const sender = [...this.#hub.of(identity.achieverId)].find(
      ({ id, identity: { deviceId } }) => id === connectionId && deviceId === identity.deviceId,
    );
    const services = {
      store: this.store,
      syncAt: this.#syncAt,
      events: this.#events,
      metrics: this.#metrics,
      now: () => this.#now(),
    };
    const answer = await submitMutations(services, identity, sender?.id ?? null, batch);
    const heard =
      sender && !sender.closed && sender.isLive ? this.#sinks.get(sender.id)?.lastWords : undefined;
    if (answer.seq > answer.prev && heard !== undefined && !heard.includes('event: ack'))
      this.echoes.push(`connection of ${identity.deviceName} heard ${heard}`);
    const rowOf = new Map(batch.mutations.map(({ id, entityId }) => [id, entityId]));
    for (const { id, status } of answer.results) {
      this.answered.add(id);
      if (status !== 'applied' && status !== 'merged') continue;
      this.applied.set(id, (this.applied.get(id) ?? 0) + 1);
      const row = rowOf.get(id)!;
      this.#edits.set(row, [...(this.#edits.get(row) ?? []), id]);
    }
    return answer;
  }

  async openStream(token: string, syncAt: string | null, end: StreamEnd): Promise<SimulatedSink> {
    const identity = this.#identify(token);
    const sink = new SimulatedSink(end);
    const elapsed = this.#clock.elapsed();
    const maxAgeMs = 600_000 * (0.8 + 0.4 * this.#random());
    const times = { endsAt: elapsed + maxAgeMs, nextBeatAt: elapsed + this.#random() * 25_000 };
    const connection = new StreamConnection(uuidv7(), identity, sink, times);
    const unsubscribe = this.#events.subscribe(connection);
    this.#sinks.set(connection.id, sink);
    sink.on('close', () => {
      this.#sinks.delete(connection.id);
      unsubscribe();
    });
    const services = {
      store: this.#slowStore(),
      syncAt: this.#syncAt,
      now: () => this.#now(),
      random: this.#random,
      build: 'simulation',
    };
    replay(services, connection, syncAt ?? undefined, maxAgeMs, REPLAY_ROWS).catch(() => sink.destroy());
    return sink;
  }

  /** What is read here is old by the time it is written: commits come in between, and must be held. */
  #slowStore(): Store {
    const later = async <T>(value: T): Promise<T> => {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#clock.after(Math.floor(this.#random() * 60), resolve);
      await promise;
      return value;
    };
    return Object.assign(Object.create(this.store) as Store, {
      resume: async (achieverId: string, cursor: Cursor) =>
        later(await this.store.resume(achieverId, cursor)),
      head: async (achieverId: string) => later(await this.store.head(achieverId)),
      changesSince: async (achieverId: string, seq: number, limit: number) =>
        later(await this.store.changesSince(achieverId, seq, limit)),
    });
  }

  async leaveStream(token: string, connectionId: string): Promise<void> {
    const { achieverId, deviceId } = this.#identify(token);
    this.#hub.leave(achieverId, deviceId, connectionId);
  }

  #identify(token: string): Identity {
    const identity = this.#tokens.get(token);
    if (!identity) throw new LockstepError('unauthorized');
    if (identity.expiresAt <= this.#now()) throw new LockstepError('token-expired');
    return identity;
  }
}
