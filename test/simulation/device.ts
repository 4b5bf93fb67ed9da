// A simulated device: tabs that store edits, and a host that can be killed between any two storage steps. Its
// database survives everything.
import { v7 as uuidv7 } from 'uuid';
import type { Mutation } from '../../src/protocol/mutations.ts';
import { Database } from '../../src/storage/database.ts';
import { DeviceStorage } from '../../src/storage/device-storage.ts';
import { append, readEveryEdit } from '../../src/storage/outbox.ts';
import { DATABASE_VERSION, databaseName, type LockstepSchema, upgrade } from '../../src/storage/schema.ts';
import { readRow } from '../../src/storage/task-reader.ts';
import { Engine } from '../../src/sync/engine.ts';
import type { EngineStorage } from '../../src/sync/engine-storage.ts';
import type { Clock } from '../../src/sync/environment.ts';
import type { VirtualClock } from '../support/virtual-clock.ts';
import type { CommittedEdit } from './history-check.ts';
import { Network } from './network.ts';
import type { SimulatedServer } from './server.ts';

export interface SeenText {
  title: string | null;
  notes: string | null;
}

/** A worker that runs, or ran, an engine for this device. */
interface SimulatedHost {
  engine: Engine | null;
  alive: boolean;
  /** Set while the browser lets it do nothing; resolves when it goes on where it was. */
  thawed: PromiseWithResolvers<void> | null;
}

const newHost = (): SimulatedHost => ({ engine: null, alive: true, thawed: null });

export class SimulatedDevice {
  readonly id = uuidv7();
  readonly name: string;
  readonly achieverId: string;
  readonly network: Network;
  readonly database: Database<LockstepSchema>;
  readonly storage: DeviceStorage;
  /** Every edit that a tab was told is safe (I3). */
  readonly committed: CommittedEdit[] = [];
  /** Rows that this browser lost or took back: what it has of them counts at rest only. */
  readonly rotten = new Set<string>();
  /** Chance that the host dies before or behind a storage step. */
  crashChance = 0;
  isHidden = false;
  readonly #clock: VirtualClock;
  readonly #random: () => number;
  #host: SimulatedHost = { ...newHost(), alive: false };
  /** Hosts that were replaced while frozen, until they know. */
  readonly #ousted = new Set<SimulatedHost>();

  constructor(
    name: string,
    achieverId: string,
    server: SimulatedServer,
    clock: VirtualClock,
    random: () => number,
  ) {
    this.name = name;
    this.achieverId = achieverId;
    this.#clock = clock;
    this.#random = random;
    this.network = new Network(server, this.id, clock, random, this.#ousted);
    // Devices are browsers of their own: the same account has a database in each.
    this.database = new Database(databaseName(this.id), DATABASE_VERSION, upgrade);
    this.storage = new DeviceStorage(this.database, achieverId);
  }

  get isRunning(): boolean {
    return this.#host.alive;
  }

  /** A new host, as after a crash or a first start. */
  async boot(): Promise<void> {
    const host = newHost();
    this.#host = host;
    const clock: Clock = {
      elapsed: () => this.#clock.elapsed(),
      now: () => this.#clock.now(),
      // The timers of a dead host never fire.
      after: (ms, run) =>
        this.#clock.after(ms, () => {
          if (host.thawed === null) return host.alive && run();
          void host.thawed.promise.then(() => host.alive && run());
        }),
    };
    const environment = {
      clock,
      random: this.#random,
      transport: this.network,
      storage: this.#mortal(host),
    };
    const hooks = { onStatus() {}, onApplied() {}, onReplaced() {}, onSuperseded() {} };
    const engine = await Engine.start(environment, hooks, []).catch(() => null);
    if (!host.alive || engine === null) return engine?.stop();
    host.engine = engine;
    engine.setDown('hidden', this.isHidden);
    engine.stored();
  }

  /** The worker is gone: timers, connections and memory with it. */
  kill(): void {
    for (const host of [this.#host, ...this.#ousted]) {
      host.alive = false;
      host.engine?.stop();
      host.thawed?.resolve();
    }
    this.#ousted.clear();
    this.network.cutStreams();
  }

  /** The host stops in the middle of whatever it does; its tabs find it dead and start another one. */
  freeze(): Promise<void> {
    const host = this.#host;
    host.thawed = Promise.withResolvers();
    this.#ousted.add(host);
    return this.boot();
  }

  /** Frozen hosts go on where they were; that they lost the lead is news that reaches them a little later. */
  thaw(): void {
    for (const host of this.#ousted) {
      if (host.thawed === null) continue;
      host.thawed.resolve();
      host.thawed = null;
      this.#clock.after(Math.floor(this.#random() * 2_000), () => {
        host.engine?.setDown('superseded', true);
        this.#ousted.delete(host);
      });
    }
  }

  setHidden(hidden: boolean): void {
    this.isHidden = hidden;
    this.#host.engine?.setDown('hidden', hidden);
    if (!hidden) this.wake();
  }

  wake(): void {
    this.#host.engine?.wake();
  }

  /** What a tab does: the edit is safe when this resolves, whether a host lives or not. */
  async edit(mutation: Partial<Mutation> & { entityId: string }): Promise<void> {
    await append(this.database, this.achieverId, { entity: 'task', kind: 'update', ...mutation });
    const { unsent } = await readEveryEdit(this.database);
    const last = unsent.at(-1)?.mutation;
    if (last && !this.committed.some(({ id }) => id === last.id)) {
      const { id, entityId, fields = {}, base = {} } = last;
      this.committed.push({ id, entityId, fields, base });
    }
    this.#host.engine?.stored();
  }

  /**
   * An edit of a task as people see it, made as the app's commands make it: with the revision of the base row and
   * the text that it started from.
   */
  async change(
    entityId: string,
    kind: 'update' | 'delete' | 'restore',
    edit?: (seen: SeenText) => Record<string, unknown>,
  ): Promise<void> {
    const seen = await readRow(this.database, entityId);
    if (seen === undefined) return;
    const { title = null, notes = null } = seen.row as Partial<SeenText>;
    const fields = edit?.({ title, notes });
    const base = Object.fromEntries(
      Object.entries({ title, notes }).filter(([name]) => fields !== undefined && name in fields),
    );
    await this.edit({ entityId, kind, baseRevision: seen.baseRevision, ...(fields && { fields, base }) });
  }

  /** Ids of the tasks this device knows to be alive. */
  async taskIds(): Promise<string[]> {
    const base = await this.database.use((idb) => idb.getAll('base'));
    return base.filter(({ deletedAt }) => deletedAt === undefined).map(({ id }) => id);
  }

  /** The browser crashes and loses a row that the cursor says is there, or an older state of it comes back. */
  async rot(): Promise<void> {
    const rows = await this.database.use((idb) => idb.getAll('base'));
    const live = rows.filter(({ deletedAt }) => deletedAt === undefined);
    const row = live[Math.floor(this.#random() * live.length)];
    if (row === undefined) return;
    this.rotten.add(row.id);
    this.kill();
    const back = this.#random() < 0.5 && row.revision > 1;
    await this.database.use<unknown>((idb) =>
      back ? idb.put('base', { ...row, revision: row.revision - 1 }) : idb.delete('base', row.id),
    );
  }

  /** The storage as the host sees it, with death at any step. */
  #mortal(host: SimulatedHost): EngineStorage {
    const step = async <T>(work: () => Promise<T>): Promise<T> => {
      await host.thawed?.promise;
      this.#mayDie(host);
      const value = await work();
      await host.thawed?.promise;
      this.#mayDie(host);
      return value;
    };
    const storage = new DeviceStorage(this.database, this.achieverId);
    return {
      takeTerm: () => step(() => storage.takeTerm()),
      readState: () => step(() => storage.readState()),
      apply: (application) => step(() => storage.apply(application)),
      unsent: (limit) => step(() => storage.unsent(Math.min(limit, 5))),
      counts: () => storage.counts(),
      renumber: () => step(() => storage.renumber()),
      replaceBase: (rows, cursor, keepMissing) => step(() => storage.replaceBase(rows, cursor, keepMissing)),
      digest: () => step(() => storage.digest()),
      bucketDigests: () => step(() => storage.bucketDigests()),
      repairBase: (rows, buckets) => step(() => storage.repairBase(rows, buckets)),
    };
  }

  #mayDie(host: SimulatedHost): void {
    if (host.alive && this.#random() < this.crashChance) this.kill();
    if (!host.alive) throw new Error('this host is dead');
  }
}
