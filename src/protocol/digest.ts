// The digest of DESIGN.md §4 "Integrity": sum mod 2^64 of hash64(id, revision) over live rows.
// A sum, so that both sides keep it up per edit in O(1), in any order.

const MASK = 0xffff_ffff_ffff_ffffn;
const FNV_OFFSET = 0xcbf2_9ce4_8422_2325n;
const FNV_PRIME = 0x100_0000_01b3n;

/** 64-bit FNV-1a of `id:revision` (draft-eastlake-fnv §2), mixed once more so that sums do not cancel. */
export function rowHash(id: string, revision: number): bigint {
  const text = `${id}:${revision}`;
  let hash = FNV_OFFSET;
  for (let i = 0; i < text.length; i++) hash = ((hash ^ BigInt(text.charCodeAt(i))) * FNV_PRIME) & MASK;
  hash = ((hash ^ (hash >> 33n)) * 0xff51_afd7_ed55_8ccdn) & MASK;
  return hash ^ (hash >> 33n);
}

/** A row as the digest sees it; `null` for none, tombstones count as none. */
type Counted = { id: string; revision: number; deletedAt?: unknown } | null;

const part = (row: Counted) => (row === null || row.deletedAt ? 0n : rowHash(row.id, row.revision));

/** The digest after `before` became `after`. */
export function moveDigest(digest: bigint, before: Counted, after: Counted): bigint {
  return (digest - part(before) + part(after)) & MASK;
}

/** 16 hex digits, as on the wire. */
export const formatDigest = (digest: bigint) => digest.toString(16).padStart(16, '0');
export const parseDigest = (text: string) => BigInt(`0x${text}`);
