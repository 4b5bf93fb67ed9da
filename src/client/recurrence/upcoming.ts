// What comes of a recurring task: when it is due next, and how to pass over this time.
import type { Task } from '../../protocol/rows.ts';
import { LIST } from '../../storage/lists.ts';
import type { Lockstep, RowState } from '../types.ts';
import { civilDate } from './civil-dates.ts';
import { later, nextOccurrence } from './next-occurrence.ts';

/** The day on which a task that is completed today is due again; null when that was the last time. */
export const dueNext = (task: Task): string | null =>
  nextOccurrence(task, civilDate())?.fields.dueDate ?? null;

/**
 * Passes over one occurrence: it becomes the next one, with its steps open again.
 * @returns the day on which it is due now; null when it was the last one, and nothing was done.
 */
export async function skipOccurrence(
  lockstep: Pick<Lockstep, 'liveLists' | 'rows'>,
  task: Task,
): Promise<string | null> {
  const steps: Task[] = [];
  for (let above = [task.id]; above.length > 0;) {
    const lists = lockstep.liveLists(
      Object.fromEntries(above.map((id) => [id, { list: LIST.steps(id), limit: Infinity }])),
    );
    await lists.ready;
    lists.close();
    const known = new Set([task.id, ...steps.map(({ id }) => id)]);
    const found = Object.values(lists.value).flatMap(({ tasks }) => tasks);
    const news = found.filter(({ id }) => !known.has(id));
    steps.push(...news);
    above = news.map(({ id }) => id);
  }
  const changes = skip(task, steps);
  if (changes === null) return null;
  await lockstep.rows.make(changes.map((change) => ({ entity: 'task', ...change })));
  const { dueDate = task.dueDate ?? task.startDate } = changes[0]!.to as { dueDate?: string };
  return dueDate ?? null;
}

/** What makes this occurrence the next one; null when there is none. */
export function skip(task: Task, steps: readonly Task[]): { id: string; to: RowState }[] | null {
  const from = task.dueDate ?? task.startDate ?? '';
  const today = civilDate();
  // The day itself is passed over, also when it is still to come.
  const next = nextOccurrence(task, from > today ? from : today);
  if (next === null) return null;
  const { startDate, dueDate, reminders, recurrence } = next.fields;
  const news = (now: Task, then: RowState): RowState =>
    Object.fromEntries(
      Object.entries(then).filter(
        ([field, value]) =>
          value !== undefined && JSON.stringify(now[field as keyof Task] ?? null) !== JSON.stringify(value),
      ),
    );
  return [
    { id: task.id, to: news(task, { dueDate, startDate, reminders, recurrence }) },
    ...steps
      .map((step) => ({ id: step.id, to: news(step, { completedAt: null, ...later(step, next.days) }) }))
      .filter(({ to }) => Object.keys(to).length > 0),
  ];
}
