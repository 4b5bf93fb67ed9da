// The demo as a visitor meets it: a server of its own (`npm start -- --demo`).
import AxeBuilder from '@axe-core/playwright';
import { ServerProcess } from '../support/server-process.ts';
import { expect, test as base } from './fixtures.ts';

const test = base.extend<object, { server: ServerProcess }>({
  server: [
    async ({}, use) => {
      await using server = new ServerProcess({ LOCKSTEP_DEMO: 'on' });
      await server.start();
      await use(server);
    },
    { scope: 'worker' },
  ],
});

test('a demo is one click away, full of tasks, and says when everything is put back', async ({ device }) => {
  const laptop = await device('Laptop');
  const screen = await laptop.open();

  await screen.button('Try the demo').click();

  await expect(screen.page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
  await expect(screen.page.getByRole('checkbox', { name: 'Water the plants' })).toBeVisible();
  await expect(screen.page.getByText(/^Demo: everything here is put back at \d+:00/)).toBeVisible();
  await expect(screen.page.getByRole('link', { name: /Five days in the Alps/ })).toBeVisible();
});

test('a demo speaks the language of the browser, tasks included', async ({ browser, server }) => {
  const context = await browser.newContext({ locale: 'de-DE' });
  const page = await context.newPage();
  await page.goto(server.origin);

  await page.getByRole('button', { name: 'Demo ausprobieren' }).click();

  await expect(page.getByRole('checkbox', { name: 'Blumen gießen' })).toBeVisible();
  await expect(page.getByText(/^Demo: Um \d+:00 wird hier alles zurückgesetzt/)).toBeVisible();
  await context.close();
});

test('the phone that the demo plays changes a task before one’s eyes', async ({ device }) => {
  const laptop = await device('Laptop');
  const screen = await laptop.open();
  await screen.button('Try the demo').click();

  await expect(screen.page.getByRole('checkbox', { name: 'Pick up the parcel at Lena’s' })).toBeVisible({
    timeout: 30_000,
  });
});

test('a second device comes into the same demo by a code, and two visitors do not meet', async ({
  device,
}) => {
  const [laptop, tablet, stranger] = [
    await device('Laptop'),
    await device('Tablet'),
    await device('Stranger'),
  ];
  const here = await laptop.open();
  await here.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await here.button('Try the demo').click();
  await here.button('See it on a second device').click();
  await here.button('Copy the link').click();
  const link = new URL(await here.page.evaluate(() => navigator.clipboard.readText()));
  await here.button('Done').click();

  const there = await tablet.open(`${link.pathname}${link.search}${link.hash}`);
  await there.button('Add this device').click();
  const other = await stranger.open();
  await other.button('Try the demo').click();
  await here.addField.fill('Only between us');
  await here.addField.press('Enter');

  await expect(there.page.getByRole('checkbox', { name: 'Only between us' })).toBeVisible();
  await expect(other.page.getByRole('checkbox', { name: 'Water the plants' })).toBeVisible();
  await expect(other.page.getByRole('checkbox', { name: 'Only between us' })).toHaveCount(0);
});

test('nothing in a demo stands in the way of assistive technology', async ({ device }) => {
  const screen = await (await device('Laptop')).open();
  const violations = async () => (await new AxeBuilder({ page: screen.page }).analyze()).violations;
  await screen.button('Try the demo').waitFor();
  expect(await violations()).toEqual([]);

  await screen.button('Try the demo').click();
  await screen.page.getByRole('checkbox', { name: 'Water the plants' }).waitFor();
  await screen.button('See it on a second device').waitFor();

  expect(await violations()).toEqual([]);
});
