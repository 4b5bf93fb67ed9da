// A simulated device: tabs that store edits, and hosts of which one leads. Its database survives everything.
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../../src/storage/database.ts';
import { DeviceStorage } from '../../src/storage/device-storage.ts';
import {
  type BaseRecord,
  DATABASE_VERSION,
  databaseName,
  type LockstepSchema,
  upgrade,
} from '../../src/storage/schema.ts';
import type { Engine } from '../../src/sync/engine.ts';
import type { Clock } from '../../src/sync/environment.ts';
import type { CommittedEdit } from './history-check.ts';
import { SimulatedHost } from './host.ts';
import { Network } from './network.ts';
import type { SimulatedServer } from './server.ts';
import { SimulatedTab } from './tab.ts';

const TABS = 3;
/** Until a device knows that one of its tabs or hosts is gone, or not the newest. */
const NEWS_MS = 2_000;

export class SimulatedDevice {
  readonly id = uuidv7();
  readonly name: string;
  readonly achieverId: string;
  readonly network: Network;
  /** Every edit that is stored here (I3). */
  readonly committed: CommittedEdit[] = [];
  /** Rows that this browser lost or took back: what it has of them counts at rest only. */
  readonly rotten = new Set<string>();
  /** Chance that the browser, or a tab, dies at a storage step. */
  crashChance = 0;
  /** Chance that a storage step fails. */
  fullChance = 0;
  /** What its wall clock is ahead of the true time, ms. */
  clockError = 0;
  isHidden = false;
  /** It had not got through its first sync when everybody fell asleep. */
  sleptUnsynced = false;
  readonly #clock: Clock;
  readonly #random: () => number;
  /** Of the newest app that ran here. */
  #version = DATABASE_VERSION;
  #database: Database<LockstepSchema>;
  #tabs: SimulatedTab[];
  /** The one that leads. */
  #host: SimulatedHost | null = null;
  /** Hosts of older versions of the app, which know that they do not lead. */
  readonly #older = new Set<SimulatedHost>();
  /** Hosts that lost the lead and do not know it yet. */
  readonly #ousted = new Set<SimulatedHost>();
  readonly #engines = new Set<Engine>();

  constructor(name: string, achieverId: string, server: SimulatedServer, clock: Clock, random: () => number) {
    this.name = name;
    this.achieverId = achieverId;
    this.#clock = {
      elapsed: () => clock.elapsed(),
      now: () => clock.now() + this.clockError,
      after: (ms, run) => clock.after(ms, run),
    };
    this.#random = random;
    this.network = new Network(server, this.id, clock, random, this.#ousted);
    this.#database = this.#connect();
    this.#tabs = Array.from({ length: TABS }, () => this.#openTab());
  }

  /** To look into what is stored, with a connection of its own. */
  get storage(): DeviceStorage {
    return new DeviceStorage(this.#database, this.achieverId);
  }

  /** How often hosts found that the rows were not the server's, and put them right. */
  get mended(): number {
    for (const { engine } of this.#hosts) if (engine) this.#engines.add(engine);
    return [...this.#engines].reduce((sum, { status }) => sum + (status.mended ?? 0), 0);
  }

  get isRunning(): boolean {
    return this.#host?.alive ?? false;
  }

  get isPolling(): boolean {
    return this.#hosts.some(({ engine }) => engine?.status.transport === 'polling');
  }

  get #hosts(): SimulatedHost[] {
    return [...this.#ousted, ...this.#older, ...(this.#host ? [this.#host] : [])];
  }

  /** A new host, as after a crash or a first start. */
  boot(): void {
    const host: SimulatedHost = new SimulatedHost({
      database: this.#connect(),
      achieverId: this.achieverId,
      clock: this.#clock,
      random: this.#random,
      transport: this.network,
      isFull: () => this.#chance(this.fullChance),
      isLastStep: () => {
        const dies = this.#chance(this.crashChance);
        if (dies) this.kill();
        return dies;
      },
    });
    this.#host = host;
    void host.boot(() => this.isHidden);
  }

  /** The browser is gone: timers, connections and memory with it. */
  kill(): void {
    void this.mended;
    for (const host of this.#hosts) host.kill();
    this.#ousted.clear();
    this.#older.clear();
    this.network.cutStreams();
  }

  /** The host stops in the middle of whatever it does; its tabs find it dead and start another one. */
  freeze(): void {
    if (!this.isRunning) return;
    this.#host!.freeze();
    this.#ousted.add(this.#host!);
    this.boot();
  }

  /** Frozen hosts go on where they were; that they lost the lead is news that reaches them a little later. */
  thaw(): void {
    for (const host of this.#ousted) {
      if (!host.isFrozen) continue;
      host.thaw();
      this.#supersede(host);
    }
  }

  /**
   * A tab with a newer version of the app is opened, whose host takes the lead. The older tabs stay open, with their
   * host; they cannot use the database any more if the newer version has another schema.
   */
  update(hasNewSchema: boolean): void {
    if (!this.isRunning) return;
    const older = this.#host!;
    if (hasNewSchema) {
      this.#version++;
      this.#database.close();
      this.#database = this.#connect();
    }
    this.#tabs = [...this.#tabs.slice(1), this.#openTab()];
    this.#ousted.add(older);
    this.boot();
    this.#supersede(older);
  }

  #supersede(host: SimulatedHost): void {
    this.#clock.after(this.#random() * NEWS_MS, () => {
      if (!this.#ousted.delete(host)) return;
      host.supersede();
      this.#older.add(host);
    });
  }

  /** One of its tabs. */
  tab(): SimulatedTab {
    return this.#tabs[Math.floor(this.#random() * this.#tabs.length)]!;
  }

  setHidden(hidden: boolean): void {
    this.isHidden = hidden;
    for (const { engine } of this.#hosts) engine?.setDown('hidden', hidden);
    if (!hidden) this.wake();
  }

  wake(): void {
    for (const { engine } of this.#hosts) engine?.wake();
  }

  /** Ids of the tasks this device knows to be alive. */
  async taskIds(): Promise<string[]> {
    return (await this.rows()).filter(({ deletedAt }) => deletedAt === undefined).map(({ id }) => id);
  }

  /** The rows as the server confirmed them. */
  rows(): Promise<BaseRecord[]> {
    return this.#database.use((idb) => idb.getAll('base'));
  }

  /** The browser crashes and loses a row that the cursor says is there, or an older state of it comes back. */
  async rot(): Promise<void> {
    const live = (await this.rows()).filter(({ deletedAt }) => deletedAt === undefined);
    const row = live[Math.floor(this.#random() * live.length)];
    if (row === undefined) return;
    this.rotten.add(row.id);
    this.kill();
    const back = this.#random() < 0.5 && row.revision > 1;
    await this.#database.use<unknown>((idb) =>
      back ? idb.put('base', { ...row, revision: row.revision - 1 }) : idb.delete('base', row.id),
    );
  }

  close(): void {
    this.kill();
    for (const tab of this.#tabs) tab.close();
    this.#database.close();
  }

  #openTab(): SimulatedTab {
    const tab: SimulatedTab = new SimulatedTab({
      database: this.#connect(),
      achieverId: this.achieverId,
      now: () => this.#clock.now(),
      isLastStep: () => this.#chance(this.crashChance),
      isFull: () => this.#chance(this.fullChance),
      onCommitted: (edit) => this.committed.push(edit),
      onStored: () => this.#stored(),
      onDeath: () => {
        tab.close();
        this.#tabs = this.#tabs.map((other) => (other === tab ? this.#openTab() : other));
        // The host waits for the tab's lock: what the tab did last may be news.
        this.#clock.after(this.#random() * NEWS_MS, () => this.#stored());
      },
    });
    return tab;
  }

  /** Hosts tell each other: whichever the tab tells, the one that leads hears it. */
  #stored(): void {
    for (const { engine } of this.#hosts) engine?.stored();
  }

  /** Devices are browsers of their own: the same account has a database in each. */
  #connect(): Database<LockstepSchema> {
    const version = this.#version;
    return new Database(databaseName(this.id), version, (database, from, tx) => {
      upgrade(database, from, tx);
      const newer = database as unknown as { createObjectStore(name: string): void };
      for (let v = Math.max(from, DATABASE_VERSION) + 1; v <= version; v++)
        newer.createObjectStore(`of-version-${v}`);
    });
  }

  #chance(chance: number): boolean {
    return chance > 0 && this.#random() < chance;
  }
}
