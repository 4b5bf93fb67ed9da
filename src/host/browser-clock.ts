// The engine's clock in a browser.
import type { Clock } from '../sync/environment.ts';

/** A wall clock that is this much ahead was put forward, or went on while the machine slept. */
const LEAP_MS = 2_000;

export function createBrowserClock(): Clock {
  // `performance.now()` stands still while most machines sleep: what the wall clock leapt meanwhile passed as well.
  let ahead = Date.now() - performance.now();
  let slept = 0;
  return {
    elapsed() {
      const now = performance.now();
      const leap = Date.now() - now - ahead;
      ahead += leap;
      if (leap > LEAP_MS) slept += leap;
      return now + slept;
    },
    now: () => Date.now(),
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
}
