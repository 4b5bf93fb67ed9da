// Tasks that come again: written as people say it, completed on one device or on two that do not hear each other.
import { expect, test } from './fixtures.ts';
import type { Screen } from './screen.ts';

const dueDate = (screen: Screen) => screen.details.getByLabel('Due date', { exact: true });

async function repeat(screen: Screen, words: string): Promise<void> {
  await screen.details.getByRole('button', { name: /^Repeat:/ }).click();
  await screen.details.getByRole('textbox', { name: 'Repeats' }).fill(words);
  await screen.details.getByRole('button', { name: 'Save' }).click();
}

test('a task that two devices complete offline comes again exactly once', async ({ account, device }) => {
  const laptop = await device('Laptop');
  const phone = await device('Phone');
  const onLaptop = await laptop.signUp(account);
  const onPhone = await phone.signIn(account);
  await onLaptop.add('Water the plants');
  await onLaptop.open('Water the plants');
  await onLaptop.details.getByRole('button', { name: 'Due Today' }).click();
  await onLaptop.details.getByRole('textbox', { name: 'Add a step' }).fill('Fill the can');
  await onLaptop.details.getByRole('textbox', { name: 'Add a step' }).press('Enter');
  await repeat(onLaptop, 'every 3 days');
  await expect(onLaptop.details.getByRole('button', { name: 'Repeat: every 3 days' })).toBeVisible();
  const due = await dueDate(onLaptop).inputValue();
  await onPhone.open('Water the plants');
  await expect(onPhone.details.getByRole('button', { name: 'Repeat: every 3 days' })).toBeVisible();
  await expect(onPhone.details.getByRole('checkbox', { name: 'Fill the can' })).toBeVisible();
  laptop.network.down();
  phone.network.down();

  for (const screen of [onLaptop, onPhone]) {
    await screen.details.getByRole('checkbox', { name: 'Completed' }).check();
    await expect(screen.page.getByText(/The next one is due/)).toBeVisible();
  }
  laptop.network.up();
  await expect(onLaptop.sync).toHaveText('In step', { timeout: 20_000 });
  phone.network.up();
  await expect(onPhone.sync).toHaveText('In step', { timeout: 20_000 });

  for (const screen of [onLaptop, onPhone]) {
    await screen.details.getByRole('button', { name: 'Close' }).click();
    const again = screen.tasks.getByRole('checkbox', { name: 'Water the plants' });
    await expect(again.and(screen.page.locator(':not(:checked)'))).toHaveCount(1);
    await screen.tasks.getByRole('link', { name: 'Water the plants' }).first().click();
    await expect(dueDate(screen)).not.toHaveValue(due);
    await expect(screen.details.getByRole('checkbox', { name: 'Fill the can' })).toHaveCount(1);
    await expect(screen.details.getByRole('checkbox', { name: 'Fill the can' })).not.toBeChecked();
  }
});

test('one undo takes a completion and the next occurrence back', async ({ account, device }) => {
  const screen = await (await device()).signUp(account);
  await screen.add('Water the plants');
  await screen.open('Water the plants');
  await repeat(screen, 'jeden Tag');
  await screen.details.getByRole('checkbox', { name: 'Completed' }).check();
  await expect(screen.tasks.getByRole('checkbox', { name: 'Water the plants' })).toHaveCount(2);

  await screen.details.getByRole('checkbox', { name: 'Completed' }).focus();
  await screen.page.keyboard.press('Control+z');

  await expect(screen.details.getByRole('checkbox', { name: 'Completed' })).not.toBeChecked();
  await expect(screen.tasks.getByRole('checkbox', { name: 'Water the plants' })).toHaveCount(1);
});
