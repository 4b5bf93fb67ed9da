// Rows deleted longer ago than anybody is waited for are forgotten (DESIGN.md §4, the tombstone horizon).
import { expect, it } from 'vitest';
import { PATHS } from '../../src/protocol/wire.ts';
import { forgetOld } from '../../src/server/store/forget-old.ts';
import { TestServer } from '../support/in-process-server.ts';
import { mutation } from '../support/mutation.ts';

const DAY = 24 * 3600 * 1000;

/** Anna has a task in each of three commits, and deleted the second of them 91 days ago. */
async function afterTheHorizon(isForgotten = true) {
  let now = Date.now() - 91 * DAY;
  const server = await TestServer.start({ now: () => now });
  const anna = await server.signUp();
  const tasks = [mutation(), mutation(), mutation()];
  for (const task of tasks) await anna.mutate([task]);
  const { syncAt: before } = await anna.changes();
  await anna.mutate([mutation({ kind: 'delete', entityId: tasks[1]!.entityId })]);
  const { syncAt: behind } = await anna.changes();
  now = Date.now();
  if (isForgotten) await forgetOld(server.store, now);
  return { server, anna: await server.signIn(anna), tasks, before, behind };
}

it('a device that did not see a forgotten deletion is told to start over, over pages and streams', async () => {
  const { server, anna, before } = await afterTheHorizon();
  await using _ = server;

  const page = await anna.request('GET', `${PATHS.changes}?syncAt=${before}`);
  const stream = await anna.liveStream({ syncAt: before });

  expect(page).toMatchObject({
    status: 410,
    body: { code: 'resync-required', details: { reason: 'horizon' } },
  });
  expect(stream.all('resync')[0]!.data).toEqual({ reason: 'horizon' });
  stream.abort();
});

it('a stream that begins while a deletion is being forgotten brings no rows that lie past it', async () => {
  // Given a server that forgets between resuming the cursor and reading what is behind it.
  const { server, anna, before } = await afterTheHorizon(false);
  await using _ = server;
  const { store } = server;
  await anna.mutate([mutation()]);
  const read = store.changesSince.bind(store);
  store.changesSince = async (...request) => {
    await forgetOld(store, Date.now());
    return read(...request);
  };

  const stream = await anna.liveStream({ syncAt: before });

  expect(stream.all('resync')[0]!.data).toEqual({ reason: 'horizon' });
  expect(stream.all('changes')).toEqual([]);
  stream.abort();
});

it('a device that saw it goes on where it was', async () => {
  const { server, anna, behind } = await afterTheHorizon();
  await using _ = server;

  const stream = await anna.liveStream({ syncAt: behind });

  expect(await anna.changes({ syncAt: behind })).toMatchObject({ rows: [], hasMore: false });
  expect(stream.all('resync')).toEqual([]);
  stream.abort();
});

it('a new device reads from the beginning, page by page, though its cursors are old', async () => {
  const { server, anna, tasks } = await afterTheHorizon();
  await using _ = server;

  const first = await anna.changes({ limit: 1 });
  const second = await anna.changes({ limit: 1, syncAt: first.syncAt });

  expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual([
    tasks[0]!.entityId,
    tasks[2]!.entityId,
  ]);
  expect(second).toMatchObject({ hasMore: false, seq: 4 });
});

it('an edit of a forgotten task is refused with a reason, and keeps nothing else back', async () => {
  const { server, anna, tasks } = await afterTheHorizon();
  await using _ = server;
  const edit = (entityId: string) => mutation({ kind: 'update', entityId, fields: { title: 'Tea' } });

  const { results } = await anna.mutate([edit(tasks[1]!.entityId), edit(tasks[2]!.entityId)]);

  expect(results).toMatchObject([
    { status: 'rejected', error: { code: 'unknown-row' } },
    { status: 'applied' },
  ]);
});
