// The shell: the app's own files, kept at installation and served from there, online and offline alike.
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';

/** Pages that the server answers itself. */
const NOT_THE_APP = [/^\/(api|feeds)\//, /^\/(livez|readyz|metrics|example)([/?]|$)/, /^\/src\//];

export const isOfTheApp = (pathname: string): boolean => !NOT_THE_APP.some((other) => other.test(pathname));

/** @param files what belongs to the shell, with their revisions; the build knows them. */
export function keepShell(files: PrecacheEntry[]): void {
  precacheAndRoute(files);
  cleanupOutdatedCaches();
  registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: NOT_THE_APP }));
}
