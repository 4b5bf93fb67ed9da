// Tokens end in the middle of things; people do not notice.
import { DIST } from '../../src/server/web-build.ts';
import { TestServer } from '../support/in-process-server.ts';
import { expect, test } from './fixtures.ts';

const MINUTE = 60_000;

/** A server whose clock the test can put forward: tokens last fifteen minutes, streams eight to twelve. */
async function serverWithClock() {
  let ahead = 0;
  const server = await TestServer.start({ dist: DIST, now: () => Date.now() + ahead });
  return { server, goTo: (minutes: number) => (ahead = minutes * MINUTE) };
}

test('a token that ends in the middle of a stream is renewed without a gap', async ({ account, device }) => {
  const { server, goTo } = await serverWithClock();
  await using _ = server;
  const laptop = await device('Laptop', { through: Number(new URL(server.origin).port) });
  const screen = await laptop.signUp(account);
  await expect(screen.sync).toHaveText('In step');
  // A younger stream with the same token: the token ends first.
  goTo(7);
  laptop.network.down();
  await expect(screen.sync).not.toHaveText('In step');
  laptop.network.up();
  await expect(screen.sync).toHaveText('In step', { timeout: 20_000 });
  const elsewhere = await server.signIn(account, 'API');
  const streams = () => [...server.hub.of(elsewhere.achieverId)].map(({ id }) => id);
  const [first] = streams();
  const said = await screen.watchSync();

  goTo(14.5);
  await expect.poll(streams, { timeout: 20_000 }).not.toContain(first);

  expect(streams()).toHaveLength(1);
  await elsewhere.add('From elsewhere');
  await expect(screen.task('From elsewhere')).toBeVisible();
  expect(new Set(await said())).toEqual(new Set(['In step']));
});

test('edits whose token has ended are sent once with another, and nobody is asked to sign in', async ({
  account,
  device,
}) => {
  const { server, goTo } = await serverWithClock();
  await using _ = server;
  const laptop = await device('Laptop', { through: Number(new URL(server.origin).port) });
  const screen = await laptop.signUp(account);
  await expect(screen.sync).toHaveText('In step');
  laptop.network.down();
  await screen.add('One', 'Two', 'Three');

  goTo(16);
  laptop.network.up();

  await expect(screen.sync).toHaveText('In step', { timeout: 20_000 });
  const elsewhere = await server.signIn(account, 'API');
  expect((await elsewhere.changes()).rows.map(({ revision }) => revision)).toEqual([1, 1, 1]);
  await expect(screen.button('Sign in')).toHaveCount(0);
});
