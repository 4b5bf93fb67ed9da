// A short visit to the server while no tab is open: the same engine, without a stream, under the same lock as the
// hosts (DESIGN.md §6.3). The service worker calls it; a tab that opens meanwhile takes the lead away.
import { isClaimed, readAccount } from '../storage/account.ts';
import { Database } from '../storage/database.ts';
import { DeviceStorage } from '../storage/device-storage.ts';
import { DATABASE_VERSION, databaseName, upgrade } from '../storage/schema.ts';
import { Engine } from '../sync/engine.ts';
import { LEAD } from './lead.ts';
import { createBrowserClock } from './browser-clock.ts';
import { createHttpTransport } from './http-transport.ts';

/** A closing tab's host may be just about to end. */
const PATIENCE_MS = 10_000;
/** Browsers end a service worker's event after half a minute or so. */
const FLUSH_MS = 15_000;

/**
 * Sends the outbox and stores what is new.
 * @throws when something is still unsent, so that the browser tries again.
 */
export async function visitServer(origin: string): Promise<void> {
  const account = await readAccount();
  if (account === undefined || account.local) return;
  const database = new Database(databaseName(account.achieverId), DATABASE_VERSION, upgrade);
  const storage = new DeviceStorage(database, account.achieverId);
  try {
    // One that the browser emptied is left to a tab, which can say so.
    if (!(await isClaimed(database))) return;
    await asLeader(async (stolen) => {
      const engine = await Engine.start(
        {
          clock: createBrowserClock(),
          random: Math.random,
          transport: createHttpTransport(origin),
          storage,
        },
        { onStatus() {}, onApplied() {}, onReplaced() {}, onSuperseded() {} },
        ['hidden'],
      );
      stolen.addEventListener('abort', () => engine.stop(), { once: true });
      await engine.visit(FLUSH_MS);
      engine.stop();
    });
    const { unsent } = await storage.counts();
    if (unsent > 0) throw new Error(`${unsent} edits could not be sent yet.`);
  } finally {
    database.close();
  }
}

/** Does nothing when a host leads and goes on leading: its tabs are open, and the work is its own. */
async function asLeader(work: (stolen: AbortSignal) => Promise<void>): Promise<void> {
  const stolen = new AbortController();
  const patience = AbortSignal.timeout(PATIENCE_MS);
  await navigator.locks
    .request(LEAD, { signal: patience }, () => work(stolen.signal))
    .catch((error: unknown) => {
      stolen.abort();
      const expected = error instanceof DOMException && ['AbortError', 'TimeoutError'].includes(error.name);
      if (!expected) throw error;
    });
}
