// Versions: a new one waits until the person says so, because taking over under open tabs could cost a draft.

/** What workbox-window's `messageSkipWaiting()` sends. */
const SKIP_WAITING = 'SKIP_WAITING';

export function updateWhenAsked(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('message', (event) => {
    if ((event.data as { type?: unknown } | null)?.type === SKIP_WAITING)
      event.waitUntil(worker.skipWaiting());
  });
  // The first version serves the tabs that were open before it.
  worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
}
