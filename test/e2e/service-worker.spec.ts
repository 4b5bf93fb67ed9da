// The service worker keeps the shell, and nothing but the shell.
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIST } from '../../src/server/web-build.ts';
import { TestServer } from '../support/in-process-server.ts';
import { expect, test } from './fixtures.ts';
import { Screen } from './screen.ts';

test('any address opens without a network', async ({ device }) => {
  const phone = await device('Phone');
  await (await phone.open()).untilInstalled();

  phone.network.down();
  const screen = await phone.open('/some/deep/link?from=elsewhere');

  await expect(screen.button('Create account')).toBeVisible();
});

test('what the server answers itself is never answered with the shell', async ({ device }) => {
  const screen = await (await device()).open();
  await screen.untilInstalled();

  for (const path of [
    '/livez',
    '/readyz',
    '/metrics',
    '/metrics?name=x',
    '/feeds/x.ics',
    '/api/docs',
    '/api/nothing',
  ]) {
    await screen.page.goto(new URL(path, screen.page.url()).href);
    await expect(screen.page.locator('ls-app'), path).toHaveCount(0);
  }
  await screen.page.goto(new URL('/example', screen.page.url()).href);
  await expect(screen.page).toHaveTitle('Lockstep without a framework');
});

test('nothing of the API is kept', async ({ account, device }) => {
  const screen = await (await device()).signUp(account);
  await screen.untilInstalled();
  await screen.add('Buy milk');

  const kept = await screen.page.evaluate(async () => {
    const caches = await Promise.all((await self.caches.keys()).map((name) => self.caches.open(name)));
    const requests = await Promise.all(caches.map((cache) => cache.keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });

  expect(kept).toContain('/index.html');
  expect(kept.filter((path) => /^\/api\/|example|\.map$/.test(path))).toEqual([]);
});

test('a new version waits until it is asked to take over', async ({ context }) => {
  const dist = mkdtempSync(join(tmpdir(), 'lockstep-dist-'));
  cpSync(DIST, dist, { recursive: true });
  await using server = await TestServer.start({ dist });
  const page = await context.newPage();
  await page.goto(server.origin);
  await new Screen(page).untilInstalled();

  appendFileSync(join(dist, 'sw.js'), '\n// The next version.');
  const states = () =>
    page.evaluate(async () => {
      const { active, waiting } = (await navigator.serviceWorker.getRegistration())!;
      return [active?.state, waiting?.state];
    });
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.update());
  await expect.poll(states).toEqual(['activated', 'installed']);
  // While its only tab is loaded anew nobody is at work, and it may be taken; with somebody at work it waits.
  await page.getByRole('textbox', { name: 'Email' }).fill('half@an.address');
  expect(await states()).toEqual(['activated', 'installed']);

  await page.evaluate(async () => {
    const { waiting } = (await navigator.serviceWorker.getRegistration())!;
    waiting!.postMessage({ type: 'SKIP_WAITING' });
  });
  await expect.poll(states).toEqual(['activated', undefined]);
  rmSync(dist, { recursive: true });
});
