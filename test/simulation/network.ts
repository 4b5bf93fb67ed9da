// A device's way to the server in virtual time: late, lossy, repeating, cutting. Implements the engine's
// transport on a server in the same process.
import { LockstepError } from '../../src/protocol/errors.ts';
import type { MutationBatch } from '../../src/protocol/mutations.ts';
import type { Clock, StreamEnd, StreamRequest, Transport } from '../../src/sync/environment.ts';
import type { SimulatedServer } from './server.ts';

export interface Weather {
  /** Chance that a request or its answer is lost, each. */
  loss: number;
  /** Chance that a request reaches the server twice. */
  repeat: number;
  /** Longest delay of one way, ms. */
  delayMs: number;
  /** Chance that a chunk of the stream ends it in the middle. */
  cut: number;
  /** Chance that the stream falls silent without ending. */
  stall: number;
  /** Chance that the transport wants a new stream behind an event. */
  recycle: number;
  /** Chance that the token ends while edits are on their way. */
  expiry: number;
}

export const FOUL: Weather = {
  loss: 0.08,
  repeat: 0.05,
  delayMs: 800,
  cut: 0.04,
  stall: 0.01,
  recycle: 0.02,
  expiry: 0.03,
};
export const FAIR: Weather = { loss: 0, repeat: 0, delayMs: 20, cut: 0, stall: 0, recycle: 0, expiry: 0 };

export class Network implements Transport {
  readonly streaming = 'fetch';
  weather = FAIR;
  isDown = false;
  /** A proxy stands between that collects an answer until it is whole: a stream's text comes with its end. */
  buffers = false;
  readonly #server: SimulatedServer;
  readonly #deviceId: string;
  readonly #clock: Clock;
  readonly #random: () => number;
  /** Streams opened beside one that was not told to renew its token (I5). */
  surplusStreams = 0;
  /** How often this device was told to start over. */
  resyncs = 0;
  /** Requests that began with a token whose time was over: the device knows by itself how long one lasts. */
  requestsWithEndedTokens = 0;
  /** When each token ends, in elapsed time. */
  readonly #tokenEnds = new Map<string, number>();
  /** The longest time that a good stream brought nothing, ms. */
  longestSilence = 0;
  /** When the machines last woke up: nobody says anything in their sleep. */
  #wokeAt = 0;
  /** Hosts that lost the lead and do not know it yet: their streams are not the leading one's. */
  readonly #ousted: ReadonlySet<unknown>;
  /** Open streams of this device, to be cut when the network goes down; true for those told to renew. */
  readonly #open = new Map<() => void, boolean>();

  constructor(
    server: SimulatedServer,
    deviceId: string,
    clock: Clock,
    random: () => number,
    ousted: ReadonlySet<unknown>,
  ) {
    this.#ousted = ousted;
    this.#server = server;
    this.#deviceId = deviceId;
    this.#clock = clock;
    this.#random = random;
  }

  goDown(): void {
    this.isDown = true;
    this.cutStreams();
  }

  wakeUp(): void {
    this.#wokeAt = this.#clock.elapsed();
  }

  cutStreams(): void {
    for (const cut of [...this.#open.keys()]) cut();
  }

  async mintToken(signal: AbortSignal) {
    const minted = await this.#exchange(signal, () => this.#server.mintToken(this.#deviceId));
    this.#tokenEnds.set(minted.token, this.#clock.elapsed() + minted.expiresInSeconds * 1000);
    return minted;
  }

  leaveStream({ token, connectionId }: { token: string; connectionId: string }) {
    return this.#exchange(new AbortController().signal, () => this.#server.leaveStream(token, connectionId));
  }

  changes({ token, syncAt }: { token: string; syncAt: string | null }, signal: AbortSignal) {
    return this.#exchange(signal, () => this.#server.changes(token, syncAt), token);
  }

  digest({ token }: { token: string }, signal: AbortSignal) {
    return this.#exchange(signal, () => this.#server.digest(token), token);
  }

  bucketRows({ token, buckets }: { token: string; buckets: number[] }, signal: AbortSignal) {
    return this.#exchange(signal, () => this.#server.bucketRows(token, buckets), token);
  }

  mutate(
    { token, connectionId, batch }: { token: string; connectionId: string | null; batch: MutationBatch },
    signal: AbortSignal,
  ) {
    // What travels is text: nobody shares objects with the server.
    const text = JSON.stringify(batch);
    const serve = () => {
      if (this.#chance(this.weather.expiry)) this.#server.endTokens(this.#deviceId);
      return this.#server.mutate(token, connectionId, JSON.parse(text) as MutationBatch);
    };
    return this.#exchange(signal, serve, token);
  }

  history(_request: unknown, signal: AbortSignal) {
    return this.#exchange(signal, async () => ({ entries: [], hasMore: false }));
  }

  devices(_token: string, signal: AbortSignal) {
    return this.#exchange(signal, async () => []);
  }

  request(_token: string, _request: unknown, signal: AbortSignal) {
    return this.#exchange(signal, async () => undefined);
  }

  logout(_token: string, signal: AbortSignal) {
    return this.#exchange(signal, async () => {});
  }

  async openStream({ token, syncAt, onText }: StreamRequest, signal: AbortSignal): Promise<StreamEnd> {
    this.#use(token);
    await this.#travel(signal);
    const { promise, resolve, reject } = Promise.withResolvers<StreamEnd>();
    const { buffers } = this;
    let collected = '';
    let lastArrival = 0;
    let stalled = false;
    let heardAt = this.#clock.elapsed();
    const measure = () => {
      if (stalled || buffers || !this.#open.has(cut)) return;
      const silence = this.#clock.elapsed() - Math.max(heardAt, this.#wokeAt);
      this.longestSilence = Math.max(this.longestSilence, silence);
      heardAt = this.#clock.elapsed();
    };
    const cut = () => {
      measure();
      this.#open.delete(cut);
      stream.clientGone();
      reject(new LockstepError('offline'));
    };
    const stream = await this.#server.openStream(token, syncAt, {
      onText: (text) => {
        if (buffers) {
          collected += text;
          return;
        }
        if (this.#chance(this.weather.stall)) stalled = true;
        const breaks = this.#chance(this.weather.cut);
        const recycles = !breaks && this.#chance(this.weather.recycle);
        const part = breaks ? text.slice(0, Math.floor(this.#random() * text.length)) : text;
        // Later bytes never overtake earlier ones.
        lastArrival = Math.max(lastArrival, this.#clock.elapsed() + this.#delay());
        this.#clock.after(lastArrival - this.#clock.elapsed(), () => {
          if (!this.#open.has(cut) || stalled) return;
          measure();
          if (part.includes('event: resync')) this.resyncs++;
          if (part.includes('event: reauth')) this.#open.set(cut, true);
          onText(part);
          if (recycles) resolve('recycled');
          if (breaks || recycles) cut();
        });
      },
      onEnd: () => {
        const wait = Math.max(0, lastArrival - this.#clock.elapsed()) + 1;
        this.#clock.after(wait, () => {
          if (stalled || !this.#open.has(cut)) return;
          if (buffers) onText(collected);
          this.#open.delete(cut);
          resolve('ended');
        });
      },
    });
    if (!signal.aborted && this.#ousted.size === 0 && [...this.#open.values()].includes(false))
      this.surplusStreams++;
    this.#open.set(cut, false);
    signal.addEventListener('abort', cut, { once: true });
    if (signal.aborted || this.isDown) cut();
    return promise;
  }

  /** One request and its answer. What the server did stays done when the answer is lost. */
  async #exchange<T>(signal: AbortSignal, serve: () => Promise<T>, token?: string): Promise<T> {
    if (token !== undefined) this.#use(token);
    await this.#travel(signal);
    if (this.#chance(this.weather.repeat)) await serve().catch(() => {});
    const outcome = await serve().then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    await this.#travel(signal);
    if ('error' in outcome) {
      if (outcome.error instanceof LockstepError && outcome.error.code === 'resync-required') this.resyncs++;
      throw outcome.error;
    }
    return structuredClone(outcome.value);
  }

  #use(token: string): void {
    if (this.#clock.elapsed() >= (this.#tokenEnds.get(token) ?? Infinity)) this.requestsWithEndedTokens++;
  }

  /** One way: takes its time, or fails. */
  async #travel(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#clock.after(this.#delay(), resolve);
    await promise;
    if (signal.aborted || this.isDown || this.#server.isDown || this.#chance(this.weather.loss))
      throw new LockstepError('offline');
  }

  #chance(chance: number): boolean {
    return chance > 0 && this.#random() < chance;
  }

  #delay(): number {
    return 1 + Math.floor(this.#random() * this.weather.delayMs);
  }
}
