// Entry of the host's worker. A shared one serves all tabs. Where there are none, every tab runs this same script
// as a dedicated worker: one of them leads, the others pass on what tabs and host say to each other.
import { isReplacement } from '../protocol/port.ts';
import { createBrowserClock } from './browser-clock.ts';
import { DedicatedHost } from './dedicated-host.ts';
import { Host } from './host.ts';
import { createHttpTransport } from './http-transport.ts';
import { takeLead, takesLead } from './lead.ts';
import { serveFollowers } from './relay.ts';

declare const self: SharedWorkerGlobalScope | DedicatedWorkerGlobalScope;

const createHost = (leads: boolean) =>
  new Host(createBrowserClock(), createHttpTransport(self.location.origin), leads, () => self.close());

if ('onconnect' in self) {
  // A new one is started only when tabs found the old one dead or wedged, or are of a newer version, so it takes the
  // lead rather than asking for it; the old one, should it wake, finds out here, and leads again when it is alone.
  const started = takesLead(true).then((leads) => {
    const host = createHost(leads);
    const lead = (steal: boolean): void => {
      takeLead({ steal }, () => {
        serveFollowers(host);
        host.lead();
      }).catch(() => {
        host.supersede();
        lead(false);
      });
    };
    lead(leads);
    return host;
  });
  self.onconnect = async (event) => (await started).connect(event.ports[0]!);
} else {
  new DedicatedHost(self, () => createHost(true)).start(isReplacement(self.name));
}
