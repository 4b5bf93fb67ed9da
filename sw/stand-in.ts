// The engine's stand-in when no tab is open: what could not be sent goes out as soon as there is a network, and
// where the browser allows it, what is new is there before the app is opened.
import { visitServer } from '../src/host/stand-in.ts';
import { BACKGROUND_SYNC } from '../src/protocol/port.ts';

/** Background Sync and Periodic Background Sync (WICG); not in TypeScript's library. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

export function standIn(worker: ServiceWorkerGlobalScope): void {
  const visit = (event: Event) => {
    const { tag } = event as SyncEvent;
    if (tag === BACKGROUND_SYNC) (event as SyncEvent).waitUntil(visitServer(worker.location.origin));
  };
  worker.addEventListener('sync', visit);
  worker.addEventListener('periodicsync', visit);
}
