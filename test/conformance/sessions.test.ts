import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HEADERS, PATHS } from '../../src/protocol/wire.ts';
import { PASSWORD } from '../support/api-client.ts';
import { TestServer } from '../support/in-process-server.ts';

const DAY = 24 * 3600 * 1000;
const MINUTE = 60_000;

let server: TestServer;
let now: number;

beforeAll(async () => {
  now = Date.UTC(2026, 4, 1);
  server = await TestServer.start({ now: () => now });
});
afterAll(() => server.stop());

const login = (json: unknown, headers = {}) => server.request('POST', PATHS.login, { json, headers });
const mint = (headers: Record<string, string>) => server.request('POST', PATHS.token, { headers });

describe('an account', () => {
  it('is made and signed in with one request, the session only in a cookie that scripts cannot read', async () => {
    const answer = await server.request('POST', PATHS.register, {
      json: { email: 'anna@example.org', password: PASSWORD, deviceName: 'Laptop' },
    });

    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body).sort()).toEqual(['achieverId', 'deviceId']);
    const cookie = answer.headers.get('set-cookie')!;
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/api/auth', 'Max-Age=2592000'])
      expect(cookie).toContain(part);
    expect(cookie).not.toContain('Secure');
  });

  it('is one per e-mail, however it is written', async () => {
    const { email } = await server.signUp('Laptop', 'ben@example.org');

    const again = await server.request('POST', PATHS.register, {
      json: { email: email.toUpperCase(), password: PASSWORD, deviceName: 'Phone' },
    });

    expect(again).toMatchObject({ status: 409, body: { code: 'email-taken' } });
  });

  it('opens with its password on another device', async () => {
    const laptop = await server.signUp();

    const phone = await server.signIn(laptop, 'Phone');

    expect(phone.achieverId).toBe(laptop.achieverId);
    expect(phone.deviceId).not.toBe(laptop.deviceId);
  });

  it('does not open with another password, and says no more than for an unknown e-mail', async () => {
    const { email } = await server.signUp();
    const credentials = { password: 'not the password', deviceName: 'Phone' };

    const wrong = await login({ email, ...credentials });
    const unknown = await login({ email: 'nobody@example.org', ...credentials });

    expect(wrong).toMatchObject({ status: 401, body: { code: 'invalid-credentials' } });
    expect(unknown.body).toEqual(wrong.body);
    expect(wrong.headers.get('set-cookie')).toBeNull();
  });
});

describe('sign-ups', () => {
  const register = (to: TestServer, email: string) =>
    to.request('POST', PATHS.register, { json: { email, password: PASSWORD, deviceName: 'Laptop' } });

  it('that are for the first only are closed after one', async () => {
    await using first = await TestServer.start({ environment: { LOCKSTEP_SIGNUPS: 'first' } });

    const answers = await Promise.all([register(first, 'a@example.org'), register(first, 'b@example.org')]);

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 403]);
    expect(answers.find(({ status }) => status === 403)!.body.code).toBe('signups-closed');
  });

  it('that are closed are closed', async () => {
    await using closed = await TestServer.start({ environment: { LOCKSTEP_SIGNUPS: 'closed' } });

    expect(await register(closed, 'a@example.org')).toMatchObject({ body: { code: 'signups-closed' } });
  });

  it('and sign-ins from one address are limited, with the time to wait', async () => {
    await using strict = await TestServer.start({ limits: { signIns: 2 } });
    await register(strict, 'a@example.org');
    await register(strict, 'b@example.org');

    const third = await register(strict, 'c@example.org');

    expect(third).toMatchObject({ status: 429, body: { code: 'rate-limited' } });
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('behind https', () => {
  it('the cookie is Secure, and its path is the one that browsers see', async () => {
    await using secure = await TestServer.start({
      environment: { LOCKSTEP_PUBLIC_URL: 'https://tasks.example/lockstep/' },
    });

    const answer = await secure.request('POST', PATHS.register, {
      json: { email: 'a@example.org', password: PASSWORD, deviceName: 'Laptop' },
    });

    expect(answer.headers.get('set-cookie')).toContain('Path=/lockstep/api/auth; HttpOnly; Secure');
    expect(answer.headers.get('strict-transport-security')).toContain('max-age');
  });
});

describe('a bearer token', () => {
  it('is minted from the cookie and lasts 15 minutes', async () => {
    const client = await server.signUp();

    const answer = await client.mint();
    expect(answer).toMatchObject({ status: 200, body: { expiresInSeconds: 900 } });
    expect((await client.request('GET', PATHS.changes)).status).toBe(200);
    now += 15 * MINUTE;

    const late = await client.request('GET', PATHS.changes);
    expect(late).toMatchObject({ status: 401, body: { code: 'token-expired' } });
    expect(late.headers.get('www-authenticate')).toBe('Bearer');
  });

  it.each([
    ['without our header', {}],
    ['from another site', { [HEADERS.csrf]: '1', 'sec-fetch-site': 'cross-site' }],
    ['from a sibling domain', { [HEADERS.csrf]: '1', 'sec-fetch-site': 'same-site' }],
    ['from another origin', { [HEADERS.csrf]: '1', origin: 'https://evil.example' }],
    ['from a page without an origin', { [HEADERS.csrf]: '1', origin: 'null' }],
  ])('is not minted %s', async (_where, headers) => {
    const { cookie } = await server.signUp();

    expect(await mint({ cookie, ...headers })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  it('is minted for our own pages', async () => {
    const { cookie } = await server.signUp();
    const own: Record<string, string>[] = [{ 'sec-fetch-site': 'same-origin' }, { origin: server.origin }];

    for (const headers of own)
      expect((await mint({ cookie, [HEADERS.csrf]: '1', ...headers })).status).toBe(200);
  });

  it.each([
    ['no cookie', {}],
    ['a cookie that was never given', { cookie: 'lockstep_session=made-up' }],
  ])('is not minted from %s', async (_what, headers: Record<string, string>) => {
    expect(await mint({ [HEADERS.csrf]: '1', ...headers })).toMatchObject({
      status: 401,
      body: { code: 'session-ended' },
    });
  });

  it('is the only thing a cookie can get: it opens no other route', async () => {
    const { cookie } = await server.signUp();

    const answer = await server.request('GET', PATHS.changes, { headers: { cookie, [HEADERS.csrf]: '1' } });

    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  });

  it.each(['', 'Bearer', 'Bearer ', 'Bearer made-up', 'Basic YTpi', 'made-up'])(
    'is not %j',
    async (authorization) => {
      const answer = await server.request('GET', PATHS.changes, { headers: { authorization } });

      expect(answer).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
    },
  );
});

describe('a session', () => {
  it('slides: 30 days from the last token, not from the first', async () => {
    const client = await server.signUp();

    for (let i = 0; i < 3; i++) {
      now += 20 * DAY;
      expect((await client.mint()).headers.get('set-cookie')).toContain('Max-Age=2592000');
    }
    now += 31 * DAY;

    expect(await client.mint()).toMatchObject({ status: 401, body: { code: 'session-ended' } });
  });

  it('ends with sign-out: cookie and tokens are worth nothing, and the cookie is taken away', async () => {
    const client = await server.signUp();

    const answer = await client.request('POST', PATHS.logout);

    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(answer.headers.get('set-cookie')).toMatch(/^lockstep_session=;.*Path=\/api\/auth/);
    expect(await client.request('GET', PATHS.changes)).toMatchObject({ body: { code: 'unauthorized' } });
    expect(await mint({ cookie: client.cookie, [HEADERS.csrf]: '1' })).toMatchObject({
      body: { code: 'session-ended' },
    });
  });
});

describe('devices', () => {
  it('are listed with the one that asks marked', async () => {
    const laptop = await server.signUp('Laptop');
    const phone = await server.signIn(laptop, 'Phone');

    const { body } = await laptop.request('GET', PATHS.devices);

    const current = body.devices.map(({ id, name, current }: never) => [id, name, current]);
    expect(current).toHaveLength(2);
    expect(current).toContainEqual([laptop.deviceId, 'Laptop', true]);
    expect(current).toContainEqual([phone.deviceId, 'Phone', false]);
    expect(body.devices[0].createdAt).toBe(new Date(now).toISOString());
  });

  it('are ended one at a time: the stream hears goodbye at once, token and cookie stop working', async () => {
    const laptop = await server.signUp();
    const phone = await server.signIn(laptop);
    const [laptopStream, phoneStream] = [await laptop.liveStream(), await phone.liveStream()];

    const answer = await laptop.request('DELETE', `${PATHS.devices}/${phone.deviceId}`);

    expect(answer.status).toBe(204);
    expect((await phoneStream.first('goodbye')).data.reason).toBe('revoked');
    await phoneStream.ended();
    expect((await phone.request('GET', PATHS.changes)).status).toBe(401);
    expect(
      (
        await server.request('POST', PATHS.token, {
          headers: { cookie: phone.cookie, [HEADERS.csrf]: '1' },
        })
      ).status,
    ).toBe(401);
    expect(laptopStream.closed).toBe(false);
    expect((await laptop.request('GET', PATHS.devices)).body.devices).toHaveLength(1);
    laptopStream.abort();
  });

  it('that are not there cannot be ended', async () => {
    const laptop = await server.signUp();

    for (const id of [laptop.achieverId, 'nonsense', '%00'])
      expect(await laptop.request('DELETE', `${PATHS.devices}/${id}`)).toMatchObject({
        status: 404,
        body: { code: 'unknown-device' },
      });
  });

  it('are gone from the list when their session ran out', async () => {
    const laptop = await server.signUp('Laptop');
    await server.signIn(laptop, 'Phone');
    now += 20 * DAY;
    await laptop.mint();
    now += 11 * DAY;
    await laptop.mint();

    const { body } = await laptop.request('GET', PATHS.devices);

    expect(body.devices.map(({ name }: { name: string }) => name)).toEqual(['Laptop']);
  });
});
