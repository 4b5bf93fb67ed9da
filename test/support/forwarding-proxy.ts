// A proxy between a device and the server that passes every request on; what becomes of the answers is its kind's.
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

export abstract class ForwardingProxy implements AsyncDisposable {
  readonly #server: Server;
  readonly #targetPort: number;

  constructor(targetPort: number) {
    this.#targetPort = targetPort;
    this.#server = createServer((asked, answer) => this.#pass(asked, answer));
  }

  async listen(): Promise<this> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** What the server is sent as headers. */
  protected headersOf({ headers }: IncomingMessage): IncomingHttpHeaders {
    return headers;
  }

  /** Does with the server's `response` what this kind of proxy does; `passBack` is the plain way. */
  protected abstract take(asked: IncomingMessage, response: IncomingMessage, answer: ServerResponse): void;

  protected passBack(response: IncomingMessage, answer: ServerResponse): void {
    answer.writeHead(response.statusCode!, response.headers);
    response.pipe(answer);
  }

  #pass(asked: IncomingMessage, answer: ServerResponse): void {
    const { method, url } = asked;
    const to = { host: '127.0.0.1', port: this.#targetPort, method, path: url, agent: false };
    const onward = request({ ...to, headers: this.headersOf(asked) }, (response) =>
      this.take(asked, response, answer),
    );
    onward.on('error', () => answer.destroy());
    // A client that goes away takes its request with it.
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  }
}
