// Lists with an address each: what people put where, and find again on every device.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures.ts';
import type { Screen } from './screen.ts';

const heading = (screen: Screen) => screen.page.getByRole('heading', { level: 1 });
const entry = (screen: Screen, name: string) =>
  screen.page.getByRole('navigation').getByRole('link', { name, exact: true });
/** Headings and tasks of the list as they come. */
const outline = (screen: Screen) =>
  screen.tasks
    .getByRole('listitem')
    .evaluateAll((items) =>
      (items as (Element & { task?: { title: string }; heading?: { title: string } })[]).map(
        ({ task, heading: head }) => task?.title ?? `${head?.title}:`,
      ),
    );
async function choose(screen: Screen, menu: string, item: string): Promise<void> {
  await screen.page.getByRole('main').getByRole('button', { name: menu, exact: true }).click();
  await screen.page.getByRole('menuitem', { name: item, exact: true }).click();
}
async function addProject(screen: Screen, title: string): Promise<void> {
  await screen.button('Add a project').click();
  await screen.page.getByRole('textbox', { name: 'Project name' }).fill(title);
  await screen.page.keyboard.press('Enter');
  await expect(heading(screen)).toHaveText(title);
}

test('a project with sections is made in place, and is the same on the other device', async ({
  account,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  const phone = await (await device('Phone')).signIn(account);

  await addProject(laptop, 'House');
  await laptop.add('Call the plumber');
  await choose(laptop, 'More for House', 'Add a section');
  await laptop.page.getByRole('textbox', { name: 'Section name' }).fill('Garden');
  await laptop.page.keyboard.press('Enter');
  await choose(laptop, 'More for Garden', 'Add a task here');
  await laptop.page.keyboard.type('Rake leaves');
  await laptop.page.keyboard.press('Enter');
  await expect.poll(() => outline(laptop)).toEqual(['Call the plumber', 'Garden:', 'Rake leaves']);

  await entry(phone, 'House').click();
  await expect.poll(() => outline(phone)).toEqual(['Call the plumber', 'Garden:', 'Rake leaves']);
  await phone.task('Call the plumber').focus();
  await phone.page.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => outline(laptop)).toEqual(['Garden:', 'Call the plumber', 'Rake leaves']);
  await entry(laptop, 'Inbox').click();
  await expect(laptop.tasks.getByRole('checkbox')).toHaveCount(0);
});

test('every view has an address that Back, a reload and a start without a network know', async ({
  account,
  device,
}) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  await screen.untilInstalled();
  await addProject(screen, 'House');
  await screen.add('Rake leaves');
  await screen.open('Rake leaves');
  const { pathname } = new URL(screen.page.url());
  expect(pathname).toMatch(/^\/project\/[^/]+\/task\/[^/]+$/);

  await entry(screen, 'Today').click();
  await expect(heading(screen)).toHaveText('Today');
  await expect(screen.details).toHaveCount(0);
  await screen.page.goBack();
  await expect(screen.title).toHaveValue('Rake leaves');
  await screen.page.goBack();
  await expect(screen.details).toHaveCount(0);
  await expect(heading(screen)).toHaveText('House');
  await screen.page.goForward();
  await expect(screen.title).toHaveValue('Rake leaves');
  laptop.network.down();
  await screen.page.reload();

  await expect(screen.title).toHaveValue('Rake leaves');
  await expect(heading(screen)).toHaveText('House');
  await expect(screen.page).toHaveTitle('House · Lockstep');
});

test('days: what is due stands under Today, what is coming under its day', async ({
  account,
  api,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  const elsewhere = await api();
  const day = (n: number) => new Date(Date.now() + n * 24 * 3600_000).toLocaleDateString('sv');
  await elsewhere.add('Late', { dueDate: day(-3), priority: 1 });
  await elsewhere.add('Much later', { dueDate: day(40) });

  await entry(laptop, 'Today').click();
  await laptop.add('Pay the rent');
  await expect.poll(() => outline(laptop)).toEqual(['Overdue:', 'Late', 'Today:', 'Pay the rent']);
  await entry(laptop, 'Upcoming').click();
  await laptop.add('Water the plants');

  await expect
    .poll(async () => (await outline(laptop)).slice(0, 2))
    .toEqual(['Tomorrow:', 'Water the plants']);
  await expect.poll(async () => (await outline(laptop)).at(-1)).toBe('Much later');
  await expect(entry(laptop, 'Today')).toContainText('2');
});

test('a project goes with all that is in it, and one undo brings everything back', async ({
  account,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  const phone = await (await device('Phone')).signIn(account);
  await addProject(laptop, 'House');
  await laptop.add('Rake leaves', 'Fix the tap');
  await entry(phone, 'House').click();
  await expect(phone.task('Fix the tap')).toBeVisible();

  await choose(laptop, 'More for House', 'Delete');
  await expect(laptop.page.getByText('Deleted “House” with 2 tasks')).toBeVisible();
  await expect(heading(laptop)).toHaveText('Inbox');
  await expect(phone.page.getByText('There is no such project on this device.')).toBeVisible();
  await laptop.button('Undo').click();

  await entry(laptop, 'House').click();
  await expect.poll(() => outline(laptop)).toEqual(['Fix the tap', 'Rake leaves']);
  await expect(phone.task('Rake leaves')).toBeVisible();
});

test('a list is sorted and grouped as it was asked for, and still is after a reload', async ({
  account,
  device,
}) => {
  const laptop = await (await device()).signUp(account);
  await laptop.paste(['Rake leaves !2', 'Apples !1', 'Moss !2']);

  await laptop.page.getByRole('main').getByRole('button', { name: 'Sort and group' }).click();
  await laptop.page.getByRole('group', { name: 'Sort by' }).getByText('Title', { exact: true }).click();
  await expect.poll(() => outline(laptop)).toEqual(['Apples', 'Moss', 'Rake leaves']);
  await laptop.page.getByRole('main').getByRole('button', { name: 'Sort and group' }).click();
  const groups = laptop.page.getByRole('group', { name: 'Group by' });
  await groups.getByText('Priority', { exact: true }).click();
  const grouped = ['Priority 1:', 'Apples', 'Priority 2:', 'Moss', 'Rake leaves'];
  await expect.poll(() => outline(laptop)).toEqual(grouped);

  await laptop.page.reload();
  await expect.poll(() => outline(laptop)).toEqual(grouped);
});

test('more than fifty tasks go only after a question', async ({ account, device }) => {
  const laptop = await (await device('Laptop')).signUp(account);
  await addProject(laptop, 'House');
  await laptop.paste(Array.from({ length: 51 }, (_, i) => `Task ${i}`));
  await expect(laptop.task('Task 50')).toBeVisible();

  await choose(laptop, 'More for House', 'Delete');
  const question = laptop.page.getByRole('dialog', { name: 'Delete “House” with 51 tasks?' });
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(laptop.task('Task 50')).toBeVisible();
  await choose(laptop, 'More for House', 'Delete');
  await question.getByRole('button', { name: 'Delete' }).click();

  await expect(laptop.page.getByText('Deleted “House” with 51 tasks')).toBeVisible();
});

test('what was deleted elsewhere is in the trash of a new device, and comes back from there', async ({
  account,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  await laptop.add('Buy milk');
  await laptop.open('Buy milk');
  await laptop.notes.fill('Semi-skimmed');
  await laptop.page.keyboard.press('Control+Enter');
  await laptop.page.keyboard.press('Escape');
  await laptop.task('Buy milk').focus();
  await laptop.page.keyboard.press('Delete');
  await expect(laptop.sync).toHaveText('In step');

  const phone = await (await device('Phone')).signIn(account);
  await entry(phone, 'Trash').click();
  await expect.poll(() => outline(phone)).toEqual(['Today:', 'Buy milk']);
  await phone.tasks.getByText('Buy milk', { exact: true }).click();
  await expect(phone.title).toHaveValue('Buy milk');
  await phone.page.keyboard.press('Escape');
  await phone.button('Restore Buy milk').click();

  await entry(phone, 'Inbox').click();
  await phone.open('Buy milk');
  await expect(phone.notes).toHaveValue('Semi-skimmed');
  await expect(laptop.task('Buy milk')).toBeVisible();
});

test('a saved filter shows what its query asks for, and says what of it is not understood', async ({
  account,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  await laptop.add('Read a book');
  await laptop.addField.fill('Call the dentist !1');
  await laptop.addField.press('Enter');

  await laptop.button('Add a filter').click();
  await laptop.page.getByRole('textbox', { name: 'Filter name' }).fill('Urgent');
  await laptop.page.keyboard.press('Enter');
  const query = laptop.page.getByRole('textbox', { name: 'Query' });
  await query.fill('!1');
  await query.press('Enter');
  await expect.poll(() => outline(laptop)).toEqual(['Call the dentist']);

  await query.fill('due:someday');
  await query.press('Enter');
  await expect(laptop.page.getByText('“due:someday” has a value that is not understood.')).toBeVisible();
});

test('on a phone the lists are reached from a bar at the bottom', async ({ account, device }) => {
  const screen = await (await device('Phone')).signUp(account);
  await screen.page.setViewportSize({ width: 360, height: 740 });
  await entry(screen, 'Browse').click();
  await addProject(screen, 'House');
  await screen.add('Rake leaves');
  await expect(entry(screen, 'Browse')).toHaveAttribute('aria-current', 'page');

  await screen.open('Rake leaves');
  await expect(screen.page.getByRole('navigation')).toBeHidden();
  await screen.page.goBack();
  await entry(screen, 'Today').click();

  await expect(heading(screen)).toHaveText('Today');
  expect(await screen.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [360, 1280])
    test(`axe finds nothing in the views, ${colorScheme}, ${width} px`, async ({ account, api, device }) => {
      test.slow();
      const screen = await (await device('Laptop')).signUp(account);
      await screen.page.emulateMedia({ colorScheme });
      await addProject(screen, 'House');
      await screen.addField.fill('Rake leaves tomorrow 9am @garden !2');
      await screen.addField.press('Enter');
      await expect(screen.task('Rake leaves')).toBeVisible();
      const { pathname } = new URL(screen.page.url());
      const elsewhere = await api();
      await elsewhere.add('Overdue', { dueDate: '2020-01-01' });
      await elsewhere.add('Done', { completedAt: new Date().toISOString() });
      await screen.page.setViewportSize({ width, height: 740 });
      const violations = async (path: string) => {
        await screen.page.goto(new URL(path, screen.page.url()).href);
        await expect(heading(screen)).not.toBeEmpty();
        return (await new AxeBuilder({ page: screen.page }).analyze()).violations;
      };

      for (const path of ['/today', '/upcoming', pathname, '/all', '/logbook', '/trash', '/browse'])
        expect(await violations(path), path).toEqual([]);
    });
