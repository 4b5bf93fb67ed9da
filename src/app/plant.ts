// Lines become tasks: names become the projects and labels that have them, and those that nobody knows are made.
import type { Lockstep, NewTask, OutlineView, TaskPatch } from '../client/types.ts';
import type { Captured } from './capture.ts';

/**
 * Adds what was captured, in the order in which it was written.
 * @param where what a new task is in that says nothing else, such as the project that is being looked at.
 * @param firstId what the first task's id will be.
 * @returns the ids of the tasks, without those of their steps.
 */
export async function plant(
  lockstep: Pick<Lockstep, 'tasks' | 'projects' | 'labels'>,
  { projects, labels }: OutlineView,
  captured: readonly Captured[],
  where: TaskPatch = {},
  firstId?: string,
): Promise<string[]> {
  const all = captured.flatMap(withSteps);
  const projectIds = await idsOf(
    all.flatMap(({ project = [] }) => project),
    projects,
    (title) => lockstep.projects.create({ title }),
  );
  const labelIds = await idsOf(
    all.flatMap((one) => one.labels),
    labels,
    (title) => lockstep.labels.create({ title }),
  );

  const toTask = (one: Captured, { labels: around, ...inherited }: TaskPatch): NewTask => {
    const { project, labels: names, steps, ...fields } = one;
    const ids = [...new Set([...(around ?? []), ...names.map((name) => labelIds.get(key(name))!)])];
    return {
      ...inherited,
      ...fields,
      // Another project than the one around it has none of its sections.
      ...(project !== undefined && { projectId: projectIds.get(key(project))!, sectionId: null }),
      ...(ids.length > 0 && { labels: ids }),
      ...(steps.length > 0 && { steps: steps.map((step) => toTask(step, {})) }),
    };
  };
  const [first, ...others] = captured.map((one) => toTask(one, where));
  return lockstep.tasks.createAll(first ? [{ ...first, id: firstId }, ...others] : []);
}

const withSteps = (one: Captured): Captured[] => [one, ...one.steps.flatMap(withSteps)];

/** Names are the same whatever their case. */
export const key = (name: string): string => name.trim().toLocaleLowerCase();

async function idsOf(
  names: readonly string[],
  known: readonly { id: string; title: string }[],
  create: (title: string) => Promise<string>,
): Promise<Map<string, string>> {
  const ids = new Map(known.map(({ id, title }) => [key(title), id]));
  for (const name of names) if (!ids.has(key(name))) ids.set(key(name), await create(name));
  return ids;
}
