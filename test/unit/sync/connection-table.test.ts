import { describe, expect, it } from 'vitest';
import {
  CONNECTION_TABLE,
  type ConnectionEffect,
  type ConnectionEvent,
  SHOWN_AS,
  type StreamState,
  type Transition,
} from '../../../src/sync/connection-table.ts';

const states = Object.keys(CONNECTION_TABLE) as StreamState[];
const events = Object.keys(CONNECTION_TABLE.paused) as ConnectionEvent[];

/** States with a stream beside. */
const hasNext = (state: StreamState) => state === 'renewing' || state === 'probing';
const polls = (state: StreamState) => state === 'polling' || state === 'probing';

/** A small repeatable random (mulberry32). */
function seeded(seed: number) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

describe('the connection table', () => {
  it('has a cell for every event in every state', () => {
    for (const state of states)
      for (const event of events) expect(CONNECTION_TABLE[state][event], `${state} × ${event}`).toBeDefined();
  });

  it.each([
    ['signed-out', 'sign-out'],
    ['paused', 'pause'],
  ] as const)('reaches %s from every state on %s', (target, event) => {
    for (const state of states) expect(CONNECTION_TABLE[state][event].to).toBe(target);
  });

  it('opens a stream only from states in which one is wanted', () => {
    for (const state of ['signed-out', 'paused'] as const)
      for (const event of events.filter((one) => one !== 'want'))
        expect(CONNECTION_TABLE[state][event].effects).not.toContain('open');
  });

  it('opens a second stream only to take the place of the first, or of the polls (I5)', () => {
    for (const state of states)
      for (const event of events) {
        const { to, effects } = CONNECTION_TABLE[state][event];
        const begins = hasNext(to) && (!hasNext(state) || effects.includes('drop-next'));
        expect(effects.includes('open-next'), `${state} × ${event}`).toBe(begins);
      }
  });

  it('never leaves an attempt or a timer behind, on any walk', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = seeded(seed);
      let state: StreamState = 'paused';
      let [current, next, timers, polling] = [0, 0, 0, 0];
      const perform: Record<ConnectionEffect, () => void> = {
        open: () => current++,
        'open-next': () => next++,
        abort: () => current--,
        'drop-next': () => next--,
        promote() {
          current += next;
          next = 0;
        },
        'schedule-retry': () => timers++,
        'cancel-retry': () => timers--,
        'schedule-probe': () => timers++,
        'schedule-polls': () => polling++,
        'cancel-polls': () => polling--,
        poll: () => {},
        leave: () => {},
        'reset-failures': () => {},
      };

      for (let step = 0; step < 200; step++) {
        const possible = events.filter(
          (event) => (event !== 'retry' || timers > 0) && (!event.startsWith('next-') || next > 0),
        );
        const event = possible[Math.floor(random() * possible.length)]!;
        if (event === 'retry') timers--;
        const cell: Transition = CONNECTION_TABLE[state][event];
        for (const effect of cell.effects) {
          perform[effect]();
          if ([current, next, timers, polling].some((count) => count < 0 || count > 1))
            throw new Error(`seed ${seed}, step ${step}: ${state} × ${event}: ${effect}`);
        }
        state = cell.to;

        const where = `seed ${seed}, step ${step}, in ${state}`;
        const up = state === 'connecting' || SHOWN_AS[state] === 'live';
        expect(current, `${where}: attempts`).toBe(up && !polls(state) ? 1 : 0);
        expect(next, `${where}: attempts beside`).toBe(hasNext(state) ? 1 : 0);
        expect(timers, `${where}: timers`).toBe(state === 'waiting' || state === 'polling' ? 1 : 0);
        expect(polling, `${where}: polls`).toBe(polls(state) ? 1 : 0);
      }
    }
  });
});
