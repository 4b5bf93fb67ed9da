// Ways to the server that are not the usual one.
import { PATHS } from '../../src/protocol/wire.ts';
import { expect, test } from './fixtures.ts';

test('where something on the way holds events back, changes arrive all the same, and the status says how', async ({
  account,
  device,
  api,
}) => {
  const laptop = await device('Laptop');
  laptop.network.holdsStreams = true;
  const screen = await laptop.signUp(account);

  await expect(screen.sync).toHaveText('Checking every 20 seconds', { timeout: 20_000 });
  const elsewhere = await api();
  await elsewhere.add('From elsewhere');
  await screen.add('From the laptop');

  await expect(screen.task('From elsewhere')).toBeVisible({ timeout: 25_000 });
  await expect.poll(async () => (await elsewhere.changes()).rows.length).toBe(2);
});

test('where fetch hands no body on, the stream comes over XMLHttpRequest', async ({
  account,
  device,
  server,
  api,
}) => {
  const laptop = await device('Laptop');
  // Scripts of shared workers cannot be changed on their way; those of dedicated ones can.
  await laptop.context.addInitScript(() => Reflect.deleteProperty(window, 'SharedWorker'));
  await laptop.context.route('**/assets/worker-*.js', async (route) => {
    const response = await route.fetch();
    const script = await response.text();
    await route.fulfill({ response, body: `delete Response.prototype.body;\n${script}` });
  });
  const screen = await laptop.open();
  const types: string[] = [];
  screen.page.on('request', (request) => {
    if (request.url().includes(PATHS.stream)) types.push(request.resourceType());
  });
  await screen.signUp(account, 'Laptop');
  await expect(screen.sync).toHaveText('In step');

  await (await api()).add('From elsewhere');

  await expect(screen.task('From elsewhere')).toBeVisible({ timeout: 5_000 });
  expect(types).toContain('xhr');
  expect(types).not.toContain('fetch');
  expect(await server.metric('lockstep_streams_open')).toBe(1);
});
