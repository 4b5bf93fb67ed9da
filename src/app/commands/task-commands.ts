// What is done with a task: the row that has the focus, or the one that is open.
import type { TaskPatch } from '../../client/types.ts';
import { openTask, readRoute } from '../route.ts';
import { offerUndo } from '../undo-words.ts';
import { detailWords } from '../words/detail.ts';
import { taskWords } from '../words/task.ts';
import { askPalette, type TaskPage } from './ask-palette.ts';
import type { Command, Shell, Target } from './command.ts';

/** Priorities by their keys; `0` for none. */
const PRIORITIES = [1, 2, 3, 4, 0] as const;

/** A row completes its task as by a click, so that all that follows from that follows. */
async function complete(shell: Shell, target: Target | null): Promise<void> {
  if (!target) return;
  if (target.row?.isConnected) return target.row.toggle();
  const { rows, tasks } = shell.lockstep;
  const states = await rows.read(target.ids);
  const isDone = states.every(({ completedAt }) => completedAt != null);
  await tasks.completeAll([...target.ids], !isDone);
  if (!isDone) offerUndo(shell.lockstep, target.ids[0]!, taskWords.completed({ title: titleOf(states[0]) }));
}

/** Deletes; a task that is open is closed then. */
export async function remove(shell: Shell, target: Target | null): Promise<void> {
  if (!target) return;
  const [state] = await shell.lockstep.rows.read(target.ids);
  await shell.lockstep.tasks.deleteAll([...target.ids]);
  if (target.ids.includes(readRoute().taskId ?? '')) openTask(null);
  offerUndo(shell.lockstep, target.ids[0]!, taskWords.deleted({ title: titleOf(state) }));
}

const titleOf = (state: Record<string, unknown> | undefined): string =>
  typeof state?.['title'] === 'string' ? state['title'] : taskWords.untitled;

const setPriority =
  (priority: number) =>
  async (shell: Shell, target: Target | null): Promise<void> => {
    if (!target) return;
    const patch: TaskPatch = { priority: priority || null };
    await shell.lockstep.tasks.updateAll(target.ids, patch);
    offerUndo(shell.lockstep, target.ids[0]!, detailWords[`priority-${priority as 0}`]);
  };

const choose =
  (page: TaskPage) =>
  (shell: Shell, target: Target | null): boolean =>
    target !== null && askPalette({ page, shell, ids: target.ids });

export const taskCommands: readonly Command[] = [
  { id: 'complete', group: 'task', keys: ['e'], where: 'task', run: complete },
  { id: 'due', group: 'task', keys: ['d'], where: 'task', run: choose('due') },
  { id: 'project', group: 'task', keys: ['p'], where: 'task', run: choose('project') },
  { id: 'labels', group: 'task', keys: ['l'], where: 'task', run: choose('labels') },
  ...PRIORITIES.map((priority): Command => ({
    id: `priority-${priority}`,
    group: 'task',
    keys: [String(priority)],
    where: 'task',
    run: setPriority(priority),
  })),
];
