// One run of the simulation from one seed: several achievers and devices, the real engine, storage, store and
// hub, virtual time and seeded chance. At rest it checks the invariants; a seed that fails, fails again.
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { seeded } from '../support/random.ts';
import { settled } from '../support/tasks.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { seedIds } from './ids.ts';
import { Violation } from './invariants.ts';
import { SimulatedServer } from './server.ts';
import { World } from './world.ts';

export const STEPS = 60;

/**
 * @param steps how much is done before everything comes to rest.
 * @param tell is told of every step.
 * @returns what the servers' rows came to, the same whenever this seed is run.
 * @throws whatever went wrong, with the seed to see it again.
 */
export async function simulate(
  seed: number,
  steps = STEPS,
  tell: (what: string) => void = () => {},
): Promise<string> {
  const random = seeded(seed);
  globalThis.indexedDB = new IDBFactory();
  const clock = new VirtualClock();
  seedIds(seeded(~seed), () => clock.now());
  const server = new SimulatedServer(clock, random, random() < 0.3);
  const world = new World(random, clock, server, tell);
  try {
    await world.populate();
    for (let step = 0; step < steps; step++) await world.step();
    await world.rest();
    return await world.check();
  } catch (error) {
    const message = error instanceof Violation ? error.message : String(error);
    throw new Error(`seed ${seed}: ${message}`, { cause: error });
  } finally {
    for (const device of world.devices) device.close();
    await settled();
    await server.close();
  }
}
