// The whole app without a pointer: every step is a key, the focus is to be seen wherever it is, and it is somewhere
// sensible after whatever had it has gone.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** Enough to go once around any of the screens here. */
const MOST_TABS = 80;

/** Goes on with Tab until something has the focus, as somebody would who looks for it. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  for (let n = 0; n < MOST_TABS; n++) {
    await page.keyboard.press(key);
    if (await isFocused(target)) return expectRing(page);
  }
  throw new Error(`${key} does not lead to ${String(target)}`);
}

const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluateAll((elements) =>
    elements.some((element) => (element.getRootNode() as Document | ShadowRoot).activeElement === element),
  );

/** What has the focus, or a frame that belongs to it, can be told from everything else. */
async function expectRing(page: Page): Promise<void> {
  const ring = await page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    if (!active?.matches(':focus-visible')) return 'the focus is not to be seen';
    // A field can show it by its line, a row by its frame.
    for (let at: Element | null = active; at; at = at.parentElement) {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
      if ((outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none') return '';
    }
    return `${active.localName} ${active.ariaLabel ?? active.textContent} has no ring`;
  });
  expect(ring).toBe('');
}

test('the app is used from the first screen to an account without a pointer', async ({ account, device }) => {
  test.setTimeout(90_000);
  const screen = await (await device('Laptop')).open();
  const { page } = screen;
  const { keyboard } = page;
  await page.setViewportSize({ width: 1280, height: 800 });
  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });
  const has = async (target: Locator): Promise<void> => {
    await expect(target).toBeFocused();
    await expectRing(page);
  };
  const write = async (text: string): Promise<void> => {
    await keyboard.type(text);
    await keyboard.press('Enter');
  };

  // First run, and the first tasks.
  await tabTo(page, screen.button('Use without an account'));
  await keyboard.press('Enter');
  await has(heading('Inbox'));
  await tabTo(page, screen.addField);
  await write('Buy milk');
  await write('Paint the fence');
  await expect(screen.task('Paint the fence')).toBeVisible();
  await tabTo(page, screen.task('Paint the fence'));
  await keyboard.press('Alt+ArrowDown');
  await expect.poll(() => screen.firstName()).toBe('Buy milk');
  await has(screen.task('Paint the fence'));
  await keyboard.press('ArrowUp');
  await keyboard.press('Space');
  await expect(screen.task('Buy milk')).toBeChecked();
  await has(screen.task('Buy milk'));
  await keyboard.press('Control+z');
  await expect(screen.task('Buy milk')).not.toBeChecked();

  // A project with a section, made in place.
  await tabTo(page, screen.button('Add a project'));
  await keyboard.press('Enter');
  await has(page.getByRole('textbox', { name: 'Project name' }));
  await write('House');
  await expect(heading('House')).toBeVisible();
  await has(screen.button('Add a project'));
  await tabTo(page, page.getByRole('main').getByRole('button', { name: 'More for House' }));
  await keyboard.press('Enter');
  await has(page.getByRole('menuitem', { name: 'Add a section' }));
  await keyboard.press('Enter');
  await has(page.getByRole('textbox', { name: 'Section name' }));
  await write('Garden');
  await has(page.getByRole('main').getByRole('button', { name: 'More for House' }));
  await expect(page.getByRole('main').getByRole('button', { name: 'More for Garden' })).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'Sort and group' }), 'Shift+Tab');
  await keyboard.press('Enter');
  await has(page.getByRole('menuitemradio', { name: 'Own order' }));
  await keyboard.press('End');
  await keyboard.press('Escape');
  await has(page.getByRole('button', { name: 'Sort and group' }));
  await tabTo(page, page.getByRole('navigation').getByRole('link', { name: 'Inbox' }), 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(heading('Inbox')).toBeVisible();

  // One task with all that can be known of it.
  await tabTo(page, screen.task('Buy milk'));
  await keyboard.press('F2');
  await write('Buy oat milk');
  await has(screen.task('Buy oat milk'));
  await keyboard.press('Enter');
  await has(screen.details);
  await tabTo(page, screen.details.getByLabel('Due date', { exact: true }));
  await keyboard.type('05022031');
  await expect(screen.details.getByLabel('Due date', { exact: true })).toHaveValue('2031-05-02');
  await tabTo(page, screen.details.getByRole('radio', { name: 'No priority' }));
  await keyboard.press('ArrowRight');
  await has(screen.details.getByRole('radio', { name: 'Priority 1' }));
  await tabTo(page, screen.details.getByRole('combobox', { name: 'Add a label' }));
  await write('errand');
  await expect(screen.details.getByRole('button', { name: 'Remove label errand' })).toBeVisible();
  await tabTo(page, screen.details.getByRole('combobox', { name: 'Project' }));
  await keyboard.press('ArrowDown');
  await expect(page.getByRole('navigation', { name: 'Where this task is' }).or(screen.details)).toContainText(
    [/House/],
  );
  await tabTo(page, screen.details.getByRole('textbox', { name: 'Add a step' }));
  await write('Take a bag');
  await has(screen.details.getByRole('textbox', { name: 'Add a step' }));
  await tabTo(page, screen.notes);
  await keyboard.type('Two litres');
  await keyboard.press('Control+Enter');
  await keyboard.press('Escape');
  await expect(screen.details).toHaveCount(0);
  // Its row went to the project: the list it was opened from is where to go on.
  await has(heading('Inbox'));
  await tabTo(page, screen.task('Paint the fence'));
  await keyboard.press('Enter');
  await has(screen.details);
  await page.goBack();
  await has(screen.task('Paint the fence'));
  await keyboard.press('Delete');
  await expect(screen.tasks.getByRole('checkbox')).toHaveCount(0);
  await tabTo(page, screen.button('Undo'));
  await keyboard.press('Enter');
  await has(screen.task('Paint the fence'));

  // Dialogs give the focus back to what opened them.
  for (const [opener, dialog, inside] of [
    [screen.button('Sync details'), screen.inspector, 'Done'],
    [
      screen.button('Import and export'),
      page.getByRole('dialog', { name: 'Import and export' }),
      'Choose files',
    ],
  ] as const) {
    await tabTo(page, opener);
    await keyboard.press('Enter');
    await expect(dialog).toBeVisible();
    await tabTo(page, dialog.getByRole('button', { name: inside }));
    await keyboard.press('Escape');
    await has(opener);
  }
  await tabTo(page, page.getByRole('link', { name: 'Settings' }));
  await keyboard.press('Enter');
  await has(heading('Settings'));
  await tabTo(page, page.getByRole('combobox', { name: 'Theme' }));
  await keyboard.press('d');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await tabTo(page, screen.button('Back to the tasks'), 'Shift+Tab');
  await keyboard.press('Enter');
  await has(heading('Inbox'));

  // An account for all of it.
  await tabTo(page, screen.button('Create account'));
  await keyboard.press('Enter');
  await has(heading('Lockstep'));
  await tabTo(page, screen.email);
  await keyboard.type(account.email);
  await tabTo(page, page.getByLabel('Password'));
  await keyboard.type(account.password);
  await tabTo(page, screen.button('Create account'));
  await keyboard.press('Enter');
  await has(heading('Inbox'));
  await expect(screen.sync).toHaveText('In step');
  await tabTo(
    page,
    page.getByRole('navigation').getByRole('link', { name: 'House', exact: true }),
    'Shift+Tab',
  );
  await keyboard.press('Enter');
  await expect(screen.task('Buy oat milk')).toBeVisible();
});
