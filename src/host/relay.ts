// Where there are no shared workers: joins the tabs' dedicated workers over a BroadcastChannel. The worker that
// leads has a port for every tab, as a shared worker has; the others pass on what goes to and fro.
import type { HostMessage, TabMessage } from '../protocol/port.ts';
import type { Host } from './host.ts';

type Envelope =
  | { from: string; message: TabMessage }
  | { to: string; message: HostMessage }
  /** Another worker leads from now on: who is there? */
  | { leads: true };

const openChannel = () => new BroadcastChannel('lockstep-tabs');

/** Gives the leading host a port for each tab of the other workers; returns the way to stop. */
export function serveFollowers(host: Host): () => void {
  const channel = openChannel();
  const post = (envelope: Envelope) => channel.postMessage(envelope);
  const ports = new Map<string, MessagePort>();
  const portOf = (id: string): MessagePort => {
    const known = ports.get(id);
    if (known) return known;
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = ({ data }: MessageEvent<HostMessage>) => post({ to: id, message: data });
    host.connect(port1);
    ports.set(id, port2);
    return port2;
  };
  channel.onmessage = ({ data }: MessageEvent<Envelope>) => {
    if (!('from' in data)) return;
    portOf(data.from).postMessage(data.message);
    if (data.message.type === 'bye') ports.delete(data.from);
  };
  post({ leads: true });
  return () => channel.close();
}

/** One tab's line to whichever worker leads. */
export class Line {
  readonly #channel = openChannel();
  readonly #id = crypto.randomUUID();

  /** @param onLeader called when another worker begins to lead: it does not know this tab yet. */
  constructor(onMessage: (message: HostMessage) => void, onLeader: () => void) {
    this.#channel.onmessage = ({ data }: MessageEvent<Envelope>) => {
      if ('leads' in data) onLeader();
      else if ('to' in data && data.to === this.#id) onMessage(data.message);
    };
  }

  post(message: TabMessage): void {
    this.#channel.postMessage({ from: this.#id, message } satisfies Envelope);
  }

  close(): void {
    this.#channel.close();
  }
}
