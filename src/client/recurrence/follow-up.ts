// What else happens when a recurring task is completed or reopened; one deed with it, one undo takes all back.
import type { Task } from '../../protocol/rows.ts';
import type { SeenRow } from '../../storage/task-reader.ts';
import type { Change } from '../changes.ts';
import type { RowState, TaskPatch } from '../types.ts';
import { civilDate } from './civil-dates.ts';
import { CARRIED, doneOn, idOfNext, nextOccurrence, nextStep, seriesOf } from './next-occurrence.ts';

/** Rows of this device, by id; those that nobody knows are left out. */
type Read = (ids: string[]) => Promise<SeenRow[]>;
/** A task and everything under it. */
type ReadTree = (id: string) => Promise<SeenRow[]>;

const change = (id: string, to: RowState): Change => ({ entity: 'task', id, to });
/** Also where it was completed and deleted before. */
const OPEN: RowState = { completedAt: null, gone: false };
const isGone = ({ row }: SeenRow): boolean => row.deletedAt !== undefined;

/**
 * Completing an occurrence makes the next one, with its steps open again. Where another device was faster, or this
 * one did it before, it is there already.
 */
export async function follow(task: Task, tree: ReadTree, read: Read): Promise<Change[]> {
  const next = nextOccurrence(task, civilDate());
  if (next === null) return [];
  const [there] = await read([next.id]);
  if (there && !isGone(there)) return [];
  const made = [change(next.id, { ...next.fields, ...OPEN })];
  const parents = new Map([[task.id, next.id]]);
  // From the top down: the tree is read that way.
  for (const { row } of await tree(task.id)) {
    const step = row as Task;
    const parentId = parents.get(step.parentId ?? '');
    if (step.id === task.id || parentId === undefined) continue;
    const { id, to } = nextStep(step, parentId, next);
    parents.set(step.id, id);
    made.push(change(id, { ...to, ...OPEN }));
  }
  return made;
}

/** Fields by which the occurrences of a series find each other, where the first one lacks them. */
export const seriesFields = (task: Task): RowState =>
  task.seriesId === undefined ? { seriesId: seriesOf(task) } : {};

/**
 * Reopening an occurrence takes the next one back, as long as nobody has touched that one: else both stay.
 * @param task as it was completed.
 */
export async function takeBack(task: Task, tree: ReadTree, read: Read): Promise<Change[]> {
  const [there] = await read([idOfNext(task)]);
  if (!there || isGone(there)) return [];
  const made = nextOccurrence(task, doneOn(task));
  const rows = await tree(there.row.id);
  const isOpen = rows.every(({ row }) => (row as Task).completedAt === undefined);
  if (made === null || !isOpen || !isAsMade(there.row as Task, made.fields)) return [];
  return rows.map((seen) => ({ ...change(seen.row.id, { gone: true }), seen }));
}

const isAsMade = (now: Task, made: TaskPatch): boolean =>
  CARRIED.every((field) => JSON.stringify(now[field] ?? null) === JSON.stringify(made[field] ?? null));
