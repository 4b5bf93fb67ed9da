// WebKit, the engine of every iPhone: one stream for all tabs, and the shell without a network.
import { expect, it, vi } from 'vitest';
import { Api, type ApiClient } from '../../support/api-client.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { WebKitDevice } from './webkit-device.ts';

const WITHIN = { timeout: 15_000, interval: 100 };

async function titlesAtServer(person: ApiClient): Promise<unknown[]> {
  const { rows } = await person.changes();
  return rows.map((row) => 'title' in row && row.title);
}

it('two tabs share one stream and show the same tasks', async () => {
  await using server = new ServerProcess();
  await server.start();
  const person = await new Api(server.origin).signUp();
  await using phone = await WebKitDevice.start(server.port);
  await phone.open();
  await phone.signIn(person.email);
  await phone.openTab();

  await phone.add('Buy milk');
  await phone.untilShown('Buy milk');
  await phone.switchToTab(1);
  await phone.untilShown('Buy milk');

  expect(await server.metric('lockstep_streams_open')).toBe(1);
});

it('what was added without a network survives a reload and is on the server once it is back', async () => {
  await using server = new ServerProcess();
  await server.start();
  const person = await new Api(server.origin).signUp();
  await using phone = await WebKitDevice.start(server.port);
  await phone.open();
  await phone.signIn(person.email);
  await phone.untilInstalled();

  phone.network.down();
  await phone.add('Buy milk');
  await phone.driver.navigate().refresh();
  await phone.untilShown('Buy milk');
  expect(await titlesAtServer(person)).toEqual([]);

  phone.network.up();
  await vi.waitFor(async () => expect(await titlesAtServer(person)).toEqual(['Buy milk']), WITHIN);
  await vi.waitFor(async () => expect(await server.metric('lockstep_streams_open')).toBe(1), WITHIN);
});
