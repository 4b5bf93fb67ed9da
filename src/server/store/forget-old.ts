// What is older than the longest absence after which a device goes on where it was.
import type { Store } from './store.ts';

/** Devices that were away for longer begin anew (DESIGN.md §4, the tombstone horizon). */
export const REMEMBER_MS = 90 * 24 * 3600 * 1000;

/**
 * The ids of mutations are kept for longer than that by as much as clocks may be wrong. That an id was forgotten is told
 * by the time in it, which is the device's: one that is forgotten must look old, or its repeat is applied again (I4).
 */
const CLOCKS_DIFFER_MS = 7 * 24 * 3600 * 1000;

/** @param now wall-clock ms. */
export async function forgetOld(store: Store, now: number): Promise<void> {
  await store.forgetMutations(now - REMEMBER_MS - CLOCKS_DIFFER_MS);
  await store.forgetTombstones(now - REMEMBER_MS);
}
