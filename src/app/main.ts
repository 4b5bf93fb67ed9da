// Entry of the app.
import { createLockstep } from '../client/index.ts';
import { withUndo } from '../client/undo-stack.ts';
import hostUrl from '../host/worker.ts?sharedworker&url';
import './app.ts';
import { hearInstallOffer } from './install-offer.ts';
import { isNewHere } from './known-account.ts';
import { applyLanguage, LANGUAGE_KEY, readLanguage } from './language.ts';
import { returnToPlace } from './place.ts';
import { applyDensity, readDensity } from './preferences.ts';
import { vouched } from './script-url.ts';
import { registerServiceWorker } from './service-worker.ts';
import { forgetSpareDrafts, withSpare } from './spare-drafts.ts';
import { applyTheme, readTheme } from './theme.ts';
import { Updates } from './updates.ts';

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
  app.updates = new Updates(app.lockstep);
  forgetSpareDrafts(lockstep.session, sessionStorage);
  void speak.finally(() => {
    document.body.prepend(app);
    void returnToPlace();
  });
  if (import.meta.env.PROD && 'serviceWorker' in navigator)
    registerServiceWorker(app.lockstep, app.updates, vouched('/sw.js')).catch((error: unknown) =>
      console.warn('No offline start:', error),
    );
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
