// Registers the service worker: the app's own files are kept for offline starts, and its updates are followed.
import type { Lockstep } from '../client/index.ts';
import { syncInBackground } from './background-sync.ts';
import type { Updates } from './updates.ts';

/** @param scriptUrl vouched for where the page demands it. */
export async function registerServiceWorker(
  lockstep: Lockstep,
  updates: Updates,
  scriptUrl: string | TrustedScriptURL,
): Promise<void> {
  // Not before the page has what it needs itself.
  if (document.readyState !== 'complete')
    await new Promise((resolve) => addEventListener('load', resolve, { once: true }));
  const registration = await navigator.serviceWorker.register(scriptUrl as string);
  updates.follow(registration);
  syncInBackground(lockstep, registration);
}
