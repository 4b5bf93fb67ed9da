// The real store, hub and event manager without HTTP, on a virtual clock.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
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
import { SqliteStore } from '../../src/server/store/sqlite/sqlite-store.ts';
import type { Identity, Store } from '../../src/server/store/store.ts';
import { SyncAtCodec } from '../../src/server/store/sync-at.ts';
import type { VirtualClock } from '../support/virtual-clock.ts';
import { SimulatedSink, type StreamEnd } from './sink.ts';

/** Small, so that short runs meet `behind` and pages. */
const REPLAY_ROWS = 8;
const PAGE_ROWS = 3;
/** Short, so that tokens end in the middle of everything. */
const TOKEN_MS = 150_000;

export class SimulatedServer {
  isDown = false;
  store: SqliteStore;
  /** How often each mutation took effect in this life of the database, by id (I4). */
  applied = new Map<string, number>();
  /** The database was put back to an older state. */
  wasRestored = false;
  /** Mutations that were applied or refused. */
  readonly answered = new Set<string>();
  readonly #clock: VirtualClock;
  readonly #random: () => number;
  readonly #syncAt: SyncAtCodec;
  readonly #metrics = createMetrics();
  readonly #identities = new Map<string, Identity>();
  readonly #tokens = new Map<string, Identity>();
  /** What senders heard of their own commits in the place of `ack` (I6). */
  readonly echoes: string[] = [];
  readonly #sinks = new Map<string, SimulatedSink>();
  #hub!: Hub;
  #events!: EventManager;
  #tokenCount = 0;

  /** Folder of the database and its backup, for the runs that have one; the others live in memory. */
  readonly #folder: string | null;
  #backup: { file: string; applied: Map<string, number> } | null = null;

  constructor(clock: VirtualClock, random: () => number, hasBackups: boolean) {
    this.#folder = hasBackups ? mkdtempSync(join(tmpdir(), 'lockstep-simulation-')) : null;
    this.store = new SqliteStore(this.#folder ? join(this.#folder, 'first') : ':memory:');
    this.#clock = clock;
    this.#random = random;
    this.#syncAt = new SyncAtCodec(Buffer.alloc(32, 7), this.store.epoch);
    this.start();
    const sweep = () => {
      this.#hub.sweep();
      clock.after(SWEEP_MS, sweep);
    };
    clock.after(SWEEP_MS, sweep);
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

  start(): void {
    this.isDown = false;
    const options = { now: () => this.#clock.now(), random: this.#random, metrics: this.#metrics };
    this.#hub = new Hub(options);
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
    if (this.#folder === null || this.#backup !== null) return;
    const file = join(this.#folder, 'backup');
    const database = new DatabaseSync(join(this.#folder, 'first'));
    database.prepare('VACUUM INTO ?').run(file);
    database.close();
    this.#backup = { file, applied: new Map(this.applied) };
  }

  /** Puts the database back to its backup, once, which nobody is told of; false when it could not be. */
  async restore(): Promise<boolean> {
    if (this.#backup === null || this.wasRestored) return false;
    this.crash();
    await this.store.close();
    this.store = new SqliteStore(this.#backup.file);
    this.applied = this.#backup.applied;
    this.wasRestored = true;
    this.start();
    return true;
  }

  async close(): Promise<void> {
    this.#metrics.close();
    await this.store.close();
    if (this.#folder) rmSync(this.#folder, { recursive: true });
  }

  async mintToken(deviceId: string) {
    const token = `token-${++this.#tokenCount}`;
    this.#tokens.set(token, {
      ...this.#identities.get(deviceId)!,
      expiresAt: this.#clock.now() + TOKEN_MS,
    });
    return { token, expiresInSeconds: TOKEN_MS / 1000 };
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
      now: () => this.#clock.now(),
    };
    const answer = await submitMutations(services, identity, sender?.id ?? null, batch);
    const heard =
      sender && !sender.closed && sender.isLive ? this.#sinks.get(sender.id)?.lastWords : undefined;
    if (answer.seq > answer.prev && heard !== undefined && !heard.includes('event: ack'))
      this.echoes.push(`connection of ${identity.deviceName} heard ${heard}`);
    for (const { id, status } of answer.results) {
      this.answered.add(id);
      if (status === 'applied' || status === 'merged') this.applied.set(id, (this.applied.get(id) ?? 0) + 1);
    }
    return answer;
  }

  async openStream(token: string, syncAt: string | null, end: StreamEnd): Promise<SimulatedSink> {
    const identity = this.#identify(token);
    const sink = new SimulatedSink(end);
    const now = this.#clock.now();
    const maxAgeMs = 600_000 * (0.8 + 0.4 * this.#random());
    const times = { endsAt: now + maxAgeMs, nextBeatAt: now + this.#random() * 25_000 };
    const connection = new StreamConnection(randomUUID(), identity, sink, times);
    const unsubscribe = this.#events.subscribe(connection);
    this.#sinks.set(connection.id, sink);
    sink.on('close', () => {
      this.#sinks.delete(connection.id);
      unsubscribe();
    });
    const services = {
      store: this.#slowStore(),
      syncAt: this.#syncAt,
      now: () => this.#clock.now(),
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
    if (identity.expiresAt <= this.#clock.now()) throw new LockstepError('token-expired');
    return identity;
  }
}
