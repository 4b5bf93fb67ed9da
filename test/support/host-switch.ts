// A way into the host for engines whose shared workers nothing reaches from outside: a proxy that puts a listener
// in front of the worker's script as it passes. The app's own files stay as they are.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { PATHS } from '../../src/protocol/wire.ts';
import { ForwardingProxy } from './forwarding-proxy.ts';

/** What a host can be told to do: end at this very instant, hang for good, or be of a browser without streams. */
export type HostDeed = 'end' | 'hang' | 'stop-streaming';

const CHANNEL = 'lockstep-test';
const WORKER = /^\/assets\/worker-[\w-]+\.js$/;
const LISTENER = `{
  const deeds = {
    end: () => self.close(),
    hang: () => { for (;;); },
    'stop-streaming': () => { delete Response.prototype.body; },
  };
  new BroadcastChannel('${CHANNEL}').onmessage = ({ data }) => deeds[data]();
}
`;

/** A script for any page of the device: whatever host hears it does so. */
export const orderHost = (deed: HostDeed): string =>
  `new BroadcastChannel('${CHANNEL}').postMessage('${deed}')`;

export class HostSwitch extends ForwardingProxy {
  /** Edits reach the server, and its answers are lost on the way back. */
  losesAnswers = false;

  static start(targetPort: number): Promise<HostSwitch> {
    return new HostSwitch(targetPort).listen();
  }

  /** A script that is changed must come as text. */
  protected override headersOf(asked: IncomingMessage) {
    return { ...asked.headers, ...(isWorker(asked) && { 'accept-encoding': 'identity' }) };
  }

  protected override take(asked: IncomingMessage, response: IncomingMessage, answer: ServerResponse): void {
    if (isWorker(asked)) return void this.#prepend(response, answer);
    if (asked.url === PATHS.mutations && this.losesAnswers) return void response.resume();
    this.passBack(response, answer);
  }

  async #prepend(response: IncomingMessage, answer: ServerResponse): Promise<void> {
    const script = LISTENER + (await text(response));
    const { 'content-length': _, etag: __, ...headers } = response.headers;
    answer.writeHead(response.statusCode!, headers).end(script);
  }
}

const isWorker = ({ url = '/' }: IncomingMessage): boolean => WORKER.test(url);
