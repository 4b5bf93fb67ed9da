// One run of the simulation from one seed: several achievers and devices, the real engine, storage, store and
// hub, virtual time and seeded chance. At rest it checks the invariants; a seed that fails, fails again.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { v7 as uuidv7 } from 'uuid';
import { formatDigest, moveDigest } from '../../src/protocol/digest.ts';
import { seeded } from '../support/random.ts';
import { settled, VirtualClock } from '../support/virtual-clock.ts';
import { type SeenText, SimulatedDevice } from './device.ts';
import { checkHistory } from './history-check.ts';
import { FAIR, type Weather } from './network.ts';
import { SimulatedServer } from './server.ts';

const FOUL: Weather = { loss: 0.08, repeat: 0.05, delayMs: 800, cut: 0.04, stall: 0.01, recycle: 0.02 };
const STEPS = 60;

/** A broken invariant, with the seed to see it again. */
export class Violation extends Error {
  constructor(seed: number, invariant: string, what: string) {
    super(`seed ${seed}: ${invariant}: ${what}`);
  }
}

/** @throws Violation */
export async function simulate(seed: number): Promise<void> {
  const random = seeded(seed);
  globalThis.indexedDB = new IDBFactory();
  const clock = new VirtualClock();
  const server = new SimulatedServer(clock, random, random() < 0.3);
  const world = new World(seed, random, clock, server);
  try {
    await world.populate();
    for (let step = 0; step < STEPS; step++) await world.step();
    await world.rest();
    await world.check();
    await world.leave();
  } finally {
    for (const device of world.devices) device.database.close();
    await server.close();
  }
}

class World {
  readonly devices: SimulatedDevice[] = [];
  readonly #seed: number;
  readonly #random: () => number;
  readonly #clock: VirtualClock;
  readonly #server: SimulatedServer;
  #edits = 0;
  /** Tasks that devices had when the server was put back to an older state. */
  readonly #held = new Set<string>();

  constructor(seed: number, random: () => number, clock: VirtualClock, server: SimulatedServer) {
    this.#seed = seed;
    this.#random = random;
    this.#clock = clock;
    this.#server = server;
  }

  async populate(): Promise<void> {
    const achievers = 1 + this.#below(2);
    for (let a = 0; a < achievers; a++) {
      const achieverId = uuidv7();
      const devices = 1 + this.#below(3);
      for (let d = 0; d < devices; d++) {
        const name = `${'AB'[a]}${d + 1}`;
        const device = new SimulatedDevice(name, achieverId, this.#server, this.#clock, this.#random);
        await this.#server.addDevice(achieverId, device.id, name);
        device.network.weather = this.#random() < 0.7 ? FOUL : FAIR;
        device.network.buffers = this.#random() < 0.2;
        device.crashChance = this.#random() < 0.5 ? 0.01 : 0;
        this.devices.push(device);
        void device.boot();
      }
    }
    await settled();
  }

  async step(): Promise<void> {
    const device = this.devices[this.#below(this.devices.length)]!;
    await this.#act(device);
    const pause = [0, 10, 300, 2_000, 20_000, 90_000][this.#below(6)]!;
    await this.#clock.advance(pause);
    if (this.#random() < 0.2) await this.#checkCursor(device);
  }

  async #act(device: SimulatedDevice): Promise<void> {
    const action = this.#below(26);
    if (action < 8) return this.#edit(device);
    if (action < 10) return device.network.goDown();
    if (action < 13) {
      device.network.isDown = false;
      return device.wake();
    }
    if (action === 13) return device.kill();
    if (action === 14) return device.isRunning ? undefined : void device.boot();
    if (action === 15) return device.setHidden(this.#random() < 0.5);
    if (action === 16) return this.#server.isDown ? this.#server.start() : this.#server.crash();
    if (action === 17) return device.network.cutStreams();
    if (action === 18) return device.isRunning ? void device.freeze() : undefined;
    if (action === 19) return device.thaw();
    if (action === 20) {
      device.network.buffers = this.#random() < 0.3;
      return;
    }
    if (action === 21) return device.rotten.size < 2 && this.#random() < 0.3 ? device.rot() : undefined;
    if (action === 22 || action === 23) return this.#random() < 0.5 ? this.#server.backUp() : this.#restore();
    for (let i = this.#below(6); i >= 0; i--) await this.#edit(device);
  }

  async #restore(): Promise<void> {
    if (!(await this.#server.restore())) return;
    for (const device of this.devices) for (const id of await device.taskIds()) this.#held.add(id);
  }

  async #edit(device: SimulatedDevice): Promise<void> {
    const ids = await device.taskIds();
    const entityId = ids[this.#below(ids.length)];
    const title = `Title ${++this.#edits}`;
    if (entityId === undefined || this.#random() < 0.3)
      return device.edit({ entityId: uuidv7(), kind: 'create', fields: { title }, baseRevision: 0 });
    const kind = this.#random();
    if (kind < 0.1) return device.change(entityId, 'delete');
    if (kind < 0.15) return device.change(entityId, 'restore');
    if (kind < 0.2) return device.edit({ entityId: uuidv7(), fields: { title } });
    return device.change(entityId, 'update', kind < 0.6 ? this.#retitle() : this.#annotate());
  }

  /** Writes a title anew, or a word behind it. */
  #retitle() {
    const [n, anew] = [this.#edits, this.#random() < 0.5];
    return ({ title }: SeenText) => ({ title: anew ? `Title ${n}` : `${title} ${n}` });
  }

  /** Writes a line above or below the notes: lines of different people all remain. */
  #annotate() {
    const [line, onTop] = [`Line ${this.#edits}`, this.#random() < 0.5];
    const priority = 1 + this.#below(4);
    return ({ notes }: SeenText) => {
      const lines = notes === null ? [line] : onTop ? [line, notes] : [notes, line];
      return { notes: lines.join('\n'), priority };
    };
  }

  /** Fair weather, everybody there, time enough: nothing is left to be done. */
  async rest(): Promise<void> {
    if (this.#server.isDown) this.#server.start();
    for (const device of this.devices) {
      device.crashChance = 0;
      device.network.weather = FAIR;
      device.network.isDown = false;
      device.thaw();
      if (!device.isRunning) void device.boot();
    }
    await settled();
    // Nobody wakes anybody: what is stuck must notice by itself.
    for (const device of this.devices) if (device.isHidden) device.setHidden(false);
    // One whose proxy let go of streams notices within five minutes.
    await this.#clock.advance(330_000);
    // A stream may just be changing for one with a new token, and then another device's.
    for (let i = 0; i < 4 && this.devices.some((device) => !this.#hasItsStream(device)); i++)
      await this.#clock.advance(5_000);
  }

  async check(): Promise<void> {
    for (const device of this.devices) {
      await this.#checkCursor(device);
      await this.#checkRows(device);
      await this.#checkEdits(device);
    }
    await this.#checkHistory();
    await this.#checkHeld();
    for (const { name, network } of this.devices)
      if (network.surplusStreams > 0)
        this.#fail('I5', `${name} opened ${network.surplusStreams} streams beside a good one`);
    for (const [id, times] of this.#server.applied)
      if (times > 1) this.#fail('I4', `mutation ${id} took effect ${times} times`);
    for (const echo of this.#server.echoes) this.#fail('I6', echo);
    for (const device of this.devices)
      if (!this.#hasItsStream(device))
        this.#fail('I5', `${device.name} has ${this.#streams(device)} streams`);
  }

  #streams({ achieverId, id }: SimulatedDevice): number {
    return this.#server.streamsOf(achieverId, id);
  }

  /** I5: one stream; behind a proxy that buffers none, or the one that is being tried. */
  #hasItsStream(device: SimulatedDevice): boolean {
    const streams = this.#streams(device);
    return streams === 1 || (device.network.buffers && streams === 0);
  }

  /** I7: nobody is left behind. */
  async leave(): Promise<void> {
    for (const device of this.devices) device.kill();
    await this.#clock.advance(10_000);
    const { openStreams, subscribers } = this.#server;
    if (openStreams + subscribers > 0)
      this.#fail('I7', `${openStreams} streams, ${subscribers} subscribers left`);
  }

  /** I2: what the cursor says this device has, it has; at any instant. */
  async #checkCursor(device: SimulatedDevice): Promise<void> {
    const { cursor } = await device.storage.readState();
    // A cursor from before a restore is of another life.
    if (cursor === null || this.#server.wasRestored) return;
    const { rows } = await this.#server.store.changesSince(device.achieverId, 0, 1e6);
    for (const { row, seq } of rows) {
      if (seq > cursor.seq || device.rotten.has(row.id)) continue;
      const base = await device.database.use((idb) => idb.get('base', row.id));
      if ((base?.revision ?? 0) < row.revision)
        this.#fail('I2', `${device.name} is at ${cursor.seq} without ${row.id} revision ${row.revision}`);
    }
  }

  /** I2 at rest: the device has the server's rows, and so the server's digest. */
  async #checkRows(device: SimulatedDevice): Promise<void> {
    const { rows: changes, head } = await this.#server.store.changesSince(device.achieverId, 0, 1e6);
    // Of a task that is gone in both lives of a server, who has a tombstone is all the same.
    const counts = (row: object) => !this.#server.wasRestored || !('deletedAt' in row);
    const rows = changes.map(({ row }) => row).filter(counts);
    const base = (await device.database.use((idb) => idb.getAll('base'))).filter(counts);
    const strip = ({ listKey: _, ...row }: (typeof base)[number]) => row;
    for (const row of rows) {
      const mine = base.find(({ id }) => id === row.id);
      const same =
        mine !== undefined &&
        ('deletedAt' in row
          ? mine.deletedAt === row.deletedAt && mine.revision === row.revision
          : JSON.stringify(sorted(strip(mine))) === JSON.stringify(sorted(row)));
      if (!same) this.#fail('I2', `${device.name} has ${JSON.stringify(mine)} for ${JSON.stringify(row)}`);
    }
    if (base.length !== rows.length)
      this.#fail('I2', `${device.name} has ${base.length} of ${rows.length} rows`);
    const digest = formatDigest(base.reduce((sum, row) => moveDigest(sum, null, row), 0n));
    if (digest !== head.digest) this.#fail('I2', `${device.name}: digest ${digest}, server ${head.digest}`);
    const { cursor } = await device.storage.readState();
    if (cursor?.seq !== head.seq) this.#fail('I2', `${device.name} rests at ${cursor?.seq} of ${head.seq}`);
  }

  /** I3: every edit reached the server, and none waits. */
  async #checkEdits(device: SimulatedDevice): Promise<void> {
    const { unsent } = await device.storage.counts();
    if (unsent > 0) this.#fail('I3', `${device.name} still has ${unsent} mutations to send`);
    for (const { id } of device.committed)
      if (!this.#server.answered.has(id)) this.#fail('I3', `mutation ${id} of ${device.name} was lost`);
  }

  /** I3: a server that was put back has again what devices held, unless it was deleted on the way. */
  async #checkHeld(): Promise<void> {
    const known = new Set(this.devices.flatMap(({ rotten }) => [...rotten]));
    for (const { achieverId, database } of this.devices) {
      const { rows } = await this.#server.store.changesSince(achieverId, 0, 1e6);
      for (const { row } of rows) known.add(row.id);
      for (const { id, deletedAt } of await database.use((idb) => idb.getAll('base')))
        if (deletedAt !== undefined) known.add(id);
    }
    for (const id of this.#held) if (!known.has(id)) this.#fail('I3', `task ${id} went with the restore`);
  }

  /** I3: every edit that was accepted is in the value or in the history. */
  async #checkHistory(): Promise<void> {
    for (const [achieverId, devices] of Map.groupBy(this.devices, (device) => device.achieverId)) {
      const edits = devices.flatMap(({ committed }) => committed);
      const accepted = edits.filter(({ id }) => this.#server.applied.has(id));
      const problem = await checkHistory(this.#server.store, achieverId, accepted, !this.#server.wasRestored);
      if (problem) this.#fail('I3', problem);
    }
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #fail(invariant: string, what: string): never {
    throw new Violation(this.#seed, invariant, what);
  }
}

const sorted = (row: object) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
