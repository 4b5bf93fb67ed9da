// Every screen as it is looked at: by axe in both themes, on a phone and on a desk, with letters of twice the size and
// in the system's own colours. One device goes through all of them. With SCREENS=<folder> each is kept as a picture
// instead.
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { TODOIST } from '../support/import-files.ts';
import { expect, test } from './fixtures.ts';
import type { Screen } from './screen.ts';

const FOLDER = process.env['SCREENS'];

interface Look {
  name: string;
  /** Where axe looks, too: everywhere else the same elements stand in the same colours. */
  axe?: true;
  width: number;
  colorScheme: 'light' | 'dark';
  /** Of the root's letters, in px. */
  letters?: number;
  forcedColors?: 'active';
  language?: 'de';
}

const LOOKS: Look[] = [
  { name: 'phone-light', width: 360, colorScheme: 'light' },
  { name: 'phone-dark', axe: true, width: 360, colorScheme: 'dark' },
  { name: 'desk-light', axe: true, width: 1280, colorScheme: 'light' },
  { name: 'desk-dark', width: 1280, colorScheme: 'dark' },
  { name: 'phone-large', width: 360, colorScheme: 'light', letters: 32, language: 'de' },
  { name: 'desk-large', width: 1280, colorScheme: 'dark', letters: 32, language: 'de' },
  { name: 'desk-forced', width: 1280, colorScheme: 'dark', forcedColors: 'active' },
];

async function dress({ page }: Screen, look: Look): Promise<void> {
  await page.setViewportSize({ width: look.width, height: look.width < 640 ? 740 : 800 });
  await page.emulateMedia({
    colorScheme: look.colorScheme,
    forcedColors: look.forcedColors ?? 'none',
    reducedMotion: 'reduce',
  });
  await page.evaluate(
    ({ letters, language }) => {
      document.documentElement.style.fontSize = letters ? `${letters}px` : '';
      localStorage.setItem('lockstep-language', language ?? 'en');
      dispatchEvent(new StorageEvent('storage', { key: 'lockstep-language' }));
    },
    { letters: look.letters ?? null, language: look.language ?? null },
  );
  await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${look.language ?? 'en'}`));
}

/** What is cut off at the side of the page, scrolls sideways, or has words cut off without three dots. */
const clipped = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth } = document.documentElement;
    const hidden = (element: Element): boolean => {
      const { clipPath, visibility } = getComputedStyle(element);
      return clipPath !== 'none' || visibility === 'hidden';
    };
    const isOut = (element: Element): boolean => {
      const { left, right, width } = element.getBoundingClientRect();
      // A row has its marks as far as there is room: they stand in the task itself, too.
      if (width <= 1 || hidden(element) || element.closest('.meta')) return false;
      const { overflowX, textOverflow } = getComputedStyle(element);
      const cuts = /auto|scroll|hidden|clip/.test(overflowX) && textOverflow !== 'ellipsis';
      return left < -1 || right > clientWidth + 1 || (cuts && element.scrollWidth > element.clientWidth + 1);
    };
    const nameOf = ({ localName, className, textContent }: Element): string =>
      `${localName}.${className} ${textContent.trim().slice(0, 20)}`;
    /** What reaches over its end. */
    const culprit = (within: Element): Element => {
      const edge = within.getBoundingClientRect().left + within.clientWidth + 1;
      const inside = (element: Element): Element[] =>
        [...element.children, ...(element.shadowRoot?.children ?? [])].flatMap((part) => [
          part,
          ...inside(part),
        ]);
      return (
        inside(within).findLast((part) => !hidden(part) && part.getBoundingClientRect().right > edge) ??
        within
      );
    };
    const find = (root: ParentNode): Element[] =>
      [...root.children].flatMap((element) =>
        hidden(element)
          ? []
          : [
              ...(isOut(element) ? [element] : []),
              ...find(element),
              ...(element.shadowRoot ? find(element.shadowRoot) : []),
            ],
      );
    return [
      ...(document.documentElement.scrollWidth > clientWidth ? ['the page'] : []),
      ...find(document.body).map((element) => `${nameOf(element)} ← ${nameOf(culprit(element))}`),
    ];
  });

test('axe finds nothing on any screen, and nothing is cut off', async ({ account, api, device }) => {
  test.setTimeout(180_000);
  const screen = await (await device('Laptop')).open();
  const { page } = screen;
  const found: string[] = [];
  let detail = '';
  const look = async (what: string, one: Look): Promise<void> => {
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
    if (FOLDER) {
      await page.screenshot({ path: join(FOLDER, `${what}-${one.name}.png`) });
    } else if (one.axe) {
      // On a phone an open task covers the list; it is a named region, and its heading is a field.
      const rules = what === 'detail' ? ['page-has-heading-one', 'landmark-one-main'] : [];
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().disableRules(rules).analyze();
      for (const { id, nodes } of violations)
        found.push(
          `${what}, ${one.name}: ${id}: ${nodes.map(({ target }) => JSON.stringify(target)).join(' ')}`,
        );
    }
    for (const out of await clipped(page)) found.push(`${what}, ${one.name}: cut off: ${out}`);
  };
  const go = async (path: string): Promise<void> => {
    await page.evaluate((to) => {
      history.pushState(null, '', to);
      dispatchEvent(new Event('lockstep-route'));
    }, path);
    if (path === detail) await page.locator('ls-task-detail ls-notes-view input').first().waitFor();
    else await expect(page.getByRole('heading', { level: 1 })).not.toBeEmpty();
  };

  for (const one of LOOKS) {
    await dress(screen, one);
    await look('first', one);
  }
  await dress(screen, LOOKS[2]!);
  await screen.signUp(account, 'Laptop');
  const elsewhere = await api();
  for (const one of LOOKS) {
    await dress(screen, one);
    for (const view of ['inbox', 'today', 'upcoming', 'all', 'logbook', 'trash']) {
      await go(view === 'inbox' ? '/' : `/${view}`);
      await look(`empty-${view}`, one);
    }
  }

  await dress(screen, LOOKS[2]!);
  await go('/');
  await screen.button('Add a project').click();
  await page.getByRole('textbox', { name: 'Project name' }).fill('Insurance and water damage');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Insurance and water damage');
  await screen.addField.fill(
    'Call the insurance about the water damage in the cellar tomorrow 9am @garden @phone !2',
  );
  await screen.addField.press('Enter');
  const title = 'Call the insurance about the water damage in the cellar';
  await expect(screen.task(title)).toBeVisible();
  const project = new URL(page.url()).pathname;
  await screen.open(title);
  await screen.notes.click();
  await page.keyboard.insertText('**Policy** number:\n\n- [ ] Photos\n- [x] Letter');
  await page.keyboard.press('Control+Enter');
  await screen.details.getByRole('textbox', { name: 'Add a step' }).fill('Find the policy');
  await screen.details.getByRole('textbox', { name: 'Add a step' }).press('Enter');
  detail = new URL(page.url()).pathname;
  await elsewhere.add('Overdue', { dueDate: '2020-01-01', priority: 1 });
  await elsewhere.add('Done', { completedAt: new Date().toISOString() });
  for (const one of LOOKS) {
    await dress(screen, one);
    for (const [what, path] of [
      ['project', project],
      ['detail', detail],
      ['today', '/today'],
      ['logbook', '/logbook'],
      ['browse', '/browse'],
      ['settings', '/settings'],
    ] as const) {
      await go(path);
      await look(what, one);
      if (what === 'settings') {
        // The page scrolls within: its end is looked at, too.
        await page.evaluate(() => {
          const main = document.querySelector('ls-app')!.shadowRoot!.querySelector('main')!;
          main.scrollTop = main.scrollHeight;
        });
        await look('settings-end', one);
        await page.locator('ls-settings-devices .add').click();
        await expect(page.locator('ls-invite-dialog dialog svg')).toBeVisible();
        await look('invite', one);
        await page.keyboard.press('Escape');
      }
    }
    await go('/');
    await page.locator('ls-sync-status .inspect').click();
    await expect(page.locator('ls-sync-inspector dialog')).toBeVisible();
    await look('inspector', one);
    await page.keyboard.press('Escape');
    await page.locator('ls-colophon button').first().click();
    await expect(page.locator('ls-data-dialog dialog')).toBeVisible();
    await look('data', one);
    await page
      .locator('ls-data-dialog input[type=file]')
      .setInputFiles({ name: 'House.csv', mimeType: 'text/csv', buffer: Buffer.from(TODOIST) });
    await expect(page.locator('ls-import-preview li').first()).toBeVisible();
    await look('import', one);
    await page.keyboard.press('Escape');
  }

  expect(found).toEqual([]);
});
