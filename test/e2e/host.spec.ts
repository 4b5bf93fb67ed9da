// The host is found dead, wedged or gone, and the tabs go on.
import { HostSwitch, orderHost } from '../support/host-switch.ts';
import { expect, test } from './fixtures.ts';
import { runInHost } from './in-host.ts';

test('a tab that crashes while it is seen takes its visibility with it', async ({
  account,
  device,
  server,
}) => {
  const laptop = await device('Laptop', { hides: true });
  await laptop.signUp(account);
  const seen = await laptop.open();
  await expect(seen.sync).toHaveText('In step');
  const streams = () => server.metric('lockstep_streams_open');
  await expect.poll(streams).toBe(1);

  await seen.page.goto('chrome://crash').catch(() => {});

  await expect.poll(streams).toBe(0);
});

test('a wedged host is left behind, and what was edited meanwhile arrives', async ({
  account,
  api,
  device,
}) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  await screen.add('Before');
  await expect(screen.sync).toHaveText('In step');
  const elsewhere = await api();

  await runInHost(laptop.context, 'for (;;);');
  await screen.add('While the host hung');
  await elsewhere.add('From elsewhere');

  await expect(screen.task('From elsewhere')).toBeVisible({ timeout: 30_000 });
  await expect.poll(async () => (await elsewhere.changes()).rows.length).toBe(3);
  await expect(screen.sync).toHaveText('In step');
});

test('a tab that was not looked at while its host hung does not talk to the hung one', async ({
  account,
  api,
  device,
}) => {
  const laptop = await device('Laptop', { hides: true });
  const behind = await laptop.signUp(account);
  const front = await laptop.open();
  await expect(front.sync).toHaveText('In step');
  const elsewhere = await api();
  await runInHost(laptop.context, 'for (;;);');
  await elsewhere.add('From elsewhere');
  await expect(front.task('From elsewhere')).toBeVisible({ timeout: 30_000 });

  // A glance: shorter than what it takes to find a host dead.
  await behind.page.bringToFront();
  await behind.add('At a glance');
  await front.page.bringToFront();

  await expect.poll(async () => (await elsewhere.changes()).rows.length).toBe(2);
  await expect(front.task('At a glance')).toBeVisible();
});

test('a host that ends before it heard that an edit was taken is replaced, and the edit is there once @firefox', async ({
  account,
  api,
  device,
  server,
}) => {
  await using hostSwitch = await HostSwitch.start(server.port);
  const laptop = await device('Laptop', { through: hostSwitch.port });
  const screen = await laptop.signUp(account);
  const second = await laptop.open();
  await expect(second.sync).toHaveText('In step');
  const elsewhere = await api();
  const titles = async () => (await elsewhere.changes()).rows.map((row) => 'title' in row && row.title);
  const opened = await server.metric('lockstep_streams_opened_total');

  hostSwitch.losesAnswers = true;
  await screen.add('Before the host ended');
  await expect.poll(titles).toEqual(['Before the host ended']);
  await screen.page.evaluate(orderHost('end'));
  hostSwitch.losesAnswers = false;
  await screen.add('After the host ended');
  await elsewhere.add('From elsewhere');

  await expect(second.task('After the host ended')).toBeVisible({ timeout: 30_000 });
  for (const tab of [screen, second]) {
    await expect(tab.task('From elsewhere')).toBeVisible({ timeout: 30_000 });
    await expect(tab.sync).toHaveText('In step');
  }
  const { rows } = await elsewhere.changes();
  expect(rows.map(({ revision }) => revision)).toEqual([1, 1, 1]);
  expect((await server.metric('lockstep_streams_opened_total')) - opened).toBe(1);
  await expect.poll(() => server.metric('lockstep_streams_open'), { timeout: 30_000 }).toBe(1);
});

test('two versions of the app at once: one stream, and the tabs of both stay in step', async ({
  account,
  api,
  device,
  server,
}) => {
  const laptop = await device('Laptop');
  const older = await laptop.signUp(account);
  await older.untilInstalled();
  await expect(older.sync).toHaveText('In step');
  const streams = () => server.metric('lockstep_streams_open');

  const newer = await laptop.open('/', pretendOtherVersion);
  await expect(newer.sync).toHaveText('In step');
  await expect.poll(streams).toBe(1);
  await older.add('From the older version');
  await newer.add('From the newer version');

  await expect(newer.task('From the older version')).toBeVisible();
  await expect(older.task('From the newer version')).toBeVisible();
  await expect.poll(async () => (await (await api()).changes()).rows.length).toBe(2);
});

/** Runs in the page before its scripts: its worker has another address, as that of another build has. */
function pretendOtherVersion(): void {
  const factory = window.trustedTypes as unknown as {
    createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
  };
  const create = factory.createPolicy.bind(factory);
  factory.createPolicy = (name, rules) =>
    create(name, {
      ...rules,
      createScriptURL: (url) => rules.createScriptURL(url) + (url.includes('/worker') ? '?other' : ''),
    });
}
