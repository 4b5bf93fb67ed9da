// Commands for many tasks at once, over the real storage: each is one deed, and one undo takes all of it back.
import { beforeEach, describe, expect, it } from 'vitest';
import { createBulkCommands } from '../../../src/client/bulk-commands.ts';
import { Changes } from '../../../src/client/changes.ts';
import { LiveValue } from '../../../src/client/live-value.ts';
import { createTaskCommands } from '../../../src/client/task-commands.ts';
import type { BulkCommands, Step, TaskCommands } from '../../../src/client/types.ts';
import { createUndo, type Undo } from '../../../src/client/undo-stack.ts';
import type { Task } from '../../../src/protocol/rows.ts';
import { LIST } from '../../../src/storage/lists.ts';
import { readList } from '../../../src/storage/task-reader.ts';
import { TestDevice } from '../../support/device.ts';

let device: TestDevice;
let tasks: TaskCommands;
let bulk: BulkCommands;
let undo: Undo;
let deeds: Step[][];

beforeEach(() => {
  device = new TestDevice();
  deeds = [];
  const listeners: ((steps: Step[]) => void)[] = [(steps) => deeds.push(steps)];
  const changes = new Changes(
    () => ({ database: device.database, achieverId: device.achieverId }),
    () => {},
    (steps) => listeners.forEach((listen) => listen(steps)),
  );
  tasks = createTaskCommands(changes);
  bulk = createBulkCommands(changes);
  const session = new LiveValue({ state: 'unknown' as const });
  undo = createUndo({
    settled: async () => {},
    rows: changes,
    session,
    onSteps: (listen) => {
      listeners.push(listen);
      return () => {};
    },
  });
});

const read = async (list: string): Promise<Task[]> =>
  (await readList(device.database, list, Infinity)).rows.map(({ row }) => row as unknown as Task);
const titles = async (list: string) => (await read(list)).map(({ title }) => title);
const add = (...names: string[]) => tasks.createAll(names.map((title) => ({ title })));

describe('many tasks at once', () => {
  it('are changed as one deed, and only where something changes', async () => {
    const ids = await add('One', 'Two', 'Three');
    await tasks.update(ids[1]!, { dueDate: '2026-12-01' });
    deeds.length = 0;

    await bulk.change(ids, () => ({ dueDate: '2026-12-01' }));

    expect(deeds).toHaveLength(1);
    expect(deeds[0]!.map(({ id }) => id)).toEqual([ids[0], ids[2]]);
    expect((await read(LIST.open)).map(({ dueDate }) => dueDate)).toEqual(Array(3).fill('2026-12-01'));
    await undo.undo();
    expect((await read(LIST.open)).map(({ dueDate }) => dueDate)).toEqual([
      undefined,
      '2026-12-01',
      undefined,
    ]);
  });

  it('get a label that nobody had, made with them and taken back with them', async () => {
    const ids = await add('One', 'Two');

    await bulk.change(
      ids,
      ({ labels = [] }) => ({ labels: [...labels, 'errand'] }),
      new Map([['errand', 'Errand']]),
    );

    expect(await titles(LIST.label('errand'))).toEqual(['One', 'Two']);
    expect(await titles('label')).toEqual(['Errand']);
    await undo.undo();
    expect(await titles(LIST.label('errand'))).toEqual([]);
    expect(await titles('label')).toEqual([]);
  });

  it('are put beside another task in the order in which they are given', async () => {
    const [one, , three, , five] = await add('One', 'Two', 'Three', 'Four', 'Five');

    await bulk.move([five!, one!], { before: three! });

    expect(await titles(LIST.in(null))).toEqual(['Two', 'Five', 'One', 'Three', 'Four']);
    expect(deeds).toHaveLength(2);
    await undo.undo();
    expect(await titles(LIST.in(null))).toEqual(['One', 'Two', 'Three', 'Four', 'Five']);
  });

  it('go on top of a project with their steps, and what is there already stays where it is', async () => {
    const [one, two] = await add('One', 'Two');
    await tasks.createAll([{ title: 'Step', parentId: one! }]);
    const there = await tasks.createAll(['A', 'B'].map((title) => ({ title, projectId: 'house' })));

    await bulk.moveInto([one!, there[1]!, two!], { projectId: 'house', sectionId: null });

    expect(await titles(LIST.in('house'))).toEqual(['One', 'Two', 'A', 'B']);
    expect((await read(LIST.steps(one!)))[0]).toMatchObject({ title: 'Step', projectId: 'house' });
  });

  it('take a step along under its task, and make a task of one that goes alone', async () => {
    const [one, two] = await add('One', 'Two');
    const [mine, other] = await tasks.createAll([
      { title: 'Step of one', parentId: one! },
      { title: 'Step of two', parentId: two! },
    ]);

    await bulk.moveInto([one!, mine!, other!], { projectId: 'house', sectionId: null });

    expect(await titles(LIST.in('house'))).toEqual(['One', 'Step of two']);
    expect(await titles(LIST.steps(one!))).toEqual(['Step of one']);
    expect(await titles(LIST.steps(two!))).toEqual([]);
  });

  it('come back from the trash with their steps', async () => {
    const ids = await add('One', 'Two');
    await tasks.createAll([{ title: 'Step', parentId: ids[0]! }]);
    await tasks.deleteAll(ids);

    await bulk.restore(ids);

    expect(await titles(LIST.in(null))).toEqual(['One', 'Two']);
    expect(await titles(LIST.steps(ids[0]!))).toEqual(['Step']);
  });
});
