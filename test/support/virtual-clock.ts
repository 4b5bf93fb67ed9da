// A clock that stands still until it is told to move.
import type { Clock } from '../../src/sync/environment.ts';
import { settled } from './tasks.ts';

interface Timer {
  at: number;
  run: (() => void) | null;
}

export class VirtualClock implements Clock {
  #elapsed = 0;
  /** By time; of one instant, the one that was set first is first. */
  readonly #timers: Timer[] = [];

  elapsed() {
    return this.#elapsed;
  }

  now() {
    return Date.UTC(2026, 0, 1) + Math.floor(this.#elapsed);
  }

  after(ms: number, run: () => void) {
    const timer: Timer = { at: this.#elapsed + ms, run };
    this.#timers.splice(this.#placeOf(timer.at), 0, timer);
    return () => {
      timer.run = null;
    };
  }

  /** Runs what is due within `ms`, in order, letting promises and tasks settle in between. */
  async advance(ms: number): Promise<void> {
    const end = this.#elapsed + ms;
    for (;;) {
      await settled();
      const next = this.#timers[0];
      if (next === undefined || next.at > end) break;
      this.#timers.shift();
      if (next.run === null) continue;
      this.#elapsed = Math.max(this.#elapsed, next.at);
      next.run();
    }
    this.#elapsed = end;
  }

  /** As if every machine slept for `ms`: what is due in it is late. */
  leap(ms: number): void {
    this.#elapsed += ms;
  }

  /** The first place behind everything that is due at `at` or before. */
  #placeOf(at: number): number {
    let [low, high] = [0, this.#timers.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#timers[middle]!.at <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
