// New versions of the app: looks for them, offers them, and takes them by itself when nobody is at work in any tab
// of the device (PRODUCT.md "quiet update that never loses a draft").
import { LiveValue } from '../client/live-value.ts';
import type { Lockstep } from '../client/types.ts';
import { ASK_IDLE, SKIP_WAITING, TAKE_OVER_WHEN_IDLE, type UpdateMessage } from '../protocol/update.ts';
import { Idleness } from './idle.ts';
import { rememberPlace } from './place.ts';
import { keepText } from './unsaved.ts';

/** How often a tab looks whether its moment has come. */
const CHECK_MS = 60_000;
/** How often new versions are looked for; the browser does so by itself at every start. */
const LOOK_MS = 60 * 60_000;
/** A version that the person asked for and that does not come: the server's page is loaded instead. */
const PATIENCE_MS = 10_000;

/** `waiting`: a new version is stored and waits. `outdated`: it has taken over, and this page is of the old one. */
export type UpdateState = 'none' | 'waiting' | 'outdated';

export class Updates {
  readonly state = new LiveValue<UpdateState>('none');
  readonly #idleness: Idleness;
  readonly #lockstep: Lockstep;
  #registration: ServiceWorkerRegistration | null = null;
  #asked = false;
  #reloading = false;
  #lookedAt = performance.now();

  constructor(lockstep: Lockstep) {
    this.#lockstep = lockstep;
    this.#idleness = new Idleness(lockstep);
  }

  /** Follows the versions of a registered service worker from now on. */
  follow(registration: ServiceWorkerRegistration): void {
    this.#registration = registration;
    const { serviceWorker } = navigator;
    // The first version takes over a page of its own.
    let isControlled = serviceWorker.controller !== null;
    serviceWorker.addEventListener('controllerchange', () => {
      if (isControlled) void this.#tookOver();
      isControlled = true;
    });
    serviceWorker.addEventListener('message', ({ data, ports }) => {
      if ((data as Partial<UpdateMessage> | null)?.type !== ASK_IDLE) return;
      void this.#idleness.isIdle().then((isIdle) => ports[0]?.postMessage(isIdle));
    });
    registration.addEventListener('updatefound', () => this.#await(registration.installing));
    this.#await(registration.installing);
    this.#found();

    setInterval(() => this.#check(), CHECK_MS);
    document.addEventListener('visibilitychange', () => this.#check());
    let isTooOld = false;
    this.#lockstep.status.subscribe(({ needsUpdate }) => {
      if (needsUpdate && !isTooOld) this.#look(0);
      isTooOld = needsUpdate;
    });
  }

  /** The person wants the new version now. */
  async take(): Promise<void> {
    this.#asked = true;
    await keepText();
    const { waiting } = this.#registration ?? {};
    if (this.state.value === 'waiting' && waiting) return say(waiting, SKIP_WAITING);
    // Nobody knows of one yet, and the server is ahead all the same: look, and come back with what is found.
    if (this.state.value === 'none') {
      setTimeout(() => this.#reload(), PATIENCE_MS);
      const found = await this.#registration?.update().catch(() => null);
      if (found?.installing ?? found?.waiting) return;
    }
    this.#reload();
  }

  #await(worker: ServiceWorker | null): void {
    worker?.addEventListener('statechange', () => this.#found());
  }

  /** A version that is stored while another one is at work waits. */
  #found(): void {
    const { waiting, active } = this.#registration!;
    if (!waiting || !active || this.state.value === 'outdated') return;
    this.state.set('waiting');
    if (this.#asked) say(waiting, SKIP_WAITING);
    else this.#check();
  }

  /** The new version is at work: the page follows, unless somebody is typing in it. */
  async #tookOver(): Promise<void> {
    this.state.set('outdated');
    if (this.#asked || (await this.#idleness.isIdle())) this.#reload();
  }

  #check(): void {
    const { waiting } = this.#registration!;
    if (document.visibilityState === 'visible')
      this.#look(this.#lockstep.status.value.needsUpdate ? CHECK_MS : LOOK_MS);
    if (this.state.value === 'none') return;
    void this.#idleness.isIdle().then((isIdle) => {
      if (!isIdle) return;
      if (this.state.value === 'outdated') this.#reload();
      else if (waiting) say(waiting, TAKE_OVER_WHEN_IDLE);
    });
  }

  #look(everyMs: number): void {
    if (performance.now() - this.#lookedAt < everyMs) return;
    this.#lookedAt = performance.now();
    // Without a network there is nothing new.
    this.#registration!.update().catch(() => {});
  }

  #reload(): void {
    if (this.#reloading) return;
    this.#reloading = true;
    rememberPlace();
    location.reload();
  }
}

const say = (worker: ServiceWorker, type: UpdateMessage['type']): void =>
  worker.postMessage({ type } satisfies UpdateMessage);
