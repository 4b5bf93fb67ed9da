// WebKit without shared workers: every tab has a worker of its own, and one of them leads.
import { expect, it, vi } from 'vitest';
import { Api } from '../../support/api-client.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { WebKitDevice } from './webkit-device.ts';

const WITHIN = { timeout: 20_000, interval: 100 };

it('without shared workers, two tabs have one stream, and one goes on when the other is closed', async () => {
  await using server = new ServerProcess();
  await server.start();
  const streams = () => server.metric('lockstep_streams_open');
  const person = await new Api(server.origin).signUp();
  await using phone = await WebKitDevice.start(server.port);
  const start = await phone.openElsewhere();
  const first = await phone.openTabWithoutSharedWorkers();
  await phone.signIn(person.email);
  await start.show();
  const second = await phone.openTabWithoutSharedWorkers();

  await phone.add('Buy milk');
  await phone.untilShown('Buy milk');
  await first.show();
  await phone.untilShown('Buy milk');
  await vi.waitFor(async () => expect(await streams()).toBe(1), WITHIN);

  await phone.closeTab();
  await second.show();
  await phone.add('After the leader closed');
  await person.add('From elsewhere');

  await phone.untilShown('From elsewhere');
  await vi.waitFor(async () => expect((await person.changes()).rows).toHaveLength(3), WITHIN);
  await vi.waitFor(async () => expect(await streams()).toBe(1), WITHIN);
});
