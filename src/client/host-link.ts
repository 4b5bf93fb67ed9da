// The tab's line to the host: says hello, pings, notices a host that restarted silently or hangs, and moves to
// the next generation. A tab works without it: edits are stored by the tab itself.
import type { HostMessage, TabMessage } from '../protocol/port.ts';
import { raiseGeneration, readGeneration } from '../storage/account.ts';
import { hasSharedWorker, type HostPort, openHostPort } from './host-port.ts';

const PING_MS = 2_000;
/** Unanswered pings after which a host that has answered before counts as dead. */
const MISSES = 2;
/** A host that never answered may still be loading: it gets longer. */
const FIRST_MISSES = 8;

/** Pings further apart than this: the tab did not run in between. */
const SLEPT_MS = 10_000;

export interface HostLinkHooks {
  onMessage(message: HostMessage): void;
  onReachable(reachable: boolean): void;
  /** Another host than before answers: what the last one did not get to tell is in the database. */
  onNewHost(): void;
}

export class HostLink {
  readonly #hostUrl: string | URL;
  readonly #hooks: HostLinkHooks;
  readonly #tabId = crypto.randomUUID();
  readonly #life = new AbortController();
  /** Tabs that see nobody do not ping: one that found the host dead tells them. */
  readonly #moves = new BroadcastChannel('lockstep-moves');
  #port: HostPort | null = null;
  #shared = hasSharedWorker();
  #generation = 0;
  /** Of the host on the other end; null until it has said something. */
  #bootId: string | null = null;
  #lastBootId: string | null = null;
  #missed = 0;
  /** By the wall clock, which goes on while the machine sleeps. */
  #pingedAt = Date.now();
  #pings: ReturnType<typeof setInterval> | undefined;

  constructor(hostUrl: string | URL, hooks: HostLinkHooks) {
    this.#hostUrl = hostUrl;
    this.#hooks = hooks;
    this.#moves.onmessage = () => void this.#follow();
  }

  /** Connects as soon as the tab's lock is held: the host watches it to notice the tab's death. */
  async open(): Promise<void> {
    const held = Promise.withResolvers<void>();
    navigator.locks
      .request(this.#lock, { signal: this.#life.signal }, () => {
        held.resolve();
        return new Promise<void>((release) =>
          this.#life.signal.addEventListener('abort', () => release(), { once: true }),
        );
      })
      .catch(() => held.resolve());
    const [, generation] = await Promise.all([held.promise, readGeneration().catch(() => 0)]);
    this.#generation = generation;
    this.#connect();
    this.#watchPage();
    this.#pings = setInterval(() => this.#ping(), PING_MS);
  }

  post(message: TabMessage): void {
    this.#port?.post(message);
  }

  close(): void {
    this.#leave();
    clearInterval(this.#pings);
    this.#life.abort();
    this.#moves.close();
  }

  #leave(): void {
    this.post({ type: 'bye' });
    this.#port?.close();
    this.#port = null;
  }

  get #lock(): string {
    return `lockstep-tab-${this.#tabId}`;
  }

  #connect(replaces = false): void {
    this.#port?.close();
    this.#bootId = null;
    this.#missed = 0;
    const port = openHostPort({
      url: this.#hostUrl,
      generation: this.#generation,
      replaces,
      shared: this.#shared,
      onMessage: (message) => this.#take(message),
      onFailed: () => port === this.#port && this.#loadFailed(),
    });
    this.#port = port;
    this.#hello();
  }

  /** A shared worker that is there and does not run modules is none; after that, only syncing has to wait. */
  #loadFailed(): void {
    if (this.#bootId !== null) return;
    if (!this.#shared) return this.#hooks.onReachable(false);
    this.#shared = false;
    this.#connect();
  }

  #hello(): void {
    const visible = document.visibilityState === 'visible';
    this.post({ type: 'hello', tabId: this.#tabId, visible, lock: this.#lock });
  }

  #take(message: HostMessage): void {
    this.#missed = 0;
    this.#hooks.onReachable(true);
    // WebKit can restart a shared worker on the same ports (bug 318873): the new one does not know us yet.
    const isNew = this.#lastBootId !== message.bootId;
    const restarted = this.#bootId !== null && isNew;
    this.#bootId = this.#lastBootId = message.bootId;
    if (restarted) this.#hello();
    if (isNew) this.#hooks.onNewHost();
    if (message.type === 'superseded') void this.#follow();
    this.#hooks.onMessage(message);
  }

  #ping(): void {
    const silentMs = Date.now() - this.#pingedAt;
    this.#pingedAt += silentMs;
    if (document.visibilityState !== 'visible') return;
    // The machine slept: timers stood still.
    if (silentMs > SLEPT_MS) this.post({ type: 'wake' });
    const misses = this.#bootId === null ? FIRST_MISSES : MISSES;
    if (this.#missed >= misses) void this.#replaceHost();
    this.#missed++;
    this.post({ type: 'ping' });
  }

  /** This generation is lost: the first tab to say so names the next, the others go with it. */
  async #replaceHost(): Promise<void> {
    this.#missed = 0;
    this.#hooks.onReachable(false);
    const { generation, isFirst } = await raiseGeneration(this.#generation).catch(() => ({
      generation: this.#generation + 1,
      isFirst: true,
    }));
    this.#moveTo(generation, isFirst);
    if (isFirst) this.#moves.postMessage(null);
  }

  async #follow(): Promise<void> {
    const generation = await readGeneration().catch(() => this.#generation);
    if (generation === this.#generation || this.#life.signal.aborted) return;
    this.#moveTo(generation, false);
  }

  #moveTo(generation: number, replaces: boolean): void {
    this.#generation = generation;
    this.#connect(replaces);
    // What this tab stored since, it said to a host that does not hear.
    this.post({ type: 'wake' });
  }

  #watchPage(): void {
    const { signal } = this.#life;
    const tellVisibility = () => {
      this.#missed = 0;
      // Timers of hidden tabs are late as well.
      this.#pingedAt = Date.now();
      this.post({ type: 'visibility', visible: document.visibilityState === 'visible' });
    };
    document.addEventListener('visibilitychange', tellVisibility, { signal });
    // A message to a page in the back/forward cache would throw it out of there.
    addEventListener('pagehide', () => this.#leave(), { signal });
    addEventListener(
      'pageshow',
      (event: Event) => {
        if (!(event as PageTransitionEvent).persisted) return;
        this.#connect();
        tellVisibility();
        this.post({ type: 'wake' });
        void this.#follow();
      },
      { signal },
    );
    addEventListener('online', () => this.post({ type: 'wake' }), { signal });
  }
}
