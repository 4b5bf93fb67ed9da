// What happens in one run: people edit, and everything that can go wrong around them does.
import { v7 as uuidv7 } from 'uuid';
import { settled } from '../support/tasks.ts';
import type { VirtualClock } from '../support/virtual-clock.ts';
import { SimulatedDevice } from './device.ts';
import { checkAtRest, checkCursor, checkGone, checkInStep, hasItsStream, type Scene } from './invariants.ts';
import { FAIR, FOUL } from './network.ts';
import type { SimulatedServer } from './server.ts';
import type { SeenText } from './tab.ts';

const DAY_MS = 24 * 3600 * 1000;
/** As long as the server remembers what was deleted, and up to two days more. */
const [QUARTER_MS, MORE_MS] = [90 * DAY_MS, 2 * DAY_MS];
/** Time in which everybody is in step once nothing is in the way; less than a token lives. */
const SENT_MS = 140_000;

type Action = [name: string, weight: number, act: (device: SimulatedDevice) => void | Promise<void>];

export class World {
  readonly devices: SimulatedDevice[] = [];
  readonly #tell: (what: string) => void;
  readonly #random: () => number;
  readonly #clock: VirtualClock;
  readonly #server: SimulatedServer;
  readonly #scene: Scene;
  #edits = 0;

  constructor(
    random: () => number,
    clock: VirtualClock,
    server: SimulatedServer,
    tell: (what: string) => void,
  ) {
    this.#random = random;
    this.#clock = clock;
    this.#server = server;
    this.#tell = tell;
    this.#scene = { server, devices: this.devices, held: new Set() };
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
        device.network.weather = this.#chance(0.7) ? FOUL : FAIR;
        device.network.buffers = this.#chance(0.2);
        device.crashChance = this.#chance(0.5) ? 0.01 : 0;
        device.fullChance = this.#chance(0.2) ? 0.02 : 0;
        this.devices.push(device);
        device.boot();
      }
    }
    await settled();
  }

  async step(): Promise<void> {
    const device = this.devices[this.#below(this.devices.length)]!;
    const [name, , act] = this.#draw();
    this.#tell(`${this.#clock.elapsed()} ms: ${device.name}: ${name}`);
    await act(device);
    const pause = [0, 10, 300, 2_000, 20_000, 90_000][this.#below(6)]!;
    await this.#clock.advance(pause);
    if (this.#chance(0.2)) await checkCursor(this.#scene, device);
  }

  /** Fair weather, everybody there, time enough: nothing is left to be done. */
  async rest(): Promise<void> {
    if (this.#server.isDown) await this.#server.start();
    for (const device of this.devices) {
      device.crashChance = 0;
      device.fullChance = 0;
      device.network.weather = FAIR;
      device.network.isDown = false;
      device.thaw();
      if (!device.isRunning) device.boot();
    }
    await settled();
    // Nobody wakes anybody: what is stuck must notice by itself.
    for (const device of this.devices) if (device.isHidden) device.setHidden(false);
    // A back-off is over within a minute, and nothing else has to happen for what waits to be sent or to come in.
    await this.#clock.advance(SENT_MS);
    await checkInStep(this.#scene);
    // One whose proxy let go of streams notices within five minutes.
    if (this.devices.some(({ isPolling, network }) => isPolling && !network.buffers))
      await this.#clock.advance(330_000 - SENT_MS);
    // A stream may just be changing for one with a new token, and then another device's.
    for (let i = 0; i < 4 && this.devices.some((device) => !hasItsStream(this.#scene, device)); i++)
      await this.#clock.advance(5_000);
  }

  /** @returns what the rows came to. @throws Violation */
  async check(): Promise<string> {
    await checkAtRest(this.#scene);
    const achievers = new Set(this.devices.map(({ achieverId }) => achieverId));
    const heads = await Promise.all([...achievers].map((id) => this.#server.store.head(id)));
    for (const device of this.devices) device.kill();
    await this.#clock.advance(10_000);
    checkGone(this.#scene);
    return `${heads.map(({ seq, digest }) => `${seq} ${digest}`).join(', ')} at ${this.#clock.elapsed()}`;
  }

  /** One of the actions, each as often as its weight says. */
  #draw(): Action {
    let at = this.#random() * this.#weight;
    return this.#actions.find(([, weight]) => (at -= weight) < 0)!;
  }

  readonly #actions: Action[] = [
    ['edits', 7, (device) => this.#edit(device)],
    ['edits a lot', 2, (device) => this.#editALot(device)],
    ['edits in two tabs at once', 2, (device) => this.#editInTwoTabs(device)],
    ['loses the network', 2, (device) => device.network.goDown()],
    ['has the network', 3, (device) => this.#reconnect(device)],
    ['is killed', 1, (device) => device.kill()],
    ['boots', 1, (device) => (device.isRunning ? undefined : device.boot())],
    ['hides or shows', 1, (device) => device.setHidden(this.#chance(0.5))],
    ['stops or starts the server', 1, () => this.#toggleServer()],
    ['loses its streams', 1, (device) => device.network.cutStreams()],
    ['freezes its host', 1, (device) => device.freeze()],
    ['thaws', 1, (device) => device.thaw()],
    ['opens a newer version', 0.5, (device) => device.update(this.#chance(0.5))],
    ['has another proxy', 1, (device) => void (device.network.buffers = this.#chance(0.3))],
    ['loses a row', 0.3, (device) => (device.rotten.size < 2 ? device.rot() : undefined)],
    ['sets its clock', 0.5, (device) => void (device.clockError = this.#wrong())],
    ['sets the server’s clock', 0.4, () => this.#setServerClock()],
    ['sleeps for a quarter, as all do', 0.15, () => this.#sleep()],
    ['backs up the server', 1, () => this.#server.backUp()],
    ['puts the server back', 1, () => this.#restore()],
  ];
  readonly #weight = this.#actions.reduce((sum, [, weight]) => sum + weight, 0);

  #reconnect(device: SimulatedDevice): void {
    device.network.isDown = false;
    device.wake();
  }

  #toggleServer(): void | Promise<void> {
    return this.#server.isDown ? this.#server.start() : this.#server.crash();
  }

  /** Right, or by up to a day and a half before or behind the true time. */
  #wrong(): number {
    return this.#chance(0.4) ? 0 : Math.floor((this.#random() * 3 - 1.5) * DAY_MS);
  }

  #setServerClock(): void {
    if (!this.#server.hasBackups) this.#server.clockError = this.#wrong();
  }

  async #sleep(): Promise<void> {
    for (const device of this.devices)
      if ((await device.storage.readState()).cursor === null) device.sleptUnsynced = true;
    this.#clock.leap(QUARTER_MS + this.#random() * MORE_MS);
    for (const { network } of this.devices) network.wakeUp();
  }

  async #restore(): Promise<void> {
    if (!(await this.#server.restore())) return;
    for (const device of this.devices) for (const id of await device.taskIds()) this.#scene.held.add(id);
  }

  async #editALot(device: SimulatedDevice): Promise<void> {
    for (let i = this.#below(6); i >= 0; i--) await this.#edit(device);
  }

  /** Often of the same task, which neither has seen the other edit. */
  async #editInTwoTabs(device: SimulatedDevice): Promise<void> {
    const ids = await device.taskIds();
    const entityId = ids[this.#below(ids.length)];
    await Promise.all([this.#edit(device, entityId), this.#edit(device, entityId)]);
  }

  async #edit(device: SimulatedDevice, chosen?: string): Promise<void> {
    const ids = chosen === undefined ? await device.taskIds() : [chosen];
    const entityId = ids[this.#below(ids.length)];
    const title = `Title ${++this.#edits}`;
    const tab = device.tab();
    if (entityId === undefined || this.#chance(0.3))
      return tab.edit({ entityId: uuidv7(), kind: 'create', fields: { title }, baseRevision: 0 });
    const kind = this.#random();
    if (kind < 0.1) return tab.change(entityId, 'delete');
    if (kind < 0.15) return tab.change(entityId, 'restore');
    if (kind < 0.2) return tab.edit({ entityId: uuidv7(), fields: { title } });
    return tab.change(entityId, 'update', kind < 0.6 ? this.#retitle() : this.#annotate());
  }

  /** Writes a title anew, or a word behind it. */
  #retitle() {
    const [n, anew] = [this.#edits, this.#chance(0.5)];
    return ({ title }: SeenText) => ({ title: anew ? `Title ${n}` : `${title} ${n}` });
  }

  /** Writes a line above or below the notes: lines of different people all remain. */
  #annotate() {
    const [line, onTop] = [`Line ${this.#edits}`, this.#chance(0.5)];
    const priority = 1 + this.#below(4);
    return ({ notes }: SeenText) => {
      const lines = notes === null ? [line] : onTop ? [line, notes] : [notes, line];
      return { notes: lines.join('\n'), priority };
    };
  }

  #chance(chance: number): boolean {
    return this.#random() < chance;
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }
}
