// Reads from the database again whenever rows it may show have changed. One read at a time; changes during a
// read cause exactly one more, so that the last value shown is never older than the last change.
import { LiveValue } from './live-value.ts';
import type { LiveQuery } from './types.ts';

/** Tells about changed rows; `null` means that anything may have changed. Returns the way to stop. */
export type ChangeFeed = (listener: (ids: string[] | null) => void) => () => void;

/** Outdated reads in a row that are not shown. */
const MAX_SKIPPED = 5;

/** @param show shows what was read so far, where that is worth something before all is read. */
export type Read<T> = (show: (part: T) => void) => Promise<T>;

export class LiveRead<T> extends LiveValue<T> implements LiveQuery<T> {
  readonly ready: Promise<void>;
  readonly #read: Read<T>;
  readonly #onError: (error: unknown) => void;
  readonly #stop: () => void;
  #reading: Promise<void> | null = null;
  #again = false;
  #closed = false;

  /**
   * @param initial the value until the first read is done.
   * @param concerns whether a change of these ids can alter the value.
   */
  constructor(
    initial: T,
    read: Read<T>,
    changes: ChangeFeed,
    concerns: (ids: string[]) => boolean,
    onError: (error: unknown) => void,
  ) {
    super(initial);
    this.#read = read;
    this.#onError = onError;
    this.#stop = changes((ids) => {
      if (ids === null || concerns(ids)) void this.#start();
    });
    this.ready = this.#start();
  }

  refresh(): Promise<void> {
    return this.#start();
  }

  caughtUp(): Promise<void> {
    return this.#reading ?? Promise.resolve();
  }

  #start(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    if (this.#reading) this.#again = true;
    return (this.#reading ??= this.#run());
  }

  close(): void {
    this.#closed = true;
    this.#stop();
  }

  async #run(): Promise<void> {
    let skipped = 0;
    do {
      this.#again = false;
      try {
        const value = await this.#read((part) => {
          if (!this.#again && !this.#closed) this.set(part);
        });
        // What was read before the latest change would flicker; under a storm of changes it is shown all the same.
        const stale = this.#again && skipped++ < MAX_SKIPPED;
        if (!this.#closed && !stale) this.set(value);
      } catch (error) {
        if (!this.#closed) this.#onError(error);
      }
    } while (this.#again && !this.#closed);
    this.#reading = null;
  }
}
