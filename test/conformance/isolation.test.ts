// I8: nobody reads, changes or hears another achiever's data. Every route, with another achiever's token.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENTITIES, HEADERS, PATHS, ROW_PATHS } from '../../src/protocol/wire.ts';
import type { ApiClient } from '../support/api-client.ts';
import { TestServer } from '../support/in-process-server.ts';
import { mutation } from '../support/mutation.ts';

let server: TestServer;
let anna: ApiClient;
let mallory: ApiClient;

beforeAll(async () => {
  server = await TestServer.start();
  anna = await server.signUp('Anna’s laptop');
  mallory = await server.signUp();
});
afterAll(() => server.stop());

describe('another achiever’s token', () => {
  it('is tried on every route that takes one', async () => {
    const { body } = await server.request('GET', '/api/openapi.json');

    const guarded = Object.entries(body.paths as Record<string, Record<string, { security?: unknown }>>)
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, route]) => ({ path, method, route })),
      )
      .filter(({ route }) => route.security !== undefined)
      .map(({ path, method }) => `${method} ${path}`);

    // A new route is added here together with a test below.
    expect(guarded.sort()).toEqual([
      'delete /api/achiever/events/stream',
      'delete /api/achiever/feeds/{id}',
      'delete /api/auth/devices/{id}',
      'get /api/achiever/changes',
      'get /api/achiever/digest',
      'get /api/achiever/digest/rows',
      'get /api/achiever/events/stream',
      'get /api/achiever/feeds',
      'get /api/achiever/filters/{id}/history',
      'get /api/achiever/labels/{id}/history',
      'get /api/achiever/projects/{id}/history',
      'get /api/achiever/sections/{id}/history',
      'get /api/achiever/tasks/{id}/history',
      'get /api/auth/devices',
      'patch /api/auth/devices/{id}',
      'post /api/achiever/feeds',
      'post /api/achiever/mutations',
      'post /api/auth/invitations',
      'post /api/auth/logout',
      'post /api/auth/password',
    ]);
  });

  it.each([
    ['GET', PATHS.changes],
    ['GET', PATHS.digest],
    ['GET', `${PATHS.bucketRows}?buckets=00`],
    ['GET', PATHS.stream],
    ['GET', `${ROW_PATHS.task}/x/history`],
    ['GET', `${ROW_PATHS.project}/x/history`],
    ['GET', `${ROW_PATHS.section}/x/history`],
    ['GET', `${ROW_PATHS.label}/x/history`],
    ['GET', `${ROW_PATHS.filter}/x/history`],
    ['DELETE', PATHS.stream],
    ['GET', PATHS.feeds],
    ['POST', PATHS.feeds],
    ['DELETE', `${PATHS.feeds}/x`],
    ['GET', PATHS.devices],
    ['DELETE', `${PATHS.devices}/x`],
    ['PATCH', `${PATHS.devices}/x`],
    ['POST', PATHS.password],
    ['POST', PATHS.invitations],
    ['POST', PATHS.mutations],
    ['POST', PATHS.logout],
  ])('no token at all opens nothing: %s %s', async (method, path) => {
    const json = method === 'POST' ? { mutations: [mutation()] } : undefined;

    expect(await server.request(method, path, json ? { json } : {})).toMatchObject({
      status: 401,
      body: { code: 'unauthorized' },
    });
  });

  it('shows none of her rows, not even with her cursor', async () => {
    const { syncAt } = await anna.mutate([mutation({ fields: { title: 'Secret' } })]);

    expect((await mallory.changes()).rows).toEqual([]);
    expect(await mallory.request('GET', `${PATHS.changes}?syncAt=${syncAt}`)).toMatchObject({
      status: 410,
      body: { details: { reason: 'epoch' } },
    });
  });

  it.each(['update', 'delete', 'restore'] as const)(
    'cannot %s her rows, and is told the same as for rows that do not exist',
    async (kind) => {
      const secret = await anna.add('Secret');
      const fields = kind === 'update' ? { fields: { title: 'Hacked' } } : {};

      const hers = await mallory.mutate([mutation({ kind, entityId: secret.id, ...fields })]);
      const nobodys = await mallory.mutate([mutation({ kind, ...fields })]);

      expect(hers.results[0]!.error).toEqual(nobodys.results[0]!.error);
      expect(hers.results[0]!.error?.code).toBe('unknown-row');
      const { rows } = await anna.changes();
      expect(rows.find(({ id }) => id === secret.id)).toEqual(secret);
    },
  );

  it('makes a row of its own where it uses her row’s id', async () => {
    const secret = await anna.add('Secret');

    const { results } = await mallory.mutate([mutation({ entityId: secret.id, fields: { title: 'Mine' } })]);

    expect(results[0]).toMatchObject({ status: 'applied', row: { title: 'Mine', revision: 1 } });
    expect((await anna.changes()).rows.find(({ id }) => id === secret.id)).toEqual(secret);
  });

  it.each(ENTITIES)(
    'reads nothing of what she did to a %s, and is told the same as for none',
    async (entity) => {
      const more = { section: { projectId: mutation().entityId }, filter: { query: 'today' } };
      const fields = { title: 'Secret', ...(entity in more && more[entity as keyof typeof more]) };
      const secret = mutation({ entity, fields });
      const { results } = await anna.mutate([secret]);
      expect(results[0]!.status).toBe('applied');
      const path = (id: string) => `${ROW_PATHS[entity]}/${id}/history`;

      const hers = await mallory.request('GET', path(secret.entityId));
      const nobodys = await mallory.request('GET', path(mutation().entityId));

      expect(hers).toMatchObject({ status: 404, body: { code: 'unknown-row' } });
      expect(hers.body).toEqual(nobodys.body);
    },
  );

  it('reads none of her rows by their bucket, nor their digests', async () => {
    const eve = await server.signUp();
    const secret = await anna.add('Secret');

    const rows = await eve.request('GET', `${PATHS.bucketRows}?buckets=${secret.id.slice(-2)}`);
    const { body } = await eve.request('GET', PATHS.digest);

    expect(rows).toMatchObject({ status: 200, body: { rows: [] } });
    expect(new Set(body.buckets)).toEqual(new Set(['0'.repeat(16)]));
  });

  it('that uses her row’s id has a history of its own', async () => {
    const secret = await anna.add('Secret');

    await mallory.mutate([mutation({ entityId: secret.id, fields: { title: 'Mine' } })]);

    const path = `${ROW_PATHS.task}/${secret.id}/history`;
    expect((await mallory.request('GET', path)).text).not.toContain('Secret');
    expect((await anna.request('GET', path)).text).not.toContain('Mine');
  });

  it('does not learn by her mutation’s id that it was ever sent', async () => {
    const create = mutation();
    await anna.mutate([create]);

    expect((await mallory.mutate([create])).results[0]).toMatchObject({ status: 'applied' });
  });

  it('does not disturb the numbers of her client', async () => {
    const clientId = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
    await mallory.mutate([mutation({ n: 1 })], { clientId });

    expect(await anna.mutate([mutation({ n: 1 })], { clientId })).toMatchObject({
      results: [{ status: 'applied' }],
    });
  });

  it('hears nothing of her changes', async () => {
    const stream = await mallory.liveStream();

    await anna.add('Secret');
    await mallory.add('Mine');
    await stream.until(() =>
      stream.events.some(({ type, data }) => type === 'changes' && JSON.stringify(data).includes('Mine')),
    );

    expect(JSON.stringify(stream.events)).not.toContain('Secret');
    stream.abort();
  });

  it('neither lists nor ends her devices', async () => {
    const { body } = await mallory.request('GET', PATHS.devices);

    const answer = await mallory.request('DELETE', `${PATHS.devices}/${anna.deviceId}`);

    expect(body.devices.map(({ id }: { id: string }) => id)).toEqual([mallory.deviceId]);
    expect(answer).toMatchObject({ status: 404, body: { code: 'unknown-device' } });
    expect((await anna.request('GET', PATHS.changes)).status).toBe(200);
  });

  it('neither lists nor revokes her feeds', async () => {
    const feed = await anna.request('POST', PATHS.feeds, { json: { as: 'tasks' } });

    const { body } = await mallory.request('GET', PATHS.feeds);
    const answer = await mallory.request('DELETE', `${PATHS.feeds}/${feed.body.id}`);

    expect(body.feeds).toEqual([]);
    expect(answer).toMatchObject({ status: 404, body: { code: 'unknown-feed' } });
    expect((await server.request('GET', feed.body.path)).status).toBe(200);
  });

  it('makes feeds of its own tasks alone, also of a project with her project’s id', async () => {
    const project = mutation({ entity: 'project', fields: { title: 'Secret project' } });
    await anna.mutate([project]);
    await anna.add('Secret', { projectId: project.entityId, dueDate: '2026-05-01' });

    for (const json of [{ as: 'tasks' }, { as: 'tasks', projectId: project.entityId }, { as: 'events' }]) {
      const { body } = await mallory.request('POST', PATHS.feeds, { json });
      const { status, text } = await server.request('GET', body.path);

      expect(status).toBe(200);
      expect(text).not.toContain('Secret');
    }
  });

  it('cannot silence or impersonate her stream', async () => {
    const hers = await anna.liveStream();

    await mallory.mutate([mutation()], { connectionId: hers.connectionId });
    await anna.add('Heard');
    await hers.until(() => JSON.stringify(hers.events).includes('Heard'));

    expect(hers.all('ack')).toEqual([]);
    hers.abort();
  });

  it('cannot end her stream', async () => {
    const hers = await anna.liveStream();
    const headers = { [HEADERS.connectionId]: hers.connectionId };

    expect((await mallory.request('DELETE', PATHS.stream, { headers })).status).toBe(204);
    await anna.add('Still heard');
    await hers.until(() => JSON.stringify(hers.events).includes('Still heard'));

    expect(hers.closed).toBe(false);
    hers.abort();
  });

  it('that signs out ends nothing of hers', async () => {
    const eve = await server.signUp();
    const hers = await anna.liveStream();

    await eve.request('POST', PATHS.logout);

    expect((await anna.request('GET', PATHS.changes)).status).toBe(200);
    expect(hers.closed).toBe(false);
    hers.abort();
  });
});
