// Loads the page anew, in the newest version that there is: a plain reload would be answered by the service worker
// with the version that it has kept.

/** A new version is waited for this long; without a network there is none. */
const PATIENCE_MS = 10_000;

export async function reloadApp(): Promise<void> {
  await Promise.race([
    switchVersion().catch(() => {}),
    new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)),
  ]);
  location.reload();
}

/** Resolves when the newest service worker answers for this page, or none is newer. */
async function switchVersion(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration === undefined) return;
  await registration.update();
  const next = registration.waiting ?? registration.installing;
  if (next === null) return;
  const answers = new Promise((resolve) =>
    navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
  );
  await untilInstalled(next);
  next.postMessage({ type: 'SKIP_WAITING' });
  await answers;
}

const untilInstalled = (worker: ServiceWorker): Promise<void> =>
  new Promise((resolve) => {
    const look = () => worker.state !== 'installing' && resolve();
    worker.addEventListener('statechange', look);
    look();
  });
