// The host in a tab's own worker, for browsers without shared workers (DESIGN.md §6.1). Follows the worker that
// leads; leads itself once it has the lock. Its tab does not notice which.
import type { HostMessage, TabMessage } from '../protocol/port.ts';
import type { Host } from './host.ts';
import { takeLead, takesLead } from './lead.ts';
import { Line, serveFollowers } from './relay.ts';

/** The tab, seen from its worker. */
interface Tab {
  onmessage: ((event: MessageEvent<TabMessage>) => void) | null;
  postMessage(message: HostMessage): void;
}

/** Where the tab's messages go, and how that ends. */
interface Role {
  post(message: TabMessage): void;
  end(): void;
}

type Hello = Extract<TabMessage, { type: 'hello' }>;

export class DedicatedHost {
  readonly #tab: Tab;
  readonly #createHost: () => Host;
  #role: Role;
  /** The tab as it introduced itself; whoever leads next has to know it. */
  #hello: Hello | null = null;

  constructor(tab: Tab, createHost: () => Host) {
    this.#tab = tab;
    this.#createHost = createHost;
    this.#role = this.#follow();
    tab.onmessage = ({ data }) => this.#take(data);
  }

  /** @param steal the tab found the leading worker dead or wedged. */
  start(steal: boolean): void {
    takesLead(steal)
      .then((takes) => takeLead({ steal: takes }, () => this.#become(this.#lead())))
      .catch(() => {
        this.#become(this.#follow());
        this.start(false);
      });
  }

  #take(message: TabMessage): void {
    if (message.type === 'hello') this.#hello = message;
    if (message.type === 'visibility' && this.#hello)
      this.#hello = { ...this.#hello, visible: message.visible };
    this.#role.post(message);
  }

  #become(role: Role): void {
    this.#role.end();
    this.#role = role;
    this.#introduce();
  }

  #introduce(): void {
    if (this.#hello) this.#role.post(this.#hello);
  }

  #follow(): Role {
    const line = new Line(
      (message) => this.#tab.postMessage(message),
      () => this.#introduce(),
    );
    return { post: (message) => line.post(message), end: () => line.close() };
  }

  #lead(): Role {
    const host = this.#createHost();
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = ({ data }: MessageEvent<HostMessage>) => this.#tab.postMessage(data);
    host.connect(port1);
    const stopServing = serveFollowers(host);
    return {
      post: (message) => port2.postMessage(message),
      end() {
        stopServing();
        host.end();
      },
    };
  }
}
