// Trains, tunnels, and servers that fall over: nothing that was typed is lost, and nothing happens twice.
import type { Task } from '../../src/protocol/rows.ts';
import { expect, test } from './fixtures.ts';

test(
  'edits made offline survive a reload and reach the server once each',
  { tag: '@firefox' },
  async ({ account, api, device }) => {
    const laptop = await device('Laptop');
    const screen = await laptop.signUp(account);
    await screen.untilInstalled();
    laptop.network.down();

    await screen.add('One', 'Two', 'Three');
    await screen.task('Two').check();
    await screen.rename('Three', 'Three, renamed');
    await expect(screen.sync).toContainText('5 waiting');
    await screen.page.reload();
    await expect(screen.task('One')).toBeVisible();
    await expect(screen.task('Two')).toBeChecked();
    await expect(screen.task('Three, renamed')).toBeVisible();
    await expect(screen.sync).toContainText('5 waiting');

    laptop.network.up();
    await expect(screen.sync).toHaveText('In step', { timeout: 20_000 });
    const { rows } = await (await api()).changes();
    expect(Object.fromEntries(rows.map((row) => [(row as Task).title, row.revision]))).toEqual({
      One: 1,
      Two: 2,
      'Three, renamed': 2,
    });
    await expect(screen.tasks.getByRole('checkbox')).toHaveCount(3);
  },
);

test('five hundred edits made offline, with a reload in the middle, are on the server once each', async ({
  account,
  api,
  device,
}) => {
  test.slow();
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  const phone = await (await device('Phone')).signIn(account);
  await screen.untilInstalled();
  laptop.network.down();
  const titles = Array.from({ length: 490 }, (_, i) => `Task ${i}`);

  await screen.paste(titles.slice(0, 240));
  await expect(screen.task('Task 0')).toBeVisible({ timeout: 30_000 });
  for (let i = 0; i < 10; i++) await screen.task(`Task ${i}`).check();
  await expect(screen.sync).toContainText('250 waiting');
  await screen.page.reload();
  await screen.paste(titles.slice(240));
  await expect(screen.sync).toContainText('500 waiting', { timeout: 30_000 });
  laptop.network.up();

  await expect(screen.sync).toHaveText('In step', { timeout: 30_000 });
  await expect(phone.task('Task 240')).toBeVisible({ timeout: 30_000 });
  const rows = (await (await api()).changes({ limit: 1000 })).rows as Task[];
  expect(rows.map(({ title }) => title).sort()).toEqual([...titles].sort());
  const expected = (title: string) => (Number(title.slice(5)) < 10 ? 2 : 1);
  expect(rows.filter(({ title, revision }) => revision !== expected(title))).toEqual([]);
});

test('a deep link opens offline', async ({ account, device }) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  await screen.add('Buy milk');
  await screen.open('Buy milk');
  const { pathname } = new URL(screen.page.url());
  await screen.untilInstalled();
  laptop.network.down();

  const deep = await laptop.open(pathname);

  await expect(deep.title).toHaveValue('Buy milk');
});

test('a server that is killed and started again loses nothing, and its clients come back', async ({
  account,
  api,
  device,
  server,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  const phone = await (await device('Phone')).signIn(account);
  await laptop.add('Before');
  await expect(phone.task('Before')).toBeVisible();

  await server.stop('SIGKILL');
  await laptop.add('While it was down');
  await laptop.task('Before').check();
  await server.start();

  await expect(phone.task('While it was down')).toBeVisible({ timeout: 20_000 });
  await expect(phone.task('Before')).toBeChecked();
  await expect(laptop.sync).toHaveText('In step', { timeout: 20_000 });
  expect((await (await api()).changes()).rows).toHaveLength(2);
});

test('a network that swallows is noticed, and what waited arrives', async ({ account, api, device }) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  await expect(screen.sync).toHaveText('In step');
  laptop.network.stall();
  const elsewhere = await api();

  await elsewhere.add('Added meanwhile');
  await screen.add('Added here');
  laptop.network.up();

  await expect(screen.task('Added meanwhile')).toBeVisible({ timeout: 20_000 });
  await expect.poll(async () => (await elsewhere.changes()).rows.length).toBe(2);
});
