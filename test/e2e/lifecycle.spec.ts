// Browsers put pages away and bring them back: the back/forward cache, frozen tabs, sleep. A page that comes back
// shows what changed meanwhile, over one stream.
import type { Device } from './device.ts';
import { expect, test } from './fixtures.ts';
import { runInHost } from './in-host.ts';
import type { Screen } from './screen.ts';

for (const [where, address] of [
  ['another page of the server', '/livez'],
  ['another site', 'about:blank'],
] as const)
  test(`a tab that goes to ${where} lets its stream go, and comes back with what changed`, async ({
    account,
    api,
    device,
    server,
  }) => {
    const laptop = await device('Laptop', { hides: true });
    const screen = await laptop.signUp(account);
    await screen.add('Before');
    await expect(screen.sync).toHaveText('In step');
    // A service worker that comes to life takes pages out of the cache.
    await screen.untilInstalled();
    const elsewhere = await api();
    const streams = () => server.metric('lockstep_streams_open');
    await mark(screen);

    await screen.page.goto(new URL(address, screen.page.url()).href);
    await expect.poll(streams, { timeout: 15_000 }).toBe(0);
    await elsewhere.add('While it was away');
    await goBack(laptop, screen);

    await expect(screen.task('While it was away')).toBeVisible();
    expect(await isTheSamePage(screen)).toBe(true);
    expect(await streams()).toBe(1);
    await screen.add('After it came back');
    await expect.poll(async () => (await elsewhere.changes()).rows.length).toBe(3);
  });

test('a tab that comes back at once shows what changed in another tab meanwhile', async ({
  account,
  api,
  device,
  server,
}) => {
  const laptop = await device('Laptop', { hides: true });
  const screen = await laptop.signUp(account);
  await expect(screen.sync).toHaveText('In step');
  // A service worker that comes to life takes pages out of the cache.
  await screen.untilInstalled();
  await mark(screen);

  await screen.page.goto(new URL('/livez', screen.page.url()).href);
  const second = await laptop.open();
  await second.add('In the other tab');
  await (await api()).add('From elsewhere');
  await expect(second.task('From elsewhere')).toBeVisible();
  await screen.page.bringToFront();
  await goBack(laptop, screen);

  await expect(screen.task('In the other tab')).toBeVisible();
  await expect(screen.task('From elsewhere')).toBeVisible();
  expect(await isTheSamePage(screen)).toBe(true);
  expect(await server.metric('lockstep_streams_open')).toBe(1);
});

test('a tab that was frozen shows what it missed, and its edits arrive', async ({
  account,
  api,
  device,
  server,
}) => {
  const laptop = await device('Laptop', { hides: true });
  const frozen = await laptop.signUp(account);
  await expect(frozen.sync).toHaveText('In step');
  const second = await laptop.open();
  const elsewhere = await api();
  const session = await laptop.context.newCDPSession(frozen.page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });

  await elsewhere.add('From elsewhere');
  await second.add('In the other tab');
  await expect(second.task('From elsewhere')).toBeVisible();
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  await frozen.page.bringToFront();

  await expect(frozen.task('From elsewhere')).toBeVisible();
  await expect(frozen.task('In the other tab')).toBeVisible();
  await frozen.add('After the thaw');
  await expect.poll(async () => (await elsewhere.changes()).rows.length).toBe(3);
  expect(await server.metric('lockstep_streams_open')).toBe(1);
});

test('a tab that the browser discarded comes back with its task open and its draft', async ({
  account,
  device,
  server,
}) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  await screen.add('Buy milk');
  await screen.open('Buy milk');
  const { pathname } = new URL(screen.page.url());
  await screen.title.fill('Buy milk and');
  await screen.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

  // Like a discard, a crash gives the page no time to say anything.
  await screen.page.goto('chrome://crash').catch(() => {});
  const again = await laptop.open(pathname);

  await expect(again.title).toHaveValue('Buy milk and');
  await expect(again.sync).toHaveText('In step');
  await expect.poll(() => server.metric('lockstep_streams_open')).toBe(1);
});

test('a machine that wakes from sleep does not trust the stream of before', async ({
  account,
  api,
  device,
}) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  await expect(screen.sync).toHaveText('In step');
  const elsewhere = await api();

  // What was open is dead and does not say so; timers and monotonic clocks stood still, the wall clock went on.
  laptop.network.forgetStreams();
  await elsewhere.add('While it slept');
  await runInHost(laptop.context, `(${sleep.toString()})(60_000)`);
  await screen.page.evaluate(sleep, 60_000);

  // Without noticing, it would wait for a heartbeat that does not come: 55 s.
  await expect(screen.task('While it slept')).toBeVisible({ timeout: 15_000 });
});

/** Runs in the page or the host. */
function sleep(ms: number): void {
  const now = Date.now.bind(Date);
  Date.now = () => now() + ms;
}

/** So that a page that was loaded anew can be told from the one that was put away. */
const mark = ({ page }: Screen): Promise<unknown> =>
  page.evaluate(() => ((window as { isTheSame?: boolean }).isTheSame = true));

const isTheSamePage = ({ page }: Screen): Promise<boolean> =>
  page.evaluate(() => (window as { isTheSame?: boolean }).isTheSame === true);

/** Playwright's own `goBack` waits for a load that a page from the cache does not have. */
async function goBack(device: Device, { page }: Screen): Promise<void> {
  const session = await device.context.newCDPSession(page);
  // The page may be gone before it can answer.
  await session.send('Runtime.evaluate', { expression: 'history.back()' }).catch(() => {});
}
