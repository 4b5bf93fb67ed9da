// Entry of the host's worker. A shared one serves all tabs. Where there are none, every tab runs this same script
// as a dedicated worker: one of them leads, the others pass on what tabs and host say to each other.
import { isReplacement } from '../protocol/port.ts';
import { createBrowserClock } from './browser-clock.ts';
import { DedicatedHost } from './dedicated-host.ts';
import { Host } from './host.ts';
import { createHttpTransport } from './http-transport.ts';
import { takeLead } from './lead.ts';
import { serveFollowers } from './relay.ts';

declare const self: SharedWorkerGlobalScope | DedicatedWorkerGlobalScope;

const createHost = () => new Host(createBrowserClock(), createHttpTransport(self.location.origin));

if ('onconnect' in self) {
  const host = createHost();
  self.onconnect = (event) => host.connect(event.ports[0]!);
  // A new one is started only when tabs found the old one dead or wedged, so it takes the lead rather than asking
  // for it; the old one, should it wake, finds out here.
  takeLead({ steal: true }, () => serveFollowers(host)).catch(() => host.supersede());
} else {
  new DedicatedHost(self, createHost).start(isReplacement(self.name));
}
