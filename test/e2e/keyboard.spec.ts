// Everything by keyboard alone, and in words for those who do not see it.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures.ts';

test('a person without a pointer adds, completes, renames, reorders, edits, deletes and takes back', async ({
  account,
  device,
}) => {
  const screen = await (await device('Laptop')).signUp(account);
  const { keyboard } = screen.page;
  const titles = () =>
    screen.tasks.getByRole('checkbox').evaluateAll((boxes) => boxes.map((box) => box.ariaLabel));

  await screen.add('One', 'Two', 'Three');
  await expect.poll(titles).toEqual(['Three', 'Two', 'One']);
  await keyboard.press('Tab');
  await expect(screen.task('Three')).toBeFocused();

  await keyboard.press('Alt+ArrowDown');
  await expect.poll(titles).toEqual(['Two', 'Three', 'One']);
  await expect(screen.task('Three')).toBeFocused();

  await keyboard.press('F2');
  await keyboard.type('Third');
  await keyboard.press('Enter');
  await expect(screen.task('Third')).toBeFocused();

  await keyboard.press('ArrowDown');
  await keyboard.press('Space');
  await expect(screen.task('One')).toBeChecked();

  await keyboard.press('Home');
  await keyboard.press('Enter');
  await expect(screen.title).toHaveValue('Two');
  await screen.notes.focus();
  await keyboard.type('Some notes');
  await keyboard.press('Control+Enter');
  await keyboard.press('Escape');
  await expect(screen.details).toHaveCount(0);
  await expect(screen.task('Two')).toBeFocused();

  await keyboard.press('Delete');
  await expect(screen.task('Two')).toHaveCount(0);
  await screen.button('Undo').focus();
  await keyboard.press('Enter');
  await expect(screen.task('Two')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing serious in sign-in, list and details, ${colorScheme}`, async ({
    account,
    device,
  }) => {
    test.slow();
    const laptop = await device('Laptop');
    const screen = await laptop.open();
    await screen.page.emulateMedia({ colorScheme });
    const serious = async () => {
      // A colour that is on its way to another one is neither.
      await screen.page.evaluate(() =>
        Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
      );
      const { violations } = await new AxeBuilder({ page: screen.page }).analyze();
      return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    };
    expect(await serious()).toEqual([]);

    await screen.signUp(account, 'Laptop');
    expect(await serious()).toEqual([]);

    await screen.add('Buy milk', 'Done');
    await screen.task('Done').check();
    expect(await serious()).toEqual([]);

    await screen.open('Buy milk');
    expect(await serious()).toEqual([]);
  });

for (const width of [360, 1280])
  test(`at ${width} px, Back closes a task and nothing needs sideways scrolling`, async ({
    account,
    device,
  }) => {
    const screen = await (await device('Laptop')).signUp(account);
    await screen.page.setViewportSize({ width, height: 740 });
    await screen.add('Buy milk');

    await screen.open('Buy milk');
    await screen.page.goBack();

    await expect(screen.details).toHaveCount(0);
    await expect(screen.task('Buy milk')).toBeVisible();
    expect(await screen.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
