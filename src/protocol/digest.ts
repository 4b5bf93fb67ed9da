// The digest of DESIGN.md §4 "Integrity": sum mod 2^64 of a 64-bit hash of each live row's identity, revision and
// time. A sum, so that both sides keep it up per edit in O(1), in any order.

const MASK = 0xffff_ffff_ffff_ffffn;

/**
 * 64-bit hash of `id:revision:updatedAt`, against accidents and not against attackers. The time is in it because a
 * server that was put back to an older state gives the same revision once more, to another change.
 * Two 32-bit lanes that multiply and xor as FNV-1a does, each by a number of its own, mixed as MurmurHash3 ends:
 * numbers of 64 bits are twenty times slower in JavaScript, and a device hashes all of its rows at a start.
 */
export function rowHash(id: string, revision: number, updatedAt: string): bigint {
  const text = `${id}:${revision}:${updatedAt}`;
  let high = 0x811c_9dc5;
  let low = 0x9747_b28c;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 0x0100_0193);
    low = Math.imul(low ^ unit, 0x85eb_ca6b);
    low ^= low >>> 15;
  }
  return (BigInt(mix(high ^ low)) << 32n) | BigInt(mix(low));
}

/** The finalizer of MurmurHash3 x86_32 (Appleby): every bit depends on every other. */
function mix(hash: number): number {
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A row as the digest sees it; `null` for none, tombstones count as none. */
export type Counted = {
  id: string;
  revision: number;
  updatedAt?: string | undefined;
  deletedAt?: unknown;
} | null;

const part = (row: Counted) =>
  row === null || row.deletedAt ? 0n : rowHash(row.id, row.revision, row.updatedAt ?? '');

/** The digest after `before` became `after`. */
export function moveDigest(digest: bigint, before: Counted, after: Counted): bigint {
  return (digest - part(before) + part(after)) & MASK;
}

/** 16 hex digits, as on the wire. */
export const formatDigest = (digest: bigint) => digest.toString(16).padStart(16, '0');
export const parseDigest = (text: string) => BigInt(`0x${text}`);

/** Rows stand in this many buckets, so that where two sides differ, only few rows need to be looked at. */
export const BUCKETS = 256;

/** The bucket of a row: the last byte of its id, which is random in every UUID that we make. */
export const bucketOf = (id: string): number => Number.parseInt(id.slice(-2), 16);

/** A digest for each bucket. */
export const emptyBuckets = (): bigint[] => Array.from({ length: BUCKETS }, () => 0n);

/** Counts rows into the digests of their buckets. */
export function addToBuckets(buckets: bigint[], rows: Iterable<NonNullable<Counted>>): void {
  for (const row of rows) {
    const bucket = bucketOf(row.id);
    buckets[bucket] = moveDigest(buckets[bucket]!, null, row);
  }
}
