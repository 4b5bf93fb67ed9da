// What a person does to a task in its panel that is more than one command, or wants a word afterwards.
import type { TaskView } from '../client/types.ts';
import type { LockstepWithUndo } from '../client/undo-stack.ts';
import { formatCivil } from './dates.ts';
import { showToast } from './toast.ts';
import { offerUndo } from './undo-words.ts';
import { detailWords } from './words/detail.ts';
import { taskWords } from './words/task.ts';

/** What was completed stays on screen: of a recurring task, the one that follows it is worth a word. */
export async function complete(
  lockstep: LockstepWithUndo,
  task: TaskView,
  completed: boolean,
): Promise<void> {
  await lockstep.tasks.complete(task.id, completed);
  if (!completed || !task.recurrence) return;
  const { dueNext } = await import('../client/recurrence/upcoming.ts');
  const date = dueNext(task);
  if (date === null) return;
  offerUndo(lockstep, task.id, detailWords.nextOne({ title: task.title, when: formatCivil(date) }));
}

/** Passes over this occurrence of a recurring task. */
export async function skip(lockstep: LockstepWithUndo, task: TaskView): Promise<void> {
  const { skipOccurrence } = await import('../client/recurrence/upcoming.ts');
  const date = await skipOccurrence(lockstep, task);
  if (date === null) return showToast({ text: detailWords.lastOne });
  offerUndo(lockstep, task.id, detailWords.skipped({ title: task.title, when: formatCivil(date) }));
}

/** Makes a label and puts it on the task. */
export async function addNewLabel(lockstep: LockstepWithUndo, task: TaskView, title: string): Promise<void> {
  const label = await lockstep.labels.create({ title });
  await lockstep.tasks.update(task.id, { labels: [...(task.labels ?? []), label] });
}

export async function copyText({ title, notes }: TaskView): Promise<void> {
  await navigator.clipboard.writeText(notes ? `${title}\n\n${notes}` : title);
  showToast({ text: taskWords.copied });
}
