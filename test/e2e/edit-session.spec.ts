// Typed text belongs to the person who types it (I9).
import { expect, test } from './fixtures.ts';

test('a dirty title is not touched by a remote rename; a clean one changes at once', async ({
  account,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  await laptop.add('Buy milk');
  const phone = await (await device('Phone')).signIn(account);
  await phone.open('Buy milk');

  await laptop.rename('Buy milk', 'Buy oat milk');
  await expect(phone.title).toHaveValue('Buy oat milk');

  await phone.title.press('End');
  await phone.title.pressSequentially(' and bread');
  await phone.title.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(2, 5));
  await laptop.rename('Buy oat milk', 'Buy soy milk');
  await expect(phone.details.getByText('Changed on Laptop')).toBeVisible();

  await expect(phone.title).toHaveValue('Buy oat milk and bread');
  expect(
    await phone.title.evaluate((field: HTMLTextAreaElement) => [field.selectionStart, field.selectionEnd]),
  ).toEqual([2, 5]);

  await phone.button('See both').click();
  await phone.button('Use theirs').click();
  await expect(phone.title).toHaveValue('Buy soy milk');
});

for (const name of ['Title', 'Notes'] as const)
  test(`a word that is being composed in ${name} is not broken by a change from elsewhere`, async ({
    account,
    device,
  }) => {
    const laptop = await (await device('Laptop')).signUp(account);
    await laptop.add('Tea');
    await laptop.open('Tea');
    const theirs = laptop.details.getByRole('textbox', { name });
    const phone = await (await device('Phone')).signIn(account);
    await phone.open('Tea');
    const field = phone.details.getByRole('textbox', { name });
    const keyboard = await phone.page.context().newCDPSession(phone.page);

    await field.press('End');
    await keyboard.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
    await theirs.fill('Written elsewhere');
    await theirs.press('Tab');
    await expect(phone.details.getByText('Changed on Laptop')).toBeVisible();
    await keyboard.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
    await keyboard.send('Input.insertText', { text: '日本' });

    // The composed word stands once, at its place, and the caret behind it.
    const typed = name === 'Title' ? 'Tea日本' : '日本';
    await expect(field).toHaveValue(typed);
    expect(await field.evaluate((one: HTMLTextAreaElement) => one.selectionStart)).toBe(typed.length);
    await expect(field).toBeFocused();
  });

test('a draft survives a reload', async ({ account, device }) => {
  const laptop = await (await device('Laptop')).signUp(account);
  await laptop.add('Buy milk');
  await laptop.open('Buy milk');

  await laptop.title.fill('Buy milk and');
  await expect.poll(() => laptop.page.evaluate(countDrafts)).toBe(1);
  await laptop.page.reload();

  await expect(laptop.title).toHaveValue('Buy milk and');
});

test('a task deleted elsewhere stays readable and can be restored', async ({ account, device }) => {
  const laptop = await (await device('Laptop')).signUp(account);
  await laptop.add('Buy milk');
  const phone = await (await device('Phone')).signIn(account);
  await phone.open('Buy milk');

  await laptop.task('Buy milk').focus();
  await laptop.page.keyboard.press('Delete');
  await expect(phone.details.getByText('was deleted')).toBeVisible();
  await expect(phone.title).toHaveValue('Buy milk');

  await phone.button('Restore').click();
  await expect(laptop.task('Buy milk')).toBeVisible();
});

/** Runs in the page. */
async function countDrafts(): Promise<number> {
  const name = (await indexedDB.databases())
    .map((one) => one.name!)
    .find((one) => one.startsWith('lockstep-0'))!;
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(name);
    request.addEventListener('success', () => resolve(request.result));
  });
  const count = await new Promise<number>((resolve) => {
    const request = database.transaction('drafts').objectStore('drafts').count();
    request.addEventListener('success', () => resolve(request.result));
  });
  database.close();
  return count;
}
