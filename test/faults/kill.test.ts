// I1: every acknowledged mutation is in the store after kill -9 at any instant.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { PATHS } from '../../src/protocol/wire.ts';
import { Api, ApiClient } from '../support/api-client.ts';
import { mutation } from '../support/mutation.ts';
import { seeded } from '../support/random.ts';
import { ServerProcess } from '../support/server-process.ts';

const ROUNDS = 5;
const WRITERS = 4;
const SEED = 20_260_502;

/** The same device at the server's new address, with a new token. */
async function moveTo(server: ServerProcess, client: ApiClient): Promise<ApiClient> {
  const moved = new ApiClient(new Api(server.origin), client);
  await moved.mint();
  return moved;
}

describe('a server that is killed with -9', () => {
  it(`again and again while it is written to keeps every acknowledged mutation (seed ${SEED})`, async () => {
    await using server = new ServerProcess();
    await server.start();
    const random = seeded(SEED);
    let client = await new Api(server.origin).signUp();
    const acknowledged = new Map<string, string>();
    const unanswered: { clientId: string; batch: ReturnType<typeof mutation>[] }[] = [];

    for (let round = 0; round < ROUNDS; round++) {
      const enough = acknowledged.size + 10 + Math.floor(random() * 60);
      const write = async () => {
        const clientId = uuidv7();
        for (let n = 1; ; n++) {
          const batch = [mutation({ n, fields: { title: `Task ${round}.${n}` } })];
          try {
            await client.mutate(batch, { clientId });
          } catch {
            unanswered.push({ clientId, batch });
            return;
          }
          acknowledged.set(batch[0]!.entityId, batch[0]!.fields!['title'] as string);
          if (acknowledged.size === enough) void server.stop('SIGKILL');
        }
      };
      await Promise.all(Array.from({ length: WRITERS }, write));
      await server.stop('SIGKILL');
      await server.start();
      client = await moveTo(server, client);
    }

    // Nobody heard whether these were taken: sent again, each takes effect once (I4).
    for (const { clientId, batch } of unanswered) await client.mutate(batch, { clientId });
    const kept = new Map<string, unknown>();
    for (let page = await client.changes({ limit: 1000 }); ;) {
      for (const row of page.rows) kept.set(row.id, 'title' in row ? row.title : null);
      expect(page.rows.every(({ revision }) => revision === 1)).toBe(true);
      if (!page.hasMore) break;
      page = await client.changes({ limit: 1000, syncAt: page.syncAt });
    }
    for (const [id, title] of acknowledged) expect(kept.get(id)).toBe(title);
    expect(kept.size).toBe(acknowledged.size + unanswered.length);
  });

  it('is found again by its clients: sessions, cursors and streams go on', async () => {
    await using server = new ServerProcess();
    await server.start();
    const before = await new Api(server.origin).signUp();
    const { syncAt } = await before.mutate([mutation()]);

    await server.stop('SIGKILL');
    await server.start();
    const after = await moveTo(server, before);
    await after.add('Tea');
    const stream = await after.liveStream({ syncAt });

    expect(stream.all('changes').map(({ data }) => [data.prev, data.seq])).toEqual([[1, 2]]);
    stream.abort();
  });
});

describe('the server as a process', () => {
  it('prints one line with its address, and nothing else', async () => {
    await using server = new ServerProcess({ LOCKSTEP_LOG: 'silent' });
    await server.start();

    expect(server.output).toEqual([`Lockstep is ready: ${server.origin}`]);
    expect(server.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await new Api(server.origin).request('GET', '/readyz')).status).toBe(200);
  });

  it('keeps its data where nobody else can read it', async () => {
    await using server = new ServerProcess();
    await server.start();
    const data = join(server.folder, 'data');
    const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

    expect(mode(data)).toBe('700');
    for (const file of ['lockstep.db', 'secret']) expect(mode(join(data, file))).toBe('600');
    expect(existsSync(join(data, 'secret.new'))).toBe(false);
  });

  it('asked to stop says goodbye to its streams and ends well', async () => {
    await using server = new ServerProcess();
    await server.start();
    const client = await new Api(server.origin).signUp();
    const stream = await client.liveStream();

    const code = await server.stop('SIGTERM');

    expect(code).toBe(0);
    await stream.ended();
    expect(stream.all('goodbye')[0]!.data.reason).toBe('drain');
  });

  it('does not start on a setting it cannot follow', async () => {
    await using server = new ServerProcess({ PORT: 'eighty', LOCKSTEP_LOG: 'silent' });

    await expect(server.start()).rejects.toThrow('the server ended with 1');
  });

  it('refuses a request for its data without a token, like any other', async () => {
    await using server = new ServerProcess();
    await server.start();

    expect(await new Api(server.origin).request('GET', PATHS.changes)).toMatchObject({ status: 401 });
  });
});
