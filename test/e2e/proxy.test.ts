// The development proxy passes events on as they come. The proof is causal, not a matter of time: the next change is
// published only after the one before has arrived, so a proxy that holds anything back never gets to the end.
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createServer, type ProxyOptions, type ViteDevServer } from 'vite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PATHS } from '../../src/protocol/wire.ts';
import type { ApiClient } from '../support/api-client.ts';
import { TestServer } from '../support/in-process-server.ts';
import { SseClient } from '../support/sse-client.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CHANGES = 20;

/** Vite as `npm run dev` starts it, in front of this server. @returns its origin */
async function startVite(api: string, streamEntry?: ProxyOptions): Promise<string> {
  process.env['LOCKSTEP_API'] = api;
  const vite: ViteDevServer = await createServer({
    root: ROOT,
    logLevel: 'silent',
    optimizeDeps: { noDiscovery: true },
    server: { port: 0, hmr: false, proxy: streamEntry ? { [PATHS.stream]: streamEntry } : {} },
  });
  onTestFinished(() => vite.close());
  await vite.listen();
  return `http://127.0.0.1:${(vite.httpServer!.address() as AddressInfo).port}`;
}

function openStream(origin: string, { token }: ApiClient): SseClient {
  const stream = new SseClient(origin, { token });
  onTestFinished(() => stream.abort());
  return stream;
}

/** Publishes one change after the other, each once the one before has arrived. @returns ms from publish to receipt */
async function relayOneByOne(person: ApiClient, stream: SseClient): Promise<number[]> {
  await stream.first('live');
  const times: number[] = [];
  for (let n = 1; n <= CHANGES; n++) {
    const begin = performance.now();
    const arrived = stream.nth('changes', n).then(() => times.push(performance.now() - begin));
    await Promise.all([arrived, person.add(`Task ${n}`)]);
  }
  return times;
}

const inWords = (times: number[]) => {
  const sorted = times.toSorted((one, other) => one - other);
  return `median ${sorted[sorted.length >> 1]!.toFixed(1)} ms, slowest ${sorted.at(-1)!.toFixed(1)} ms`;
};

describe('the development proxy', () => {
  it('hands on each event before the next one is published', async () => {
    await using server = await TestServer.start();
    const proxied = await startVite(server.origin);
    const [one, other] = [await server.signUp(), await server.signUp()];

    const direct = await relayOneByOne(one, openStream(server.origin, one));
    const throughProxy = await relayOneByOne(other, openStream(proxied, other));

    console.log(`publish to receipt, direct: ${inWords(direct)}; through Vite: ${inWords(throughProxy)}`);
    expect(throughProxy).toHaveLength(CHANGES);
  });

  it('tells the server when the client is gone', async () => {
    await using server = await TestServer.start();
    const person = await server.signUp();
    const stream = openStream(await startVite(server.origin), person);
    await stream.first('live');
    expect(server.hub.open).toBe(1);

    stream.abort();

    await expect.poll(() => server.hub.open).toBe(0);
  });

  it('would be caught if it held events back', async () => {
    await using server = await TestServer.start();
    const person = await server.signUp();
    const direct = openStream(server.origin, person);
    const held = openStream(await startVite(server.origin, buffering(server.origin)), person);
    await direct.first('live');
    await expect.poll(() => server.hub.open).toBe(2);

    await person.add('Buy milk');
    await direct.first('changes');

    expect(held.events).toEqual([]);
    server.hub.revoke(person.achieverId, person.deviceId);
    await held.first('changes');
  });
});

/** A proxy entry as proxies are by default: the answer is collected and passed on when it is whole. */
function buffering(target: string): ProxyOptions {
  return {
    target,
    selfHandleResponse: true,
    configure(proxy) {
      proxy.on('proxyRes', (answer, _request, response: ServerResponse) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          response.writeHead(answer.statusCode!, answer.headers);
          response.end(Buffer.concat(parts));
        });
      });
    },
  };
}
