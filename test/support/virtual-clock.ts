// A clock that stands still until it is told to move.
import type { Clock } from '../../src/sync/environment.ts';

export class VirtualClock implements Clock {
  #elapsed = 0;
  #timers = new Set<{ at: number; run: () => void }>();

  elapsed() {
    return this.#elapsed;
  }

  now() {
    return Date.UTC(2026, 0, 1) + Math.floor(this.#elapsed);
  }

  after(ms: number, run: () => void) {
    const timer = { at: this.#elapsed + ms, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Runs what is due within `ms`, in order, letting promises settle in between. */
  async advance(ms: number): Promise<void> {
    const end = this.#elapsed + ms;
    for (;;) {
      await settled();
      const next = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#elapsed = Math.max(this.#elapsed, next.at);
      next.run();
    }
    this.#elapsed = end;
    await settled();
  }
}

/** Lets promise callbacks and fake-indexeddb's tasks run. */
export async function settled(turns = 30): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}
