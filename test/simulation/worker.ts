// One of the processes in which `run.ts` runs seeds.
import { registerHooks } from 'node:module';
import { setImmediate } from 'node:timers/promises';

/** What is to be run: every so manieth seed from `first` to before `end`. */
export interface Order {
  first: number;
  end: number;
  every: number;
  steps: number | undefined;
  tell: boolean;
  /** The fewest steps are looked for with which a seed still fails. */
  shrinks: boolean;
}

/** Sent for each seed: null when everything held, else with the fewest steps after which something does not. */
export type Report = { seed: number; steps: number; message: string } | null;

registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === 'uuid' ? new URL('ids.ts', import.meta.url).href : specifier, context),
});
// Stacks cost a tenth of the time, and errors are part of every run.
Error.stackTraceLimit = 0;
const { simulate, STEPS } = await import('./simulate.ts');

process.once('message', (order: Order) => void run(order));

async function run({ first, end, every, steps = STEPS, tell, shrinks }: Order): Promise<void> {
  for (let seed = first; seed < end; seed += every) {
    const message = await problemOf(seed, steps, tell ? console.log : undefined);
    const found = message === null ? null : { seed, steps, message };
    process.send!(found && shrinks ? await smallest(found) : found);
    // The event loop gets its turn: nothing in a run leaves it one.
    await setImmediate();
  }
  process.disconnect();
}

async function problemOf(seed: number, steps: number, tell?: (what: string) => void): Promise<string | null> {
  return simulate(seed, steps, tell).then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

/** A run of fewer steps does the same up to there, and then comes to rest. */
async function smallest(found: NonNullable<Report>): Promise<Report> {
  for (let steps = 0; steps < found.steps; steps++) {
    const message = await problemOf(found.seed, steps);
    if (message !== null) return { ...found, steps, message };
  }
  return found;
}
