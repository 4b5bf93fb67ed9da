// Entry of the shared worker: gives the host the browser's clock and network, and the lead.
import { createBrowserClock } from './browser-clock.ts';
import { Host } from './host.ts';
import { createHttpTransport } from './http-transport.ts';

declare const self: SharedWorkerGlobalScope;

const host = new Host(createBrowserClock(), createHttpTransport(self.location.origin));

self.onconnect = (event) => host.connect(event.ports[0]!);

// One host leads on a device. A new one is started only when tabs found the old one dead or wedged, so it takes
// the lead rather than asking for it; the old one, should it wake, finds out here.
navigator.locks
  .request('lockstep-host', { steal: true }, () => new Promise<never>(() => {}))
  .catch(() => host.supersede());
