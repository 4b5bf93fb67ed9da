// Commands: what a person does to tasks. Each resolves when it is safe on this device.
import { v7 as uuidv7 } from 'uuid';
import type { Task } from '../protocol/rows.ts';
import { LIST } from '../storage/lists.ts';
import { readRows, type SeenRow } from '../storage/task-reader.ts';
import type { Change, Changes } from './changes.ts';
import { loadOnce } from './loaded-later.ts';
import { orderAt, ordersAtEnd, ordersOnTop } from './places.ts';
import { listOf, WHERE, withSteps } from './task-trees.ts';
import type { NewTask, RowState, TaskCommands, TaskPatch, TextBase } from './types.ts';

type Recurrence = typeof import('./recurrence/follow-up.ts');

/** The arithmetic of recurrence, for those who have recurring tasks alone. @throws LockstepError `offline` */
const loadRecurrence = loadOnce(() => import('./recurrence/follow-up.ts'));

export function createTaskCommands(changes: Changes): TaskCommands {
  const database = () => changes.desk().database;
  const change = (id: string, to: RowState): Change => ({ entity: 'task', id, to });
  /** What goes with the completion of those among the tasks that recur. */
  async function withOccurrences(
    { follow, seriesFields, takeBack }: Recurrence,
    tasks: SeenRow[],
    ids: readonly string[],
    completed: boolean,
  ) {
    const rows = new Map(tasks.map(({ row }) => [row.id, row as Task]));
    const isUnder = ({ parentId = '' }: Task): boolean =>
      ids.includes(parentId) || (rows.has(parentId) && isUnder(rows.get(parentId)!));
    // A step goes where its task goes, and so does its series.
    const recurring = [...rows.values()].filter(
      (task) => task.recurrence && ids.includes(task.id) && !isUnder(task) && completed === !task.completedAt,
    );
    const more = { fields: new Map<string, RowState>(), changes: [] as Change[] };
    const read = (some: string[]) => readRows(database(), some);
    const tree = (id: string) => withSteps(database(), [id]);
    for (const task of recurring) {
      if (completed) more.fields.set(task.id, seriesFields(task));
      more.changes.push(...(await (completed ? follow : takeBack)(task, tree, read)));
    }
    return more;
  }

  /** Sets fields of tasks; their steps go where they go. */
  async function set(ids: readonly string[], fields: TaskPatch, base?: TextBase): Promise<void> {
    const where = Object.fromEntries(Object.entries(fields).filter(([field]) => WHERE.has(field)));
    const moved = Object.keys(where).length > 0 ? await withSteps(database(), ids) : [];
    const steps = moved.filter(({ row }) => !ids.includes(row.id));
    await changes.make([
      ...ids.map((id) => ({ ...change(id, fields), base })),
      ...steps.map((seen) => ({ ...change(seen.row.id, where), seen })),
    ]);
  }

  /** Changes for new tasks, each followed by its steps. */
  async function plant(drafts: readonly NewTask[], orders: string[]): Promise<Change[]> {
    const planted: Change[] = [];
    for (const [i, { id = uuidv7(), steps = [], ...fields }] of drafts.entries()) {
      planted.push(change(id, { order: orders[i]!, ...fields, gone: false }));
      if (steps.length === 0) continue;
      const { projectId, sectionId } = fields;
      const under = steps.map((step) => ({ projectId, sectionId, ...step, parentId: id }));
      planted.push(...(await plant(under, await ordersAtEnd(database(), LIST.steps(id), steps.length))));
    }
    return planted;
  }

  const commands: TaskCommands = {
    create: async (fields) => (await commands.createAll([fields]))[0]!,

    createAll: (drafts, { onStored, atEnd = false } = {}) =>
      changes.inTurn(async () => {
        const made: Change[] = [];
        const ids: string[] = [];
        for (const [list, group] of Map.groupBy(drafts, listOf)) {
          const make = atEnd || group[0]?.parentId ? ordersAtEnd : ordersOnTop;
          const withIds = group.map((draft) => ({ ...draft, id: draft.id ?? uuidv7() }));
          ids.push(...withIds.map(({ id }) => id));
          made.push(...(await plant(withIds, await make(database(), list, group.length))));
        }
        await changes.make(made, onStored);
        return ids;
      }),

    update: (id, fields, base) => changes.inTurn(() => set([id], fields, base)),

    updateAll: (ids, fields) => changes.inTurn(() => set(ids, fields)),

    complete: (id, completed) => commands.completeAll([id], completed),

    completeAll: async (ids, completed) => {
      // Before the turn: nobody else waits for what has to be loaded.
      const rows = await readRows(database(), ids);
      const recurrence = rows.some(({ row }) => (row as Task).recurrence) ? await loadRecurrence() : null;
      await changes.inTurn(async () => {
        const completedAt = completed ? new Date().toISOString() : null;
        // What a task consists of is done with it; reopening it says nothing of its steps.
        const tasks = await withSteps(database(), ids);
        const isMeant = ({ id, completedAt: done }: Task) => ids.includes(id) || (completed && !done);
        const meant = tasks.map(({ row }) => row as Task).filter(isMeant);
        const more = recurrence && (await withOccurrences(recurrence, tasks, ids, completed));
        await changes.make([
          ...meant.map(({ id }) => change(id, { completedAt, ...more?.fields.get(id) })),
          ...(more?.changes ?? []),
        ]);
      });
    },

    move: (id, place) =>
      changes.inTurn(async () => {
        const [task, anchor] = await changes.read([id, 'before' in place ? place.before : place.after]);
        const order = await orderAt(database(), listOf(anchor as TaskPatch), id, place);
        const to: RowState = { order };
        for (const field of [...WHERE, 'parentId'])
          if (task![field] !== anchor![field]) to[field] = anchor![field] ?? null;
        await set([id], to as TaskPatch);
      }),

    delete: (id) => commands.deleteAll([id]),

    deleteAll: (ids) =>
      changes.inTurn(async () => {
        const tasks = await withSteps(database(), ids);
        await changes.make(tasks.map((seen) => ({ ...change(seen.row.id, { gone: true }), seen })));
      }),

    restore: (id) =>
      changes.inTurn(async () => {
        const tasks = await withSteps(database(), [id], LIST.goneSteps);
        await changes.make(tasks.map((seen) => ({ ...change(seen.row.id, { gone: false }), seen })));
      }),
  };
  return commands;
}
