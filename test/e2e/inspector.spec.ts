// What the sync inspector says of a device, beside another one and without a network.
import { expect, test } from './fixtures.ts';

test('the inspector shows the transport, the devices, and what another device did', async ({
  account,
  device,
}) => {
  const laptop = await (await device('Laptop')).signUp(account);
  const phone = await (await device('Phone')).signIn(account);
  await expect(laptop.sync).toHaveText('In step');
  await phone.add('Buy milk');
  await expect(laptop.task('Buy milk')).toBeVisible();
  await phone.task('Buy milk').check();
  await expect(laptop.task('Buy milk')).toBeChecked();

  const refused: string[] = [];
  laptop.page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text());
  });
  await laptop.button('Sync details').click();

  await expect(laptop.inspector).toContainText('as they happen, over one stream');
  await expect(laptop.inspector).toContainText(/The last change took\s*\d+ ms/);
  await expect(laptop.inspector.getByRole('listitem').filter({ hasText: 'this device' })).toHaveText(
    /Laptop/,
  );
  await expect(
    laptop.inspector
      .getByRole('listitem')
      .filter({ hasText: /^\s*Phone/ })
      .first(),
  ).toBeVisible();
  await expect(laptop.inspector).toContainText('Phone · added · Buy milk');
  await expect(laptop.inspector).toContainText('Phone · completed · Buy milk');
  // The devices' colours are there.
  expect(refused).toEqual([]);
});

test('the inspector shows each edit that waits, and its report has no words of the person', async ({
  account,
  device,
}) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  await laptop.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await expect(screen.sync).toHaveText('In step');
  laptop.network.down();
  await screen.add('A secret plan');

  await screen.button('Sync details').click();
  await expect(screen.inspector).toContainText('1 change on the way to the server');
  await expect(screen.inspector).toContainText('New task A secret plan');
  await screen.button('Copy a report').click();
  await expect(screen.page.getByText('Copied')).toBeVisible();
  const report = await screen.page.evaluate(() => navigator.clipboard.readText());

  expect(JSON.parse(report)).toMatchObject({ status: { unsent: 1 }, waiting: [{ kind: 'create' }] });
  expect(report).not.toContain('secret');
  expect(report).not.toContain(account.email);

  laptop.network.up();
  await expect(screen.inspector).toContainText('Nothing waits for the server', { timeout: 20_000 });
});

test('a network that goes away before the app is kept on the device does not keep the inspector away', async ({
  account,
  device,
}) => {
  const laptop = await device('Laptop');
  const screen = await laptop.open('/', withoutServiceWorker);
  await screen.signUp(account, laptop.name);
  await expect(screen.sync).toHaveText('In step');
  // Without a service worker, what was not loaded by now is not there.
  await screen.page.waitForFunction(() => customElements.get('ls-sync-inspector') !== undefined);

  laptop.network.down();
  await expect(screen.sync).toHaveText('Offline');
  await screen.button('Sync details').click();

  await expect(screen.inspector).toContainText('Nothing waits for the server');
});

/** Runs in the page before its scripts: what was not loaded with the app is not there without a network. */
function withoutServiceWorker(): void {
  Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
}
