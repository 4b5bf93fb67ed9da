// Entry of the app.
import { createLockstep } from '../client/lockstep.ts';
import { withUndo } from '../client/undo-stack.ts';
import hostUrl from '../host/worker.ts?sharedworker&url';
import './app.ts';
import type { App } from './app.ts';
import { hearInstallOffer } from './install-offer.ts';
import { isNewHere } from './known-account.ts';
import { applyLanguage, LANGUAGE_KEY, readLanguage } from './language.ts';
import { PLACE } from './place-key.ts';
import { applyDensity, readDensity } from './preferences.ts';
import { vouched } from './script-url.ts';
import { forgetSpareDrafts, withSpare } from './spare-drafts.ts';
import { applyTheme, readTheme } from './theme.ts';

applyTheme(readTheme());
applyDensity(readDensity());
hearInstallOffer();
const speak = applyLanguage(readLanguage()).catch((error: unknown) =>
  console.warn('In English for now:', error),
);
if (isSecureContext) start();
else void explainInsecure();

function start(): void {
  // Begun here, not when the database has said that there is no account.
  if (isNewHere()) import('./sign-in.ts').catch(() => {});
  const app = document.createElement('ls-app');
  const lockstep = withUndo(createLockstep({ hostUrl: vouched(hostUrl) }));
  app.lockstep = { ...lockstep, drafts: withSpare(lockstep.drafts, sessionStorage) };
  forgetSpareDrafts(lockstep.session, sessionStorage);
  void speak.finally(() => {
    document.body.prepend(app);
    if (PLACE in sessionStorage) void import('./place.ts').then(({ returnToPlace }) => returnToPlace());
  });
  if (import.meta.env.PROD && 'serviceWorker' in navigator)
    followVersions(app).catch((error: unknown) => console.warn('No offline start:', error));
}

async function followVersions(app: App): Promise<void> {
  // Not before the page has what it needs itself.
  if (document.readyState !== 'complete')
    await new Promise((resolve) => addEventListener('load', resolve, { once: true }));
  const { registerServiceWorker } = await import('./service-worker.ts');
  app.updates = await registerServiceWorker(app.lockstep, vouched('/sw.js'));
}

/** Without locks between tabs, and without ids, nothing would be safe. */
async function explainInsecure(): Promise<void> {
  await Promise.all([speak, import('./insecure-page.ts')]);
  document.body.prepend(document.createElement('ls-insecure-page'));
}

// Chosen in another tab.
addEventListener('storage', (event) => {
  if ((event as StorageEvent).key === LANGUAGE_KEY) applyLanguage(readLanguage()).catch(() => {});
});
