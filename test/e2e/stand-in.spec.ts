// No tab is open, and the service worker stands in.
import type { CDPSession, Page } from '@playwright/test';
import { LEAD } from '../../src/host/lead.ts';
import { BACKGROUND_SYNC } from '../../src/protocol/port.ts';
import type { Device } from './device.ts';
import { expect, test } from './fixtures.ts';

test('what was edited offline before the last tab closed is sent with no tab open', async ({
  account,
  device,
  server,
  api,
}) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  await screen.untilInstalled();
  const elsewhere = await api();
  laptop.network.down();
  await screen.add('One', 'Two', 'Three');
  const wake = await closeTabs(laptop, screen.page);
  // The host outlives its last tab by a moment.
  await untilNobodyLeads(laptop);

  laptop.network.up();
  await wake();

  await expect.poll(async () => (await elsewhere.changes()).rows.length).toBe(3);
  expect(await server.metric('lockstep_streams_open')).toBe(0);
});

test('what changed elsewhere while no tab was open is there before a network is', async ({
  account,
  device,
  server,
  api,
}) => {
  const laptop = await device('Laptop');
  const screen = await laptop.signUp(account);
  await screen.untilInstalled();
  await expect(screen.sync).toHaveText('In step');
  const wake = await closeTabs(laptop, screen.page);
  const elsewhere = await api();
  await elsewhere.add('From elsewhere');

  const reads = await server.metric('lockstep_store_seconds_count');
  await wake();
  await expect.poll(() => server.metric('lockstep_store_seconds_count')).toBeGreaterThan(reads);
  await untilNobodyLeads(laptop);
  laptop.network.down();

  const offline = await laptop.open();
  await expect(offline.task('From elsewhere')).toBeVisible();
});

/** Closes the app's tab; returns what the browser does when there is a network: it wakes the service worker. */
async function closeTabs(device: Device, tab: Page): Promise<() => Promise<void>> {
  const blank = await device.context.newPage();
  const session = await device.context.newCDPSession(blank);
  const registrationId = await findRegistration(session, device.network.origin);
  await tab.close();
  const { origin } = device.network;
  const event = { origin, registrationId, tag: BACKGROUND_SYNC, lastChance: false };
  return async () => void (await session.send('ServiceWorker.dispatchSyncEvent', event));
}

/** Resolves when the host has ended, or the service worker has done its work: they hold the lead until then. */
async function untilNobodyLeads(device: Device): Promise<void> {
  const page = await device.context.newPage();
  // A file of the app that is not the app, and opens without a network.
  await page.goto(`${device.network.origin}/manifest.webmanifest`);
  await page.evaluate((lead) => navigator.locks.request(lead, () => {}), LEAD);
  await page.close();
}

async function findRegistration(session: CDPSession, origin: string): Promise<string> {
  const found = Promise.withResolvers<string>();
  session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    const own = registrations.find(({ scopeURL, isDeleted }) => !isDeleted && scopeURL.startsWith(origin));
    if (own) found.resolve(own.registrationId);
  });
  await session.send('ServiceWorker.enable');
  return found.promise;
}
