// A proxy as many are by default: it collects an answer until it is whole, and passes it on then. Harmless for
// requests; of a stream, nothing arrives before its end.
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';

export class BufferingProxy implements AsyncDisposable {
  /** Passes answers on as they arrive; holds for streams that are opened from now on. */
  isTransparent = false;
  readonly #server: Server;
  readonly #targetPort: number;

  private constructor(targetPort: number) {
    this.#targetPort = targetPort;
    this.#server = createServer((asked, answer) => this.#pass(asked, answer));
  }

  static async start(targetPort: number): Promise<BufferingProxy> {
    const proxy = new BufferingProxy(targetPort);
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
    const { method, url, headers } = asked;
    const target = { host: '127.0.0.1', port: this.#targetPort, method, path: url, headers, agent: false };
    const onward = request(target, (response) => {
      if (this.isTransparent) {
        answer.writeHead(response.statusCode!, response.headers);
        response.pipe(answer);
        return;
      }
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        answer.writeHead(response.statusCode!, response.headers);
        answer.end(Buffer.concat(parts));
      });
    });
    onward.on('error', () => answer.destroy());
    // A client that goes away takes its request with it.
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  }
}
