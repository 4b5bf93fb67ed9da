// I7: streams and subscribers return to zero after any storm.
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { PATHS } from '../../src/protocol/wire.ts';
import type { ApiClient } from '../support/api-client.ts';
import { TestServer } from '../support/in-process-server.ts';
import { mutation } from '../support/mutation.ts';
import { seeded } from '../support/random.ts';

const CYCLES = 1_000;
const AT_ONCE = 25;
const SEED = 20_260_501;

/** Where in its life a stream is cut. */
type Cut = (server: TestServer, client: ApiClient, random: () => number) => Promise<void>;

const turns = async (count: number) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};

/** A request whose bytes are in the test's hands. */
async function rawRequest(server: TestServer, client: ApiClient, share: number) {
  const { hostname, port } = new URL(server.origin);
  const text = `GET ${PATHS.stream} HTTP/1.1\r\nHost: ${hostname}\r\nAuthorization: Bearer ${client.token}\r\n\r\n`;
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  await new Promise((resolve) => socket.write(text.slice(0, Math.ceil(share * text.length)), resolve));
  return socket;
}

const CUTS: Cut[] = [
  async (_server, client) => client.stream().abort(),
  async (_server, client, random) => {
    const stream = client.stream();
    await turns(random() * 40);
    stream.abort();
  },
  async (_server, client) => {
    const stream = client.stream();
    await stream.first('connected');
    stream.abort();
  },
  async (_server, client, random) => {
    const stream = await client.liveStream();
    await turns(random() * 10);
    stream.abort();
  },
  async (_server, client, random) => {
    const stream = client.stream();
    await stream.first('connected');
    stream.stall();
    await turns(random() * 10);
    stream.abort();
  },
  // Cut in the middle of its own request.
  async (server, client, random) => {
    const socket = await rawRequest(server, client, random());
    socket.destroy();
  },
  // Reset, not closed, as soon as the whole request is there.
  async (server, client, random) => {
    const socket = await rawRequest(server, client, 1);
    await turns(random() * 10);
    socket.resetAndDestroy();
  },
];

it(`${CYCLES} streams cut at random points leave no stream and no subscriber (seed ${SEED})`, async () => {
  await using server = await TestServer.start();
  const random = seeded(SEED);
  // As a store behind a network: a socket may close while its token is looked up.
  const findToken = server.store.findToken.bind(server.store);
  server.store.findToken = async (hash) => {
    await turns(random() * 5);
    return findToken(hash);
  };
  const anna = await server.signUp();
  await anna.mutate(Array.from({ length: 50 }, () => mutation({ fields: { title: 'x'.repeat(2_000) } })));
  let left = CYCLES;
  let writing = true;
  const written = (async () => {
    while (writing) await anna.mutate([mutation()]);
  })();

  const cycle = async () => {
    while (left-- > 0) await CUTS[Math.floor(random() * CUTS.length)]!(server, anna, random);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, cycle));
  writing = false;
  await written;

  await expect.poll(() => server.hub.open, { timeout: 10_000 }).toBe(0);
  expect(server.hub.subscribers).toBe(0);
  expect(await server.metric('lockstep_streams_open')).toBe(0);
  expect(await server.metric('lockstep_subscribers')).toBe(0);
  const opened = await server.metric('lockstep_streams_opened_total');
  expect(opened).toBeGreaterThan(CYCLES / 3);
  expect(await server.metric('lockstep_streams_closed_total')).toBe(opened);
  server.hub.sweep();
});
