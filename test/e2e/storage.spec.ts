// What browsers do to an app's storage: no room, removed, closed, upgraded by a newer version. Nothing that is safe
// is lost, nothing that is not safe looks as if it were, and the person reads what happened.
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import type { Screen } from './screen.ts';

/**
 * Leaves the app's origin no room. Chromium believes for half a minute what it once measured, so this takes a while.
 * @returns what gives the room back.
 */
async function fillDisk(page: Page): Promise<() => Promise<void>> {
  // The room stays filled as long as this session is open.
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  const { usage } = await session.send('Storage.getUsageAndQuota', { origin });
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: Math.floor(usage) });
  await expect.poll(() => page.evaluate(writeProbe), { timeout: 60_000 }).toBe('QuotaExceededError');
  return async () => {
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    await session.detach();
  };
}

/** Runs in the page: how an attempt to store a little ends. */
function writeProbe(): Promise<string> {
  return new Promise((resolve) => {
    const request = indexedDB.open('probe', 1);
    request.onupgradeneeded = () => void request.result.createObjectStore('rows');
    request.onerror = () => resolve(request.error!.name);
    request.onsuccess = () => {
      const tx = request.result.transaction('rows', 'readwrite');
      tx.objectStore('rows').put('x'.repeat(100), 'row');
      tx.oncomplete = () => resolve('stored');
      tx.onabort = () => resolve(tx.error!.name);
      tx.commit();
      request.result.close();
    };
  });
}

async function clearStorage(page: Page, storageTypes: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { origin } = new URL(page.url());
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes });
  await session.detach();
}

/** Name of the database that holds the account's rows. */
const rowsName = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const names = (await indexedDB.databases()).map(({ name }) => name!);
    return names.find((name) => name.startsWith('lockstep-') && name !== 'lockstep-device')!;
  });

const notice = (screen: Screen) => screen.page.getByRole('alert');

test('without room, what was typed stays in its field and the person reads what is safe', async ({
  account,
  api,
  device,
}) => {
  test.slow();
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  await screen.add('Buy milk');
  await screen.open('Buy milk');
  await expect(screen.sync).toHaveText('In step');
  const makeRoom = await fillDisk(screen.page);

  await screen.addField.fill('Buy bread');
  await screen.addField.press('Enter');
  await expect(notice(screen)).toContainText('No room left on this device');
  await expect(notice(screen)).toContainText('Everything before it is safe on this device');
  await expect(screen.addField).toHaveValue('Buy bread');
  await screen.title.fill('Buy oat milk');
  await screen.title.press('Enter');
  await screen.notes.fill('Two bottles');
  await screen.notes.blur();
  await expect(screen.title).toHaveValue('Buy oat milk');
  await expect(screen.notes).toHaveValue('Two bottles');
  await expect(screen.sync).toHaveText('No room left on this device');
  await screen.page.reload();
  await expect(screen.title).toHaveValue('Buy oat milk');
  await expect(screen.notes).toHaveValue('Two bottles');

  await makeRoom();
  await screen.title.focus();
  await screen.title.press('Enter');
  await screen.notes.focus();
  await screen.notes.blur();

  await expect(notice(screen)).toHaveText('');
  await expect(screen.sync).toHaveText('In step');
  const elsewhere = await api();
  await expect
    .poll(async () => (await elsewhere.changes()).rows)
    .toMatchObject([{ title: 'Buy oat milk', notes: 'Two bottles' }]);
});

test('a renamed row gives the new title back when there is no room for it', async ({ account, device }) => {
  test.slow();
  const screen = await (await device('Laptop')).signUp(account);
  await screen.add('Buy milk');
  await expect(screen.sync).toHaveText('In step');
  const makeRoom = await fillDisk(screen.page);

  await screen.task('Buy milk').focus();
  await screen.page.keyboard.press('F2');
  await screen.page.keyboard.type('Buy oat milk');
  await screen.page.keyboard.press('Enter');
  const field = screen.page.getByRole('textbox', { name: 'Rename task' });
  await expect(field).toHaveValue('Buy oat milk');
  await expect(field).toBeFocused();

  await makeRoom();
  await field.press('Enter');
  await expect(screen.task('Buy oat milk')).toBeVisible();
});

test('without room for what other devices change, edits still go out, and all is there when there is room', async ({
  account,
  api,
  device,
}) => {
  test.setTimeout(240_000);
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  await expect(screen.sync).toHaveText('In step');
  const elsewhere = await api();
  laptop.network.down();
  await screen.add('Written before the disk was full');
  const makeRoom = await fillDisk(screen.page);

  await elsewhere.add('From elsewhere');
  laptop.network.up();
  await expect(screen.sync).toHaveText('No room left on this device', { timeout: 30_000 });
  await expect(notice(screen)).toContainText('this list may be behind');
  await expect.poll(async () => (await elsewhere.changes()).rows.length, { timeout: 30_000 }).toBe(2);
  await expect(screen.task('Written before the disk was full')).toBeVisible();
  await expect(screen.task('From elsewhere')).toHaveCount(0);

  await makeRoom();
  await screen.page.reload();
  // The host may outlive the reload: then it tries when its minute is over.
  await expect(screen.task('From elsewhere')).toBeVisible({ timeout: 70_000 });
  await expect(screen.sync).toHaveText('In step', { timeout: 30_000 });
  await expect(screen.tasks.getByRole('checkbox')).toHaveCount(2);
});

test('a removed database is filled from the server again, in every tab, and the person is told @firefox', async ({
  account,
  api,
  device,
}) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  const second = await laptop.open();
  await screen.add('Buy milk', 'Buy bread');
  await expect(screen.sync).toHaveText('In step');

  const name = await rowsName(screen.page);
  await second.page.evaluate((removed) => void indexedDB.deleteDatabase(removed), name);

  for (const tab of [screen, second]) {
    await expect(notice(tab)).toContainText('The browser removed what this device had');
    await expect(tab.task('Buy bread')).toBeVisible();
    await expect(tab.sync).toHaveText('In step');
  }
  await screen.add('Written afterwards');
  await expect(second.task('Written afterwards')).toBeVisible();
  const elsewhere = await api();
  await expect.poll(async () => (await elsewhere.changes()).rows.length).toBe(3);
  await screen.button('All right').click();
  await expect(notice(screen)).toHaveText('');
  await screen.page.reload();
  await expect(screen.task('Buy milk')).toBeVisible();
  await expect(notice(screen)).toHaveText('');
});

test('a browser that removes everything leaves the way back to the account, and says so', async ({
  account,
  device,
}) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  await screen.add('Buy milk');
  await expect(screen.sync).toHaveText('In step');

  await clearStorage(screen.page, 'indexeddb,cache_storage,service_workers');
  await screen.page.reload();

  await expect(screen.page.getByText('The browser removed what this device had')).toContainText(
    account.email,
  );
  await expect(screen.email).toHaveValue(account.email);
  await screen.signIn(account, 'Laptop');
  await expect(screen.task('Buy milk')).toBeVisible();
  await expect(screen.sync).toHaveText('In step');
});

test('signing out is no removal: the first screen says nothing of one', async ({ account, device }) => {
  const screen = await (await device('Laptop')).signUp(account);
  await screen.add('Buy milk');
  await screen.button('Sign out').click();

  await expect(screen.email).toHaveValue('');
  await screen.page.reload();

  await expect(screen.email).toHaveValue('');
  await expect(screen.page.getByText('The browser removed')).toHaveCount(0);
});

test('data that is cleared while the app is open is noticed at once', async ({ account, device }) => {
  const screen = await (await device('Laptop')).signUp(account);
  await screen.add('Buy milk');
  await expect(screen.sync).toHaveText('In step');

  await clearStorage(screen.page, 'indexeddb');

  await expect(screen.page.getByText('The browser removed what this device had')).toBeVisible();
  await expect(screen.email).toHaveValue(account.email);
});

test('a database of a newer version is left alone, and edits are refused in words, not lost', async ({
  account,
  device,
}) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  await screen.add('Buy milk');
  await expect(screen.sync).toHaveText('In step');

  const name = await rowsName(screen.page);
  await screen.page.evaluate(
    (upgraded) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open(upgraded, 99);
        request.onupgradeneeded = () => void request.result.createObjectStore('of-the-future');
        request.onerror = () => reject(request.error!);
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
      }),
    name,
  );

  await expect(notice(screen)).toContainText('This page is older than your data');
  await screen.addField.fill('Written too late');
  await screen.addField.press('Enter');
  await expect(screen.page.getByText('Not saved: this page is older')).toBeVisible();
  await expect(screen.addField).toHaveValue('Written too late');
  await screen.button('Reload').click();
  await expect(notice(screen)).toContainText('This page is older than your data');
  await expect(screen.page.getByText('A clear sheet.')).toHaveCount(0);
  const versions = () =>
    screen.page.evaluate(
      async (wanted) => (await indexedDB.databases()).filter((one) => one.name === wanted),
      name,
    );
  expect(await versions()).toEqual([{ name, version: 99 }]);
});

test('a tab in the way of an upgrade is named, and the page goes on when it lets go', async ({
  account,
  device,
}) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  await screen.add('Buy milk');
  await expect(screen.sync).toHaveText('In step');
  const name = await rowsName(screen.page);
  await screen.page.goto(new URL('/api/docs', screen.page.url()).href);
  await screen.page.close();
  // A page of an older version that does not let go: the database is put back to what it would have then.
  const inTheWay = await laptop.context.newPage();
  await inTheWay.goto(new URL('/manifest.webmanifest', laptop.network.origin).href);
  await inTheWay.evaluate(async (blocked) => {
    const done = (request: IDBRequest | IDBTransaction) =>
      new Promise((resolve, reject) => {
        Object.assign(request, { onsuccess: resolve, oncomplete: resolve, onerror: reject });
      });
    await done(indexedDB.deleteDatabase(blocked));
    const request = indexedDB.open(blocked, 1);
    request.onupgradeneeded = () => {
      const idb = request.result;
      idb.createObjectStore('base', { keyPath: 'id' }).createIndex('byList', 'listKey');
      const outbox = idb.createObjectStore('outbox', { keyPath: 'key', autoIncrement: true });
      outbox.createIndex('byEntity', 'entityId');
      outbox.createIndex('byMutation', 'mutation.id', { unique: true });
      idb.createObjectStore('rejected', { keyPath: 'mutationId' });
      idb.createObjectStore('drafts', { keyPath: ['taskId', 'field'] });
      idb.createObjectStore('meta');
    };
    await done(request);
    Object.assign(window, { held: request.result });
  }, name);

  const newer = await laptop.open();
  await expect(notice(newer)).toContainText('Another tab is in the way', { timeout: 20_000 });
  await inTheWay.close();

  await expect(notice(newer)).not.toContainText('Another tab is in the way');
  await expect(newer.task('Buy milk')).toBeVisible();
  await expect(newer.sync).toHaveText('In step');
});

test('the inspector says how the browser keeps the data, and how much it is', async ({ account, device }) => {
  const laptop = await device('Laptop');
  const screen = await laptop.open();
  const asked = () => screen.page.evaluate(() => localStorage.getItem('lockstep-asked-to-keep'));
  await screen.signUp(account, 'Laptop');
  await expect(screen.sync).toHaveText('In step');
  expect(await asked()).toBeNull();

  await screen.add('Worth keeping');
  await expect.poll(asked).not.toBeNull();
  const first = await asked();
  await screen.page.reload();
  await screen.add('Another one');
  await screen.button('Sync details').click();

  await expect(screen.inspector).toContainText(/Kept on this device\s*(for good|until the browser)/);
  await expect(screen.inspector).toContainText(
    /Room\s*[\d.,]+ \S+ of the [\d.,]+ \S+ that the browser allows/,
  );
  expect(await asked()).toBe(first);
});
