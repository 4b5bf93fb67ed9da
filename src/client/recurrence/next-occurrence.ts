// What follows a recurring task: a task of its own, whose id says whose follower it is, so that two devices that
// complete the same occurrence without knowing of each other make the same row.
import { v5 as uuidv5 } from 'uuid';
import type { Task } from '../../protocol/rows.ts';
import type { RowState, TaskPatch } from '../types.ts';
import { addDays, civilDate, daysBetween } from './civil-dates.ts';
import { nextDay, nextDayAfter } from './occurrences.ts';
import { formatRule, parseRule } from './rule.ts';

/** Of the ids that are made here. */
const NAMESPACE = '7d5a1c1e-5f0b-5d5e-9c39-4f2b8a0f6b7d';

/** Fields that every occurrence has as they are. */
const KEPT = [
  'title',
  'notes',
  'projectId',
  'sectionId',
  'parentId',
  'labels',
  'priority',
  'order',
] as const satisfies (keyof TaskPatch)[];

/** Every field that an occurrence has of the one before it, moved on or not. */
export const CARRIED = [
  ...KEPT,
  'dueTime',
  'dueDate',
  'startDate',
  'reminders',
  'recurrence',
  'repeatFrom',
  'seriesId',
] as const satisfies (keyof TaskPatch)[];

/** Days that a task is planned by. */
type Dates = Pick<TaskPatch, 'startDate' | 'dueDate' | 'reminders'>;

export interface NextOccurrence {
  id: string;
  fields: TaskPatch & { title: string };
  /** How many days later than this one. */
  days: number;
}

/** What the occurrences of a task have in common; the first one gives it its id. */
export const seriesOf = ({ id, seriesId = id }: Task): string => seriesId;

/**
 * One occurrence has one follower, whatever day it is completed on and in whatever time zone: its id comes of the
 * series and of the occurrence that it follows.
 */
export const idOfNext = (task: Task): string => uuidv5(`${seriesOf(task)} ${task.id}`, NAMESPACE);

/**
 * The occurrence that comes after this one; null when the series ends with it, or when nobody understands its rule.
 * @param completedOn civil date.
 */
export function nextOccurrence(task: Task, completedOn: string): NextOccurrence | null {
  const rule = parseRule(task.recurrence ?? '');
  if (rule === null) return null;
  const anchor = task.dueDate ?? task.startDate ?? completedOn;
  // Days that were missed are over: nobody wants to water the plants five times because of a holiday.
  const next =
    task.repeatFrom === 'completion' ? nextDayAfter(rule, completedOn) : nextDay(rule, anchor, completedOn);
  if (next === null) return null;
  const days = daysBetween(anchor, next.date);
  const hasDay = task.dueDate !== undefined || task.startDate !== undefined;
  const fields = {
    ...pick(task, KEPT),
    title: task.title,
    ...pick(task, ['dueTime', 'repeatFrom']),
    ...later(task, days),
    ...(hasDay ? {} : { dueDate: next.date }),
    recurrence: formatRule(next.rule),
    seriesId: seriesOf(task),
  };
  return { id: idOfNext(task), fields, days };
}

/** What a step is in the next occurrence: open again, as much later. */
export function nextStep(step: Task, parentId: string, next: NextOccurrence): { id: string; to: RowState } {
  const id = uuidv5(`${next.id} ${step.id}`, NAMESPACE);
  return { id, to: { ...pick(step, KEPT), dueTime: step.dueTime, parentId, ...later(step, next.days) } };
}

/** Its days so many days later; reminders before the due time go with it. */
export function later({ startDate, dueDate, reminders }: Task, days: number): Dates {
  const move = (reminder: string) =>
    reminder.startsWith('-') ? reminder : addDays(reminder.slice(0, 10), days) + reminder.slice(10);
  return {
    ...(startDate !== undefined && { startDate: addDays(startDate, days) }),
    ...(dueDate !== undefined && { dueDate: addDays(dueDate, days) }),
    ...(reminders !== undefined && { reminders: reminders.map(move) }),
  };
}

/** The day on which a completed task was done, where the person is. */
export const doneOn = ({ completedAt }: Task): string =>
  civilDate(completedAt === undefined ? new Date() : new Date(completedAt));

function pick<K extends keyof Task>(task: Task, fields: readonly K[]): Pick<Task, K> {
  const found = fields.filter((field) => task[field] !== undefined).map((field) => [field, task[field]]);
  return Object.fromEntries(found) as Pick<Task, K>;
}
