// Registers the service worker and offers its updates: a new version waits until the person says so.
import type { Workbox } from 'workbox-window';
import type { Lockstep } from '../client/index.ts';
import { syncInBackground } from './background-sync.ts';
import { strings } from './strings.ts';
import { showToast } from './toast.ts';

/** @param scriptUrl vouched for where the page demands it. */
export async function registerServiceWorker(
  lockstep: Lockstep,
  scriptUrl: string | TrustedScriptURL,
): Promise<void> {
  const { Workbox: Registration } = await import('workbox-window');
  const workbox: Workbox = new Registration(scriptUrl as string);
  workbox.addEventListener('waiting', () => {
    const reload = () => {
      workbox.addEventListener('controlling', () => location.reload());
      workbox.messageSkipWaiting();
    };
    showToast({ text: strings.updateReady, action: { label: strings.reload, run: reload } });
  });
  const registration = await workbox.register();
  if (registration) syncInBackground(lockstep, registration);
}
