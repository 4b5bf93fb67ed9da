// Leaving a device: nothing of the person stays, and nothing unsent goes without asking.
import { expect, test } from './fixtures.ts';

test('signing out wipes the device, in every tab', async ({ account, device }) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  await screen.add('Private');
  await screen.open('Private');
  const { pathname } = new URL(screen.page.url());
  const second = await laptop.open();
  await expect(second.task('Private')).toBeVisible();

  await screen.button('Sign out').click();

  await expect(screen.email).toBeVisible();
  await expect(second.email).toBeVisible();
  const databases = () =>
    screen.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(await databases()).toEqual(['lockstep-device']);
  const deep = await laptop.open(pathname);
  await expect(deep.email).toBeVisible();
  await expect(deep.page.getByText('Private')).toHaveCount(0);
});

test('signing out asks about edits that the server does not have', async ({ account, device }) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  await expect(screen.sync).toHaveText('In step');
  laptop.network.down();
  await screen.add('Only here');

  await screen.button('Sign out').click();
  await expect(screen.page.getByText('1 change is only on this device')).toBeVisible();
  const download = screen.page.waitForEvent('download');
  await screen.button('Download').click();
  expect((await download).suggestedFilename()).toBe('lockstep-unsent.json');
  await screen.button('Cancel').click();
  await expect(screen.task('Only here')).toBeVisible();

  await screen.button('Sign out').click();
  await screen.button('Discard and sign out').click();
  await expect(screen.email).toBeVisible();
});

test('a revoked device keeps its edits and asks to sign in again', async ({ account, api, device }) => {
  const screen = await (await device('Laptop')).signUp(account);
  await screen.add('Before');
  const elsewhere = await api();
  const { body } = await elsewhere.request('GET', '/api/auth/devices');
  const laptop = body.devices.find(({ name }: { name: string }) => name === 'Laptop');

  await elsewhere.request('DELETE', `/api/auth/devices/${laptop.id}`);
  await screen.add('After the session ended');
  await expect(screen.sync).toContainText('Sign in to finish syncing 1 change');

  await screen.button('Sign in').click();
  await screen.page.getByLabel('Password').fill(account.password);
  await screen.page.getByRole('dialog').getByRole('button', { name: 'Sign in' }).click();
  await expect(screen.sync).toHaveText('In step');
  expect((await elsewhere.changes()).rows).toHaveLength(2);
});

test('a wrong password and a taken e-mail are said in words, and nothing typed is lost', async ({
  account,
  device,
}) => {
  const laptop = await device('Laptop');
  const screen = await laptop.open();
  await (await device('Phone')).signUp(account);
  await screen.email.fill(account.email);
  await screen.page.getByLabel('Password').fill('not the password');

  await screen.button('Sign in').click();
  await expect(screen.page.getByText('E-mail and password do not belong together.')).toBeVisible();
  await screen.button('Create account').click();
  await expect(screen.page.getByText('There is an account with this e-mail already.')).toBeVisible();

  await expect(screen.email).toHaveValue(account.email);
  await expect(screen.page.getByLabel('Password')).toHaveValue('not the password');
});
