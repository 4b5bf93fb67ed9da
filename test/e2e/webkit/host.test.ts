// WebKit's shared worker, killed.
import { expect, it, vi } from 'vitest';
import { Api } from '../../support/api-client.ts';
import { HostSwitch, orderHost } from '../../support/host-switch.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { WebKitDevice } from './webkit-device.ts';

const WITHIN = { timeout: 30_000, interval: 100 };
/** A host is found dead by its silence. */
const PATIENCE_MS = 30_000;

it('a host that ends before it heard that an edit was taken is replaced, and the edit is there once', async () => {
  await using server = new ServerProcess();
  await server.start();
  await using hostSwitch = await HostSwitch.start(server.port);
  const person = await new Api(server.origin).signUp();
  await using phone = await WebKitDevice.start(hostSwitch.port);
  await phone.open();
  await phone.signIn(person.email);
  const first = await phone.driver.getWindowHandle();
  await phone.openTab();
  await phone.untilInStep();
  const titles = async () => (await person.changes()).rows.map((row) => 'title' in row && row.title);
  const opened = await server.metric('lockstep_streams_opened_total');

  hostSwitch.losesAnswers = true;
  await phone.add('Before the host ended');
  await vi.waitFor(async () => expect(await titles()).toEqual(['Before the host ended']), WITHIN);
  await phone.driver.executeScript(orderHost('end'));
  hostSwitch.losesAnswers = false;
  await phone.add('After the host ended');
  await person.add('From elsewhere');

  await phone.untilShown('From elsewhere', PATIENCE_MS);
  await phone.untilInStep();
  await phone.driver.switchTo().window(first);
  for (const title of ['From elsewhere', 'Before the host ended', 'After the host ended'])
    await phone.untilShown(title, PATIENCE_MS);
  const { rows } = await person.changes();
  expect(rows.map(({ revision }) => revision)).toEqual([1, 1, 1]);
  expect((await server.metric('lockstep_streams_opened_total')) - opened).toBe(1);
  await vi.waitFor(async () => expect(await server.metric('lockstep_streams_open')).toBe(1), WITHIN);
});
