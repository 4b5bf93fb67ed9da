// Lists of thousands: what a person sees and reaches is all of it, what the document holds is a window.
import type { ApiClient } from '../support/api-client.ts';
import { mutation } from '../support/mutation.ts';
import { expect, test } from './fixtures.ts';
import type { Screen } from './screen.ts';

const COUNT = 3_000;
const ROW_PX = 40;
/** What is in sight, and some around it. */
const MAX_ROWS = 130;

const titleOf = (n: number) => `Task ${String(n).padStart(4, '0')}`;
const orderOf = (n: number) => `a${String(n).padStart(4, '0')}`;

async function addTasks(api: ApiClient, count = COUNT): Promise<void> {
  for (let i = 0; i < count; i += 100)
    await api.mutate(
      Array.from({ length: 100 }, (_, k) =>
        mutation({ fields: { title: titleOf(i + k), order: orderOf(i + k) } }),
      ),
    );
}

const rows = (screen: Screen) => screen.tasks.getByRole('listitem');
const main = (screen: Screen) => screen.page.getByRole('main');
const scrollTop = (screen: Screen) => main(screen).evaluate(({ scrollTop: top }) => top);

/** Where the row with this title stands on the screen, px from the top. */
const topOf = async (screen: Screen, title: string) => (await screen.task(title).boundingBox())!.y;

/** A title of which the row is in the middle of the screen. */
const inSight = (screen: Screen) =>
  screen.page.evaluate(() => {
    let found = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
    while (found?.shadowRoot) {
      const inner = found.shadowRoot.elementFromPoint(innerWidth / 2, innerHeight / 2);
      if (inner === null || inner === found) break;
      found = inner;
    }
    return (found as HTMLElement).innerText.trim();
  });

test.describe('a list of 3,000 tasks', () => {
  let screen: Screen;
  let api: ApiClient;

  test.beforeEach(async ({ device, account, api: signIn }) => {
    test.setTimeout(120_000);
    screen = await (await device()).signUp(account);
    api = await signIn();
    await addTasks(api);
    await screen.task(titleOf(0)).waitFor();
    await expect(screen.sync).toContainText('In step', { timeout: 60_000 });
    await expect.poll(() => main(screen).evaluate((e) => e.scrollHeight)).toBeGreaterThan(COUNT * ROW_PX);
  });

  test('is scrolled to its end and back: the focus stays, and the document holds a window', async () => {
    await screen.task(titleOf(3)).focus();
    const height = await main(screen).evaluate((e) => e.scrollHeight);

    for (const part of [0.25, 0.5, 0.75, 1, 0.4, 0]) {
      await main(screen).evaluate((e, to) => e.scrollTo(0, to * e.scrollHeight), part);
      if (part > 0) await expect.poll(() => inSight(screen)).toMatch(/^Task \d{4}$|^$/);
      expect(await rows(screen).count()).toBeLessThan(MAX_ROWS);
      await expect(screen.task(titleOf(3))).toBeFocused();
      if (part === 1) await expect(screen.task(titleOf(COUNT - 1))).toBeInViewport();
    }

    await expect(screen.task(titleOf(0))).toBeInViewport();
    expect(Math.abs((await main(screen).evaluate((e) => e.scrollHeight)) - height)).toBeLessThan(200);
    // From the row that was far away, the keys lead on.
    await main(screen).evaluate((e) => e.scrollTo(0, e.scrollHeight / 2));
    await expect(screen.task(titleOf(0))).not.toBeInViewport();
    await screen.page.keyboard.press('ArrowDown');
    await expect(screen.task(titleOf(4))).toBeFocused();
    await expect(screen.task(titleOf(4))).toBeInViewport();
  });

  test('is walked from end to end by keys', async () => {
    await screen.task(titleOf(0)).focus();

    await screen.page.keyboard.press('End');
    await expect(screen.task(titleOf(COUNT - 1))).toBeFocused();
    await expect(screen.task(titleOf(COUNT - 1))).toBeInViewport();
    await screen.page.keyboard.press('ArrowUp');
    await expect(screen.task(titleOf(COUNT - 2))).toBeFocused();
    expect(await rows(screen).count()).toBeLessThan(MAX_ROWS);

    await screen.page.keyboard.press('Home');
    await expect(screen.task(titleOf(0))).toBeFocused();
    await expect(screen.task(titleOf(0))).toBeInViewport();
    for (let n = 1; n <= 60; n++) {
      await screen.page.keyboard.press('ArrowDown');
      await expect(screen.task(titleOf(n))).toBeFocused();
    }
  });

  test('says to a screen reader how many tasks it has', async () => {
    await screen.task(titleOf(0)).focus();
    await screen.page.keyboard.press('End');
    await expect(screen.task(titleOf(COUNT - 1))).toBeFocused();

    const last = rows(screen).last();
    await expect(last).toHaveAttribute('aria-posinset', String(COUNT));
    await expect(last).toHaveAttribute('aria-setsize', String(COUNT));
  });

  test('does not move what is read when another device adds tasks above', async () => {
    await main(screen).evaluate((e) => e.scrollTo(0, e.scrollHeight * 0.6));
    await expect.poll(() => inSight(screen)).toMatch(/^Task \d{4}$/);
    const read = await inSight(screen);
    const before = await topOf(screen, read);
    const from = await scrollTop(screen);

    await api.mutate(
      Array.from({ length: 40 }, (_, n) =>
        mutation({ fields: { title: `Above ${n}`, order: `Zz${String(n).padStart(2, '0')}` } }),
      ),
    );

    await expect.poll(() => scrollTop(screen)).toBeGreaterThan(from + 39 * ROW_PX);
    expect(Math.abs((await topOf(screen, read)) - before)).toBeLessThan(2);
  });

  test('keeps a title that is being typed while it is scrolled away', async () => {
    await screen.task(titleOf(2)).focus();
    await screen.page.keyboard.press('F2');
    await screen.page.keyboard.type('Half a sent');

    // What was typed last may still bring the caret into sight.
    await expect(async () => {
      await main(screen).evaluate((e) => e.scrollTo(0, e.scrollHeight));
      await expect(screen.task(titleOf(COUNT - 1))).toBeInViewport({ timeout: 1_000 });
    }).toPass();
    await screen.page.keyboard.type('ence');
    await screen.page.keyboard.press('Enter');

    await expect(screen.task('Half a sentence')).toBeFocused();
  });

  test('is where it was when Back leads to it', async () => {
    await main(screen).evaluate((e) => e.scrollTo(0, e.scrollHeight * 0.5));
    await expect.poll(() => inSight(screen)).toMatch(/^Task \d{4}$/);
    const read = await inSight(screen);
    const before = await topOf(screen, read);

    await screen.page.getByRole('link', { name: 'Today' }).first().click();
    await expect(screen.page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
    await screen.page.goBack();

    await expect(screen.task(read)).toBeInViewport();
    await expect.poll(async () => Math.abs((await topOf(screen, read)) - before)).toBeLessThan(3);
  });

  test('stays where it is when a task is ticked that goes to the completed ones, far below', async () => {
    await main(screen).evaluate((e) => e.scrollTo(0, 0));
    await expect.poll(() => scrollTop(screen)).toBe(0);
    const labels = (boxes: Element[]) => boxes.slice(0, 3).map((box) => box.getAttribute('aria-label')!);
    const [first, second, third] = await screen.tasks.getByRole('checkbox').evaluateAll(labels);
    await screen.task(first!).check();
    await expect(screen.page.getByText(`Completed “${first}”`).first()).toBeVisible();

    await screen.task(second!).check({ timeout: 5_000 });

    await expect(screen.task(third!)).toBeInViewport();
    expect(await scrollTop(screen)).toBeLessThan(ROW_PX);
  });
});
