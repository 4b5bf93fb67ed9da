// Tasks that come again by the editor's controls, and where what was completed is found, on two devices.
import { expect, test } from './fixtures.ts';
import type { Screen } from './screen.ts';

const dueDate = ({ details }: Screen) => details.getByLabel('Due date', { exact: true });

async function goTo({ page }: Screen, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
}

test('every second week by the editor: completed on one device, the next one is there on both', async ({
  account,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  const phone = await (await device('Phone')).signIn(account);
  await laptop.add('Put the bins out');
  await laptop.open('Put the bins out');
  await dueDate(laptop).fill('2031-05-02');
  await laptop.details.getByRole('button', { name: /^Repeat:/ }).click();
  await laptop.details.getByRole('combobox', { name: 'Unit' }).selectOption('week');
  await laptop.details.getByRole('spinbutton', { name: 'How many' }).fill('2');
  await laptop.details.getByRole('spinbutton', { name: 'How many' }).press('Tab');
  await laptop.details.getByRole('combobox', { name: 'Ends' }).selectOption('after a number of times');
  await laptop.details.getByRole('spinbutton', { name: 'Times' }).fill('2');
  await laptop.details.getByRole('spinbutton', { name: 'Times' }).press('Tab');
  await laptop.details.getByRole('button', { name: 'Save' }).click();
  await expect(
    laptop.details.getByRole('button', { name: 'Repeat: every 2nd Friday, 2 times' }),
  ).toBeFocused();

  await phone.task('Put the bins out').check();
  const again = (screen: Screen) =>
    screen.tasks.getByRole('checkbox', { name: 'Put the bins out', checked: false });
  for (const screen of [phone, laptop]) await expect(again(screen)).toHaveCount(1);
  await laptop.details.getByRole('button', { name: 'Close' }).click();
  await laptop.tasks.getByRole('link', { name: 'Put the bins out' }).first().click();
  await expect(dueDate(laptop)).toHaveValue('2031-05-16');

  // The second of two was the last one.
  await laptop.details.getByRole('checkbox', { name: 'Completed' }).check();
  for (const screen of [phone, laptop]) await expect(again(screen)).toHaveCount(0);
});

test('the Logbook has what was completed, on both devices, and gives it back', async ({
  account,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  const phone = await (await device('Phone')).signIn(account);
  await laptop.add('Buy milk', 'Buy bread');
  await goTo(phone, 'Logbook');
  await expect(phone.page.getByText('Nothing is done yet.')).toBeVisible();

  await laptop.task('Buy milk').check();
  await expect(phone.task('Buy milk')).toBeChecked();
  await expect(phone.tasks.getByRole('listitem').first()).toContainText('Today');
  await expect(phone.task('Buy bread')).toHaveCount(0);

  await phone.task('Buy milk').uncheck();
  await expect(phone.page.getByText('Nothing is done yet.')).toBeVisible();
  await expect(laptop.task('Buy milk')).not.toBeChecked();
});
