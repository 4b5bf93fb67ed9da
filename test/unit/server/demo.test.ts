import { existsSync, mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/protocol/rows.ts';
import { HEADERS, PATHS } from '../../../src/protocol/wire.ts';
import { ApiClient } from '../../support/api-client.ts';
import { TestServer } from '../../support/in-process-server.ts';
import { ServerProcess } from '../../support/server-process.ts';

const HALF_PAST = Date.parse('2026-11-25T13:30:00Z');

class DemoServer {
  readonly server: TestServer;
  readonly clock: { now: number };

  constructor(server: TestServer, clock: { now: number }) {
    this.server = server;
    this.clock = clock;
  }

  static async start(now = HALF_PAST): Promise<DemoServer> {
    const clock = { now };
    const server = await TestServer.start({ environment: { LOCKSTEP_DEMO: 'on' }, now: () => clock.now });
    return new DemoServer(server, clock);
  }

  begin(language = 'en', timeZone = 'Europe/Berlin') {
    return this.server.request('POST', PATHS.demo, { json: { language, timeZone } });
  }

  async visit(language?: string, timeZone?: string): Promise<ApiClient> {
    return this.join((await this.begin(language, timeZone)).body.code);
  }

  async join(code: string): Promise<ApiClient> {
    const json = { code, deviceName: 'Laptop' };
    const answer = await this.server.request('POST', PATHS.join, { json });
    const cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
    const client = new ApiClient(this.server, { ...answer.body, cookie });
    await client.mint();
    return client;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.stop();
  }
}

async function rowsOf(client: ApiClient) {
  const { rows } = await client.changes({ limit: 1000 });
  return (rows as Row[]).filter((row) => !('deletedAt' in row)) as Record<string, unknown>[];
}
const titlesOf = async (client: ApiClient) => (await rowsOf(client)).map(({ title }) => String(title)).sort();

describe('a demo', () => {
  it('gives each visitor an account of their own, full of tasks in their language', async () => {
    await using demo = await DemoServer.start();

    const english = await demo.visit('en');
    const german = await demo.visit('de');

    expect(english.achieverId).not.toBe(german.achieverId);
    expect(await titlesOf(english)).toContain('Water the plants');
    expect(await titlesOf(german)).toContain('Blumen gießen');
    const rows = await rowsOf(english);
    const kinds = Object.groupBy(rows, ({ entity }) => entity as string);
    expect(Object.keys(kinds).sort()).toEqual(['filter', 'label', 'project', 'section', 'task']);
    for (const field of ['notes', 'dueDate', 'recurrence', 'priority', 'completedAt', 'parentId'])
      expect(
        rows.some((row) => row[field] !== undefined),
        field,
      ).toBe(true);
  });

  it('counts days from the visitor’s today', async () => {
    await using demo = await DemoServer.start(Date.parse('2026-11-25T16:30:00Z'));

    const [inTokyo, inHonolulu] = [
      await demo.visit('en', 'Asia/Tokyo'),
      await demo.visit('en', 'Pacific/Honolulu'),
    ];

    const due = async (client: ApiClient) =>
      (await rowsOf(client)).find(({ title }) => title === 'Show the first draft to the team')!['dueDate'];
    expect(await due(inTokyo)).toBe('2026-11-26');
    expect(await due(inHonolulu)).toBe('2026-11-25');
    expect(await due(await demo.visit('en', 'Nowhere/At-All'))).toBe('2026-11-25');
  });

  it('puts everything back at the full hour where somebody looks on, and does not sign anybody out', async () => {
    await using demo = await DemoServer.start();
    const visitor = await demo.visit();
    const before = await titlesOf(visitor);
    const stream = await visitor.liveStream();
    const { id } = (await rowsOf(visitor)).find(({ title }) => title === 'Water the plants') as {
      id: string;
    };
    await visitor.add('Graffiti');
    await visitor.request('POST', PATHS.mutations, {
      json: { mutations: [{ id: crypto.randomUUID(), entity: 'task', entityId: id, kind: 'delete' }] },
    });

    demo.clock.now = Date.parse('2026-11-25T14:00:00Z');
    await visitor.mint();

    await expect.poll(() => titlesOf(visitor), { timeout: 5_000 }).toEqual(before);
    stream.abort();
  });

  it('removes accounts whose visitors are gone', async () => {
    await using demo = await DemoServer.start();
    const visitor = await demo.visit();

    demo.clock.now = Date.parse('2026-11-25T15:00:00Z');

    const account = () => demo.server.store.accountOf(visitor.achieverId);
    await expect.poll(account, { timeout: 5_000 }).toBeUndefined();
    expect((await visitor.mint()).status).toBe(401);
  });

  it('plays a second device for whoever looks on', async () => {
    await using demo = await DemoServer.start();
    const visitor = await demo.visit();
    const { body } = await visitor.request('GET', PATHS.devices);

    expect(body.devices.map(({ name }: { name: string }) => name).sort()).toEqual(['Laptop', 'Phone']);
  });

  it('takes no sign-ups', async () => {
    await using demo = await DemoServer.start();

    await expect(demo.server.signUp()).rejects.toThrow('signups-closed');
  });

  it('lets nobody fill it: what one account may send in an hour has an end', async () => {
    await using demo = await DemoServer.start();
    const visitor = await demo.visit();
    const notes = 'x'.repeat(190_000);

    await visitor.add('First', { notes });
    await visitor.add('Second', { notes });
    const third = await visitor
      .add('Third', { notes })
      .then(() => 'taken')
      .catch((error: Error) => error.message);

    expect(third).toContain('rate-limited');
    expect(await visitor.request('GET', PATHS.changes)).toMatchObject({ status: 200 });
  });

  it('lets nobody make accounts without end from one address', async () => {
    await using demo = await DemoServer.start();

    const statuses: number[] = [];
    for (let i = 0; i < 32; i++) statuses.push((await demo.begin()).status);

    expect(statuses.filter((status) => status === 200)).toHaveLength(30);
    expect(statuses.at(-1)).toBe(429);
  });

  it('has a cookie of its own, so that it signs nobody out of a real server on the same host', async () => {
    await using demo = await DemoServer.start();
    await using real = await TestServer.start();

    const names = [(await demo.visit()).cookie, (await real.signUp()).cookie].map((one) => one.split('=')[0]);

    expect(new Set(names).size).toBe(2);
  });
});

describe('a real server', () => {
  it('has no demo in it', async () => {
    await using real = await TestServer.start();

    const answer = await real.request('POST', PATHS.demo, { json: { language: 'en', timeZone: 'UTC' } });

    expect(answer.status).toBe(404);
    const client = await real.signUp();
    expect(await rowsOf(client)).toEqual([]);
  });

  it('has its data where no demo ever looks', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'lockstep-scratch-'));
    await using demo = new ServerProcess({ LOCKSTEP_DEMO: 'on', TMPDIR: scratch });
    await demo.start();
    const json = { language: 'en', timeZone: 'UTC' };
    const answer = await fetch(`${demo.origin}${PATHS.demo}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [HEADERS.csrf]: '1' },
      body: JSON.stringify(json),
    });
    expect(answer.status).toBe(200);
    expect(readdirSync(scratch)).toHaveLength(1);

    await demo.stop();

    // Nothing in the folder of real data, not even an empty database; and the demo's own is gone.
    expect(existsSync(`${demo.folder}/data`)).toBe(false);
    expect(readdirSync(scratch)).toEqual([]);
    rmdirSync(scratch);
  });
});
