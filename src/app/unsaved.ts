// What a page would lose if it were loaded anew: text that a person typed and that is not stored yet. Elements that
// hold such text say so here; an update asks (service-worker.ts).

/** Stores what the element holds; false when it cannot be kept over a reload. */
export type Keep = () => boolean | Promise<boolean>;

const holders = new Set<Keep>();

/** Call while the element is on the page; returns the way to stop. */
export function holdText(keep: Keep): () => void {
  holders.add(keep);
  return () => holders.delete(keep);
}

/** Stores everything that is being typed; resolves with whether all of it survives a reload. */
export async function keepText(): Promise<boolean> {
  const kept = await Promise.all([...holders].map(async (keep) => keep()));
  return kept.every(Boolean);
}
