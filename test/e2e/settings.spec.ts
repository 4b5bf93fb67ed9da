// The settings: how the app looks here, the password, and the account's devices.
import { expect, test } from './fixtures.ts';
import type { Screen } from './screen.ts';

const NEW_PASSWORD = 'four words make another';

async function openSettings({ page }: Screen): Promise<void> {
  await page.getByRole('link', { name: 'Settings', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeFocused();
}

const choice = ({ page }: Screen, name: string) =>
  page.getByRole('main').getByRole('combobox', { name, exact: true });

test('theme, rows and language change at once, and are the same after a reload', async ({
  account,
  device,
}) => {
  const screen = await (await device('Laptop')).signUp(account);
  const { page } = screen;
  await screen.add('Buy milk');
  const row = page.getByRole('listitem').filter({ hasText: 'Buy milk' });
  const looks = async () => ({
    paper: await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor),
    rowHeight: (await row.boundingBox())?.height ?? 0,
  });
  const before = await looks();
  await openSettings(screen);
  await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));

  await choice(screen, 'Theme').selectOption('Dark');
  await choice(screen, 'Row height').selectOption('Roomy');
  await choice(screen, 'Language').focus();
  await choice(screen, 'Language').selectOption('Deutsch');

  await expect(page.getByRole('heading', { level: 1, name: 'Einstellungen' })).toBeVisible();
  await expect(choice(screen, 'Sprache')).toBeFocused();
  expect(await page.evaluate(() => 'isSamePage' in globalThis)).toBe(true);
  await page.getByRole('button', { name: 'Zurück zu den Aufgaben' }).click();
  const after = await looks();
  expect(after.paper).not.toBe(before.paper);
  expect(after.rowHeight).toBeGreaterThan(before.rowHeight);

  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Aufgabe hinzufügen' })).toBeVisible();
  await expect.poll(looks).toEqual(after);
});

test('a new password ends the other session, which keeps its edits and asks once', async ({
  account,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  const phone = await device('Phone');
  const onPhone = await phone.signIn(account);
  const secondTab = await phone.open();
  await expect(secondTab.sync).toHaveText('In step');
  await openSettings(laptop);
  const { page } = laptop;
  const change = async (current: string, next: string) => {
    await page.getByLabel('Present password').fill(current);
    await page.getByLabel('New password').fill(next);
    await page.getByRole('button', { name: 'Change', exact: true }).click();
  };

  await laptop.button('Change password').click();
  await change('not the password', NEW_PASSWORD);
  await expect(page.getByText('This is not your present password.')).toBeVisible();
  await change(account.password, 'short');
  await expect(page.getByText('At least 8 characters.', { exact: true })).toBeVisible();
  await change(account.password, NEW_PASSWORD);
  await expect(page.getByText('Password changed. Your other devices have to sign in again.')).toBeVisible();
  await expect(laptop.button('Change password')).toBeFocused();

  await onPhone.add('Buy milk');
  for (const tab of [onPhone, secondTab]) {
    await expect(tab.sync).toHaveText('Sign in to finish syncing 1 change');
    await expect(tab.button('Sign in')).toHaveCount(1);
  }
  await onPhone.button('Sign in').click();
  const again = onPhone.page.getByRole('dialog', { name: account.email });
  await again.getByLabel('Password').fill(account.password);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await expect(again.getByRole('alert')).toHaveText('E-mail and password do not belong together.');
  await again.getByLabel('Password').fill(NEW_PASSWORD);
  await again.getByRole('button', { name: 'Sign in' }).click();

  for (const tab of [onPhone, secondTab]) {
    await expect(tab.sync).toHaveText('In step');
    await expect(tab.button('Sign in')).toHaveCount(0);
  }
  await expect(laptop.sync).toHaveText('In step');
  await laptop.button('Back to the tasks').click();
  await expect(laptop.task('Buy milk')).toBeVisible();
});

test('devices get other names, and one that is signed out says so', async ({ account, device }) => {
  const laptop = await (await device('Laptop')).signUp(account);
  const phone = await (await device('Phone')).signIn(account);
  await expect(phone.sync).toHaveText('In step');
  await openSettings(laptop);
  const { page } = laptop;
  const entry = (name: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: name });
  await expect(entry('Laptop')).toContainText('this device');
  await expect(entry('Phone')).toContainText(/last contact (now|\d+s ago)/);

  await laptop.button('Rename Phone').click();
  await expect(page.getByRole('textbox', { name: 'Device name' })).toBeFocused();
  await page.keyboard.type('Old phone');
  await page.keyboard.press('Enter');
  await expect(laptop.button('Rename Old phone')).toBeFocused();
  await laptop.button('Rename Laptop').click();
  await page.keyboard.type('Desk');
  await page.keyboard.press('Enter');
  await expect(laptop.button('Rename Desk')).toBeFocused();
  await phone.add('Buy milk');
  await laptop.button('Back to the tasks').click();
  await expect(page.getByText(`${account.email} on Desk`)).toBeVisible();
  await laptop.open('Buy milk');
  await laptop.details.getByRole('button', { name: 'History' }).click();
  await expect(
    laptop.details
      .getByRole('list', { name: 'History' })
      .getByRole('listitem')
      .filter({ hasText: 'created “Buy milk”' }),
  ).toBeVisible();

  await openSettings(laptop);
  await laptop.button('Sign out Old phone').click();
  const question = page.getByRole('dialog', { name: 'Sign out Old phone?' });
  await expect(question).toContainText('The tasks it has stay on it');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(laptop.button('Sign out Old phone')).toBeFocused();
  await laptop.button('Sign out Old phone').click();
  await question.getByRole('button', { name: 'Sign out' }).click();
  await expect(
    page.getByText('Old phone is signed out. What it had not sent yet stays on it.'),
  ).toBeVisible();
  await expect(laptop.button('Rename Old phone')).toHaveCount(0);
  await expect(phone.sync).toHaveText('Sign in to go on syncing', { timeout: 20_000 });
  await expect(phone.task('Buy milk')).toBeVisible();
});
