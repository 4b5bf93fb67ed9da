// Asks the browser to keep this device's data when room runs short, and what it answered and how much there is.

const ASKED = 'lockstep-asked-to-keep';

export type Keeper = Pick<StorageManager, 'persist' | 'persisted' | 'estimate'>;

export interface Keeping {
  /** The browser has agreed; null when it does not say. */
  kept: boolean | null;
  /** Bytes. */
  usage: number | undefined;
  quota: number | undefined;
}

/** Asks once in this browser's life, unless it has agreed already: some browsers put the question to the person. */
export async function askToKeepOnce(storage: Keeper | undefined = navigator.storage): Promise<void> {
  if (storage?.persist === undefined || localStorage.getItem(ASKED) !== null) return;
  localStorage.setItem(ASKED, new Date().toISOString());
  if (!(await storage.persisted())) await storage.persist();
}

/** Asks because the person wants it. */
export const askToKeep = async (storage: Keeper | undefined = navigator.storage): Promise<boolean> =>
  (await storage?.persist?.().catch(() => false)) ?? false;

export async function readKeeping(storage: Keeper | undefined = navigator.storage): Promise<Keeping> {
  const [kept, room] = await Promise.all([
    storage?.persisted?.().catch(() => null) ?? null,
    storage?.estimate?.().catch(() => null) ?? null,
  ]);
  return { kept, usage: room?.usage, quota: room?.quota };
}
