// Undo over the real commands and the real storage; another device is a row that comes in.
import { beforeEach, describe, expect, it } from 'vitest';
import { LiveValue } from '../../../src/client/live-value.ts';
import { Changes } from '../../../src/client/changes.ts';
import { createTaskCommands } from '../../../src/client/task-commands.ts';
import type { SessionState, Step, TaskCommands } from '../../../src/client/types.ts';
import { createUndo, type Undo } from '../../../src/client/undo-stack.ts';
import { TestDevice } from '../../support/device.ts';
import { task } from '../../support/scripted-server.ts';

let device: TestDevice;
let tasks: TaskCommands;
let undo: Undo;
/** Commands that were given and are not done. */
let underway: Promise<void>;
let session: LiveValue<SessionState>;
const anna: SessionState = {
  state: 'signed-in',
  local: false,
  achieverId: 'anna',
  email: '',
  deviceId: '',
  deviceName: 'Laptop',
};

beforeEach(() => {
  device = new TestDevice();
  session = new LiveValue<SessionState>(anna);
  let listener = (_: Step[]) => {};
  const desk = () => ({ database: device.database, achieverId: device.achieverId });
  const rows = new Changes(
    desk,
    () => {},
    (steps) => listener(steps),
  );
  tasks = createTaskCommands(rows);
  const onSteps = (listen: (steps: Step[]) => void) => {
    listener = listen;
    return () => {};
  };
  underway = Promise.resolve();
  undo = createUndo({ rows, session, onSteps, settled: () => underway });
});

const row = async (id: string) => (await device.row(id))!.row as unknown as Record<string, unknown>;

/** Another device's value comes in, after everything here was confirmed. */
async function changeElsewhere(id: string, fields: object): Promise<void> {
  const confirmed = (await device.storage.unsent(100)).mutations.map((mutation) => mutation.id);
  const now = (await row(id)) as { revision: number };
  await device.storage.apply({
    rows: [task({ ...now, id, ...fields, revision: now.revision + 10 } as never)],
    confirmed,
  });
}

describe('undo', () => {
  it('has nothing to take back at first', async () => {
    expect(await undo.undo()).toBeNull();
    expect(await undo.redo()).toBeNull();
  });

  it('takes back what was just asked for, although it is not done yet', async () => {
    const before = await tasks.create({ title: 'Before' });
    const asked = tasks.create({ title: 'Just now' });
    underway = asked.then(() => {});

    await undo.undo();

    expect((await row(await asked))['deletedAt']).toBeDefined();
    expect((await row(before))['deletedAt']).toBeUndefined();
  });

  it('takes back everything that was done, newest first, and redo does it again', async () => {
    const first = await tasks.create({ title: 'One' });
    const id = await tasks.create({ title: 'Two' });
    await tasks.update(id, { title: 'Second' });
    await tasks.update(id, { dueDate: '2026-12-03' });
    await tasks.update(id, { notes: 'Some notes' });
    await tasks.move(id, { after: first });
    await tasks.complete(id, true);
    const end = await row(id);
    await tasks.delete(id);

    const undone: unknown[] = [];
    for (let i = 0; i < 7; i++) {
      await undo.undo();
      const { title, dueDate, notes, completedAt, deletedAt } = await row(id);
      undone.push([title, dueDate, notes, completedAt !== undefined, deletedAt !== undefined]);
    }
    expect(undone).toEqual([
      ['Second', '2026-12-03', 'Some notes', true, false],
      ['Second', '2026-12-03', 'Some notes', false, false],
      ['Second', '2026-12-03', 'Some notes', false, false],
      ['Second', '2026-12-03', undefined, false, false],
      ['Second', undefined, undefined, false, false],
      ['Two', undefined, undefined, false, false],
      ['Two', undefined, undefined, false, true],
    ]);

    for (let i = 0; i < 6; i++) await undo.redo();
    const again = await row(id);
    for (const field of ['title', 'dueDate', 'notes', 'order', 'completedAt'])
      expect(again[field]).toEqual(end[field]);
  });

  it('is a new mutation that sets values, with the text that it starts from', async () => {
    const id = await tasks.create({ title: 'Two' });
    await tasks.update(id, { title: 'Second' });

    await undo.undo();

    const mutations = (await device.storage.unsent(10)).mutations;
    expect(mutations.at(-1)).toMatchObject({
      kind: 'update',
      fields: { title: 'Two' },
      base: { title: 'Second' },
    });
    expect(new Set(mutations.map((mutation) => mutation.id)).size).toBe(3);
  });

  it('does not lay itself over what another device set since: it says so, and does it when asked', async () => {
    const id = await tasks.create({ title: 'Two' });
    await tasks.update(id, { dueDate: '2026-12-03' });
    await changeElsewhere(id, { dueDate: '2026-12-05' });

    const result = await undo.undo();

    expect(result).toMatchObject({ changed: ['dueDate'], steps: [{ id }] });
    expect(await row(id)).toMatchObject({ dueDate: '2026-12-05' });
    await result!.anyway();
    expect(await row(id)).not.toHaveProperty('dueDate');
  });

  it('goes on with the step before one that could not be taken back', async () => {
    const id = await tasks.create({ title: 'Two' });
    await tasks.update(id, { notes: 'Mine' });
    await tasks.update(id, { dueDate: '2026-12-03' });
    await changeElsewhere(id, { dueDate: '2026-12-05' });

    expect(await undo.undo()).toMatchObject({ changed: ['dueDate'] });
    expect(await undo.undo()).toMatchObject({ changed: [] });

    expect(await row(id)).not.toHaveProperty('notes');
  });

  it('is not in the way of other fields that another device set', async () => {
    const id = await tasks.create({ title: 'Two' });
    await tasks.update(id, { dueDate: '2026-12-03' });
    await changeElsewhere(id, { notes: 'From the phone' });

    expect(await undo.undo()).toMatchObject({ changed: [] });

    expect(await row(id)).toMatchObject({ notes: 'From the phone' });
    expect(await row(id)).not.toHaveProperty('dueDate');
  });

  it('has nothing left to do when another device was there already', async () => {
    const id = await tasks.create({ title: 'Two' });
    await tasks.update(id, { dueDate: '2026-12-03' });
    await changeElsewhere(id, { dueDate: undefined });
    const before = (await device.storage.unsent(100)).mutations;

    expect(await undo.undo()).toMatchObject({ changed: [] });

    expect((await device.storage.unsent(100)).mutations).toEqual(before);
  });

  it('takes back the newest step of one task', async () => {
    const one = await tasks.create({ title: 'One' });
    const two = await tasks.create({ title: 'Two' });
    await tasks.complete(one, true);
    await tasks.update(two, { title: 'Second' });

    await undo.undo(one);

    expect(await row(one)).not.toHaveProperty('completedAt');
    expect(await row(two)).toMatchObject({ title: 'Second' });
  });

  it('takes back one step for each time, however fast they come', async () => {
    const id = await tasks.create({ title: 'Two' });
    await tasks.update(id, { title: 'Second' });
    await tasks.update(id, { title: 'Third' });

    await Promise.all([undo.undo(), undo.undo()]);

    expect(await row(id)).toMatchObject({ title: 'Two' });
  });

  it('forgets what could be redone when something new is done', async () => {
    const id = await tasks.create({ title: 'Two' });
    await tasks.update(id, { title: 'Second' });
    await undo.undo();

    await tasks.update(id, { title: 'Another' });

    expect(await undo.redo()).toBeNull();
  });

  it('forgets everything when somebody else signs in', async () => {
    session.set(anna);
    await tasks.create({ title: 'Of Anna' });

    session.set({ ...anna, achieverId: 'ben' });

    expect(await undo.undo()).toBeNull();
  });
});

describe('a step of another device', () => {
  const elsewhere = (id: string): Step => ({
    entity: 'task' as const,
    id,
    title: 'Two',
    before: { dueDate: '2026-12-03' },
    after: { dueDate: '2026-12-05' },
  });

  it('is taken back by a change of this one, which can be taken back itself', async () => {
    const id = await tasks.create({ title: 'Two' });
    await changeElsewhere(id, { dueDate: '2026-12-05' });

    expect(await undo.revert(elsewhere(id))).toMatchObject({ changed: [] });
    expect(await row(id)).toMatchObject({ dueDate: '2026-12-03' });

    await undo.undo();
    expect(await row(id)).toMatchObject({ dueDate: '2026-12-05' });
  });

  it('is not taken back unasked when the field was set since', async () => {
    const id = await tasks.create({ title: 'Two' });
    await changeElsewhere(id, { dueDate: '2026-12-24' });

    expect(await undo.revert(elsewhere(id))).toMatchObject({ changed: ['dueDate'] });

    expect(await row(id)).toMatchObject({ dueDate: '2026-12-24' });
  });
});
