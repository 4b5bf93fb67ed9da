// Asks the browser to wake the service worker when there is a network, for edits that this device could not send
// before its last tab was closed. Chromium can; elsewhere they go out when the app is opened next.
import type { Lockstep } from '../client/index.ts';
import { BACKGROUND_SYNC } from '../protocol/port.ts';

/** Background Sync and Periodic Background Sync (WICG); not in TypeScript's library. */
type Registration = ServiceWorkerRegistration & {
  sync?: { register(tag: string): Promise<void> };
  periodicSync?: { register(tag: string, options: { minInterval: number }): Promise<void> };
};

const HALF_A_DAY_MS = 12 * 60 * 60 * 1000;

export function syncInBackground(lockstep: Lockstep, registration: Registration): void {
  // Refused where the person or the browser forbids it: then it does not happen.
  const ask = () => void registration.sync?.register(BACKGROUND_SYNC).catch(() => {});
  let asked = false;
  lockstep.status.subscribe(({ unsent, connection }) => {
    if (unsent === 0) asked = false;
    else if (!asked && connection !== 'live') {
      asked = true;
      ask();
    }
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && lockstep.status.value.unsent > 0) ask();
  });
  void registration.periodicSync?.register(BACKGROUND_SYNC, { minInterval: HALF_A_DAY_MS }).catch(() => {});
}
