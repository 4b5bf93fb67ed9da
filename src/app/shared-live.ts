// A `Live` value that several elements show and that is only kept up while one of them does.
import type { Live } from '../client/types.ts';

export class SharedLive<T> implements Live<T> {
  readonly #initial: () => T;
  readonly #open: (set: (value: T) => void) => () => void;
  readonly #listeners = new Set<(value: T) => void>();
  #value: T;
  #close: (() => void) | null = null;

  /**
   * @param initial makes the value until there is another one.
   * @param open keeps the value up until the function that it returns is called.
   */
  constructor(initial: () => T, open: (set: (value: T) => void) => () => void) {
    this.#initial = initial;
    this.#value = initial();
    this.#open = open;
  }

  get value(): T {
    return this.#value;
  }

  subscribe(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    if (this.#close === null) {
      this.#value = this.#initial();
      this.#close = this.#open((value) => this.#set(value));
    }
    return () => {
      if (!this.#listeners.delete(listener) || this.#listeners.size > 0) return;
      this.#close?.();
      this.#close = null;
    };
  }

  #set(value: T): void {
    this.#value = value;
    for (const listener of [...this.#listeners]) listener(value);
  }
}
