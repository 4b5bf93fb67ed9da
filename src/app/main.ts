// Entry of the app.
import { createLockstep } from '../client/index.ts';
import { withUndo } from '../client/undo-stack.ts';
import hostUrl from '../host/worker.ts?sharedworker&url';
import './app.ts';
import { registerServiceWorker } from './service-worker.ts';
import { applyTheme, readTheme } from './theme.ts';

// The content policy lets only this one vouch for script addresses, and only for our own.
const policy = window.trustedTypes?.createPolicy('lockstep-url', {
  createScriptURL(url) {
    if (new URL(url, location.href).origin !== location.origin) throw new TypeError('not our own script');
    return url;
  },
});
const vouched = (url: string) => policy?.createScriptURL(url) ?? url;

applyTheme(readTheme());
const app = document.createElement('ls-app');
app.lockstep = withUndo(createLockstep({ hostUrl: vouched(hostUrl) }));
document.body.prepend(app);

if (import.meta.env.PROD && 'serviceWorker' in navigator)
  registerServiceWorker(app.lockstep, vouched('/sw.js')).catch((error: unknown) =>
    console.warn('No offline start:', error),
  );
