// In the engine's place on a device without an account: nothing to connect to, and nobody who confirms.
import { LockstepError } from '../protocol/errors.ts';
import type { HostStatus } from '../protocol/port.ts';
import type { Database } from '../storage/database.ts';
import { foldOutbox } from '../storage/fold.ts';
import type { LockstepSchema } from '../storage/schema.ts';
import type { DownReason } from '../sync/engine.ts';

const STATUS: HostStatus = {
  connection: 'signed-out',
  unsent: 0,
  rejected: 0,
  liveAt: null,
  retryAt: null,
  needsSignIn: false,
  needsUpdate: false,
};

export class LocalKeeper {
  readonly status = STATUS;
  readonly #database: Database<LockstepSchema>;
  readonly #onFolded: (ids: string[]) => void;
  #silent = false;
  #folding = false;
  #again = false;

  /** @param onFolded called with the ids of rows that are base rows now. */
  constructor(database: Database<LockstepSchema>, onFolded: (ids: string[]) => void) {
    this.#database = database;
    this.#onFolded = onFolded;
    this.stored();
  }

  /** The outbox has something new. */
  stored(): void {
    if (this.#silent) return;
    if (this.#folding) {
      this.#again = true;
      return;
    }
    this.#folding = true;
    // What cannot be folded stays in the outbox, where it is seen as well, until the next edit.
    void this.#foldAll()
      .catch(() => {})
      .finally(() => {
        this.#folding = false;
        if (!this.#again) return;
        this.#again = false;
        this.stored();
      });
  }

  async #foldAll(): Promise<void> {
    for (;;) {
      const ids = await foldOutbox(this.#database);
      if (ids.length === 0) return;
      this.#onFolded(ids);
    }
  }

  setDown(reason: DownReason, holds: boolean): void {
    if (reason === 'superseded') this.#silent = holds;
  }

  flush(): Promise<number> {
    return Promise.resolve(0);
  }

  /** History is the server's. */
  history(): Promise<never> {
    return Promise.reject(new LockstepError('signed-out'));
  }

  /** Nobody to ask. */
  request(): Promise<never> {
    return Promise.reject(new LockstepError('signed-out'));
  }

  /** No account, no other devices. */
  devices(): Promise<never[]> {
    return Promise.resolve([]);
  }

  /** No account, no server to ask. */
  ask(): Promise<never> {
    return Promise.reject(new LockstepError('signed-out'));
  }

  endSession(): Promise<void> {
    return Promise.resolve();
  }

  stop(): void {
    this.#silent = true;
  }

  signedIn(): void {}

  wake(): void {}
}
