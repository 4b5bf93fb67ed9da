// Reminders: one notification for all tabs of a device, answered with or without a tab, and a list of what was missed.
import type { Worker } from '@playwright/test';
import type { Device } from './device.ts';
import { expect, test } from './fixtures.ts';
import type { Screen } from './screen.ts';

const MINUTE_MS = 60_000;
const TITLE = 'Call mum';

/** A civil minute that comes soon, as a field takes it. */
function soon(minutes = 2): { at: number; text: string } {
  const at = Math.ceil(Date.now() / MINUTE_MS + minutes) * MINUTE_MS;
  const local = new Date(at - new Date(at).getTimezoneOffset() * MINUTE_MS);
  return { at, text: local.toISOString().slice(0, 16) };
}

/** A device whose tabs have a clock that can be put forward, and that may show notifications. */
async function allow(device: Device): Promise<Device> {
  await device.context.grantPermissions(['notifications'], { origin: device.network.origin });
  await device.context.clock.install();
  return device;
}

async function remind(screen: Screen, text: string): Promise<void> {
  await screen.open(TITLE);
  await screen.details.getByRole('button', { name: 'Add a reminder' }).click();
  await screen.details.getByLabel('When').selectOption({ label: 'On a date and time' });
  await screen.details.getByLabel('Date and time').fill(text);
  await screen.details.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(screen.details.getByRole('button', { name: /^Remove reminder/ })).toBeVisible();
}

async function serviceWorker({ context }: Device): Promise<Worker> {
  return context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
}

/** What stands in the notifications of the device, and what can be done there. */
const notifications = (worker: Worker) =>
  worker.evaluate(async () => {
    const { registration } = self as unknown as ServiceWorkerGlobalScope;
    return (await registration.getNotifications()).map(({ title, body, tag, ...rest }) => ({
      title,
      body,
      tag,
      ...rest,
    }));
  });

/** Presses the notification, or one of its buttons; resolves when the service worker has done what came of it. */
const press = (worker: Worker, action = '') =>
  worker.evaluate(async (pressed) => {
    const { registration } = self as unknown as ServiceWorkerGlobalScope;
    const [notification] = await registration.getNotifications();
    const event = new NotificationEvent('notificationclick', {
      notification: notification!,
      action: pressed,
    });
    let work: Promise<unknown> = Promise.resolve();
    // Only the browser's own events may be waited for.
    Object.defineProperty(event, 'waitUntil', { value: (promise: Promise<unknown>) => (work = promise) });
    self.dispatchEvent(event);
    await work;
  }, action);

/** Sets a reminder and puts the tabs' clock to its minute. @returns the service worker */
async function untilReminded(laptop: Device, screen: Screen): Promise<Worker> {
  await screen.untilInstalled();
  await screen.add(TITLE);
  const { at, text } = soon();
  await remind(screen, text);
  await expect(screen.sync).toHaveText('In step');
  await laptop.context.clock.fastForward(at - Date.now() - 3_000);
  const worker = await serviceWorker(laptop);
  expect(await notifications(worker)).toHaveLength(0);
  await expect.poll(() => notifications(worker)).toHaveLength(1);
  return worker;
}

test('a reminder shows one notification for two tabs, and pressing it opens the task', async ({
  account,
  device,
}) => {
  const laptop = await allow(await device('Laptop'));
  const screen = await laptop.signUp(account);
  const other = await laptop.open('/today');
  await other.addField.waitFor();

  const worker = await untilReminded(laptop, screen);
  await other.page.waitForTimeout(2_000);
  expect((await notifications(worker)).map(({ title }) => title)).toEqual([TITLE]);
  await expect(screen.page.getByRole('heading', { name: /reminder/ })).toHaveCount(0);

  await screen.details.getByRole('button', { name: 'Close' }).click();
  await press(worker);
  const opened = async () => (await screen.details.count()) + (await other.details.count());
  await expect.poll(opened).toBe(1);
  expect(await notifications(worker)).toEqual([]);
});

test('a task is completed from its notification, in every tab', async ({ account, device }) => {
  const laptop = await allow(await device('Laptop'));
  const screen = await laptop.signUp(account);
  const worker = await untilReminded(laptop, screen);

  await press(worker, 'complete');

  await expect(screen.details.getByRole('checkbox', { name: 'Completed' })).toBeChecked();
  await expect(screen.sync).toHaveText('In step');
});

test('a task that repeats comes again when it is completed from its notification', async ({
  account,
  device,
}) => {
  const laptop = await allow(await device('Laptop'));
  const screen = await laptop.signUp(account);
  await screen.untilInstalled();
  await screen.addField.fill(`${TITLE} every day`);
  await screen.addField.press('Enter');
  const { at, text } = soon();
  await remind(screen, text);
  await laptop.context.clock.fastForward(at - Date.now());
  const worker = await serviceWorker(laptop);
  await expect.poll(() => notifications(worker)).toHaveLength(1);

  await press(worker, 'complete');

  await expect(screen.details.getByRole('checkbox', { name: 'Completed' })).toBeChecked();
  await expect(screen.tasks.getByRole('checkbox', { name: TITLE })).toHaveCount(2);
});

test('with no tab open, a notification is answered through the outbox', async ({ account, device, api }) => {
  const laptop = await allow(await device('Laptop'));
  const screen = await laptop.signUp(account);
  const worker = await untilReminded(laptop, screen);
  const elsewhere = await api();
  await laptop.context.newPage();
  await screen.page.close();

  await press(worker, 'snooze');

  const minutesToGo = async () => {
    const { rows } = await elsewhere.changes();
    const { reminders = [] } = rows[0] as { reminders?: string[] };
    return reminders.map((text) => Math.round((new Date(text).getTime() - Date.now()) / MINUTE_MS));
  };
  await expect.poll(async () => Math.abs((await minutesToGo())[0]! - 60)).toBeLessThan(2);
  expect(await minutesToGo()).toHaveLength(1);
});

test('what was missed while the app was closed is listed on return, and gone from every tab once dealt with', async ({
  account,
  device,
}) => {
  const laptop = await allow(await device('Laptop'));
  const before = await laptop.signUp(account);
  await before.add(TITLE);
  await remind(before, soon().text);
  await expect(before.sync).toHaveText('In step');
  await before.page.close();
  await laptop.context.clock.fastForward('01:00:00');

  const screen = await laptop.open();
  const other = await laptop.open();
  for (const { page } of [screen, other])
    await expect(page.getByRole('heading', { name: 'While you were away: 1 reminder' })).toBeVisible();
  await screen.button(`Remind of ${TITLE} in 1 hour`).click();

  for (const { page } of [screen, other])
    await expect(page.getByRole('heading', { name: /While you were away/ })).toHaveCount(0);
  await screen.page.reload();
  await screen.task(TITLE).waitFor();
  await screen.page.waitForTimeout(1_000);
  await expect(screen.page.getByRole('heading', { name: /While you were away/ })).toHaveCount(0);
  await screen.open(TITLE);
  await expect(screen.details.getByRole('button', { name: /^Remove reminder/ })).toHaveCount(1);
});

test('where notifications are not allowed, the reminder stands above the tasks, with the reason beside where it is set', async ({
  account,
  device,
}) => {
  const laptop = await device('Laptop');
  await laptop.context.clock.install();
  const screen = await laptop.signUp(account);
  await screen.add(TITLE);
  const { at, text } = soon();
  await remind(screen, text);
  await expect(screen.details.getByText(/notifications/).first()).toBeVisible();
  await laptop.context.clock.fastForward(at - Date.now());

  await expect(screen.page.getByRole('heading', { name: '1 reminder' })).toBeVisible();
  await screen.button(`Complete ${TITLE}`).click();
  await expect(screen.task(TITLE)).toBeChecked();
  await expect(screen.page.getByRole('heading', { name: '1 reminder' })).toHaveCount(0);
});

test('the settings say what this browser can do, and show a notification to prove it', async ({
  account,
  device,
}) => {
  const laptop = await allow(await device('Laptop'));
  const screen = await laptop.signUp(account);
  await screen.untilInstalled();
  await screen.page.goto(`${laptop.network.origin}/settings`);
  await expect(screen.page.getByText('With Lockstep closed, this browser cannot remind you')).toBeVisible();

  await screen.button('Show a test notification').click();

  await expect(screen.page.getByText(/^Sent\./)).toBeVisible();
  const worker = await serviceWorker(laptop);
  expect((await notifications(worker)).map(({ title }) => title)).toEqual([
    'This is what a reminder looks like',
  ]);
});
