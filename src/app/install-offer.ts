// The browser's offer to install the app (Chromium), for a button in the settings. It is listened to and never held
// back: the browser's own sign in the address bar stays, and so does the page's way into the back/forward cache.
import { LiveValue } from '../client/live-value.ts';

/** Not in TypeScript's library. */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
}

/** Set while the browser would install the app. */
export const installOffer = new LiveValue<BeforeInstallPromptEvent | null>(null);

/** Call at start: the browser says it once, and early. */
export function hearInstallOffer(): void {
  addEventListener('beforeinstallprompt', (event) => installOffer.set(event as BeforeInstallPromptEvent));
  addEventListener('appinstalled', () => installOffer.set(null));
}
