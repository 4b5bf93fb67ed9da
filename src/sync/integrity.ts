// Integrity (DESIGN.md §4): whether this device has the rows that the server has, and how it gets them back where
// they differ. What sync alone cannot see: a browser that lost rows, a server that was put back to an older state.
import type { ResyncReason } from '../protocol/stream.ts';
import type { Bearer } from './bearer.ts';
import { catchUp, resync } from './catch-up.ts';
import type { Environment } from './environment.ts';
import type { Inbox } from './inbox.ts';

/** What the server says of the instant `seq`. */
export interface Claim {
  seq: number;
  digest: string;
}

const HOUR_MS = 3_600_000;
/** Repairs and snapshots in an hour; a device that needs more has a defect that they do not mend. */
const MAX_PER_HOUR = 3;
/** More than this, and a snapshot is cheaper than looking for the rows. */
const MAX_BUCKETS = 64;
const TRIES = 5;

/** Counts what was put right. */
export class Mending {
  /** Since the host started. */
  count = 0;
  #recent: number[] = [];

  /** @param now elapsed ms. */
  isAllowed(now: number): boolean {
    this.#recent = this.#recent.filter((at) => now - at < HOUR_MS);
    return this.#recent.length < MAX_PER_HOUR;
  }

  done(now: number): void {
    this.count++;
    this.#recent.push(now);
  }
}

/** Whether the rows are the server's; null when this device is at another instant and cannot tell. */
export function hasRowsOf(claim: Claim, { storage }: Environment, inbox: Inbox): Promise<boolean | null> {
  return inbox.alone(async () => {
    if (inbox.chain.seq !== claim.seq || inbox.chain.hasHole) return null;
    return (await storage.digest()) === claim.digest;
  });
}

/**
 * Takes the buckets that differ from the server, or everything when too many do.
 * @returns false when the rows kept changing meanwhile.
 */
export async function repair(
  environment: Environment,
  bearer: Bearer,
  inbox: Inbox,
  signal: AbortSignal,
): Promise<boolean> {
  const { storage, transport } = environment;
  for (let i = 0; i < TRIES; i++) {
    await catchUp(environment, bearer, inbox, signal);
    const theirs = await transport.digest({ token: await bearer.get() }, signal);
    const mine = await inbox.alone(() => storage.bucketDigests());
    const differing = theirs.buckets.flatMap((digest, bucket) => (digest === mine[bucket] ? [] : [bucket]));
    if (differing.length > MAX_BUCKETS) {
      await resync(environment, bearer, inbox, 'digest' satisfies ResyncReason, signal, theirs.forgotten);
      return true;
    }
    const { rows, seq } =
      differing.length === 0
        ? { rows: [], seq: theirs.seq }
        : await transport.bucketRows({ token: await bearer.get(), buckets: differing }, signal);
    const done = await inbox.alone(async () => {
      if (inbox.chain.seq !== seq || inbox.chain.hasHole) return false;
      await storage.repairBase(rows, differing, theirs.forgotten);
      return true;
    });
    if (done) return true;
  }
  return false;
}
