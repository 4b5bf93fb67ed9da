// Quick add understands how often something comes again, while it is written.
import { expect, test } from './fixtures.ts';

test('a repetition that is written into quick add is shown as understood, and the same on the other device', async ({
  account,
  device,
}) => {
  const onLaptop = await (await device('Laptop')).signUp(account);
  const onPhone = await (await device('Phone')).signIn(account);

  await onLaptop.addField.fill('Water the plants every 2nd Friday at 9am');
  const understood = onLaptop.page.getByRole('list', { name: 'Understood' });
  await expect(understood).toContainText(/every 2nd Friday, next: /);
  await expect(understood).toContainText(/9:00/);
  await onLaptop.addField.press('Enter');

  for (const screen of [onLaptop, onPhone]) {
    await screen.open('Water the plants');
    await expect(screen.details.getByRole('button', { name: 'Repeat: every 2nd Friday' })).toBeVisible();
    await expect(screen.details.getByLabel('Due time')).toHaveValue('09:00');
  }
  const dueDate = (screen: typeof onLaptop) =>
    screen.details.getByLabel('Due date', { exact: true }).inputValue();
  const due = await dueDate(onLaptop);
  expect(new Date(`${due}T12:00Z`).getUTCDay()).toBe(5);
  expect(await dueDate(onPhone)).toBe(due);
});

test('what was understood as a repetition can be left as text', async ({ account, device }) => {
  const screen = await (await device()).signUp(account);
  await screen.addField.fill('Read a book called Every Day');
  await screen.button('Leave “Every Day” as text').click();
  await screen.addField.press('Enter');

  await expect(screen.task('Read a book called Every Day')).toBeVisible();
  await screen.open('Read a book called Every Day');
  await expect(screen.details.getByRole('button', { name: 'Repeat: Does not repeat' })).toBeVisible();
});

test('German is understood in German', async ({ account, device }) => {
  const laptop = await device();
  await laptop.context.addInitScript(() => localStorage.setItem('lockstep-language', 'de'));
  const { page } = await laptop.open();
  await page.getByRole('textbox', { name: 'E-Mail' }).fill(account.email);
  await page.getByLabel('Passwort').fill(account.password);
  await page.getByRole('button', { name: 'Konto anlegen' }).click();

  const field = page.getByRole('textbox', { name: 'Aufgabe hinzufügen' });
  await field.fill('Müll jeden Montag um 7 Uhr');
  await expect(page.getByRole('list', { name: 'Verstanden' })).toContainText('jeden Montag, ab ');
  await field.fill('Zahnarzt morgen 14 Uhr');
  await expect(page.getByRole('list', { name: 'Verstanden' })).toHaveText(/Morgen 14:00/);
});

test('a line that was entered in the moment of a reload becomes its task, once', async ({
  account,
  device,
}) => {
  const onLaptop = await (await device('Laptop')).signUp(account);
  const onPhone = await (await device('Phone')).signIn(account);
  await onLaptop.addField.fill('Buy milk');

  await onLaptop.addField.evaluate((field) => {
    field.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, composed: true }),
    );
    location.reload();
  });

  for (const screen of [onLaptop, onPhone]) await expect(screen.task('Buy milk')).toHaveCount(1);
  await onLaptop.add('Buy bread');
  await expect(onPhone.task('Buy bread')).toBeVisible();
  await expect(onPhone.task('Buy milk')).toHaveCount(1);
});

test('a line that is still being written stands in its field after a reload', async ({ account, device }) => {
  const screen = await (await device()).signUp(account);
  await screen.addField.fill('Call Ann abou');

  await screen.page.reload();

  await expect(screen.addField).toHaveValue('Call Ann abou');
});
