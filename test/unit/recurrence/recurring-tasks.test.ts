// Recurring tasks over the real commands, the real storage and the server's own way of applying mutations.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Changes } from '../../../src/client/changes.ts';
import { addDays, civilDate } from '../../../src/client/recurrence/civil-dates.ts';
import { skip } from '../../../src/client/recurrence/upcoming.ts';
import { createTaskCommands } from '../../../src/client/task-commands.ts';
import type { NewTask, Step, TaskCommands, TaskPatch } from '../../../src/client/types.ts';
import { createUndo, type Undo } from '../../../src/client/undo-stack.ts';
import { LiveValue } from '../../../src/client/live-value.ts';
import type { Mutation } from '../../../src/protocol/mutations.ts';
import type { Task } from '../../../src/protocol/rows.ts';
import { applyMutation } from '../../../src/server/store/apply-mutation.ts';
import type { StoredRow } from '../../../src/server/store/store.ts';
import { LIST } from '../../../src/storage/lists.ts';
import { readList } from '../../../src/storage/task-reader.ts';
import { TestDevice } from '../../support/device.ts';

interface Person {
  device: TestDevice;
  tasks: TaskCommands;
  undo: Undo;
  changes: Changes;
}

function person(): Person {
  const device = new TestDevice();
  let listener = (_: Step[]) => {};
  const changes = new Changes(
    () => ({ database: device.database, achieverId: device.achieverId }),
    () => {},
    (steps) => listener(steps),
  );
  const onSteps = (listen: (steps: Step[]) => void) => {
    listener = listen;
    return () => {};
  };
  const session = new LiveValue({ state: 'unknown' as const });
  return {
    device,
    changes,
    tasks: createTaskCommands(changes),
    undo: createUndo({ settled: async () => {}, rows: changes, session, onSteps }),
  };
}

const list = async ({ device }: Person, name: string): Promise<Task[]> =>
  (await readList(device.database, name, 100)).rows.map(({ row }) => row as unknown as Task);
const open = (who: Person) => list(who, LIST.open);
const dues = async (who: Person) => (await open(who)).map(({ dueDate = '' }) => dueDate);

const SERIES = '00000000-0000-7000-8000-000000000001';
const TODAY = '2026-11-24';

let anna: Person;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 10, 24, 12) });
  anna = person();
});
afterEach(() => void vi.useRealTimers());

const add = (who: Person, fields: TaskPatch, steps: NewTask[] = []) =>
  who.tasks.create({ dueDate: TODAY, ...fields, id: SERIES, title: 'Water the plants', steps });

describe('completing a recurring task', () => {
  it('completes this occurrence and makes the next one, as one thing', async () => {
    const id = await add(anna, {
      recurrence: 'FREQ=WEEKLY',
      labels: [SERIES],
      priority: 2,
      dueTime: '09:00',
    });

    await anna.tasks.complete(id, true);

    const [next, ...more] = await open(anna);
    expect(more).toEqual([]);
    expect(next).toMatchObject({
      title: 'Water the plants',
      dueDate: '2026-12-01',
      dueTime: '09:00',
      recurrence: 'FREQ=WEEKLY',
      seriesId: SERIES,
      labels: [SERIES],
      priority: 2,
    });
    expect(await list(anna, LIST.completed)).toMatchObject([{ id, dueDate: TODAY, seriesId: SERIES }]);
  });

  it('is taken back by one undo, and done again by one redo', async () => {
    const id = await add(anna, { recurrence: 'FREQ=WEEKLY' }, [{ title: 'Fill the can' }]);
    await anna.tasks.complete(id, true);

    await anna.undo.undo();
    expect((await open(anna)).map(({ title }) => title).toSorted()).toEqual([
      'Fill the can',
      'Water the plants',
    ]);
    expect(await dues(anna)).toContain(TODAY);

    await anna.undo.redo();
    expect(await dues(anna)).toContain('2026-12-01');
    expect(await list(anna, LIST.completed)).toHaveLength(2);
  });

  it('opens its steps again, as much later, and those of them', async () => {
    const steps = [{ title: 'Fill the can', dueDate: '2026-11-23', steps: [{ title: 'Find it' }] }];
    const id = await add(anna, { recurrence: 'FREQ=DAILY;INTERVAL=7' }, steps);
    const [can] = await list(anna, LIST.steps(id));
    await anna.tasks.complete(can!.id, true);

    await anna.tasks.complete(id, true);

    const next = (await open(anna)).find(({ parentId }) => parentId === undefined)!;
    const [again, ...more] = await list(anna, LIST.steps(next.id));
    expect(more).toEqual([]);
    expect(again).toMatchObject({ title: 'Fill the can', dueDate: '2026-11-30' });
    expect(again).not.toHaveProperty('completedAt');
    expect(await list(anna, LIST.steps(again!.id))).toMatchObject([{ title: 'Find it' }]);
  });

  it('keeps the distance of the start date and of reminders', async () => {
    const id = await add(anna, {
      recurrence: 'FREQ=MONTHLY;BYMONTHDAY=24',
      startDate: '2026-11-20',
      reminders: ['-PT30M', '2026-11-23T18:00'],
    });

    await anna.tasks.complete(id, true);

    expect(await open(anna)).toMatchObject([
      { dueDate: '2026-12-24', startDate: '2026-12-20', reminders: ['-PT30M', '2026-12-23T18:00'] },
    ]);
  });

  it('counts from the day of completion where that was said', async () => {
    const id = await add(anna, {
      recurrence: 'FREQ=DAILY;INTERVAL=3',
      repeatFrom: 'completion',
      dueDate: '2026-11-10',
    });

    await anna.tasks.complete(id, true);

    expect(await open(anna)).toMatchObject([{ dueDate: '2026-11-27', repeatFrom: 'completion' }]);
  });

  it('gives a task without a day one', async () => {
    const id = await add(anna, { recurrence: 'FREQ=DAILY;INTERVAL=3', dueDate: null });

    await anna.tasks.complete(id, true);

    expect(await dues(anna)).toEqual(['2026-11-27']);
  });

  it('passes over days that were missed', async () => {
    const id = await add(anna, { recurrence: 'FREQ=DAILY', dueDate: '2026-11-01' });

    await anna.tasks.complete(id, true);

    expect(await dues(anna)).toEqual([TODAY]);
  });

  it.each(['FREQ=DAILY;COUNT=1', 'FREQ=DAILY;UNTIL=20261124', 'what nobody understands'])(
    'ends with this one when the rule is %s',
    async (recurrence) => {
      const id = await add(anna, { recurrence });

      await anna.tasks.complete(id, true);

      expect(await open(anna)).toEqual([]);
    },
  );

  it('ends the series of a step when its task is done', async () => {
    const id = await add(anna, {}, [{ title: 'Daily step', recurrence: 'FREQ=DAILY' }]);
    const [step] = await list(anna, LIST.steps(id));

    await anna.tasks.completeAll([id, step!.id], true);

    expect(await open(anna)).toEqual([]);
  });

  it('again does nothing more', async () => {
    const id = await add(anna, { recurrence: 'FREQ=DAILY' });
    await anna.tasks.complete(id, true);

    await anna.tasks.complete(id, true);

    expect(await dues(anna)).toEqual(['2026-11-25']);
  });
});

describe('reopening a recurring task', () => {
  it('takes the next occurrence back when nobody has touched it', async () => {
    const id = await add(anna, { recurrence: 'FREQ=DAILY' }, [{ title: 'Fill the can' }]);
    await anna.tasks.complete(id, true);
    // It is noticed days later.
    vi.setSystemTime(new Date(2026, 10, 28, 12));

    await anna.tasks.complete(id, false);

    expect(await open(anna)).toMatchObject([{ id, dueDate: TODAY }]);
  });

  it('leaves it when somebody has', async () => {
    const id = await add(anna, { recurrence: 'FREQ=DAILY' });
    await anna.tasks.complete(id, true);
    const [next] = await open(anna);
    await anna.tasks.update(next!.id, { notes: 'Also the balcony' });

    await anna.tasks.complete(id, false);

    expect((await dues(anna)).toSorted()).toEqual([TODAY, '2026-11-25']);
  });

  it('and completing again makes the same one', async () => {
    const id = await add(anna, { recurrence: 'FREQ=DAILY' });
    await anna.tasks.complete(id, true);
    const [before] = await open(anna);
    await anna.tasks.complete(id, false);

    await anna.tasks.complete(id, true);

    expect(await open(anna)).toMatchObject([{ id: before!.id, dueDate: '2026-11-25' }]);
  });
});

describe('skipping an occurrence', () => {
  it('makes it the next one, with its steps open', async () => {
    const id = await add(anna, { recurrence: 'FREQ=WEEKLY;COUNT=5', startDate: '2026-11-22' }, [
      { title: 'Fill the can' },
    ]);
    const [step] = await list(anna, LIST.steps(id));
    await anna.tasks.complete(step!.id, true);
    const [task] = await open(anna);
    const steps = await list(anna, LIST.steps(id));

    const changes = skip(task!, steps)!;
    await anna.changes.make(changes.map((one) => ({ entity: 'task' as const, ...one })));

    const [skipped] = (await open(anna)).filter(({ parentId }) => parentId === undefined);
    expect(skipped).toMatchObject({
      id,
      dueDate: '2026-12-01',
      startDate: '2026-11-29',
      recurrence: 'FREQ=WEEKLY;COUNT=4',
    });
    expect((await open(anna)).map(({ title }) => title)).toContain('Fill the can');
  });

  it('goes past the day itself while that is still to come', async () => {
    const id = await add(anna, { recurrence: 'FREQ=WEEKLY', dueDate: addDays(TODAY, 3) });
    const [task] = await open(anna);

    expect(skip(task!, [])).toEqual([{ id, to: { dueDate: addDays(TODAY, 10) } }]);
  });

  it('is not possible with the last one', async () => {
    await add(anna, { recurrence: 'FREQ=WEEKLY;COUNT=1' });
    const [task] = await open(anna);

    expect(skip(task!, [])).toBeNull();
  });
});

describe('two devices that complete the same occurrence without knowing of each other', () => {
  /** What the server makes of everything that two devices sent, in the order in which it came. */
  async function atTheServer(...people: Person[]): Promise<StoredRow[]> {
    const rows = new Map<string, StoredRow>();
    for (const { device } of people) {
      const { mutations, clientId } = (await device.storage.unsent(1000)) as {
        mutations: Mutation[];
        clientId: string;
      };
      for (const mutation of mutations) {
        const outcome = applyMutation(rows.get(mutation.entityId), mutation, {
          at: new Date().toISOString(),
          by: clientId,
        });
        if (outcome.status === 'rejected') throw new Error(outcome.error.message);
        rows.set(mutation.entityId, outcome.row);
      }
    }
    return [...rows.values()];
  }

  const openOnes = (rows: StoredRow[]) =>
    rows.filter(({ deletedAt, fields }) => deletedAt === null && fields['completedAt'] === undefined);

  it.each([
    ['at the same time', {}, 0],
    ['on different days', {}, 2],
    ['on different days, counted from the completion', { repeatFrom: 'completion' as const }, 2],
  ])('%s, end with exactly one next occurrence', async (_when, fields, days) => {
    const ben = person();
    const [same, steps] = [
      { recurrence: 'FREQ=DAILY;INTERVAL=3', order: 'a0', ...fields },
      [{ title: 'Fill' }],
    ];
    for (const who of [anna, ben]) {
      await add(who, same);
      await who.tasks.create({
        id: SERIES.replace('0001', '0002'),
        parentId: SERIES,
        ...steps[0]!,
        order: 'a0',
      });
    }

    await anna.tasks.complete(SERIES, true);
    vi.setSystemTime(new Date(2026, 10, 24 + days, 12));
    await ben.tasks.complete(SERIES, true);
    const rows = await atTheServer(anna, ben);

    const titles = openOnes(rows).map(({ fields: { title } }) => String(title));
    expect(titles.toSorted()).toEqual(['Fill', 'Water the plants']);
    expect(rows).toHaveLength(4);
  });

  it('and one of which goes on to the one after it', async () => {
    const ben = person();
    for (const who of [anna, ben]) await add(who, { recurrence: 'FREQ=DAILY', order: 'a0' });

    await anna.tasks.complete(SERIES, true);
    await anna.tasks.complete((await open(anna))[0]!.id, true);
    await ben.tasks.complete(SERIES, true);
    const rows = await atTheServer(anna, ben);

    expect(openOnes(rows).map(({ fields: { dueDate } }) => dueDate)).toEqual(['2026-11-26']);
  });

  it('and one of which had moved it', async () => {
    const ben = person();
    for (const who of [anna, ben]) await add(who, { recurrence: 'FREQ=WEEKLY', order: 'a0' });

    await anna.tasks.update(SERIES, { dueDate: addDays(civilDate(), 2) });
    await anna.tasks.complete(SERIES, true);
    await ben.tasks.complete(SERIES, true);

    expect(openOnes(await atTheServer(anna, ben))).toHaveLength(1);
  });
});
