// Joins a `Live` value to an element: the element updates when the value changes, and only while connected.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Live } from '../client/types.ts';

export class LiveController<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #live: Live<T> | null = null;
  #stop = () => {};

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get value(): T | undefined {
    return this.#live?.value;
  }

  /** Watches another value from now on; null for none. */
  watch(live: Live<T> | null): void {
    if (live === this.#live) return;
    this.#stop();
    this.#live = live;
    this.#stop = live?.subscribe(() => this.#host.requestUpdate()) ?? (() => {});
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#stop();
    this.#stop = () => {};
    this.#live = null;
  }
}
