// The unbroken prev → seq chain of DESIGN.md §4 "Continuity". Rows may be applied in any order, by revision;
// the cursor moves only along links that join, so that no change can be skipped (I2).
import type { Cursor } from './engine-storage.ts';

/** Says: whoever has everything up to `prev` has, with the rows of this link, everything up to `seq`. */
export interface Link {
  prev: number;
  seq: number;
  syncAt: string;
}

export class Chain {
  #cursor: Cursor | null;
  #seen: Cursor | null;
  #waiting: Link[] = [];

  /** @param seen the newest link that was ever offered, should that be ahead of the cursor. */
  constructor(cursor: Cursor | null, seen: Cursor | null = cursor) {
    this.#cursor = cursor;
    this.#seen = seen;
  }

  get cursor(): Cursor | null {
    return this.#cursor;
  }

  /** The newest that any stored row may be of: behind a hole, ahead of the cursor. */
  get seen(): Cursor | null {
    return this.#seen;
  }

  /** The number reached; 0 before anything. */
  get seq(): number {
    return this.#cursor?.seq ?? 0;
  }

  /** True while a link waits for the ones before it: something was missed. */
  get hasHole(): boolean {
    return this.#waiting.length > 0;
  }

  /**
   * Lets go of what waits for numbers that the server, asked now, has never given: it was put back to an older
   * state. Call at once when asking; the returned function takes the server's head.
   */
  doubt(): (head: number) => void {
    const doubted = new Set(this.#waiting);
    return (head) => {
      this.#waiting = this.#waiting.filter((link) => link.seq <= head || !doubted.has(link));
    };
  }

  /** Takes a link whose rows are stored, or are about to be in the same transaction as the cursor. */
  offer(link: Link): void {
    this.#waiting.push(link);
    if (link.seq > (this.#seen?.seq ?? -1)) this.#seen = { syncAt: link.syncAt, seq: link.seq };
    for (;;) {
      this.#waiting = this.#waiting.filter((one) => this.#cursor === null || one.seq > this.seq);
      const next = this.#waiting.find((one) => one.prev <= this.seq);
      if (next === undefined) return;
      this.#cursor = { syncAt: next.syncAt, seq: next.seq };
    }
  }
}
