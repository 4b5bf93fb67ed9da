// A proxy as many are by default: it collects an answer until it is whole, and passes it on then. Harmless for
// requests; of a stream, nothing arrives before its end.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ForwardingProxy } from './forwarding-proxy.ts';

export class BufferingProxy extends ForwardingProxy {
  /** Passes answers on as they arrive; holds for streams that are opened from now on. */
  isTransparent = false;

  static start(targetPort: number): Promise<BufferingProxy> {
    return new BufferingProxy(targetPort).listen();
  }

  protected override take(_asked: IncomingMessage, response: IncomingMessage, answer: ServerResponse): void {
    if (this.isTransparent) return this.passBack(response, answer);
    const parts: Buffer[] = [];
    response.on('data', (part: Buffer) => parts.push(part));
    response.on('end', () => {
      answer.writeHead(response.statusCode!, response.headers);
      answer.end(Buffer.concat(parts));
    });
  }
}
