// Two devices edit the same task without knowing of each other: nothing that a person wrote is gone.
import type { Device } from './device.ts';
import { expect, test } from './fixtures.ts';
import type { Account, Screen } from './screen.ts';

test('of two titles written offline one stands, and the other is one tap away, on every device', async ({
  account,
  device,
}) => {
  const { laptop, phone, onLaptop, onPhone } = await twoDevices(account, device, 'Buy milk');
  laptop.network.down();
  phone.network.down();
  await onLaptop.rename('Buy milk', 'Buy oats');
  await onPhone.rename('Buy milk', 'Buy rice');

  laptop.network.up();
  await expect(onLaptop.sync).toHaveText('In step', { timeout: 20_000 });
  phone.network.up();
  await expect(onPhone.sync).toHaveText('In step', { timeout: 20_000 });

  await expect(onLaptop.task('Buy rice')).toBeVisible();
  await onPhone.open('Buy rice');
  await expect(onPhone.details.getByRole('button', { name: 'Use theirs' })).toBeVisible();
  await onLaptop.open('Buy rice');
  await onLaptop.details.getByRole('button', { name: 'Use mine' }).click();

  await expect(onLaptop.title).toHaveValue('Buy oats');
  await expect(onPhone.title).toHaveValue('Buy oats');
  await expect(onPhone.details.getByRole('button', { name: 'Use theirs' })).toHaveCount(0);
});

test('two devices that edit different paragraphs of one note both find their words in it', async ({
  account,
  device,
}) => {
  const { laptop, phone, onLaptop, onPhone } = await twoDevices(account, device, 'Trip');
  await onLaptop.open('Trip');
  await write(onLaptop, 'Pack the bags\n\nCall the hotel');
  await onPhone.open('Trip');
  await expect(onPhone.notes).toHaveValue('Pack the bags\n\nCall the hotel');
  laptop.network.down();
  phone.network.down();
  await write(onLaptop, 'Pack the big bags\n\nCall the hotel');
  await write(onPhone, 'Pack the bags\n\nCall the hotel on Monday');

  laptop.network.up();
  await expect(onLaptop.sync).toHaveText('In step', { timeout: 20_000 });
  phone.network.up();

  const both = 'Pack the big bags\n\nCall the hotel on Monday';
  await expect(onPhone.notes).toHaveValue(both, { timeout: 20_000 });
  await expect(onLaptop.notes).toHaveValue(both);
  for (const screen of [onLaptop, onPhone])
    await expect(screen.details.getByRole('button', { name: /^Use / })).toHaveCount(0);
});

test('what another device did is in the history, and can be undone from there', async ({
  account,
  device,
}) => {
  const { onLaptop, onPhone } = await twoDevices(account, device, 'Buy milk');
  await onPhone.rename('Buy milk', 'Buy oat milk');
  await onLaptop.open('Buy oat milk');

  await onLaptop.details.getByRole('button', { name: 'History' }).click();
  const undo = onLaptop.details.getByRole('button', { name: /^Undo this: Phone renamed/ });
  await undo.click();

  await expect(onLaptop.title).toHaveValue('Buy milk');
  await expect(onPhone.task('Buy milk')).toBeVisible();
  await expect(onLaptop.details.getByRole('list', { name: 'History' }).getByRole('listitem')).toHaveCount(3);
});

test('undo and redo by keys cover what was done in this tab, and reach the other device', async ({
  account,
  device,
}) => {
  const { onLaptop, onPhone } = await twoDevices(account, device, 'Buy milk');
  await onLaptop.task('Buy milk').check();
  await expect(onPhone.task('Buy milk')).toBeChecked();

  await onLaptop.page.keyboard.press('Control+z');
  await expect(onPhone.task('Buy milk')).not.toBeChecked();
  await onLaptop.page.keyboard.press('Control+Shift+z');

  await expect(onPhone.task('Buy milk')).toBeChecked();
});

async function twoDevices(
  account: Account,
  device: (name: string) => Promise<Device>,
  title: string,
): Promise<{ laptop: Device; phone: Device; onLaptop: Screen; onPhone: Screen }> {
  const laptop = await device('Laptop');
  const phone = await device('Phone');
  const onLaptop = await laptop.signUp(account);
  const onPhone = await phone.signIn(account);
  await onLaptop.add(title);
  await expect(onPhone.task(title)).toBeVisible();
  return { laptop, phone, onLaptop, onPhone };
}

async function write(screen: Screen, notes: string): Promise<void> {
  await screen.notes.fill(notes);
  await screen.notes.blur();
}
