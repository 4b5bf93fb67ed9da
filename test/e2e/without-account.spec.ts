// The app without an account: one device, no server session; an account later takes the tasks along.
import { expect, test } from './fixtures.ts';

test('without an account, tasks are on this device, in every tab, and survive a reload offline @firefox', async ({
  device,
}) => {
  const laptop = await device('Laptop');
  const screen = await laptop.open();
  await screen.button('Use without an account').click();
  await screen.untilInstalled();
  const second = await laptop.open();

  laptop.network.down();
  await screen.add('Buy milk', 'Buy bread');
  await expect(second.task('Buy bread')).toBeVisible();
  await second.task('Buy milk').check();
  await expect(screen.task('Buy milk')).toBeChecked();
  await screen.page.reload();

  await expect(screen.task('Buy bread')).toBeVisible();
  await expect(screen.task('Buy milk')).toBeChecked();
  await expect(screen.sync).toHaveText('On this device');
});

test('an account created later has the same tasks, with the same ids, on every device', async ({
  account,
  device,
  api,
}) => {
  const laptop = await device('Laptop');
  const screen = await laptop.open();
  await screen.button('Use without an account').click();
  await screen.add('Buy milk', 'Buy bread');
  await screen.open('Buy milk');
  const id = new URL(screen.page.url()).pathname.split('/').at(-1);
  await screen.notes.fill('Two bottles');
  await screen.notes.blur();
  await screen.button('Close').click();

  await screen.button('Create account').click();
  await screen.signUp(account, 'Laptop');

  await expect(screen.sync).toHaveText('In step');
  await expect(screen.task('Buy bread')).toBeVisible();
  const rows = (await (await api()).changes()).rows;
  expect(rows.find((row) => row.id === id)).toMatchObject({ title: 'Buy milk', notes: 'Two bottles' });
  const phone = await (await device('Phone')).signIn(account);
  await expect(phone.task('Buy milk')).toBeVisible();
  await expect(phone.task('Buy bread')).toBeVisible();
});

test('signing in to an account that has tasks puts both together', async ({ account, device }) => {
  const phone = await (await device('Phone')).signUp(account);
  await phone.add('From the phone');
  await expect(phone.sync).toHaveText('In step');

  const laptop = await device('Laptop');
  const screen = await laptop.open();
  await screen.button('Use without an account').click();
  await screen.add('From the laptop');
  await screen.button('Create account').click();
  await screen.signIn(account, 'Laptop');

  await expect(screen.task('From the phone')).toBeVisible();
  await expect(screen.task('From the laptop')).toBeVisible();
  await expect(phone.task('From the laptop')).toBeVisible();
});
