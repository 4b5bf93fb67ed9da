// WebKit without shared workers: every tab has a worker of its own, and one of them leads.
import { expect, it, vi } from 'vitest';
import { Api, type ApiClient } from '../../support/api-client.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { WebKitDevice } from './webkit-device.ts';

const WITHIN = { timeout: 30_000, interval: 100 };
/** A host is found dead by its silence. */
const PATIENCE_MS = 30_000;

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

it('a leading worker that is killed under its tab is replaced, and each edit is there once', async () => {
  await using server = new ServerProcess();
  await server.start();
  const person = await new Api(server.origin).signUp();
  await using phone = await WebKitDevice.start(server.port);
  const start = await phone.openElsewhere();
  const first = await phone.openTabWithoutSharedWorkers();
  await phone.signIn(person.email);
  await phone.untilInStep();
  await start.show();
  const second = await phone.openTabWithoutSharedWorkers();
  await phone.untilInStep();
  const opened = await server.metric('lockstep_streams_opened_total');

  await first.show();
  await phone.killWorkers();
  await phone.add('While nobody led');
  await second.show();
  await phone.add('In the other tab');
  await person.add('From elsewhere');

  for (const tab of [second, first]) {
    await tab.show();
    for (const title of ['From elsewhere', 'While nobody led', 'In the other tab'])
      await phone.untilShown(title, PATIENCE_MS);
  }
  await vi.waitFor(async () => expect(await revisions(person)).toEqual([1, 1, 1]), WITHIN);
  expect((await server.metric('lockstep_streams_opened_total')) - opened).toBeGreaterThan(0);
  await vi.waitFor(async () => expect(await server.metric('lockstep_streams_open')).toBe(1), WITHIN);
});

/** Of all rows at the server: 1 is a row that was made once and never changed. */
const revisions = async (person: ApiClient) => (await person.changes()).rows.map(({ revision }) => revision);
