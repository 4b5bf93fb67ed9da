// How long to wait before the next attempt (DESIGN.md §6.5): 3 s after a drop, doubling to 60 s once three
// attempts in a row have failed, spread by ±30 % so that devices do not come back all at once.
import type { Random } from './environment.ts';

const FIRST_MS = 3_000;
const LAST_MS = 60_000;
const STEADY_FAILURES = 3;

/** Milliseconds to wait after `failures` (≥ 1) failed attempts in a row. */
export function backoffMs(failures: number, random: Random): number {
  const doublings = Math.max(0, failures - STEADY_FAILURES);
  const base = Math.min(LAST_MS, FIRST_MS * 2 ** Math.min(doublings, 10));
  return base * (0.7 + 0.6 * random());
}
