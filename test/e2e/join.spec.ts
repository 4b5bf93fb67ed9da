// One device lets another one in: by a code that is shown once, and works once.
import { DIST } from '../../src/server/web-build.ts';
import { TestServer } from '../support/in-process-server.ts';
import type { Device } from './device.ts';
import { expect, test } from './fixtures.ts';
import type { Screen } from './screen.ts';

const MINUTE = 60_000;

/** Has a device show a code. @returns where it leads to, for any device's network */
async function invite(device: Device, { page }: Screen): Promise<string> {
  await device.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(new URL('/settings', page.url()).href);
  await page.getByRole('button', { name: 'Add a device' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a device' });
  await expect(dialog.getByRole('img', { name: 'QR code that signs one more device in' })).toBeVisible();
  await expect(dialog).toContainText('Works once, for 5 minutes.');
  await dialog.getByRole('button', { name: 'Copy the link' }).click();
  await expect(dialog.getByText('Copied')).toBeVisible();
  const { pathname, hash } = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('button', { name: 'Add a device' })).toBeFocused();
  return pathname + hash;
}

async function join({ page }: Screen, name: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Device name' }).fill(name);
  await page.getByRole('button', { name: 'Add this device' }).click();
}

test('a code lets one more device in without the password, once, and for five minutes', async ({
  account,
  device,
}) => {
  const clock = { aheadMs: 0 };
  await using server = await TestServer.start({ dist: DIST, now: () => Date.now() + clock.aheadMs });
  const through = Number(new URL(server.origin).port);
  const laptop = await device('Laptop', { through });
  const onLaptop = await laptop.signUp(account);
  await onLaptop.add('Buy milk');
  const ended = 'This code was used, or its time is over: have the other device show a new one.';

  const path = await invite(laptop, onLaptop);
  expect(path).toMatch(/^\/#join=/);
  const phone = await (await device('Phone', { through })).open(path);
  await expect(phone.page.getByText('Another device of yours has let this one in.')).toBeVisible();
  expect(phone.page.url()).not.toContain('join');
  await join(phone, 'Phone');
  await expect(phone.task('Buy milk')).toBeVisible();
  await expect(phone.page.getByText(`${account.email} on Phone`)).toBeVisible();
  await phone.add('Buy bread');
  await onLaptop.page.reload();
  await expect(
    onLaptop.page.getByRole('main').getByRole('listitem').filter({ hasText: 'Phone' }),
  ).toBeVisible();

  const third = await (await device('Tablet', { through })).open(path);
  await join(third, 'Tablet');
  await expect(third.page.getByRole('alert')).toHaveText(ended);

  const late = await invite(laptop, onLaptop);
  clock.aheadMs = 5 * MINUTE + 1;
  const fourth = await (await device('Watch', { through })).open(late);
  await join(fourth, 'Watch');
  await expect(fourth.page.getByRole('alert')).toHaveText(ended);
  await fourth.button('Cancel').click();
  await expect(fourth.email).toBeVisible();
});

test('a device without an account takes its tasks along, and one that is signed in stays as it is', async ({
  account,
  device,
}) => {
  const laptop = await device('Laptop');
  const onLaptop = await laptop.signUp(account);
  const phone = await device('Phone');
  const onPhone = await phone.open();
  await onPhone.button('Use without an account').click();
  await onPhone.add('Written before');

  const joined = await phone.open(await invite(laptop, onLaptop));
  await expect(joined.page.getByText('What is on this device comes along.')).toBeVisible();
  await join(joined, 'Phone');

  await expect(joined.sync).toHaveText('In step');
  await expect(joined.task('Written before')).toBeVisible();
  await onLaptop.button('Back to the tasks').click();
  await expect(onLaptop.task('Written before')).toBeVisible();

  const again = await laptop.open(await invite(laptop, onLaptop));
  await expect(again.page.getByText('This device is signed in already.')).toBeVisible();
  await expect(again.task('Written before')).toBeVisible();
});
