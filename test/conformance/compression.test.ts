import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PATHS } from '../../src/protocol/wire.ts';
import type { ApiClient } from '../support/api-client.ts';
import { TestServer } from '../support/in-process-server.ts';
import { mutation } from '../support/mutation.ts';

let server: TestServer;
let anna: ApiClient;

beforeAll(async () => {
  server = await TestServer.start();
  anna = await server.signUp();
  for (let i = 0; i < 20; i++)
    await anna.mutate(Array.from({ length: 50 }, () => mutation({ fields: { title: 'Buy milk' } })));
});
afterAll(() => server.stop());

const changes = (encoding: string, more = '') =>
  anna.request('GET', `${PATHS.changes}?limit=1000${more}`, { headers: { 'accept-encoding': encoding } });

describe('answers', () => {
  it.each(['br', 'gzip'])(
    'are compressed for a client that takes %s, and mean the same',
    async (encoding) => {
      const answer = await changes(encoding);

      expect(answer.headers.get('content-encoding')).toBe(encoding);
      expect(answer.headers.get('vary')).toContain('accept-encoding');
      expect(answer.body).toEqual((await changes('identity')).body);
    },
  );

  it('are sent as they are to one that takes no compression, and when they are short', async () => {
    const all = await changes('identity');
    const none = await changes('br', `&syncAt=${all.body.syncAt}`);

    expect(all.headers.get('content-encoding')).toBeNull();
    expect(none.headers.get('content-encoding')).toBeNull();
  });

  it('are never compressed when they are streams, which must not wait for more', async () => {
    const headers = { authorization: `Bearer ${anna.token}`, 'accept-encoding': 'br, gzip' };
    const stream = await fetch(new URL(PATHS.stream, server.origin), { headers });

    expect(stream.headers.get('content-encoding')).toBeNull();
    await stream.body!.cancel();
  });
});
