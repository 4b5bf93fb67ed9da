import { request } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ERRORS } from '../../src/protocol/error-meanings.ts';
import { HEADERS, PATHS, PROTOCOL_VERSION } from '../../src/protocol/wire.ts';
import { type Answer, type ApiClient, PASSWORD } from '../support/api-client.ts';
import { TestServer } from '../support/in-process-server.ts';
import { mutation } from '../support/mutation.ts';

let server: TestServer;
let client: ApiClient;

beforeAll(async () => {
  server = await TestServer.start();
  client = await server.signUp();
});
afterAll(() => server.stop());

/** Every refusal has a documented code with its status, a message for people, and the protocol's version. */
function expectRefusal(answer: Answer, code: keyof typeof ERRORS) {
  expect(answer.body).toMatchObject({ code, message: expect.stringMatching(/\w/) });
  expect(answer.status).toBe(ERRORS[code].status);
  expect(Object.keys(answer.body).filter((key) => !['code', 'message', 'details'].includes(key))).toEqual([]);
  expect(answer.headers.get(HEADERS.protocol)).toBe(String(PROTOCOL_VERSION));
  expect(answer.headers.get('cache-control')).toBe('no-store');
}

const post = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  client.request('POST', PATHS.mutations, {
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('a body', () => {
  it.each([
    ['empty', ''],
    ['half', '{"mutations":['],
    ['not JSON', 'title=Tea'],
    ['JSON that poisons prototypes', '{"mutations":[],"__proto__":{"admin":true}}'],
    ['a bare string', '"Tea"'],
    ['null', 'null'],
    ['a list', '[]'],
    ['nothing to do', '{"mutations":[]}'],
  ])('that is %s is refused', async (_what, body) => {
    expectRefusal(await post(body), 'invalid-body');
  });

  it.each([
    ['beside the mutations', { mutations: [mutation()], extra: 1 }, '/extra'],
    ['in a mutation', { mutations: [mutation(), { ...mutation(), colour: 1 }] }, '/mutations/1/colour'],
  ])('with an unknown field %s is refused, and says where', async (_where, json, path) => {
    const answer = await client.request('POST', PATHS.mutations, { json });

    expectRefusal(answer, 'invalid-body');
    expect(answer.body.details).toEqual({ path, problem: 'unknown field' });
  });

  it.each([
    ['id', { id: 'x' }],
    ['entity', { entity: 'user' }],
    ['entityId', { entityId: '../etc/passwd' }],
    ['kind', { kind: 'toggle' }],
    ['n', { n: 0 }],
    ['n', { n: 1.5 }],
    ['baseRevision', { baseRevision: -1 }],
    ['fields', { fields: ['title'] }],
  ])('with a wrong %s is refused, and says where', async (field, wrong) => {
    const answer = await client.request('POST', PATHS.mutations, {
      json: { mutations: [{ ...mutation(), ...wrong }] },
    });

    expectRefusal(answer, 'invalid-body');
    expect(answer.body.details.path).toBe(`/mutations/0/${field}`);
  });

  it('with more mutations than a batch may hold is refused', async () => {
    const mutations = Array.from({ length: 101 }, () => mutation());

    expectRefusal(await client.request('POST', PATHS.mutations, { json: { mutations } }), 'invalid-body');
  });

  it('with a client id must number its mutations', async () => {
    const json = { clientId: uuidv7(), mutations: [mutation()] };

    expectRefusal(await client.request('POST', PATHS.mutations, { json }), 'invalid-body');
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'text/json',
    'application/json; charset=latin1',
    '',
  ])('of the content type %j is not read', async (type) => {
    expectRefusal(
      await post(JSON.stringify({ mutations: [mutation()] }), { 'content-type': type }),
      'unsupported-media-type',
    );
  });

  it('may name its character set when that is UTF-8', async () => {
    const json = JSON.stringify({ mutations: [mutation()] });

    expect((await post(json, { 'content-type': 'application/json; charset=UTF-8' })).status).toBe(200);
  });

  it('that is compressed is not read', async () => {
    const body = gzipSync(JSON.stringify({ mutations: [mutation()] }));

    expectRefusal(await post(body, { 'content-encoding': 'gzip' }), 'unsupported-media-type');
  });

  it('over 1 MB is refused for a batch, over 256 kB elsewhere', async () => {
    const batch = JSON.stringify({ mutations: [mutation({ fields: { notes: 'x'.repeat(1024 * 1024) } })] });
    const credentials = { email: 'a@example.org', password: 'x'.repeat(257 * 1024), deviceName: 'Laptop' };

    expectRefusal(await post(batch), 'body-too-large');
    expectRefusal(await server.request('POST', PATHS.login, { json: credentials }), 'body-too-large');
  });
});

describe('credentials', () => {
  const good = { email: 'someone@example.org', password: PASSWORD, deviceName: 'Laptop' };

  it.each([
    ['/email', { email: 'nobody' }],
    ['/email', { email: 'a b@example.org' }],
    ['/email', { email: `${'x'.repeat(250)}@example.org` }],
    ['/email', { email: 7 }],
    ['/password', { password: 'short' }],
    ['/password', { password: 'x'.repeat(1025) }],
    ['/deviceName', { deviceName: '' }],
    ['/deviceName', { deviceName: 'x'.repeat(65) }],
    ['/admin', { admin: true }],
  ])('with a wrong %s are refused', async (path, wrong) => {
    const answer = await server.request('POST', PATHS.register, { json: { ...good, ...wrong } });

    expectRefusal(answer, 'invalid-body');
    expect(answer.body.details.path).toBe(path);
  });
});

describe('a query', () => {
  it.each([
    ['limit=0', '/limit'],
    ['limit=1001', '/limit'],
    ['limit=ten', '/limit'],
    ['syncAt=', '/syncAt'],
    ['syncAt=a&syncAt=b', '/syncAt'],
    ['since=yesterday', '/since'],
  ])('of %s is refused, and says where', async (query, path) => {
    const answer = await client.request('GET', `${PATHS.changes}?${query}`);

    expectRefusal(answer, 'invalid-query');
    expect(answer.body.details.path).toBe(path);
  });

  it.each(['', 'buckets=', 'buckets=0', 'buckets=zz', 'buckets=00,', 'buckets=00;01', 'buckets=FF'])(
    'of buckets that are none is refused: %j',
    async (query) => {
      expectRefusal(await client.request('GET', `${PATHS.bucketRows}?${query}`), 'invalid-query');
    },
  );

  it('of a cursor that is not ours is told to start over, and why', async () => {
    const answer = await client.request('GET', `${PATHS.changes}?syncAt=nonsense`);

    expectRefusal(answer, 'resync-required');
    expect(answer.body.details).toEqual({ reason: 'epoch' });
  });
});

describe('an address', () => {
  it.each([
    ['GET', '/api'],
    ['GET', '/api/nothing'],
    ['POST', '/api/achiever/mutations/'],
    ['GET', '/nothing.js'],
    ['GET', '/%zz'],
  ])('that is not there (%s %s) is not found', async (method, path) => {
    const answer = await client.request(method, path);

    expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it.each([
    ['GET', PATHS.mutations, 'POST'],
    ['DELETE', PATHS.changes, 'GET'],
    ['PUT', PATHS.login, 'POST'],
    ['GET', `${PATHS.devices}/x`, 'DELETE'],
  ])('that is there, but not for %s %s, says for what', async (method, path, allowed) => {
    const answer = await client.request(method, path);

    expectRefusal(answer, 'method-not-allowed');
    expect(answer.headers.get('allow')).toBe(allowed);
  });

  it('asked for in something that is not HTTP gets an answer of the same kind', async () => {
    const { port } = new URL(server.origin);
    const { promise, resolve } = Promise.withResolvers<string>();
    const socket = connect(Number(port), '127.0.0.1', () => socket.write('NONSENSE\r\n\r\n'));
    let text = '';
    socket.on('data', (bytes) => (text += bytes.toString()));
    socket.on('close', () => resolve(text));

    const answer = await promise;

    expect(answer).toMatch(/^HTTP\/1\.1 400/);
    expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toMatchObject({ code: 'invalid-body' });
  });
});

describe('a client that is too old', () => {
  it.each(['0', '-1', 'x'])('(version %s) cannot write, and is told to update', async (version) => {
    const answer = await post(JSON.stringify({ mutations: [mutation()] }), { [HEADERS.protocol]: version });

    expectRefusal(answer, 'protocol-too-old');
  });

  it('can still read and leave', async () => {
    const old = await server.signUp();
    const headers = { [HEADERS.protocol]: '0' };

    expect((await old.request('GET', PATHS.changes, { headers })).status).toBe(200);
    expect((await old.request('POST', PATHS.logout, { headers })).status).toBe(204);
  });
});

describe('too many mutations', () => {
  it('of one achiever are refused with the time to wait, and nobody else’s', async () => {
    await using strict = await TestServer.start({ limits: { signIns: 100, mutations: 2 } });
    const [anna, ben] = [await strict.signUp(), await strict.signUp()];
    const json = () => ({ mutations: [mutation()] });
    await anna.request('POST', PATHS.mutations, { json: json() });
    await anna.request('POST', PATHS.mutations, { json: json() });

    const third = await anna.request('POST', PATHS.mutations, { json: json() });

    expectRefusal(third, 'rate-limited');
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ben.request('POST', PATHS.mutations, { json: json() })).status).toBe(200);
  });
});

describe('a failure of our own', () => {
  it('tells the client nothing about it', async () => {
    await using broken = await TestServer.start();
    const anna = await broken.signUp();
    broken.store.changesSince = () => Promise.reject(new Error('the database is malformed'));

    const answer = await anna.request('GET', PATHS.changes);

    expectRefusal(answer, 'internal');
    expect(answer.text).not.toMatch(/malformed|\.ts/);
  });
});

describe('a body that never ends', () => {
  it('does not keep others from being answered', async () => {
    const slow = request(new URL(PATHS.mutations, server.origin), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${client.token}`,
        'content-type': 'application/json',
        'content-length': '1000',
      },
    });
    slow.on('error', () => {});
    slow.write('{"mutations":[');

    expect((await client.request('GET', PATHS.changes)).status).toBe(200);
    slow.destroy();
  });
});
