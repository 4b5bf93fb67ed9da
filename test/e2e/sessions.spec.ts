// Sessions end in the middle of things, and clocks are wrong: edits go on, one place asks to sign in, and nothing is
// sent twice or dropped.
import { MAX_BATCH } from '../../src/protocol/wire.ts';
import { DIST } from '../../src/server/web-build.ts';
import type { ApiClient } from '../support/api-client.ts';
import { TestServer } from '../support/in-process-server.ts';
import { expect, test } from './fixtures.ts';
import type { Account, Screen } from './screen.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A server whose clock is the test's to set. */
async function serverWithClock(aheadMs = 0) {
  const clock = { aheadMs };
  const server = await TestServer.start({ dist: DIST, now: () => Date.now() + clock.aheadMs });
  return { server, clock, through: Number(new URL(server.origin).port) };
}

test('a cookie that is lost keeps nobody from working, in any tab, and a sign-in sends everything once', async ({
  account,
  device,
}) => {
  const { server, clock, through } = await serverWithClock();
  await using _ = server;
  const laptop = await device('Laptop', { through });
  const first = await laptop.signUp(account);
  const second = await laptop.open();
  await expect(second.sync).toHaveText('In step');

  // The token goes on for a while without it.
  await laptop.context.clearCookies();
  await first.add('With the token');
  await expect(first.sync).toHaveText('In step');
  clock.aheadMs = 16 * MINUTE;
  await first.add('In one tab');
  await second.add('In the other');
  for (const tab of [first, second]) {
    await expect(tab.sync).toHaveText('Sign in to finish syncing 2 changes');
    await expect(tab.button('Sign in')).toHaveCount(1);
    await expect(tab.task('In one tab')).toBeVisible();
    await expect(tab.task('In the other')).toBeVisible();
  }

  await signInAgain(second, account);

  for (const tab of [first, second]) await expect(tab.sync).toHaveText('In step');
  expect(await rowsOf(await server.signIn(account, 'API'))).toEqual([
    ['In one tab', 1],
    ['In the other', 1],
    ['With the token', 1],
  ]);
});

test('a device that is revoked with edits waiting keeps them, and sends each once after signing in', async ({
  account,
  device,
}) => {
  const { server, through } = await serverWithClock();
  await using _ = server;
  const laptop = await device('Laptop', { through });
  const screen = await laptop.signUp(account);
  await screen.add('Before');
  await expect(screen.sync).toHaveText('In step');
  const phone = await server.signIn(account, 'Phone');
  laptop.network.down();
  await screen.add('Offline');
  await screen.rename('Before', 'Renamed offline');

  await revoke(phone, 'Laptop');
  laptop.network.up();
  await expect(screen.sync).toHaveText('Sign in to finish syncing 2 changes', { timeout: 20_000 });
  await screen.add('While signed out');
  await expect(screen.sync).toHaveText('Sign in to finish syncing 3 changes');
  await screen.page.reload();
  await expect(screen.sync).toHaveText('Sign in to finish syncing 3 changes');
  await signInAgain(screen, account);

  await expect(screen.sync).toHaveText('In step');
  expect(await rowsOf(phone)).toEqual([
    ['Offline', 1],
    ['Renamed offline', 2],
    ['While signed out', 1],
  ]);
});

test('a session that ends between two batches of one flush loses and doubles nothing', async ({
  account,
  device,
}) => {
  test.slow();
  const { server, clock, through } = await serverWithClock();
  await using _ = server;
  const laptop = await device('Laptop', { through });
  const screen = await laptop.signUp(account);
  await expect(screen.sync).toHaveText('In step');
  const stream = await (await server.signIn(account, 'Phone')).liveStream();
  const titles = Array.from({ length: MAX_BATCH + 10 }, (_one, i) => `Task ${i}`);
  laptop.network.down();
  await screen.paste(titles);
  await expect(screen.sync).toHaveText(`Offline, ${titles.length} waiting`, { timeout: 90_000 });

  // The first batch goes out with the token; then that ends, and there is no cookie for another.
  await laptop.context.clearCookies();
  laptop.network.up();
  await stream.first('changes');
  clock.aheadMs = 16 * MINUTE;
  await expect(screen.sync).toHaveText('Sign in to finish syncing 10 changes', { timeout: 20_000 });
  await signInAgain(screen, account);

  await expect(screen.sync).toHaveText('In step', { timeout: 20_000 });
  const rows = await rowsOf(await server.signIn(account, 'API'));
  expect(rows.map(([title]) => title)).toEqual(titles.toSorted());
  expect(new Set(rows.map(([, revision]) => revision))).toEqual(new Set([1]));
});

for (const [what, aheadMs] of [
  ['behind', DAY],
  ['ahead', -DAY],
] as const)
  test(`a device whose clock is a day ${what} is in step, in the same order, and names sensible times`, async ({
    account,
    device,
  }) => {
    const { server, through } = await serverWithClock(aheadMs);
    await using _ = server;
    const laptop = await device('Laptop', { through });
    const screen = await laptop.signUp(account);
    await screen.add('One', 'Two');
    const phone = await server.signIn(account, 'Phone');
    await phone.add('From the phone');

    await expect(screen.task('From the phone')).toBeVisible();
    laptop.network.down();
    await screen.add('Three');
    laptop.network.up();
    await expect(screen.sync).toHaveText('In step', { timeout: 20_000 });

    const again = await laptop.open();
    await expect(again.tasks.getByRole('checkbox')).toHaveCount(4);
    expect(await order(again)).toEqual(await order(screen));
    expect((await rowsOf(phone)).map(([, revision]) => revision)).toEqual([1, 1, 1, 1]);
    await screen.button('Sync details').click();
    await expect(screen.inspector.getByRole('listitem').filter({ hasText: 'Phone' }).first()).toContainText(
      /(\d+ ?s|now|min)/,
    );
    await expect(screen.inspector).not.toContainText(/\d ?(d|h|day|hour)s?\.? ago|yesterday|tomorrow/);
  });

/** Uses the one place that asks for it. */
async function signInAgain({ page, sync }: Screen, { password }: Account): Promise<void> {
  await expect(sync).toContainText('Sign in');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByLabel('Password').fill(password);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
}

async function revoke(client: ApiClient, name: string): Promise<void> {
  const { body } = await client.request('GET', '/api/auth/devices');
  const { id } = body.devices.find((one: { name: string }) => one.name === name);
  await client.request('DELETE', `/api/auth/devices/${id}`);
}

/** Titles and revisions, by title. */
async function rowsOf(client: ApiClient): Promise<[string, number][]> {
  const { rows } = await client.changes({ limit: 1000 });
  return rows
    .map((row): [string, number] => [(row as unknown as { title: string }).title, row.revision])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

const order = ({ tasks }: Screen): Promise<(string | null)[]> =>
  tasks.getByRole('checkbox').evaluateAll((boxes) => boxes.map((box) => box.getAttribute('aria-label')));
