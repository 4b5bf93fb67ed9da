// Several tasks at once: chosen by keys, pointer or finger, and changed as one thing.
import AxeBuilder from '@axe-core/playwright';
import { Finger } from './finger.ts';
import { expect, test } from './fixtures.ts';
import type { Screen } from './screen.ts';

const bar = (screen: Screen) => screen.page.getByRole('toolbar', { name: 'With the selected tasks' });
const act = (screen: Screen, name: string) => bar(screen).getByRole('button', { name, exact: true });
const row = (screen: Screen, title: string) => screen.tasks.getByText(title, { exact: true });
const entry = (screen: Screen, name: string) =>
  screen.page.getByRole('navigation').getByRole('link', { name, exact: true });
const titles = (screen: Screen) =>
  screen.tasks.getByRole('checkbox').evaluateAll((boxes) => boxes.map((box) => box.ariaLabel));
/** The list as it reads: headings with a colon behind them. */
const outline = (screen: Screen) =>
  screen.tasks
    .getByRole('listitem')
    .evaluateAll((items) =>
      (items as (Element & { task?: { title: string }; heading?: { title: string } })[]).map(
        ({ task, heading }) => task?.title ?? `${heading?.title}:`,
      ),
    );
/** Chosen rows say so to those who do not see it. */
const chosen = (screen: Screen) =>
  screen.tasks
    .getByRole('checkbox')
    .evaluateAll((boxes) =>
      boxes.filter((box) => box.ariaDescription?.startsWith('Selected')).map((box) => box.ariaLabel),
    );
/** What is done with several rows is loaded behind the first ones: a person is not as fast as a test. */
const ready = (screen: Screen) => screen.page.locator('ls-choose-bar').waitFor({ state: 'attached' });
const tomorrow = () => new Date(Date.now() + 24 * 3600_000).toLocaleDateString('sv');

test('three tasks selected by keys get a due date on both devices, and one undo takes it back on both', async ({
  account,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  const phone = await (await device('Phone')).signIn(account);
  const { keyboard } = laptop.page;
  await laptop.add('Four', 'Three', 'Two', 'One');
  await laptop.task('One').focus();
  const due = (screen: Screen) => screen.tasks.getByText('Tomorrow', { exact: true });

  await ready(laptop);
  await keyboard.press('x');
  await expect(bar(laptop)).toBeVisible();
  await keyboard.press('Shift+ArrowDown');
  await keyboard.press('Shift+ArrowDown');
  await expect.poll(() => chosen(laptop)).toEqual(['One', 'Two', 'Three']);
  await expect(laptop.page.getByText('3 selected').first()).toBeVisible();
  await expect(bar(laptop).getByRole('button', { name: 'Complete' })).toHaveAttribute(
    'title',
    'Complete (E)',
  );
  await keyboard.press('d');
  const asked = laptop.page.getByRole('dialog', { name: 'Due date of 3 tasks' });
  await expect(asked.getByRole('combobox')).toBeFocused();
  await keyboard.press('Escape');
  await expect(asked).toBeHidden();
  await expect(laptop.task('Three')).toBeFocused();
  await expect.poll(() => chosen(laptop)).toEqual(['One', 'Two', 'Three']);
  await keyboard.press('d');
  await keyboard.type('tomor');
  await keyboard.press('Enter');

  await expect(due(laptop)).toHaveCount(3);
  await expect(due(phone)).toHaveCount(3);
  await expect.poll(() => chosen(laptop)).toEqual(['One', 'Two', 'Three']);
  await expect(laptop.page.getByText('3 tasks: due Tomorrow')).toBeVisible();
  await laptop.button('Undo').click();
  await expect(due(laptop)).toHaveCount(0);
  await expect(due(phone)).toHaveCount(0);

  await laptop.task('Three').focus();
  await keyboard.press('Escape');
  await expect(bar(laptop)).toHaveCount(0);
  await expect(laptop.task('Three')).toBeFocused();
});

test('clicks with Ctrl and Shift select, and what the bar offers is done with all of them', async ({
  account,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  await laptop.button('Add a project').click();
  await laptop.page.getByRole('textbox', { name: 'Project name' }).fill('House');
  await laptop.page.keyboard.press('Enter');
  await entry(laptop, 'Inbox').click();
  await laptop.add('Five', 'Four', 'Three', 'Two', 'One');

  await ready(laptop);
  await row(laptop, 'One').click({ modifiers: ['ControlOrMeta'] });
  await expect(bar(laptop)).toBeVisible();
  await row(laptop, 'Three').click({ modifiers: ['ControlOrMeta'] });
  await row(laptop, 'Four').click({ modifiers: ['Shift'] });
  await expect.poll(() => chosen(laptop)).toEqual(['One', 'Three', 'Four']);
  expect(laptop.page.context().pages()).toHaveLength(1);

  await act(laptop, 'Priority').click();
  await laptop.page.keyboard.press('3');
  await expect(laptop.page.getByText('3 tasks: Priority 3')).toBeVisible();
  await act(laptop, 'Priority').click();
  const asked = (name: string) => laptop.page.getByRole('dialog', { name });
  await asked('Priority of 3 tasks').getByRole('option', { name: 'Priority 2' }).click();
  await expect(laptop.page.getByText('3 tasks: Priority 2')).toBeVisible();
  await act(laptop, 'Move').click();
  await laptop.page.keyboard.type('hou');
  await expect(asked('Move 3 tasks').getByRole('option', { selected: true })).toHaveText('House');
  await laptop.page.keyboard.press('Enter');
  await expect.poll(() => titles(laptop)).toEqual(['Two', 'Five']);
  await expect(bar(laptop)).toHaveCount(0);

  await entry(laptop, 'House').click();
  await expect.poll(() => titles(laptop)).toEqual(['One', 'Three', 'Four']);
  await laptop.page.keyboard.press('Control+z');
  await expect.poll(() => titles(laptop)).toEqual([]);
});

test('the palette speaks of all that is selected', async ({ account, device }) => {
  const laptop = await (await device('Laptop')).signUp(account);
  const { keyboard } = laptop.page;
  await laptop.add('Three', 'Two', 'One');
  await laptop.task('One').focus();
  await ready(laptop);
  await keyboard.press('x');
  await keyboard.press('Shift+ArrowDown');
  await expect.poll(() => chosen(laptop)).toEqual(['One', 'Two']);

  await keyboard.press('Control+k');
  await expect(laptop.page.getByRole('group', { name: '2 selected' })).toBeVisible();
  await keyboard.type('due date');
  await keyboard.press('Enter');
  await expect(laptop.page.getByRole('dialog', { name: 'Due date of 2 tasks' })).toBeVisible();
  await keyboard.type('tomor');
  await keyboard.press('Enter');
  await expect(laptop.page.getByText('2 tasks: due Tomorrow')).toBeVisible();
  await keyboard.press('Control+k');
  await keyboard.type('complete');
  await keyboard.press('Enter');

  await expect(laptop.page.getByText('Completed 2 tasks')).toBeVisible();
  await expect(laptop.task('Three')).not.toBeChecked();
  await expect(bar(laptop)).toHaveCount(0);
});

test('labels are ticked for several tasks as one deed, and what only some of them have stays there', async ({
  account,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  const phone = await (await device('Phone')).signIn(account);
  const { keyboard } = laptop.page;
  for (const line of ['Two @home', 'One @home @soon']) {
    await laptop.addField.fill(line);
    await laptop.addField.press('Enter');
  }
  await expect(laptop.task('One')).toBeVisible();
  /** How many rows bear each. */
  const labels = async (screen: Screen) => {
    const count = (name: string) => screen.tasks.getByText(`@${name}`).count();
    const [home, soon, errand] = await Promise.all(['home', 'soon', 'errand'].map(count));
    return { home, soon, errand };
  };
  const had = { home: 2, soon: 1, errand: 0 };
  await expect.poll(() => labels(phone)).toEqual(had);
  await laptop.task('One').focus();
  await ready(laptop);
  await keyboard.press('x');
  await keyboard.press('Shift+ArrowDown');

  await keyboard.press('l');
  const asked = laptop.page.getByRole('dialog', { name: 'Labels of 2 tasks' });
  const option = (name: string) => asked.getByRole('option', { name, exact: true });
  await expect(option('soon on some')).toBeVisible();
  await option('home chosen').click();
  await expect(option('home')).toBeVisible();
  await keyboard.type('errand');
  await expect(option('Create “errand”')).toBeVisible();
  await keyboard.press('Enter');
  await expect(option('errand chosen')).toBeVisible();
  expect(await labels(laptop)).toEqual(had);
  await asked.getByRole('button', { name: 'Done' }).click();

  await expect(laptop.page.getByText('Changed the labels of 2 tasks')).toBeVisible();
  await expect.poll(() => labels(laptop)).toEqual({ home: 0, soon: 1, errand: 2 });
  await expect.poll(() => labels(phone)).toEqual({ home: 0, soon: 1, errand: 2 });
  await laptop.button('Undo').click();
  await expect.poll(() => labels(phone)).toEqual(had);
  await act(laptop, 'Labels').click();
  await option('soon on some').click();
  await expect(option('soon chosen')).toBeVisible();
  await expect(option('errand')).toHaveCount(0);
  await keyboard.press('Escape');
  await expect.poll(() => labels(phone)).toEqual({ home: 2, soon: 2, errand: 0 });
});

test('everything that a view has is selected, also what was not scrolled to yet', async ({
  account,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  await laptop.paste(Array.from({ length: 130 }, (_, i) => `Task ${i}`));
  await expect(laptop.task('Task 0')).toBeVisible();
  await laptop.task('Task 0').focus();

  await ready(laptop);
  await laptop.page.keyboard.press('Control+a');
  await expect(laptop.page.getByText('130 selected').first()).toBeVisible();
  await laptop.page.keyboard.press('1');
  await expect(laptop.page.getByText('130 tasks: Priority 1')).toBeVisible();
  await laptop.page.keyboard.press('Delete');
  const question = laptop.page.getByRole('dialog', { name: 'Delete 130 tasks?' });
  await expect(question).toContainText('130 of the 130 open tasks in Inbox');
  await question.getByRole('button', { name: 'Delete' }).click();

  await expect(laptop.tasks.getByRole('checkbox')).toHaveCount(0);
  await laptop.button('Undo').click();
  await expect(laptop.task('Task 0')).toBeVisible();
});

test('more than 30 % of a list is deleted only after a question that says so', async ({
  account,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  await laptop.paste(Array.from({ length: 10 }, (_, i) => `Task ${i}`));
  await laptop.task('Task 0').focus();
  const select = async (more: number) => {
    await laptop.page.keyboard.press('Home');
    await ready(laptop);
    await laptop.page.keyboard.press('x');
    await expect(bar(laptop)).toBeVisible();
    for (let i = 0; i < more; i++) await laptop.page.keyboard.press('Shift+ArrowDown');
    await laptop.page.keyboard.press('Delete');
  };

  await select(3);
  const question = laptop.page.getByRole('dialog', { name: 'Delete 4 tasks?' });
  await expect(question).toContainText('4 of the 10 open tasks in Inbox');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(laptop.tasks.getByRole('checkbox')).toHaveCount(10);
  await expect.poll(() => chosen(laptop)).toHaveLength(4);
  await laptop.page.keyboard.press('Escape');

  await select(2);
  await expect(laptop.page.getByText('Deleted 3 tasks')).toBeVisible();
  await expect(laptop.tasks.getByRole('checkbox')).toHaveCount(7);
});

test('what another device takes out of the view is selected no more, and what it moves still is', async ({
  account,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  const phone = await (await device('Phone')).signIn(account);
  await laptop.add('Three', 'Two', 'One');
  await laptop.task('One').focus();
  await ready(laptop);
  await laptop.page.keyboard.press('Control+a');
  await expect(bar(laptop)).toBeVisible();
  await expect(phone.task('One')).toBeVisible();

  await phone.task('One').focus();
  await phone.page.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => titles(laptop)).toEqual(['Two', 'One', 'Three']);
  await expect.poll(() => chosen(laptop)).toEqual(['Two', 'One', 'Three']);
  await phone.task('Three').focus();
  await phone.page.keyboard.press('Delete');

  await expect.poll(() => chosen(laptop)).toEqual(['Two', 'One']);
});

test('Alt and an arrow take what is selected on into the next section and back, on both devices', async ({
  account,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  const phone = await (await device('Phone')).signIn(account);
  const { keyboard } = laptop.page;
  await laptop.button('Add a project').click();
  await laptop.page.getByRole('textbox', { name: 'Project name' }).fill('House');
  await keyboard.press('Enter');
  for (const section of ['Garden', 'Roof']) {
    await laptop.page.getByRole('main').getByRole('button', { name: 'More for House' }).click();
    await laptop.page.getByRole('menuitem', { name: 'Add a section' }).click();
    await laptop.page.getByRole('textbox', { name: 'Section name' }).fill(section);
    await keyboard.press('Enter');
    await expect(laptop.tasks.getByRole('heading', { name: section })).toBeVisible();
  }
  await laptop.add('Rake', 'Two', 'One', 'Call');
  await entry(phone, 'House').click();
  const both = async (...read: string[]) => {
    await expect.poll(() => outline(laptop)).toEqual(read);
    await expect.poll(() => outline(phone)).toEqual(read);
  };
  await both('Call', 'One', 'Two', 'Rake', 'Garden:', 'Roof:');

  await laptop.task('Rake').focus();
  await keyboard.press('Alt+ArrowDown');
  await both('Call', 'One', 'Two', 'Garden:', 'Rake', 'Roof:');
  await ready(laptop);
  await laptop.task('Two').focus();
  await keyboard.press('x');
  await keyboard.press('Shift+ArrowUp');
  await expect.poll(() => chosen(laptop)).toEqual(['One', 'Two']);

  await keyboard.press('Alt+ArrowDown');
  await both('Call', 'Garden:', 'One', 'Two', 'Rake', 'Roof:');
  await keyboard.press('Alt+ArrowDown');
  await both('Call', 'Garden:', 'Rake', 'One', 'Two', 'Roof:');
  await keyboard.press('Alt+ArrowDown');
  await both('Call', 'Garden:', 'Rake', 'Roof:', 'One', 'Two');
  await expect(laptop.page.getByText('Moved 2 tasks to House / Roof')).toBeVisible();
  await expect(laptop.task('One')).toBeFocused();
  await expect.poll(() => chosen(laptop)).toEqual(['One', 'Two']);

  await keyboard.press('Alt+ArrowUp');
  await both('Call', 'Garden:', 'Rake', 'One', 'Two', 'Roof:');
  await keyboard.press('Control+z');
  await both('Call', 'Garden:', 'Rake', 'Roof:', 'One', 'Two');
  await laptop.tasks.getByRole('button', { name: 'Garden 1' }).click();
  await laptop.task('One').focus();
  await keyboard.press('Alt+ArrowUp');
  await expect.poll(() => outline(laptop)).toEqual(['Call', 'One', 'Two', 'Garden:', 'Roof:']);
});

test('recurring tasks that are completed together come again, each on its next day', async ({
  account,
  api,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  const elsewhere = await api();
  const today = new Date().toLocaleDateString('sv');
  for (const title of ['Water the plants', 'Feed the cat'])
    await elsewhere.add(title, { dueDate: today, recurrence: 'FREQ=DAILY' });
  await elsewhere.add('Buy milk', { dueDate: today });
  await entry(laptop, 'Today').click();
  await expect(laptop.task('Buy milk')).toBeVisible();
  await laptop.task('Buy milk').focus();

  await ready(laptop);
  await laptop.page.keyboard.press('Control+a');
  await expect(bar(laptop)).toBeVisible();
  await laptop.page.keyboard.press('e');

  await expect(laptop.page.getByText('Completed 3 tasks')).toBeVisible();
  await expect(laptop.tasks.getByRole('checkbox')).toHaveCount(0);
  await entry(laptop, 'Upcoming').click();
  await expect
    .poll(async () => new Set(await titles(laptop)))
    .toEqual(new Set(['Feed the cat', 'Water the plants']));
  await laptop.button('Undo').click();
  await expect.poll(() => titles(laptop)).toEqual([]);
});

test('on a phone a long press selects, touches go on, and the bar is at the thumb', async ({
  account,
  device,
}) => {
  const screen = await (await device('Phone')).signUp(account);
  await screen.add('Three', 'Two', 'One');
  const finger = await Finger.of(screen.page);
  await ready(screen);

  await finger.hold(row(screen, 'Two'));
  await finger.up();
  await expect.poll(() => chosen(screen)).toEqual(['Two']);
  await finger.tap(row(screen, 'Three'));
  await expect.poll(() => chosen(screen)).toEqual(['Two', 'Three']);
  await expect(screen.details).toHaveCount(0);
  expect((await new AxeBuilder({ page: screen.page }).analyze()).violations).toEqual([]);
  expect(await screen.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);

  await finger.tap(act(screen, 'Complete'));
  await expect(screen.task('Two')).toBeChecked();
  await expect(screen.task('Three')).toBeChecked();
  await expect(bar(screen)).toHaveCount(0);
});

test('on a phone a finger gives the selected tasks a day, near the thumb and without a keyboard in the way', async ({
  account,
  device,
}) => {
  const screen = await (await device('Phone')).signUp(account);
  await screen.add('Two', 'One');
  const finger = await Finger.of(screen.page);
  await ready(screen);
  await finger.hold(row(screen, 'One'));
  await finger.up();
  await finger.tap(row(screen, 'Two'));
  await expect.poll(() => chosen(screen)).toEqual(['One', 'Two']);

  await finger.tap(act(screen, 'Date'));
  const asked = screen.page.getByRole('dialog', { name: 'Due date of 2 tasks' });
  await expect(asked).toBeVisible();
  await expect(asked.getByRole('combobox')).toHaveAttribute('inputmode', 'none');
  const box = (await asked.boundingBox())!;
  expect([box.x, box.width, Math.round(box.y + box.height)]).toEqual([0, 360, 740]);
  const targets = [...(await asked.getByRole('option').all()), asked.getByLabel('Another day')];
  const heights = await Promise.all(targets.map(async (one) => (await one.boundingBox())!.height));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
  expect((await new AxeBuilder({ page: screen.page }).analyze()).violations).toEqual([]);
  await asked.getByLabel('Another day').fill('2031-12-24');
  await finger.tap(asked.getByRole('option', { name: /2031/ }));
  await expect(screen.page.getByText(/^2 tasks: due .*2031$/)).toBeVisible();
  await expect(screen.tasks.getByText('2031')).toHaveCount(2);

  await finger.tap(act(screen, 'Labels'));
  const labels = screen.page.getByRole('dialog', { name: 'Labels of 2 tasks' });
  await finger.tap(labels.getByRole('combobox'));
  await expect(labels.getByRole('combobox')).not.toHaveAttribute('inputmode');
  await expect(labels.getByRole('combobox')).toBeFocused();
  await screen.page.keyboard.type('errand');
  await finger.tap(labels.getByRole('option', { name: 'Create “errand”' }));
  await expect(labels.getByRole('option', { name: 'errand chosen' })).toBeVisible();
  await finger.tap(labels.getByRole('button', { name: 'Done' }));
  await expect(screen.tasks.getByText('@errand')).toHaveCount(2);
});

test('a finger reorders on a page of 360 px, and scrolls when it moves at once', async ({
  account,
  device,
}) => {
  const screen = await (await device('Phone')).signUp(account);
  await screen.add('Three', 'Two', 'One');
  const finger = await Finger.of(screen.page);
  await ready(screen);

  await finger.hold(row(screen, 'One'));
  await finger.moveTo(row(screen, 'Three'), 0.9);
  await finger.up();
  await expect.poll(() => titles(screen)).toEqual(['Two', 'Three', 'One']);

  await finger.hold(row(screen, 'Two'));
  await finger.moveTo(row(screen, 'One'), 0.9);
  await screen.page.keyboard.press('Escape');
  await finger.up();
  await finger.down({ x: 100, y: 300 });
  await finger.glide({ x: 100, y: 200 });
  await finger.up();
  await expect(screen.details).toHaveCount(0);
  expect(await titles(screen)).toEqual(['Two', 'Three', 'One']);
  expect(await chosen(screen)).toEqual([]);
});

test('the list goes on under a finger near its edge', async ({ account, device }) => {
  const screen = await (await device('Phone')).signUp(account);
  await screen.paste(Array.from({ length: 40 }, (_, i) => `Task ${i}`));
  await expect(screen.task('Task 0')).toBeVisible();
  const finger = await Finger.of(screen.page);
  await ready(screen);

  await finger.hold(row(screen, 'Task 0'));
  await finger.glide({ x: 160, y: 610 });
  await expect(row(screen, 'Task 39')).toBeInViewport();
  await finger.glide({ x: 160, y: 500 });
  await finger.up();

  await expect.poll(async () => (await titles(screen)).indexOf('Task 0')).toBeGreaterThan(25);
});

test('by pointer, all that is selected goes to an empty section, a project, today, a day', async ({
  account,
  api,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  const { mouse } = laptop.page;
  await laptop.button('Add a project').click();
  await laptop.page.getByRole('textbox', { name: 'Project name' }).fill('House');
  await laptop.page.keyboard.press('Enter');
  await laptop.page.getByRole('main').getByRole('button', { name: 'More for House' }).click();
  await laptop.page.getByRole('menuitem', { name: 'Add a section' }).click();
  await laptop.page.getByRole('textbox', { name: 'Section name' }).fill('Garden');
  await laptop.page.keyboard.press('Enter');
  await laptop.add('Three', 'Two', 'One');
  const list = () => outline(laptop);
  const dragTo = async (
    title: string,
    to: { boundingBox(): Promise<{ x: number; y: number; width: number; height: number } | null> },
  ) => {
    await row(laptop, title).hover();
    const from = (await laptop.tasks.getByRole('listitem').filter({ hasText: title }).boundingBox())!;
    await mouse.move(from.x + 14, from.y + from.height / 2);
    await mouse.down();
    const box = (await to.boundingBox())!;
    await mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 6 });
  };

  await ready(laptop);
  await row(laptop, 'One').click({ modifiers: ['ControlOrMeta'] });
  await expect(bar(laptop)).toBeVisible();
  await row(laptop, 'Three').click({ modifiers: ['ControlOrMeta'] });
  const garden = laptop.tasks.getByRole('heading', { name: 'Garden' });
  await dragTo('Three', garden);
  await laptop.page.keyboard.press('Escape');
  await mouse.up();
  expect(await list()).toEqual(['One', 'Two', 'Three', 'Garden:']);
  await expect.poll(() => chosen(laptop)).toEqual(['One', 'Three']);
  await dragTo('Three', garden);
  await mouse.up();
  await expect.poll(list).toEqual(['Two', 'Garden:', 'One', 'Three']);
  await laptop.button('Undo').click();
  await expect.poll(list).toEqual(['One', 'Two', 'Three', 'Garden:']);

  await dragTo('Two', entry(laptop, 'Inbox'));
  await mouse.up();
  await expect.poll(list).toEqual(['One', 'Three', 'Garden:']);
  await entry(laptop, 'Inbox').click();
  await dragTo('Two', entry(laptop, 'Today'));
  await mouse.up();
  await expect(laptop.tasks.getByText('Today', { exact: true })).toBeVisible();

  const elsewhere = await api();
  await elsewhere.add('Coming up', { dueDate: tomorrow() });
  await elsewhere.add('Later', {
    dueDate: new Date(Date.now() + 9 * 24 * 3600_000).toLocaleDateString('sv'),
  });
  await entry(laptop, 'Upcoming').click();
  await expect(row(laptop, 'Later')).toBeVisible();
  await dragTo('Later', row(laptop, 'Coming up'));
  await mouse.up();
  await expect(laptop.page.getByText('1 task: due Tomorrow')).toBeVisible();
  await expect.poll(async () => (await list()).slice(0, 1)).toEqual(['Tomorrow:']);
  expect(await titles(laptop)).toHaveLength(2);
});

test('what is dragged can also be moved from the menu of its row', async ({ account, device }) => {
  const laptop = await (await device('Laptop')).signUp(account);
  await laptop.button('Add a project').click();
  await laptop.page.getByRole('textbox', { name: 'Project name' }).fill('House');
  await laptop.page.keyboard.press('Enter');
  await entry(laptop, 'Inbox').click();
  await laptop.add('Rake leaves');
  await ready(laptop);

  await laptop.task('Rake leaves').focus();
  await laptop.page.keyboard.press('ArrowRight');
  await laptop.page.getByRole('menuitem', { name: 'Move to…' }).press('Enter');
  const asked = laptop.page.getByRole('dialog', { name: 'Move to …' });
  await expect(asked.getByRole('combobox')).toBeFocused();
  await laptop.page.keyboard.type('House');
  await laptop.page.keyboard.press('Enter');

  await expect(laptop.page.getByText('Moved 1 task to House')).toBeVisible();
  await entry(laptop, 'House').click();
  await expect(laptop.task('Rake leaves')).toBeVisible();
});
