// Browsers without shared workers: every tab has a worker of its own, and one of them leads.
import type { Screen } from './screen.ts';
import type { Device } from './device.ts';
import { expect, test } from './fixtures.ts';

test('without shared workers, two tabs have one stream and stay in step @firefox', async ({
  account,
  device,
  server,
  api,
}) => {
  const laptop = await device('Laptop');
  const first = await signUp(laptop, account);
  const second = await laptop.open('/', withoutSharedWorkers);
  await expect(second.sync).toHaveText('In step');
  const elsewhere = await api();

  await first.add('From the first tab');
  await second.add('From the second tab');
  await elsewhere.add('From elsewhere');

  for (const tab of [first, second]) {
    await expect(tab.task('From the first tab')).toBeVisible();
    await expect(tab.task('From the second tab')).toBeVisible();
    await expect(tab.task('From elsewhere')).toBeVisible();
  }
  expect(await server.metric('lockstep_streams_open')).toBe(1);
  await expect.poll(async () => (await elsewhere.changes()).rows.length).toBe(3);
});

test('when the tab that leads is closed, another one leads @firefox', async ({
  account,
  device,
  server,
  api,
}) => {
  const laptop = await device('Laptop');
  const first = await signUp(laptop, account);
  await expect(first.sync).toHaveText('In step');
  const second = await laptop.open('/', withoutSharedWorkers);
  await expect(second.sync).toHaveText('In step');

  await first.page.close();
  await second.add('After the leader closed');
  const elsewhere = await api();
  await elsewhere.add('From elsewhere');

  await expect(second.task('From elsewhere')).toBeVisible({ timeout: 20_000 });
  await expect.poll(async () => (await elsewhere.changes()).rows.length).toBe(2);
  await expect.poll(() => server.metric('lockstep_streams_open')).toBe(1);
});

test('a leading worker that is killed under its tab is replaced, and nothing is lost @firefox', async ({
  account,
  device,
  server,
  api,
}) => {
  const laptop = await device('Laptop');
  const first = await signUp(laptop, account);
  await expect(first.sync).toHaveText('In step');
  const second = await laptop.open('/', withoutSharedWorkers);
  await expect(second.sync).toHaveText('In step');

  await first.page.evaluate(() => (window as unknown as { killWorkers(): void }).killWorkers());
  await first.add('While nobody led');
  await second.add('In the other tab');
  const elsewhere = await api();
  await elsewhere.add('From elsewhere');

  for (const tab of [first, second]) {
    await expect(tab.task('From elsewhere')).toBeVisible({ timeout: 30_000 });
    await expect(tab.task('While nobody led')).toBeVisible();
  }
  await expect.poll(async () => (await elsewhere.changes()).rows.length).toBe(3);
  // A worker that was ended cannot say that it leaves.
  await expect.poll(() => server.metric('lockstep_streams_open'), { timeout: 30_000 }).toBe(1);
});

test('a leading worker that hangs loses the lead, and finds out when it goes on', async ({
  account,
  device,
  server,
  api,
}) => {
  const laptop = await device('Laptop');
  const first = await signUp(laptop, account);
  await expect(first.sync).toHaveText('In step');
  const second = await laptop.open('/', withoutSharedWorkers);
  await expect(second.sync).toHaveText('In step');

  await first.page.workers()[0]!.evaluate(() => {
    // Hangs for 20 s, longer than the other tab's patience.
    setTimeout(() => {
      const end = performance.now() + 20_000;
      while (performance.now() < end);
    });
  });
  await second.add('While the leader hung');
  const elsewhere = await api();
  await expect.poll(async () => (await elsewhere.changes()).rows.length, { timeout: 30_000 }).toBe(1);
  await first.add('In the tab whose worker hung');

  await expect(second.task('In the tab whose worker hung')).toBeVisible();
  await expect.poll(async () => (await elsewhere.changes()).rows.length, { timeout: 30_000 }).toBe(2);
  await expect.poll(() => server.metric('lockstep_streams_open')).toBe(1);
});

test('eight tabs that start at the same instant have one stream', async ({
  account,
  device,
  server,
  api,
}) => {
  const laptop = await device('Laptop');
  const first = await signUp(laptop, account);
  await first.page.goto('about:blank');
  await expect.poll(() => server.metric('lockstep_streams_open')).toBe(0);

  const tabs = await Promise.all(Array.from({ length: 8 }, () => laptop.open('/', withoutSharedWorkers)));
  await (await api()).add('From elsewhere');

  for (const tab of tabs) await expect(tab.task('From elsewhere')).toBeVisible({ timeout: 30_000 });
  expect(await server.metric('lockstep_streams_open')).toBe(1);
});

async function signUp(device: Device, account: Parameters<Screen['signUp']>[0]): Promise<Screen> {
  const screen = await device.open('/', withoutSharedWorkers);
  await screen.signUp(account, device.name);
  return screen;
}

/** Runs in the page before its scripts: a browser without shared workers, whose workers a test can kill. */
function withoutSharedWorkers(): void {
  Reflect.deleteProperty(window, 'SharedWorker');
  const workers: Worker[] = [];
  const Plain = window.Worker;
  window.Worker = class extends Plain {
    constructor(...all: ConstructorParameters<typeof Worker>) {
      super(...all);
      workers.push(this);
    }
  };
  Object.assign(window, { killWorkers: () => workers.forEach((worker) => worker.terminate()) });
}
