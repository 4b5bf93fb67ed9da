// What goes on beside the screens as long as the app is open: the number on its icon, notes of what other devices do,
// and the question to the browser to keep it all.
import type { Lockstep, Step } from '../client/types.ts';
import { showBadge } from './badge.ts';
import { askToKeepOnce } from './keep-data.ts';
import { SyncTape } from './sync-tape.ts';

/** Runs until `signal` aborts. */
export function runBeside(lockstep: Lockstep, signal: AbortSignal): { tape: SyncTape } {
  const tape = new SyncTape(lockstep);
  const stops = [showBadge(lockstep), tape.run(), lockstep.onSteps(keepData)];
  signal.addEventListener('abort', () => stops.forEach((stop) => stop()));
  return { tape };
}

/** The first task that is made here is worth keeping: the browser is asked, once. */
function keepData(steps: readonly Step[]): void {
  if (steps.some(isNewTask)) askToKeepOnce().catch(() => {});
}

/** One that was there before and comes back has no title among what it became. */
const isNewTask = ({ entity, before, after }: Step): boolean =>
  entity === 'task' && before.gone === true && after['title'] !== undefined;
