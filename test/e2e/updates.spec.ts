// Another version of the app is there: it is offered, it is taken when nobody is at work, and while two versions are
// open at once nothing is lost or sent twice (I10).
import type { ApiClient } from '../support/api-client.ts';
import { AppVersions } from '../support/app-versions.ts';
import { TestServer } from '../support/in-process-server.ts';
import type { Device } from './device.ts';
import { expect, test } from './fixtures.ts';
import type { Account, Screen } from './screen.ts';

/** A server of its own, whose app a test can replace. */
async function serve() {
  const versions = new AppVersions();
  const server = await TestServer.start({ dist: versions.dist });
  return {
    versions,
    server,
    port: Number(new URL(server.origin).port),
    streams: (client: ApiClient) => [...server.hub.of(client.achieverId)].length,
    async [Symbol.asyncDispose]() {
      await server.stop();
      versions[Symbol.dispose]();
    },
  };
}

test('while a new version waits, its tab and the older one stay in step, and what is typed there is not lost', async ({
  account,
  device,
}) => {
  await using app = await serve();
  const laptop = await device('Laptop', { through: app.port });
  const older = await signUp(laptop, account);
  await older.add('Buy milk');
  await older.open('Buy milk');
  const second = await laptop.open();
  const elsewhere = await app.server.signIn(account, 'API');
  app.versions.deploy();
  await lookForUpdate(second);

  await older.title.fill('Buy milk and');
  await second.button('Update').click();
  await expect.poll(() => versionOf(second)).toBe('v11');
  await expect(second.sync).toHaveText('In step');
  await older.addField.fill('From the older version');
  await older.addField.press('Enter');
  await second.add('From the newer version');

  // The older one gives way, goes on working, and says that there is something newer.
  expect(await versionOf(older)).not.toBe('v11');
  await expect(older.sync).toHaveText('Synced by a newer tab');
  await expect(older.task('From the newer version')).toBeVisible();
  await expect(second.task('From the older version')).toBeVisible();
  await expect
    .poll(async () => rowsOf(elsewhere))
    .toEqual([
      ['Buy milk and', 2],
      ['From the newer version', 1],
      ['From the older version', 1],
    ]);
  expect(app.streams(elsewhere)).toBe(1);

  await older.title.fill('Buy milk and bread');
  await older.button('Update').click();
  await expect.poll(() => versionOf(older)).toBe('v11');
  await expect(older.title).toHaveValue('Buy milk and bread');
  await expect(older.title).toBeFocused();
  await expect(older.sync).toHaveText('In step');
});

test('when the newer version is closed, the older one syncs again', async ({ account, device }) => {
  await using app = await serve();
  const laptop = await device('Laptop', { through: app.port });
  const older = await signUp(laptop, account);
  const newer = await laptop.open();
  app.versions.deploy();
  await lookForUpdate(newer);
  await older.addField.fill('Still typing');
  await newer.button('Update').click();
  await expect(older.sync).toHaveText('Synced by a newer tab');

  await newer.page.close();

  await expect(older.sync).toHaveText('In step', { timeout: 20_000 });
  const elsewhere = await app.server.signIn(account, 'API');
  await elsewhere.add('From elsewhere');
  await expect(older.task('From elsewhere')).toBeVisible();
  expect(app.streams(elsewhere)).toBe(1);
});

test('a host of the older version that starts again does not take the lead from the newer one', async ({
  account,
  device,
}) => {
  await using app = await serve();
  const laptop = await device('Laptop', { through: app.port });
  const older = await signUp(laptop, account);
  const newer = await laptop.open();
  app.versions.deploy({ keepOld: true });
  await lookForUpdate(newer);
  await older.addField.fill('Still typing');
  await newer.button('Update').click();
  await expect(older.sync).toHaveText('Synced by a newer tab');
  await expect(newer.sync).toHaveText('In step');
  const elsewhere = await app.server.signIn(account, 'API');
  const [stream] = [...app.server.hub.of(elsewhere.achieverId)].map(({ id }) => id);

  // As after a crash of the older host: the tab starts the next generation of it.
  await older.page.evaluate(startAnotherHost);
  await elsewhere.add('From elsewhere');
  await expect(newer.task('From elsewhere')).toBeVisible();
  await expect(older.task('From elsewhere')).toBeVisible();

  expect([...app.server.hub.of(elsewhere.achieverId)].map(({ id }) => id)).toEqual([stream]);
});

test('a new version is taken by itself when no tab is looked at, and each tab is where it was', async ({
  account,
  device,
}) => {
  await using app = await serve();
  const laptop = await device('Laptop', { through: app.port, hides: true });
  const first = await signUp(laptop, account);
  await first.add('Buy milk');
  await first.open('Buy milk');
  await first.notes.fill('Two litres');
  await first.notes.evaluate((field: HTMLTextAreaElement) => field.setSelectionRange(3, 3));
  const second = await laptop.open();
  await second.addField.fill('Half a thought');
  app.versions.deploy();
  await lookForUpdate(second);
  await expect(second.button('Update')).toBeVisible();
  expect(await versionOf(first)).not.toBe('v11');

  // In front of both.
  await laptop.context.newPage();

  for (const tab of [first, second]) await expect.poll(() => versionOf(tab), { timeout: 20_000 }).toBe('v11');
  await first.page.bringToFront();
  await expect(first.notes).toHaveValue('Two litres');
  await expect(first.notes).toBeFocused();
  expect(await first.notes.evaluate((field: HTMLTextAreaElement) => field.selectionStart)).toBe(3);
  await expect(second.addField).toHaveValue('Half a thought');
});

for (const [what, busy] of [
  ['a dialog is open', (tab: Screen) => tab.button('Sync details').press('Enter')],
  [
    'a title is being typed in the list',
    async (tab: Screen) => {
      await tab.task('Buy milk').focus();
      await tab.page.keyboard.press('F2');
    },
  ],
] as const)
  test(`a new version is not taken by itself while ${what} in any tab`, async ({ account, device }) => {
    await using app = await serve();
    const laptop = await device('Laptop', { through: app.port, hides: true });
    const first = await signUp(laptop, account);
    await first.add('Buy milk');
    const second = await laptop.open();
    await busy(first);
    app.versions.deploy();
    await lookForUpdate(second);
    const asked = await countQuestions(second);

    await laptop.hide();
    await expect.poll(asked).toBe(1);
    // When it is asked again, the first answers were counted.
    await second.page.evaluate(lookAway);
    await expect.poll(asked).toBe(2);

    expect(await second.page.evaluate(updateWaits)).toBe(true);
  });

test('a tab that does not answer is not idle, and so the new version waits', async ({ account, device }) => {
  await using app = await serve();
  const laptop = await device('Laptop', { through: app.port, hides: true });
  const hung = await signUp(laptop, account);
  const second = await laptop.open();
  app.versions.deploy();
  await lookForUpdate(second);

  // Longer than a service worker waits for answers.
  const begun = hung.page.waitForEvent('console', (message) => message.text() === HANGING);
  const hangs = hung.page.evaluate(hangFor, [8_000, HANGING] as const);
  await begun;
  await laptop.context.newPage();
  const asked = performance.now();
  const waitsForMs = async () => {
    expect(await second.page.evaluate(updateWaits)).toBe(true);
    return performance.now() - asked;
  };
  await expect.poll(waitsForMs).toBeGreaterThan(5_000);
  await hangs;
  await second.page.evaluate(lookAway);

  for (const tab of [hung, second]) await expect.poll(() => versionOf(tab), { timeout: 20_000 }).toBe('v11');
});

test('a version that is too old to write keeps its edits and is updated on one tap', async ({
  account,
  device,
}) => {
  await using app = await serve();
  app.versions.makeTooOld();
  const laptop = await device('Laptop', { through: app.port });
  const screen = await laptop.signUp(account);
  await screen.untilInstalled();
  const elsewhere = await app.server.signIn(account, 'API');
  await screen.add('One', 'Two');
  await expect(screen.sync).toHaveText('Update to finish syncing 2 changes');
  expect(await rowsOf(elsewhere)).toEqual([]);

  app.versions.deploy();
  await screen.button('Update').click();

  await expect(screen.sync).toHaveText('In step', { timeout: 20_000 });
  expect(await rowsOf(elsewhere)).toEqual([
    ['One', 1],
    ['Two', 1],
  ]);
});

/** Opens the app, creates the account, and waits until the service worker has all of it. */
async function signUp(laptop: Device, account: Account): Promise<Screen> {
  const screen = await laptop.signUp(account);
  await screen.untilInstalled();
  await expect(screen.sync).toHaveText('In step');
  return screen;
}

/** Resolves when the new version waits. */
async function lookForUpdate({ page }: Screen): Promise<void> {
  await page.evaluate(async () => void (await navigator.serviceWorker.ready).update());
  await expect.poll(() => page.evaluate(updateWaits)).toBe(true);
}

/** How the files of the page end that a tab shows. */
const versionOf = ({ page }: Screen): Promise<string> =>
  page
    .evaluate(() => document.querySelector<HTMLScriptElement>('script[src]')?.src.slice(-6, -3) ?? '')
    .catch(() => '');

/** How often the tab was asked whether it is idle. */
async function countQuestions({ page }: Screen): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counter = window as unknown as { questions: number };
    counter.questions = 0;
    navigator.serviceWorker.addEventListener('message', () => counter.questions++);
  });
  return () => page.evaluate(() => (window as unknown as { questions: number }).questions);
}

/** Runs in the page: as if the person had just left. */
const lookAway = (): boolean => document.dispatchEvent(new Event('visibilitychange'));

/** What a tab says when it begins to hang: before that it would still answer. */
const HANGING = 'hanging';

/** Runs in the page. */
function hangFor([ms, word]: readonly [number, string]): void {
  console.log(word);
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** Runs in the page. */
const updateWaits = async (): Promise<boolean> => (await navigator.serviceWorker.ready).waiting !== null;

/** Runs in the page: the tab's host is the next generation's, as after the first one's end. */
async function startAnotherHost(): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open('lockstep-device');
    request.addEventListener('success', () => resolve(request.result));
  });
  const tx = database.transaction('device', 'readwrite');
  tx.objectStore('device').put(1, 'generation');
  await new Promise((resolve) => tx.addEventListener('complete', resolve));
  database.close();
  dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
}

async function rowsOf(client: ApiClient): Promise<[string, number][]> {
  const { rows } = await client.changes();
  return rows
    .map((row): [string, number] => [(row as unknown as { title: string }).title, row.revision])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
