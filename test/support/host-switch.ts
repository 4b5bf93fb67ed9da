// A way into the host for engines whose shared workers nothing reaches from outside: a proxy that puts a listener
// in front of the worker's script as it passes. The app's own files stay as they are.
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { PATHS } from '../../src/protocol/wire.ts';

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

export class HostSwitch implements AsyncDisposable {
  /** Edits reach the server, and its answers are lost on the way back. */
  losesAnswers = false;
  readonly #server: Server;
  readonly #targetPort: number;

  private constructor(targetPort: number) {
    this.#targetPort = targetPort;
    this.#server = createServer((asked, answer) => this.#pass(asked, answer));
  }

  static async start(targetPort: number): Promise<HostSwitch> {
    const proxy = new HostSwitch(targetPort);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    const { method, url = '/' } = asked;
    const isWorker = WORKER.test(url);
    const headers = { ...asked.headers, ...(isWorker && { 'accept-encoding': 'identity' }) };
    const target = { host: '127.0.0.1', port: this.#targetPort, method, path: url, headers, agent: false };
    const onward = request(target, (response) => {
      if (isWorker) return void this.#prepend(response, answer);
      if (url === PATHS.mutations && this.losesAnswers) return void response.resume();
      answer.writeHead(response.statusCode!, response.headers);
      response.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    // A client that goes away takes its request with it.
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  }

  async #prepend(response: IncomingMessage, answer: ServerResponse): Promise<void> {
    const script = LISTENER + (await text(response));
    const { 'content-length': _, etag: __, ...headers } = response.headers;
    answer.writeHead(response.statusCode!, headers).end(script);
  }
}
