// Commands by key: the palette, the search, the sheet of keys and keys of one's own.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures.ts';
import type { Screen } from './screen.ts';

const heading = (screen: Screen) => screen.page.getByRole('heading', { level: 1 });
const palette = (screen: Screen) => screen.page.getByRole('dialog', { name: 'Do or find anything' });
const current = (screen: Screen) => screen.page.getByRole('dialog').getByRole('option', { selected: true });
/** The button that shows a command’s key, and changes it. */
const keyOf = (screen: Screen, command: string) =>
  screen.page.getByRole('button', { name: new RegExp(`^${command} `) });
const searchField = (screen: Screen) => screen.page.getByRole('searchbox', { name: 'Search' });

test('with the palette alone a person goes to a view, and completes a task that it found', async ({
  account,
  device,
}) => {
  const screen = await (await device('Laptop')).signUp(account);
  const { keyboard } = screen.page;
  await screen.add('Buy milk', 'Call the plumber');

  await keyboard.press('Control+k');
  await keyboard.type('upco');
  await expect(current(screen)).toHaveText('Upcoming G then U');
  await keyboard.press('Enter');
  await expect(heading(screen)).toHaveText('Upcoming');
  await expect(palette(screen)).toBeHidden();

  await keyboard.press('Control+k');
  await keyboard.type('plumb');
  await expect(current(screen)).toHaveText('Call the plumber');
  await keyboard.press('Control+Enter');
  await expect(palette(screen)).toBeHidden();
  await keyboard.press('g');
  await keyboard.press('i');
  await expect(heading(screen)).toHaveText('Inbox');
  await expect(screen.task('Call the plumber')).toBeChecked();
  await expect(screen.task('Buy milk')).not.toBeChecked();

  await keyboard.press('Control+z');
  await expect(screen.task('Call the plumber')).not.toBeChecked();
});

test('a word in the notes is found without a network, by every tab with the one index, and Back leads back', async ({
  account,
  device,
}) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  const { keyboard } = screen.page;
  await screen.add('Buy milk', 'Call Zoë');
  await screen.open('Call Zoë');
  await screen.notes.fill('Ask about the greenhouse, and the key to it');
  await screen.notes.press('Control+Enter');
  await keyboard.press('Escape');
  await expect(screen.task('Call Zoë')).toBeFocused();
  const other = await laptop.open('/today');
  await heading(other).waitFor();
  await screen.untilInstalled();
  laptop.network.down();

  await keyboard.press('/');
  await expect(searchField(screen)).toBeFocused();
  await keyboard.type('greenh');

  await expect(screen.task('Call Zoë')).toBeVisible();
  await expect(screen.tasks.locator('mark')).toHaveText('greenh');
  await expect(screen.page.getByText('1 task found')).toBeVisible();
  await expect(screen.task('Buy milk')).toHaveCount(0);
  await expect(screen.page).toHaveURL(/\/search\?q=greenh$/);

  // The second tab asks the same host, and knows what is written meanwhile.
  await other.page.getByRole('navigation').getByRole('link', { name: 'Search' }).click();
  await searchField(other).fill('zoe');
  await expect(other.task('Call Zoë')).toBeVisible();
  await expect(other.tasks.locator('mark')).toHaveText('Zoë');
  await other.task('Call Zoë').check();
  await expect(screen.tasks.getByRole('heading', { name: 'Completed 1' })).toBeVisible();

  await keyboard.press('ArrowDown');
  await expect(screen.task('Call Zoë')).toBeFocused();
  await keyboard.press('Enter');
  await expect(screen.title).toHaveValue('Call Zoë');
  await screen.page.goBack();
  await expect(screen.details).toHaveCount(0);
  await expect(searchField(screen)).toHaveValue('greenh');
  await screen.page.goBack();
  await expect(heading(screen)).toHaveText('Inbox');
  await expect(searchField(screen)).toHaveCount(0);

  await searchField(other).fill('nothing of that kind');
  await expect(other.page.getByText('Nothing found for “nothing of that kind”.')).toBeVisible();
});

test('keys on a row set its day, project, labels and priority, and typing is never a command', async ({
  account,
  device,
}) => {
  const screen = await (await device('Laptop')).signUp(account);
  const { keyboard } = screen.page;
  const row = screen.tasks.getByRole('listitem').first();
  await screen.button('Add a project').click();
  await screen.page.getByRole('textbox', { name: 'Project name' }).fill('House');
  await keyboard.press('Enter');
  await expect(heading(screen)).toHaveText('House');
  await keyboard.press('g');
  await keyboard.press('i');
  await expect(heading(screen)).toHaveText('Inbox');

  await keyboard.press('n');
  await expect(screen.addField).toBeFocused();
  await keyboard.type('n d p / ? 1 e');
  await keyboard.press('Enter');
  await expect(screen.task('n d p / ? 1 e')).toBeVisible();
  await keyboard.press('Escape');
  await keyboard.press('j');
  await expect(screen.task('n d p / ? 1 e')).toBeFocused();

  await keyboard.press('1');
  await expect(screen.task('n d p / ? 1 e')).toHaveAccessibleDescription('Priority 1');
  await keyboard.press('d');
  await keyboard.type('tomor');
  await keyboard.press('Enter');
  await expect(row.getByText('Tomorrow')).toBeVisible();
  await expect(screen.task('n d p / ? 1 e')).toBeFocused();
  await keyboard.press('d');
  await keyboard.type('24 December 2031 9:30');
  await expect(current(screen)).toContainText('9:30');
  await keyboard.press('Enter');
  await expect(row.getByText(/24.*2031/)).toBeVisible();

  await keyboard.press('l');
  await keyboard.type('errand');
  await expect(current(screen)).toHaveText('Create “errand”');
  await keyboard.press('Enter');
  await expect(screen.page.getByRole('option', { name: 'errand chosen' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(row.getByText('@errand')).toBeVisible();

  await keyboard.press('p');
  await keyboard.type('hou');
  await keyboard.press('Enter');
  await expect(screen.task('n d p / ? 1 e')).toHaveCount(0);
  await screen.page.getByRole('navigation').getByRole('link', { name: 'House', exact: true }).click();
  await screen.task('n d p / ? 1 e').focus();
  await keyboard.press('e');
  await expect(screen.task('n d p / ? 1 e')).toBeChecked();
});

test('a key of one’s own works in every tab and after a reload, and the sheet shows it', async ({
  account,
  device,
}) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  const { keyboard } = screen.page;
  const other = await laptop.open('/today');
  await heading(other).waitFor();
  await other.page.keyboard.press('?');
  await expect(other.page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await other.page.keyboard.press('Escape');

  await keyboard.press('Escape');
  await keyboard.press('g');
  await keyboard.press('s');
  await keyOf(screen, 'Go to Upcoming').press('Enter');
  await keyboard.press('c');
  await expect(keyOf(screen, 'Go to Upcoming')).toHaveText('C');

  await other.page.keyboard.press('?');
  const sheet = other.page.getByRole('dialog', { name: 'Keys' });
  await expect(sheet.getByText('Go to Upcoming')).toBeVisible();
  await expect(sheet.locator('.row', { hasText: 'Go to Upcoming' })).toHaveText('Go to Upcoming C');
  await other.page.keyboard.press('Escape');
  await other.page.keyboard.press('c');
  await expect(heading(other)).toHaveText('Upcoming');
  await other.page.goto(new URL('/', other.page.url()).href);
  await expect(heading(other)).toHaveText('Inbox');
  await other.page.keyboard.press('c');
  await expect(heading(other)).toHaveText('Upcoming');

  // What two would share is said; the two can be swapped, and all of it taken back.
  await keyOf(screen, 'Search').press('Enter');
  await keyboard.press('c');
  await expect(screen.page.getByText('C is the key of “Go to Upcoming”.')).toBeVisible();
  await screen.button('Swap them').press('Enter');
  await expect(keyOf(screen, 'Search')).toHaveText('C');
  await expect(keyOf(screen, 'Go to Upcoming')).toHaveText('/');
  await screen.button('Reset all keys').press('Enter');
  await expect(keyOf(screen, 'Go to Upcoming')).toHaveText('G then U');
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing serious in palette, sheet, search and keys, ${colorScheme}`, async ({
    account,
    device,
  }) => {
    test.slow();
    const screen = await (await device('Laptop')).signUp(account);
    const { page } = screen;
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const serious = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    };
    await screen.add('Buy milk', 'Milk the cow');
    await screen.task('Milk the cow').check();

    await page.keyboard.press('Control+k');
    await page.keyboard.type('milk');
    await expect(page.getByRole('option', { name: 'Buy milk' })).toBeVisible();
    expect(await serious()).toEqual([]);
    await page.keyboard.press('Escape');

    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    expect(await serious()).toEqual([]);
    await page.keyboard.press('Escape');

    await page.keyboard.press('/');
    await page.keyboard.type('milk');
    await expect(screen.task('Buy milk')).toBeVisible();
    expect(await serious()).toEqual([]);
    await page.keyboard.press('Tab');

    await page.goto(new URL('/settings', page.url()).href);
    await expect(screen.button('Reset all keys')).toBeVisible();
    expect(await serious()).toEqual([]);
  });
