// The engine's clock in a browser.
import type { Clock } from '../sync/environment.ts';

export function createBrowserClock(): Clock {
  return {
    elapsed: () => performance.now(),
    now: () => Date.now(),
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  };
}
