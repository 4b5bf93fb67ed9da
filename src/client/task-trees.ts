// Tasks with what is under them, and the list that a task stands in.
import type { Database } from '../storage/database.ts';
import { LIST } from '../storage/lists.ts';
import type { LockstepSchema } from '../storage/schema.ts';
import { readLists, readRows, type SeenRow } from '../storage/task-reader.ts';
import type { TaskPatch } from './types.ts';

/** Fields that a task and its steps have in common. */
export const WHERE = new Set(['projectId', 'sectionId']);

/** The tasks, and what stands in these lists under each of them, however deep. */
export async function withSteps(
  database: Database<LockstepSchema>,
  ids: readonly string[],
  listOfSteps: (id: string) => string = LIST.steps,
): Promise<SeenRow[]> {
  const found = new Map((await readRows(database, ids)).map((seen) => [seen.row.id, seen]));
  for (let above = [...ids]; above.length > 0;) {
    const requests = Object.fromEntries(above.map((id) => [id, { list: listOfSteps(id), limit: Infinity }]));
    const lists = await readLists(database, requests);
    const steps = Object.values(lists).flatMap(({ rows }) => rows);
    const news = steps.filter(({ row }) => !found.has(row.id));
    for (const seen of news) found.set(seen.row.id, seen);
    above = news.map(({ row }) => row.id);
  }
  return [...found.values()];
}

/** The list that a new task is put in. */
export const listOf = ({ parentId, sectionId, projectId }: TaskPatch): string =>
  parentId ? LIST.steps(parentId) : LIST.in(sectionId ?? projectId ?? null);
