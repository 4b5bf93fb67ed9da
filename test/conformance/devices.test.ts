import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PATHS } from '../../src/protocol/wire.ts';
import { type ApiClient, PASSWORD } from '../support/api-client.ts';
import { TestServer } from '../support/in-process-server.ts';

let server: TestServer;
let now: number;
beforeAll(async () => {
  now = Date.UTC(2026, 4, 1);
  server = await TestServer.start({ now: () => now });
});
afterAll(() => server.stop());

const namesSeenBy = async (client: ApiClient) =>
  ((await client.request('GET', PATHS.devices)).body.devices as { name: string }[]).map(({ name }) => name);

describe('a device', () => {
  it('gets another name from any device of its account', async () => {
    const laptop = await server.signUp('Laptop');
    const phone = await server.signIn(laptop, 'Phone');

    const answer = await laptop.request('PATCH', `${PATHS.devices}/${phone.deviceId}`, {
      json: { name: 'Anna’s phone' },
    });

    expect(answer.status).toBe(204);
    expect((await namesSeenBy(phone)).sort()).toEqual(['Anna’s phone', 'Laptop']);
  });

  it('of another account cannot be renamed', async () => {
    const anna = await server.signUp('Laptop');
    const mallory = await server.signUp('Mallory');

    const answer = await mallory.request('PATCH', `${PATHS.devices}/${anna.deviceId}`, {
      json: { name: 'Mine' },
    });

    expect(answer).toMatchObject({ status: 404, body: { code: 'unknown-device' } });
    expect(await namesSeenBy(anna)).toEqual(['Laptop']);
  });
});

describe('the password', () => {
  it('is changed by whoever knows it, and signs every other device out', async () => {
    const laptop = await server.signUp('Laptop');
    const phone = await server.signIn(laptop, 'Phone');
    const next = 'another horse, another battery';

    const answer = await laptop.request('POST', PATHS.password, { json: { current: PASSWORD, next } });

    expect(answer.status).toBe(204);
    expect((await phone.request('GET', PATHS.devices)).status).toBe(401);
    expect(await namesSeenBy(laptop)).toEqual(['Laptop']);
    const signIn = (password: string) =>
      server.request('POST', PATHS.login, { json: { email: laptop.email, password, deviceName: 'Phone' } });
    expect((await signIn(PASSWORD)).status).toBe(401);
    expect((await signIn(next)).status).toBe(200);
  });

  it.each([
    ['the present one is wrong', { current: 'wrong', next: 'long enough for it' }, 401],
    ['the new one is short', { current: PASSWORD, next: 'short' }, 400],
  ])('stays when %s', async (_, json, status) => {
    const laptop = await server.signUp('Laptop');

    expect((await laptop.request('POST', PATHS.password, { json })).status).toBe(status);
    expect((await server.signIn(laptop, 'Phone')).achieverId).toBe(laptop.achieverId);
  });
});

describe('an invitation', () => {
  const join = (code: string, deviceName = 'Phone') =>
    server.request('POST', PATHS.join, { json: { code, deviceName } });
  const invite = async (client: ApiClient) =>
    (await client.request('POST', PATHS.invitations)).body as { code: string; expiresInSeconds: number };

  it('lets one device in, without the password', async () => {
    const laptop = await server.signUp('Laptop');
    const { code, expiresInSeconds } = await invite(laptop);
    expect(expiresInSeconds).toBe(300);

    const answer = await join(code);

    expect(answer).toMatchObject({
      status: 200,
      body: { achieverId: laptop.achieverId, email: laptop.email },
    });
    expect(answer.headers.get('set-cookie')).toContain('HttpOnly');
    expect((await namesSeenBy(laptop)).sort()).toEqual(['Laptop', 'Phone']);
  });

  it('works once, also when two come at the same time', async () => {
    const { code } = await invite(await server.signUp());

    const answers = await Promise.all([join(code, 'One'), join(code, 'Two')]);

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410]);
    expect(answers.find(({ status }) => status === 410)!.body.code).toBe('invitation-ended');
  });

  it('ends after five minutes, and says no more than for a code that never was', async () => {
    const { code } = await invite(await server.signUp());
    now += 301_000;

    const late = await join(code);
    const never = await join('no such code');

    expect(late.status).toBe(410);
    expect(late.body).toEqual(never.body);
  });

  it('is taken from pages of this origin only', async () => {
    const { code } = await invite(await server.signUp());

    const answer = await server.request('POST', PATHS.join, {
      json: { code, deviceName: 'Phone' },
      headers: { 'sec-fetch-site': 'cross-site' },
    });

    expect(answer.status).toBe(403);
  });
});
