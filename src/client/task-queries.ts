// Live queries: windows of the task lists and single tasks, read from this device's database.
import type { Task } from '../protocol/rows.ts';
import { type ListWindow, readLists, readRow, type SeenRow } from '../storage/task-reader.ts';
import { type ChangeFeed, LiveRead } from './live-read.ts';
import type { Desk } from './task-commands.ts';
import type {
  FieldConflict,
  ListLimits,
  LiveQuery,
  LiveTaskLists,
  TaskDetailView,
  TaskListsView,
  TaskListView,
  TaskView,
} from './types.ts';

export function liveTaskLists(
  desk: () => Desk,
  limits: ListLimits,
  changes: ChangeFeed,
  onError: (error: unknown) => void,
): LiveTaskLists {
  let wanted = limits;
  const none: TaskListView = { tasks: [], total: 0 };
  const read = async (): Promise<TaskListsView> => {
    const { open, completed } = await readLists(desk().database, wanted);
    const view = ({ rows, total }: ListWindow) => ({ tasks: rows.map(toView), total });
    return { open: view(open), completed: view(completed) };
  };
  // Any change may bring a row into a window or push one out of it.
  const live = new LiveRead<TaskListsView>(
    { open: none, completed: none },
    read,
    changes,
    () => true,
    onError,
  );
  return Object.assign(live, {
    setLimits(next: ListLimits) {
      wanted = next;
      void live.refresh();
    },
  });
}

export function liveTaskDetail(
  desk: () => Desk,
  id: string,
  changes: ChangeFeed,
  onError: (error: unknown) => void,
): LiveQuery<TaskDetailView | undefined> {
  const read = async (): Promise<TaskDetailView> => {
    const seen = await readRow(desk().database, id);
    // A row that this device only knows as a tombstone has nothing left to read.
    if (seen === undefined || seen.row.entity !== 'task' || !('title' in seen.row))
      return { state: 'missing' };
    return { state: seen.row.deletedAt === undefined ? 'present' : 'deleted', task: toView(seen) };
  };
  return new LiveRead<TaskDetailView | undefined>(
    undefined,
    read,
    changes,
    (ids) => ids.includes(id),
    onError,
  );
}

function toView({ row, baseRevision, pending, conflicts }: SeenRow): TaskView {
  const { listKey: _, ...rest } = row;
  const task = rest as Task;
  return { ...task, baseRevision, pending, conflicts: conflicts.filter((one) => isOpen(one, task)) };
}

/** Order is no value that anybody reads; of two completions, neither is lost. */
function isOpen({ field, lost }: FieldConflict, task: Task): boolean {
  const now = task[field as keyof Task] ?? null;
  return field !== 'order' && now !== lost && (field !== 'completedAt' || now === null || lost === null);
}
