// What people see while an edit is on its way: every animation frame is looked at, from the edit until the server
// has confirmed it. The real commands, storage and engine; the server is in the test's hands.
import { expect, html } from '@open-wc/testing';
import '../../src/app/tasks-view.ts';
import type { TaskRow } from '../../src/app/task-row.ts';
import type { TasksView } from '../../src/app/tasks-view.ts';
import { Changes } from '../../src/client/changes.ts';
import { createTaskCommands } from '../../src/client/task-commands.ts';
import { liveLists } from '../../src/client/task-queries.ts';
import type { ListRequest } from '../../src/client/lists.ts';
import { createBrowserClock } from '../../src/host/browser-clock.ts';
import type { MutationBatch, MutationResponse } from '../../src/protocol/mutations.ts';
import { Database } from '../../src/storage/database.ts';
import { DeviceStorage } from '../../src/storage/device-storage.ts';
import { DATABASE_VERSION, databaseName, type LockstepSchema, upgrade } from '../../src/storage/schema.ts';
import { Engine } from '../../src/sync/engine.ts';
import { ScriptedServer, task } from '../support/scripted-server.ts';
import { FakeLockstep } from './fake-lockstep.ts';
import { deep, deepAll, dress, press, stage, until } from './stage.ts';

const ID = '01900000-0000-7000-8000-000000000001';
const OTHER = '01900000-0000-7000-8000-000000000002';

/** A tab with two tasks on a device whose server answers when the test says so. */
async function tab() {
  const achieverId = crypto.randomUUID();
  const database = new Database<LockstepSchema>(databaseName(achieverId), DATABASE_VERSION, upgrade);
  const storage = new DeviceStorage(database, achieverId);
  const rows = [
    task({ id: ID, title: 'Old', order: 'a1' }),
    task({ id: OTHER, title: 'Other', order: 'a2' }),
  ];
  const server = new ScriptedServer();
  for (const row of rows) server.rows.set(row.id, row);
  await storage.apply({ rows });

  const asked: { batch: MutationBatch; answer: PromiseWithResolvers<MutationResponse> }[] = [];
  server.onMutate = (batch) => {
    const answer = Promise.withResolvers<MutationResponse>();
    asked.push({ batch, answer });
    return answer.promise;
  };

  const listeners = new Set<(ids: string[] | null) => void>();
  const changed = (ids: string[] | null) => listeners.forEach((listener) => listener(ids));
  const feed = (listener: (ids: string[] | null) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  const engine = await Engine.start(
    { clock: createBrowserClock(), random: () => 0.5, transport: server, storage },
    {
      onStatus() {},
      onApplied: ({ ids }) => changed(ids),
      onReplaced: () => changed(null),
      onSuperseded() {},
    },
    [],
  );
  await until(() => server.streams.length === 1, 'the stream is asked for');
  server.goLive();

  const desk = () => ({ database, achieverId });
  const stored = (ids: string[]) => {
    changed(ids);
    engine.stored();
  };
  const fail = (error: unknown) => {
    throw error;
  };
  const lockstep = Object.assign(new FakeLockstep(), {
    tasks: createTaskCommands(new Changes(desk, stored, () => {})),
    liveLists: <Name extends string>(requests: Record<Name, ListRequest>) =>
      liveLists(desk, requests, feed, fail),
  });
  const element = await stage<TasksView>(html`<ls-tasks-view></ls-tasks-view>`, lockstep);
  const row = () => deepAll<TaskRow>(element.shadowRoot!, 'ls-task-row').find((one) => one.task.id === ID)!;
  await until(() => row() !== undefined, 'the row is there');
  await row().updateComplete;
  const close = () => {
    engine.stop();
    database.close();
    indexedDB.deleteDatabase(database.name);
  };
  return { server, asked, element, row, lockstep, changed, storage, close };
}

type Tab = Awaited<ReturnType<typeof tab>>;

/** What a row shows, once for each frame, until stopped. More than one row of the task is seen, too. */
function watch(element: TasksView): { frames: string[]; stop(): void } {
  const frames: string[] = [];
  let id = 0;
  const look = () => {
    const shown = deepAll<TaskRow>(element.shadowRoot!, 'ls-task-row')
      .filter((one) => one.task.id === ID)
      .map((one) => {
        const root = one.shadowRoot!;
        const title =
          root.querySelector<HTMLInputElement>('.rename')?.value ?? root.querySelector('.title')?.textContent;
        const done = root.querySelector<HTMLInputElement>('[type=checkbox]')!.checked;
        return `${title}${done ? ' (done)' : ''}`;
      });
    frames.push(shown.join(' and '));
    id = requestAnimationFrame(look);
  };
  id = requestAnimationFrame(look);
  return { frames, stop: () => cancelAnimationFrame(id) };
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
async function pause(frames = 6): Promise<void> {
  for (let i = 0; i < frames; i++) await frame();
}

/** Confirms what was sent, by its answer and by the stream's word, in the given order. */
async function confirm({ server, asked }: Tab, first: 'answer' | 'ack'): Promise<void> {
  await until(() => asked.length > 0, 'the edit was sent');
  const { batch, answer } = asked.shift()!;
  const response = server.apply(batch);
  const ack = () =>
    server.stream.say({
      type: 'ack',
      id: response.syncAt,
      data: {
        prev: response.prev,
        seq: response.seq,
        mutationIds: batch.mutations.map((mutation) => mutation.id),
      },
    });
  if (first === 'answer') answer.resolve(response);
  else ack();
  await pause();
  if (first === 'answer') ack();
  else answer.resolve(response);
}

const edits: [string, string, (tab: Tab) => void | Promise<void>][] = [
  ['renamed', 'New', ({ row }) => renameTo(row(), 'New')],
  ['completed', 'Old (done)', ({ row }) => deep<HTMLInputElement>(row(), '[type=checkbox]').click()],
];

async function renameTo(row: TaskRow, title: string): Promise<void> {
  row.startRenaming();
  await row.updateComplete;
  const field = deep<HTMLInputElement>(row, '.rename');
  field.value = title;
  press(field, 'Enter');
}

describe('no frame shows an old value', () => {
  before(() => dress('light'));

  for (const [deed, expected, edit] of edits)
    for (const first of ['answer', 'ack'] as const)
      it(`of a task that was ${deed}, when the ${first} comes first`, async () => {
        const one = await tab();
        await edit(one);
        const { frames, stop } = watch(one.element);

        await pause(3);
        await confirm(one, first);
        await until(() => one.row().task.baseRevision === 2 && !one.row().task.pending, 'it is confirmed');
        await pause();

        stop();
        expect([...new Set(frames)]).to.deep.equal([expected]);
        one.close();
      });

  for (const [deed, expected, edit] of edits)
    it(`of a task that was ${deed} while an earlier edit of it is being confirmed`, async () => {
      const one = await tab();
      const { server, asked } = one;
      await one.lockstep.tasks.update(ID, { notes: 'Semi-skimmed' });
      await until(() => asked.length > 0, 'the earlier edit was sent');
      const { batch, answer } = asked.shift()!;
      // The person is faster than the answer, and the answer faster than the storing of what the person did.
      answer.resolve(server.apply(batch));
      await edit(one);
      const { frames, stop } = watch(one.element);

      await pause(3);
      await confirm(one, 'answer');
      await until(() => !one.row().task.pending, 'it is confirmed');
      await pause();

      stop();
      expect([...new Set(frames)]).to.deep.equal([expected]);
      one.close();
    });

  it('of a task that is completed and opened again at once', async () => {
    const one = await tab();
    const box = deep<HTMLInputElement>(one.row(), '[type=checkbox]');
    box.click();
    box.click();
    const { frames, stop } = watch(one.element);

    await pause(3);
    await confirm(one, 'answer');
    await until(() => !one.row().task.pending || one.asked.length > 0, 'the first is confirmed');
    await pause();

    stop();
    expect([...new Set(frames)]).to.deep.equal(['Old']);
    one.close();
  });

  for (const [deed, expected, edit] of edits)
    it(`of a task that was ${deed} while another device changes another task`, async () => {
      const one = await tab();
      const { server } = one;
      const change = (revision: number) =>
        server.stream.say(
          server.commit(task({ id: OTHER, title: `Other ${revision}`, order: 'a2', revision })),
        );
      change(2);
      await edit(one);
      one.changed([OTHER]);
      const { frames, stop } = watch(one.element);

      for (let revision = 3; revision < 9; revision++) {
        change(revision);
        await pause(1);
      }
      await confirm(one, 'ack');
      await until(() => !one.row().task.pending, 'it is confirmed');
      await pause();

      stop();
      expect([...new Set(frames)]).to.deep.equal([expected]);
      one.close();
    });
});
