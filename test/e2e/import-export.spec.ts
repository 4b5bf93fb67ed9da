// Files of every format that comes in and goes out, the ones that people have and the ones that nobody should send.
// Where the formats are documented stands beside the files in ../support/import-files.ts.
import { readFileSync } from 'node:fs';
import { CALENDAR, TICKTICK, TODOIST_HEADER, utf16, utf8 } from '../support/import-files.ts';
import { expect, test } from './fixtures.ts';
import type { Screen } from './screen.ts';

const file = (name: string, content: string | Uint8Array) => ({
  name,
  mimeType: '',
  buffer: Buffer.from(typeof content === 'string' ? utf8(content) : content),
});
const todoist = (...titles: string[]): string =>
  [TODOIST_HEADER, ...titles.map((title) => `task,"${title.replaceAll('"', '""')}",,,4,1,,,,,,,,,`)].join(
    '\n',
  );

const dialog = ({ page }: Screen) => page.getByRole('dialog', { name: /^Import/ });
const count = (screen: Screen, name: string) =>
  dialog(screen).locator('dl > div').filter({ hasText: name }).getByRole('definition');

async function open(screen: Screen, ...files: ReturnType<typeof file>[]): Promise<void> {
  await screen.button('Import and export').click();
  await expect(screen.button('Choose files')).toBeVisible();
  await screen.page.locator('input[type=file]').setInputFiles(files);
}

async function goTo({ page }: Screen, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
}

async function local(screen: Screen): Promise<Screen> {
  await screen.button('Use without an account').click();
  await screen.addField.waitFor();
  return screen;
}

test('TickTick and a calendar come together, are taken back together on both devices, and come once', async ({
  account,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  const phone = await (await device('Phone')).signIn(account);
  const files = [file('backup.csv', TICKTICK), file('House.ics', CALENDAR)];

  await open(laptop, ...files);
  await expect(dialog(laptop)).toContainText('From TickTick and iCalendar');
  await expect(count(laptop, 'Projects')).toHaveText('2');
  await expect(count(laptop, 'of these, completed')).toHaveText('4');
  for (const loss of [
    '1 event: only to-dos are tasks.',
    '1 assignment: Lockstep is for one person.',
    '1 attachment: the links stay in the notes where the file has them.',
    '1 task that won’t be done: come as completed.',
    '1 folder: the lists in them come.',
  ])
    await expect(dialog(laptop)).toContainText(loss);
  await expect(laptop.page.getByRole('link', { name: 'Garden' })).toHaveCount(0);
  await laptop.page.getByRole('button', { name: /^Import \d+ items$/ }).click();
  await expect(dialog(laptop)).toContainText('Everything is saved on this device.');
  await goTo(phone, 'Garden');
  await expect(phone.task('Mow the lawn')).toBeVisible({ timeout: 20_000 });
  await goTo(phone, 'House');
  await expect(phone.task('Paint the fence, twice')).toBeVisible();

  await laptop.button('Undo').click();
  for (const screen of [laptop, phone])
    for (const project of ['Garden', 'House'])
      await expect(screen.page.getByRole('link', { name: project, exact: true })).toHaveCount(0);
  await goTo(phone, 'All tasks');
  await expect(phone.tasks.getByRole('checkbox')).toHaveCount(0);

  await open(laptop, ...files);
  await laptop.page.getByRole('button', { name: /^Import \d+ items$/ }).click();
  await laptop.button('Done').click();
  await open(laptop, ...files);
  await expect(dialog(laptop)).toContainText('There is nothing to import.');
  await laptop.button('Done').click();
  await laptop.page.keyboard.press('Escape');
  await goTo(laptop, 'Garden');
  await expect(laptop.task('Mow the lawn')).toHaveCount(1);
});

test('a strange, broken or hostile file is said what it is, and nothing of it is stored before or half', async ({
  device,
}) => {
  const screen = await local(await (await device()).open());
  const alerts: string[] = [];
  screen.page.on('dialog', (alert) => void alert.dismiss().then(() => alerts.push(alert.message())));
  const umlauts = Buffer.from(todoist('Grüße aus Köln'), 'latin1');
  const script = '<img src=x onerror=alert(1)>';
  const formula = '=HYPERLINK("https://example.org","x")';

  // Each is refused with its name and its line, and the next one can be chosen at once.
  await open(screen, file('Good.csv', todoist('Good')), file('Bad.ics', 'BEGIN:VCALENDAR\nBEGIN:VTODO\n'));
  const refused = dialog(screen).getByRole('status').filter({ hasText: 'Nothing was imported' });
  await expect(refused).toContainText(
    '“Bad.ics”, line 2: this does not belong in a calendar, or has no end.',
  );
  for (const [name, content, why] of [
    ['Cut.csv', `${todoist('One')}\ntask,"Two`, '“Cut.csv”, line 3: a quotation mark is not closed'],
    [
      'More.csv',
      todoist('One').replace(',4,1', ',4,1,,,,,,,,,,,,,x'),
      '“More.csv”, line 2: there are more cells',
    ],
    ['Photo.csv', Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 256), 'none of the formats'],
    ['Empty.json', '', 'there is nothing in it.'],
    ['Cut.json', '{"format":"lockstep","version":1,"rows":[', 'the file is damaged or cut off.'],
  ] as const) {
    await screen.page.locator('input[type=file]').setInputFiles([file(name, content)]);
    await expect(refused).toContainText(why);
  }

  // Whatever a spreadsheet made of the letters, they are read.
  for (const [name, content] of [
    ['Inbox.csv', umlauts],
    ['Inbox.csv', utf16(`\ufeff${todoist('Grüße aus Köln')}`, true)],
  ] as const) {
    await screen.page.locator('input[type=file]').setInputFiles([file(name, content)]);
    await expect(dialog(screen)).toContainText('1 item will be added.');
    await screen.button('Cancel').click();
  }
  await screen.page.keyboard.press('Escape');
  await expect(screen.tasks.getByRole('checkbox')).toHaveCount(0);

  await open(screen, file('Inbox.csv', umlauts), file(`${script}.csv`, todoist(script, formula)));
  await expect(dialog(screen)).toContainText(script);
  await screen.page.getByRole('combobox', { name: `Where ${script} goes` }).selectOption('Inbox');
  await screen.button('Import 3 items').click();
  await screen.button('Done').click();
  for (const title of ['Grüße aus Köln', script, formula]) await expect(screen.task(title)).toBeVisible();
  await expect(screen.page.locator('img')).toHaveCount(0);
  expect(alerts).toEqual([]);
});

test('a file of 50,000 rows is looked through, begun, stopped and taken back', async ({ device }) => {
  test.setTimeout(150_000);
  const screen = await local(await (await device()).open());
  const titles = Array.from({ length: 50_000 }, (_, i) => `Task ${i}`);

  await open(screen, file('Inbox.csv', todoist(...titles)));
  await expect(screen.button('Import 50,000 items')).toBeVisible({ timeout: 60_000 });
  await expect(count(screen, 'Tasks')).toHaveText('50,000');
  await screen.button('Import 50,000 items').click();
  await expect(dialog(screen)).toContainText(/Saved [1-9][\d,]* of 50,000/, { timeout: 30_000 });
  await screen.button('Stop').click();
  await expect(dialog(screen)).toContainText(/Stopped after [\d,]+ of 50,000\./, { timeout: 30_000 });
  await screen.button('Take it back').click();

  await expect(dialog(screen)).toBeHidden({ timeout: 60_000 });
  await goTo(screen, 'All tasks');
  await expect(screen.page.getByText('A clear sheet.')).toBeVisible();
});

test('what goes out has what was completed and deleted, in each format', async ({ account, device }) => {
  const screen = await (await device()).signUp(account);
  const { page } = screen;
  await screen.addField.fill('Rake leaves 3 May 2031 9am @garden !2');
  await screen.addField.press('Enter');
  await screen.task('Rake leaves').waitFor();
  await screen.open('Rake leaves');
  await screen.notes.click();
  await page.keyboard.insertText('- [ ] Gloves');
  await page.keyboard.press('Control+Enter');
  await screen.details.getByRole('button', { name: 'Close' }).click();
  await screen.add('=1+1', 'Written', 'Thrown away');
  await screen.task('Written').check();
  await screen.task('Thrown away').focus();
  await page.keyboard.press('Delete');
  await expect(screen.task('Thrown away')).toHaveCount(0);

  await screen.button('Import and export').click();
  const save = async (format: string): Promise<string> => {
    const download = page.waitForEvent('download');
    await screen.button(`Save as ${format}`).click();
    return readFileSync(await (await download).path(), 'utf8');
  };
  const [json, csv, calendar, markdown] = [
    await save('JSON'),
    await save('CSV'),
    await save('iCalendar'),
    await save('Markdown'),
  ];

  const { rows } = JSON.parse(json) as {
    rows: { title: string; deletedAt?: string; completedAt?: string }[];
  };
  expect(rows.map(({ title }) => title).toSorted()).toEqual(
    ['=1+1', 'Rake leaves', 'Thrown away', 'Written', 'garden'].toSorted(),
  );
  expect(rows.find(({ title }) => title === 'Thrown away')).toHaveProperty('deletedAt');
  expect(csv).toMatch(/^\ufeffProject,Section,Level,Title,/);
  expect(csv).toMatch(/Rake leaves,.*2031-05-03,09:00/);
  expect(csv).toContain(`'=1+1`);
  expect(csv).toMatch(/Written,.*\d{4}-\d{2}-\d{2}T/);
  expect(calendar.match(/BEGIN:VTODO/g)).toHaveLength(3);
  expect(calendar).toMatch(/STATUS:COMPLETED/);
  expect(calendar).toMatch(/DUE[^\r\n]*20310503T090000/);
  expect(markdown).toMatch(/- \[ \] Rake leaves \(2031-05-03 09:00\)/);
  expect(markdown).toContain('- [x] Written');
});
