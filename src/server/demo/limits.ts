// What one visitor of a public demo may cost. Counted until the next full hour, when everything is put back.
import type { FastifyRequest } from 'fastify';
import { LockstepError } from '../../protocol/errors.ts';
import { PATHS } from '../../protocol/wire.ts';
import type { Hub } from '../events/hub.ts';

/** Accounts at once. */
export const MAX_VISITORS = 200;
/** Demos begun from one address in an hour: a family or an office has one. */
export const STARTS_PER_ADDRESS = 30;
/** What one account may send in an hour: some thousand edits, or half of a large import. */
const BYTES_PER_ACCOUNT = 512 * 1024;
/** A request costs its body, and this much at least. */
const BYTES_PER_REQUEST = 256;
const STREAMS_PER_ACCOUNT = 12;
/** A device asks for a token every quarter of an hour. */
const TOKENS_PER_ADDRESS = 600;

export class DemoLimits {
  readonly #hub: Hub;
  readonly #retryAfterSeconds: () => number;
  readonly #spent = new Map<string, number>();

  constructor(hub: Hub, retryAfterSeconds: () => number) {
    this.#hub = hub;
    this.#retryAfterSeconds = retryAfterSeconds;
  }

  /** Counts a request, before it does anything. @throws LockstepError `rate-limited`, `over-capacity` */
  admit({ method, identity, routeOptions, headers, ip }: FastifyRequest): void {
    if (routeOptions.url === PATHS.token) this.#spend(`token ${ip}`, 1, TOKENS_PER_ADDRESS);
    // Only routes that need a token know who asks.
    if (identity === undefined) return;
    const { achieverId } = identity;
    if (routeOptions.url === PATHS.stream && method === 'GET') {
      const open = [...this.#hub.of(achieverId)].length;
      if (open >= STREAMS_PER_ACCOUNT)
        throw new LockstepError('over-capacity', undefined, { retryAfterSeconds: 60 });
    } else if (method !== 'GET') {
      const bytes = Math.max(Number(headers['content-length'] ?? 0), BYTES_PER_REQUEST);
      this.#spend(`account ${achieverId}`, bytes, BYTES_PER_ACCOUNT);
    }
  }

  /** Another hour began. */
  renew(): void {
    this.#spent.clear();
  }

  #spend(key: string, cost: number, most: number): void {
    const spent = (this.#spent.get(key) ?? 0) + cost;
    if (spent > most)
      throw new LockstepError('rate-limited', undefined, { retryAfterSeconds: this.#retryAfterSeconds() });
    this.#spent.set(key, spent);
  }
}
