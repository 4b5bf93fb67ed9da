// German from the first screen on, the choice of a language, and a page whose lines run from the right.
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** What reaches over the sides of the page or scrolls sideways, by its name in the document. */
const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth } = document.documentElement;
    const isOut = (element: Element): boolean => {
      const { left, right, width } = element.getBoundingClientRect();
      if (width <= 1) return false;
      const scrolls = element.scrollWidth > element.clientWidth + 1;
      return left < -1 || right > clientWidth + 1 || (scrolls && /auto|scroll/.test(overflowOf(element)));
    };
    const overflowOf = (element: Element) => getComputedStyle(element).overflowX;
    const find = (root: ParentNode): Element[] =>
      [...root.children].flatMap((element) => [
        ...(isOut(element) ? [element] : []),
        // What is cut off at the sides of this element is not seen outside of it.
        ...(overflowOf(element) === 'hidden' ? [] : find(element)),
        ...(element.shadowRoot ? find(element.shadowRoot) : []),
      ]);
    return find(document.body).map(({ localName, className }) => `${localName}.${String(className)}`);
  });

/** Chooses in the settings, and goes back to the tasks. */
async function speak(page: Page, language: string): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('main').getByRole('combobox', { name: 'Language' }).selectOption(language);
  await page.getByRole('button', { name: /^(Back to the tasks|Zurück zu den Aufgaben)$/ }).click();
}

test.describe('in a German browser', () => {
  test.use({ locale: 'de-DE' });

  test('a person signs up, adds, completes and opens a task @firefox', async ({ account, device }) => {
    const { page } = await (await device('Handy')).open();
    await expect(page.locator('html')).toHaveAttribute('lang', 'de-DE');

    await page.getByRole('textbox', { name: 'E-Mail' }).fill(account.email);
    await page.getByLabel('Passwort').fill(account.password);
    await page.getByRole('textbox', { name: 'Name des Geräts' }).fill('Handy');
    await page.getByRole('button', { name: 'Konto anlegen' }).click();
    const add = page.getByRole('textbox', { name: 'Aufgabe hinzufügen' });
    await add.fill('Milch kaufen');
    await add.press('Enter');
    await add.fill('Brot kaufen morgen');
    await add.press('Enter');
    const tasks = page.getByRole('list', { name: 'Aufgaben', exact: true });
    await tasks.getByRole('checkbox', { name: 'Milch kaufen' }).check();
    await expect(page.getByText('„Milch kaufen“ erledigt')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Erledigt 1' })).toBeVisible();
    await tasks.getByText('Brot kaufen', { exact: true }).click();

    const details = page.getByRole('region', { name: 'Details der Aufgabe' });
    await expect(details.getByRole('textbox', { name: 'Titel' })).toHaveValue('Brot kaufen');
    await expect(tasks.getByText('Morgen', { exact: true })).toBeVisible();
    await details.getByRole('button', { name: 'Verlauf' }).click();
    await expect(details.getByText('Dieses Gerät: „Brot kaufen“ angelegt')).toBeVisible();
    await expect(page.getByRole('status', { name: 'Abgleich' })).toHaveText('Abgeglichen');
  });
});

test('the language is chosen in one tab and spoken in all, and what is being written stays', async ({
  account,
  device,
}) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  await screen.add('Buy milk');
  await screen.open('Buy milk');
  await screen.notes.fill('Half a th');
  const other = await laptop.open();
  await other.task('Buy milk').waitFor();
  const notes = screen.page.getByRole('textbox', { name: 'Notizen' });

  await speak(other.page, 'Deutsch');

  await expect(notes).toHaveValue('Half a th');
  await expect(other.page.getByRole('textbox', { name: 'Aufgabe hinzufügen' })).toBeVisible();
  await screen.page.reload();
  await expect(screen.page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(notes).toHaveValue('Half a th');
});

test('German is there without a network', async ({ account, device }) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  await screen.untilInstalled();
  laptop.network.down();

  await speak(screen.page, 'Deutsch');
  await expect(screen.page.getByRole('textbox', { name: 'Aufgabe hinzufügen' })).toBeVisible();
  await screen.page.reload();

  await expect(screen.page.getByRole('textbox', { name: 'Aufgabe hinzufügen' })).toBeVisible();
});

for (const [width, height] of [
  [360, 720],
  [1280, 800],
] as const)
  for (const [how, language, dir] of [
    ['in German', 'de', 'ltr'],
    ['from right to left', 'en', 'rtl'],
  ] as const)
    test(`nothing sticks out of the page ${how} at ${width} px`, async ({ account, device }) => {
      const screen = await (await device('A device with a long name')).signUp(account);
      const { page } = screen;
      await screen.addField.fill('Call the insurance about the water damage in the cellar tomorrow');
      await screen.addField.press('Enter');
      await screen.add('https://example.org/a/very/long/address/without/any/space/in/it/at/all');
      await page.setViewportSize({ width, height });
      await speak(page, language);
      await page.locator('html').evaluate((html, value) => html.setAttribute('dir', value), dir);
      await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${language}`));

      const row = page.getByRole('listitem').first();
      const title = await row.getByText('https://').boundingBox();
      const box = await row.getByRole('checkbox').boundingBox();
      expect(box!.x < title!.x).toBe(dir === 'ltr');
      expect(await sticksOut(page)).toEqual([]);
      await row.getByRole('checkbox').check();
      await expect(page.getByText('”').or(page.getByText('“'))).toBeVisible();
      expect(await sticksOut(page)).toEqual([]);
      await page.getByRole('button', { name: /^(Undo|Rückgängig)$/ }).click();
      await expect(row.getByText('https://')).toBeVisible();
      await row.getByRole('button').last().click();
      await expect(page.getByRole('menu')).toBeVisible();
      expect(await sticksOut(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await row.getByText('https://').click();
      await expect(page.getByRole('region')).toBeVisible();
      expect(await sticksOut(page)).toEqual([]);
    });
