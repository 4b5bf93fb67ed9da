// Where a row stands in the lists: the keys of the index that every list reads its windows from. A row has one key
// for each list that shows it, so that no list is ever computed by reading all rows.
import type { BaseRecord, ListKey } from './schema.ts';

/** Behind every fractional key: rows that came without an order stand last, oldest first. */
export const NO_ORDER = '~';
/** Behind every time of a day. */
const NO_TIME = '~';

/** The lists by name; those of one row have its id in them. */
export const LIST = {
  /** Every open task, steps of others included. */
  open: 'open',
  /** Open tasks with a day, by the first one that matters: `YYYY-MM-DD HH:MM order`. */
  dated: 'dated',
  /** Open tasks that want to remind of themselves. */
  reminding: 'reminding',
  /** Every completed task, newest first. */
  completed: 'completed',
  /** Deleted tasks that can still be read, newest first. */
  trash: 'trash',
  /** Open tasks of the inbox, a project or a section, without the steps of others. */
  in: (containerId: string | null) => `in:${containerId ?? 'inbox'}`,
  /** Completed ones of the inbox or a project, newest first. */
  doneIn: (projectId: string | null) => `done:${projectId ?? 'inbox'}`,
  label: (labelId: string) => `label:${labelId}`,
  /** The steps of a task, open or completed. */
  steps: (taskId: string) => `steps:${taskId}`,
  /** Steps that were deleted. */
  goneSteps: (taskId: string) => `gone:${taskId}`,
} as const;

/** Fields of any kind of row that say where it stands. */
interface Placed {
  order?: string;
  title?: string;
  completedAt?: string;
  projectId?: string;
  sectionId?: string;
  parentId?: string;
  labels?: string[];
  startDate?: string;
  dueDate?: string;
  dueTime?: string;
  reminders?: string[];
}

/**
 * The list keys of a row. Tasks sort by (order, id), completed and deleted ones newest first; every other kind of
 * row has one list with the kind's name.
 */
export function listKeysOf(row: Omit<BaseRecord, 'listKeys'>): ListKey[] {
  const { entity, id, deletedAt } = row;
  const at = (list: string, position: string | number): ListKey => [list, position, id];
  const { order = NO_ORDER, title, parentId, completedAt, ...fields } = row as Placed;
  if (entity !== 'task') return deletedAt === undefined ? [at(entity, order)] : [];
  if (deletedAt !== undefined) {
    const gone = title === undefined ? [] : [at(LIST.trash, -Date.parse(deletedAt))];
    return parentId === undefined ? gone : [...gone, at(LIST.goneSteps(parentId), order)];
  }

  const keys = parentId === undefined ? [] : [at(LIST.steps(parentId), order)];
  const { projectId = null, sectionId = projectId } = fields;
  if (completedAt !== undefined) {
    const position = -Date.parse(completedAt);
    if (parentId === undefined) keys.push(at(LIST.doneIn(projectId), position));
    return [...keys, at(LIST.completed, position)];
  }
  keys.push(at(LIST.open, order));
  if (parentId === undefined) keys.push(at(LIST.in(sectionId), order));
  const day = firstDay(fields);
  if (day !== undefined) keys.push(at(LIST.dated, `${day} ${timeOn(day, fields)} ${order}`));
  for (const label of new Set(fields.labels)) keys.push(at(LIST.label(label), order));
  if (fields.reminders?.length) keys.push(at(LIST.reminding, fields.dueDate ?? ''));
  return keys;
}

/** The day on which a task first wants to be seen. */
function firstDay({ startDate, dueDate }: Placed): string | undefined {
  if (startDate === undefined || dueDate === undefined) return startDate ?? dueDate;
  return startDate < dueDate ? startDate : dueDate;
}

const timeOn = (day: string, { dueDate, dueTime = NO_TIME }: Placed) => (day === dueDate ? dueTime : NO_TIME);

/** A window of one list: its first rows, or those of a stretch of it. */
export interface ListRequest {
  list: string;
  /** Rows at most; Infinity for all. */
  limit: number;
  /** First position of the stretch. */
  from?: string | number;
  /** Position behind the stretch. */
  below?: string | number;
}

/** Every key of a stretch. In IndexedDB an array sorts behind numbers and strings, and before longer ones. */
export const rangeOf = ({ list, from, below }: Omit<ListRequest, 'limit'>) =>
  IDBKeyRange.bound(from === undefined ? [list] : [list, from], [list, below ?? []], false, true);

/** The row's key in a stretch, if it has one there. */
export const keyIn = (
  { listKeys = [] }: Pick<BaseRecord, 'listKeys'>,
  { list, from, below }: Omit<ListRequest, 'limit'>,
): ListKey | undefined =>
  listKeys.find(
    ([name, position]) =>
      name === list && (from === undefined || position >= from) && (below === undefined || position < below),
  );

/** The order that IndexedDB gives the keys of one list. */
export function compareListKeys(a: ListKey, b: ListKey): number {
  if (a[1] !== b[1]) return a[1] < b[1] ? -1 : 1;
  return a[2] < b[2] ? -1 : a[2] > b[2] ? 1 : 0;
}
