// Registers the service worker: the app's own files are kept for offline starts, and its updates are followed. Loaded
// when the page has what it needs itself.
import type { Lockstep } from '../client/index.ts';
import { syncInBackground } from './background-sync.ts';
import { Updates } from './updates.ts';

/** @param scriptUrl vouched for where the page demands it. */
export async function registerServiceWorker(
  lockstep: Lockstep,
  scriptUrl: string | TrustedScriptURL,
): Promise<Updates> {
  const updates = new Updates(lockstep);
  const registration = await navigator.serviceWorker.register(scriptUrl as string);
  updates.follow(registration);
  syncInBackground(lockstep, registration);
  return updates;
}
