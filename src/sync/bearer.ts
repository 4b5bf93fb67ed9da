// The bearer token: minted from the session cookie, kept in memory only, one mint at a time.
import type { Clock, Transport } from './environment.ts';

/** A token this close to its end is not used for a new request. */
const MARGIN_MS = 30_000;

export class Bearer {
  readonly #clock: Clock;
  readonly #transport: Transport;
  readonly #life: AbortSignal;
  #token: { value: string; endsAt: number } | null = null;
  #minting: Promise<string> | null = null;

  /** @param life ends a mint under way; not a caller's signal, since several callers may share one mint. */
  constructor(clock: Clock, transport: Transport, life: AbortSignal) {
    this.#clock = clock;
    this.#transport = transport;
    this.#life = life;
  }

  /** @throws LockstepError `session-ended` or `offline`. */
  get(): Promise<string> {
    if (this.#token && this.#token.endsAt - MARGIN_MS > this.#clock.elapsed())
      return Promise.resolve(this.#token.value);
    this.#minting ??= this.#mint().finally(() => (this.#minting = null));
    return this.#minting;
  }

  /** Forgets the token, for example after the server refused it. */
  forget(): void {
    this.#token = null;
  }

  async #mint(): Promise<string> {
    const { token, expiresInSeconds } = await this.#transport.mintToken(this.#life);
    this.#token = { value: token, endsAt: this.#clock.elapsed() + expiresInSeconds * 1000 };
    return token;
  }
}
