// The ways in which changes come by: a stream over fetch everywhere, over XMLHttpRequest where fetch does not
// stream, and polling where something on the way holds streams back.
import { BufferingProxy } from '../support/buffering-proxy.ts';
import { HostSwitch, orderHost } from '../support/host-switch.ts';
import { expect, test } from './fixtures.ts';
import { askHost, runInHost } from './in-host.ts';

const LOADED_XHR = `performance.getEntriesByType('resource').some(({ name }) => name.includes('xhr-stream'))`;

test('where fetch does not stream, XMLHttpRequest does, and nothing is missed @firefox', async ({
  account,
  api,
  device,
  server,
}) => {
  await using hostSwitch = await HostSwitch.start(server.port);
  const laptop = await device('Laptop', { through: hostSwitch.port });
  const screen = await laptop.signUp(account);
  await expect(screen.sync).toHaveText('In step');
  const elsewhere = await api();

  await screen.page.evaluate(orderHost('stop-streaming'));
  laptop.network.down();
  await elsewhere.add('While the network was down');
  laptop.network.up();
  await expect(screen.task('While the network was down')).toBeVisible({ timeout: 20_000 });
  await elsewhere.add('Live');
  await expect(screen.task('Live')).toBeVisible();
  await screen.add('From here');
  await expect(screen.sync).toHaveText('In step');

  await screen.button('Sync details').click();
  await expect(screen.inspector).toContainText('as they happen, over an older kind of stream');
});

test('a browser that streams does not load the code for others', async ({ account, device }) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);

  await expect(screen.sync).toHaveText('In step');

  expect(await askHost(laptop.context, LOADED_XHR)).toBe(false);
});

test('a stream over XMLHttpRequest that has grown is changed for another, without a pause or a loss', async ({
  account,
  api,
  device,
  server,
}) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  await expect(screen.sync).toHaveText('In step');
  await runInHost(laptop.context, 'delete Response.prototype.body');
  laptop.network.down();
  laptop.network.up();
  await expect.poll(() => askHost(laptop.context, LOADED_XHR), { timeout: 20_000 }).toBe(true);
  await expect(screen.sync).toHaveText('In step');
  const elsewhere = await api();
  const opened = await server.metric('lockstep_streams_opened_total');
  const statuses = await screen.watchSync();

  for (let i = 1; i <= 8; i++) await elsewhere.add(`Long ${i}`, { notes: `${i} `.repeat(75_000) });
  await elsewhere.add('The last');

  await expect(screen.task('The last')).toBeVisible();
  for (let i = 1; i <= 8; i++) await expect(screen.task(`Long ${i}`)).toBeVisible();
  expect((await server.metric('lockstep_streams_opened_total')) - opened).toBeGreaterThan(0);
  await expect.poll(() => server.metric('lockstep_streams_open')).toBe(1);
  expect(await statuses()).not.toContain('Offline');
});

test('behind a proxy that buffers the device asks for changes and says so, and streams when it can', async ({
  account,
  api,
  device,
  server,
}) => {
  test.setTimeout(60_000);
  await using proxy = await BufferingProxy.start(server.port);
  const laptop = await device('Laptop', { through: proxy.port });
  const screen = await laptop.signUp(account);
  const detail = 'Checking every 20 seconds: something on the way holds events back.';

  await expect(screen.sync).toHaveText('Checking every 20 seconds');
  await expect(screen.sync).toHaveAttribute('title', detail);
  const elsewhere = await api();
  await screen.add('From here');
  await expect.poll(async () => (await elsewhere.changes()).rows.length).toBe(1);
  await elsewhere.add('From elsewhere');
  await expect(screen.task('From elsewhere')).toBeVisible({ timeout: 25_000 });

  proxy.isTransparent = true;
  await screen.page.evaluate(() => dispatchEvent(new Event('online')));
  await expect(screen.sync).toHaveText('In step');
  await elsewhere.add('Streamed');
  await expect(screen.task('Streamed')).toBeVisible({ timeout: 3_000 });
  await expect.poll(() => server.metric('lockstep_streams_open')).toBe(1);
});
