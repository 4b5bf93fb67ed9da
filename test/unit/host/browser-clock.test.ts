// The engine's sense of time on a machine that sleeps.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBrowserClock } from '../../../src/host/browser-clock.ts';

const HOUR = 3_600_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** The wall clock goes on while the other one stands still, as in sleep; negative when somebody puts it back. */
const leap = (ms: number) => vi.setSystemTime(Date.now() + ms);

describe('the clock of a browser', () => {
  it('counts the time that the machine slept', () => {
    const clock = createBrowserClock();
    const before = clock.elapsed();

    leap(HOUR);
    vi.advanceTimersByTime(1_000);

    expect(clock.elapsed() - before).toBe(HOUR + 1_000);
    expect(clock.elapsed() - before).toBe(HOUR + 1_000);
  });

  it('never goes back when the wall clock is put back by a day', () => {
    const clock = createBrowserClock();
    const before = clock.elapsed();

    leap(-24 * HOUR);
    vi.advanceTimersByTime(1_000);

    expect(clock.elapsed() - before).toBe(1_000);
    leap(HOUR);
    expect(clock.elapsed() - before).toBe(HOUR + 1_000);
  });

  it('is not worn by a wall clock that is set right in small steps', () => {
    const clock = createBrowserClock();
    const before = clock.elapsed();

    for (let step = 0; step < 100; step++) {
      leap(50);
      clock.elapsed();
    }

    expect(clock.elapsed() - before).toBe(0);
  });
});
