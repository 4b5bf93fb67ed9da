// What every end-to-end test starts from: one real server for all tests of a worker, an account of its own for
// each test, and as many devices as it asks for.
import { randomUUID } from 'node:crypto';
import { test as base, expect } from '@playwright/test';
import { Relay } from '../relay.ts';
import { Api, type ApiClient, PASSWORD } from '../support/api-client.ts';
import { ServerProcess } from '../support/server-process.ts';
import { startChromium } from './browser-process.ts';
import { Device } from './device.ts';
import type { Account } from './screen.ts';

interface DeviceOptions {
  /** The device's tabs can be hidden (`device.hide()`), at the price of a browser process of its own. */
  hides?: boolean;
  /** Port of what stands between the device and the server, or of another server. */
  through?: number;
}

interface Fixtures {
  /** Not registered yet: `device.signUp(account)` does that. */
  account: Account;
  device: (name?: string, options?: DeviceOptions) => Promise<Device>;
  /** Signs the account in over the API: what is on the server, without an app in between. */
  api: () => Promise<ApiClient>;
}

export const test = base.extend<Fixtures, { server: ServerProcess }>({
  server: [
    async ({}, use) => {
      await using server = new ServerProcess();
      await server.start();
      await use(server);
    },
    { scope: 'worker' },
  ],

  account: async ({}, use) => {
    await use({ email: `${randomUUID()}@example.org`, password: PASSWORD });
  },

  api: async ({ account, server }, use) => {
    await use(() => new Api(server.origin).signIn(account, 'API'));
  },

  device: async ({ browser, browserName, server }, use) => {
    const devices: Device[] = [];
    await use(async (name = 'Laptop', { hides = false, through = server.port } = {}) => {
      const network = await Relay.start(through);
      const process = hides && browserName === 'chromium' ? await startChromium() : null;
      const device = new Device(name, network, process?.context ?? (await browser.newContext()), process);
      devices.push(device);
      return device;
    });
    for (const device of devices) await device.close();
  },
});

export { expect };
