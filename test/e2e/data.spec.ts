// What comes in and goes out: files of other apps, our own, and a calendar that reads along.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { utf8 } from '../support/import-files.ts';
import { TODOIST, TODOIST_HEADER } from '../support/import-files.ts';
import { expect, test } from './fixtures.ts';
import type { Screen } from './screen.ts';

/** A project that is the inbox, so that its tasks are on the first screen. */
const INBOX = { name: 'Inbox.csv', mimeType: 'text/csv', buffer: Buffer.from(utf8(TODOIST)) };
const TITLES = ['Paint the fence', 'Water the moss'];

const dataOf = ({ page }: Screen) => page.getByRole('dialog');

async function choose({ page }: Screen, ...files: { name: string; mimeType: string; buffer: Buffer }[]) {
  await page.locator('input[type=file]').setInputFiles(files);
}

async function openData(screen: Screen): Promise<void> {
  await screen.button('Import and export').click();
  await expect(screen.button('Choose files')).toBeVisible();
}

test('a Todoist file is imported, is on the other device, is undone, and can be imported again, once', async ({
  account,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  const phone = await (await device('Phone')).signIn(account);
  await openData(laptop);

  await choose(laptop, INBOX);
  await expect(dataOf(laptop)).toContainText('1 comment: kept as text in the notes.');
  await laptop.page.getByRole('button', { name: /^Import \d+ items$/ }).click();
  await expect(dataOf(laptop)).toContainText('Everything is saved on this device.');
  for (const title of TITLES) await expect(phone.task(title)).toBeVisible({ timeout: 20_000 });

  await laptop.button('Undo').click();
  for (const title of TITLES) await expect(phone.task(title)).toHaveCount(0, { timeout: 20_000 });
  await expect(laptop.task(TITLES[0]!)).toHaveCount(0);

  await openData(laptop);
  await choose(laptop, INBOX);
  await expect(dataOf(laptop)).toContainText('were deleted here and come back.');
  await laptop.page.getByRole('button', { name: /^Import \d+ items$/ }).click();
  await laptop.button('Done').click();
  await expect(phone.task(TITLES[0]!)).toBeVisible({ timeout: 20_000 });

  // Also on the other device: ids follow from the file.
  await openData(phone);
  await choose(phone, INBOX);
  await expect(dataOf(phone)).toContainText('There is nothing to import.');
  await phone.button('Done').click();
  await phone.page.keyboard.press('Escape');
  await expect(phone.task(TITLES[0]!)).toHaveCount(1);
});

test('a file that is dropped on the window is shown, and one that is broken is told with its line', async ({
  account,
  device,
}) => {
  const screen = await (await device()).signUp(account);
  const refused: string[] = [];
  screen.page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text());
  });

  await drop(screen.page, 'Inbox.csv', TODOIST.replace('the green one"', 'the green one'));
  await expect(dataOf(screen)).toContainText('“Inbox.csv”, line 4: a quotation mark is not closed');

  await drop(screen.page, 'Inbox.csv', TODOIST);
  await expect(dataOf(screen)).toContainText('items will be added.');
  await screen.button('Cancel').click();
  await screen.page.keyboard.press('Escape');
  await expect(screen.task(TITLES[0]!)).toHaveCount(0);
  expect(refused).toEqual([]);
});

/** Drops a file as a person would, from outside of the browser. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(
    ([fileName, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content!], fileName!));
      for (const type of ['dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, text],
  );
}

test('an export as JSON makes the same tasks in another account, and is made without a network', async ({
  account,
  device,
}) => {
  const laptop = await device('Laptop');
  const mine = await laptop.signUp(account);
  await mine.untilInstalled();
  await openData(mine);
  await choose(mine, INBOX);
  await mine.page.getByRole('button', { name: /^Import \d+ items$/ }).click();
  await mine.button('Done').click();
  await mine.task('Paint the fence').check();
  await expect(mine.sync).toHaveText('In step', { timeout: 20_000 });
  laptop.network.down();

  await openData(mine);
  const download = mine.page.waitForEvent('download');
  await mine.button('Save as JSON').click();
  const buffer = readFileSync(await (await download).path());
  await expect(dataOf(mine)).toContainText(/Saved \d+ items as lockstep-/);

  const other = await device('Other');
  const theirs = await other.signUp({ email: `other-${account.email}`, password: account.password });
  await openData(theirs);
  await choose(theirs, { name: 'lockstep.json', mimeType: 'application/json', buffer });
  await theirs.page.getByRole('button', { name: /^Import \d+ items$/ }).click();
  await theirs.button('Done').click();

  await expect(theirs.task('Paint the fence')).toBeChecked();
  await openData(theirs);
  const again = theirs.page.waitForEvent('download');
  await theirs.button('Save as JSON').click();
  expect(rowsOf(readFileSync(await (await again).path()))).toEqual(rowsOf(buffer));
});

/** Rows by id, without what each server counts for itself. */
function rowsOf(file: Buffer): unknown[] {
  const { rows } = JSON.parse(file.toString()) as { rows: Record<string, unknown>[] };
  return rows
    .map(({ revision: _, createdAt: __, updatedAt: ___, ...fields }) => fields)
    .toSorted((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1));
}

test('a calendar feed is read without signing in, and is gone when it is revoked', async ({
  account,
  device,
  request,
}) => {
  const screen = await (await device()).signUp(account);
  await screen.add('Buy milk');
  await expect(screen.sync).toHaveText('In step');
  await openData(screen);
  await screen.page.getByLabel('Shown as').selectOption('To-dos');
  await screen.button('Make a feed').click();
  const address = await screen.page.getByRole('textbox', { name: 'Address of the feed' }).inputValue();

  const read = await request.get(address);
  expect(read.headers()['content-type']).toBe('text/calendar; charset=utf-8');
  expect(await read.text()).toContain('SUMMARY:Buy milk');

  await screen.button('Revoke the feed of All projects').click();
  await expect(dataOf(screen)).toContainText('There are no feeds.');
  expect((await request.get(address)).status()).toBe(404);
});

test('a huge file is read and stored while the page goes on answering', async ({ device }) => {
  test.setTimeout(180_000);
  const screen = await (await device()).open();
  await screen.page.getByRole('textbox', { name: 'Device name' }).fill('Laptop');
  await screen.button('Use without an account').click();
  await screen.addField.waitFor();
  const rows = Array.from({ length: 5_000 }, (_, i) => `task,Task ${i},,,,4,1,,,,,,,,`);
  const buffer = Buffer.from([TODOIST_HEADER, ...rows].join('\n'));
  await openData(screen);
  const longestWait = await screen.page.evaluateHandle(() => {
    const wait = { ms: 0 };
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      wait.ms = Math.max(wait.ms, now - last);
      last = now;
    }, 20);
    return wait;
  });

  await choose(screen, { name: 'Inbox.csv', mimeType: 'text/csv', buffer });
  await expect(dataOf(screen)).toContainText('5,000 items will be added.', { timeout: 60_000 });
  await screen.button('Import 5,000 items').click();
  await expect(dataOf(screen)).toContainText(/Saved [\d,]+ of 5,000/);
  await expect(dataOf(screen)).toContainText('Imported 5,000 items.', { timeout: 120_000 });

  // A machine that does other things, too, takes its time; a page that read the file itself would take seconds.
  expect((await longestWait.jsonValue()).ms).toBeLessThan(1_500);
  await screen.button('Done').click();
  await expect(screen.task('Task 0')).toBeVisible();
});
