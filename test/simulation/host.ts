// A worker that runs, or ran, an engine for a simulated device. It can be killed or frozen between any two storage
// steps, and each step can fail.
import { LockstepError } from '../../src/protocol/errors.ts';
import type { Database } from '../../src/storage/database.ts';
import { DeviceStorage } from '../../src/storage/device-storage.ts';
import type { LockstepSchema } from '../../src/storage/schema.ts';
import { Engine } from '../../src/sync/engine.ts';
import type { EngineStorage } from '../../src/sync/engine-storage.ts';
import type { Clock, Transport } from '../../src/sync/environment.ts';

export interface HostOptions {
  /** Closed with the host. */
  database: Database<LockstepSchema>;
  achieverId: string;
  clock: Clock;
  random: () => number;
  transport: Transport;
  /** Asked before and behind each storage step: whether the browser ends everything here. */
  isLastStep(): boolean;
  /** Asked before each storage step: whether there is no room left for it. */
  isFull(): boolean;
}

/** When a host tries again that could not read where its device stood, or whose lead somebody took by mistake. */
const RETRY_MS = 5_000;

export class SimulatedHost {
  alive = true;
  engine: Engine | null = null;
  /** It was told that another host leads. */
  #superseded = false;
  readonly #options: HostOptions;
  /** Set while the browser lets it do nothing; resolves when it goes on where it was. */
  #thawed: PromiseWithResolvers<void> | null = null;

  constructor(options: HostOptions) {
    this.#options = options;
  }

  get isFrozen(): boolean {
    return this.#thawed !== null;
  }

  async boot(isHidden: () => boolean): Promise<void> {
    const { random, transport } = this.#options;
    const environment = { clock: this.#clock(), random, transport, storage: this.#mortal() };
    const again = () => {
      environment.clock.after(RETRY_MS, () => {
        if (this.#superseded) return;
        this.engine?.stop();
        void this.boot(isHidden);
      });
    };
    const hooks = { onStatus() {}, onApplied() {}, onReplaced() {}, onSuperseded: again };
    const engine = await Engine.start(environment, hooks, []).catch(() => null);
    if (!this.alive) return engine?.stop();
    if (engine === null) return again();
    this.engine = engine;
    engine.setDown('hidden', isHidden());
    engine.setDown('superseded', this.#superseded);
    engine.stored();
  }

  supersede(): void {
    this.#superseded = true;
    this.engine?.setDown('superseded', true);
  }

  kill(): void {
    this.alive = false;
    this.engine?.stop();
    this.thaw();
    this.#options.database.close();
  }

  freeze(): void {
    this.#thawed = Promise.withResolvers();
  }

  thaw(): void {
    this.#thawed?.resolve();
    this.#thawed = null;
  }

  /** The timers of a dead host never fire, and those of a frozen one when it thaws. */
  #clock(): Clock {
    const { clock } = this.#options;
    return {
      elapsed: () => clock.elapsed(),
      now: () => clock.now(),
      after: (ms, run) =>
        clock.after(ms, () => {
          if (this.#thawed === null) return this.alive && run();
          void this.#thawed.promise.then(() => this.alive && run());
        }),
    };
  }

  #mortal(): EngineStorage {
    const step = async <T>(work: () => Promise<T>): Promise<T> => {
      await this.#thawed?.promise;
      this.#mayDie();
      if (this.#options.isFull()) throw new LockstepError('storage-full');
      const value = await work();
      await this.#thawed?.promise;
      this.#mayDie();
      return value;
    };
    const storage = new DeviceStorage(this.#options.database, this.#options.achieverId);
    return {
      takeTerm: () => step(() => storage.takeTerm()),
      readState: () => step(() => storage.readState()),
      apply: (application) => step(() => storage.apply(application)),
      // Short batches, so that short runs have several.
      unsent: (limit) => step(() => storage.unsent(Math.min(limit, 5))),
      counts: () => storage.counts(),
      renumber: () => step(() => storage.renumber()),
      replaceBase: (...all) => step(() => storage.replaceBase(...all)),
      digest: () => step(() => storage.digest()),
      bucketDigests: () => step(() => storage.bucketDigests()),
      repairBase: (...all) => step(() => storage.repairBase(...all)),
    };
  }

  #mayDie(): void {
    if (this.alive && this.#options.isLastStep()) this.alive = false;
    if (!this.alive) throw new Error('this host is dead');
  }
}
