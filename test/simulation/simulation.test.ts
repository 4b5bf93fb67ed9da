import { expect, it } from 'vitest';
import { simulate } from './simulate.ts';

/** What every run of the tests goes through; `npm run simulate -- --seeds N` goes further. */
const SEEDS = 150;

it(`holds its invariants on ${SEEDS} seeds of foul weather, crashes and restarts`, async () => {
  const violations: string[] = [];

  for (let seed = 1; seed <= SEEDS; seed++)
    await simulate(seed).catch((error: Error) => violations.push(error.message));

  expect(violations).toEqual([]);
}, 240_000);

it('does the same whenever a seed is run again', async () => {
  const outcomes = [];

  for (const seed of [1, 2, 3, 1, 2, 3]) outcomes.push(await simulate(seed));

  expect(outcomes.slice(3)).toEqual(outcomes.slice(0, 3));
}, 60_000);
