// Tasks as iCalendar (RFC 5545): what the server's feeds and the export on the device have in common. Escaping and
// folding are the library's. Text is made task by task, so that a long list never stands in memory as objects.
import ICAL from 'ical.js';
import type { Task } from './rows.ts';

/** What a task is shown with. */
export interface CalendarContext {
  labels: ReadonlyMap<string, string>;
  projects: ReadonlyMap<string, string>;
  /** The instant of a civil date and time, `…Z`; without it, reminders at a fixed time are left out. */
  instantOf?: (civil: string) => string;
}

/** Of a row's id, and back: an own file that is imported again is recognised by it. */
export const uidOf = (id: string): string => `${id}@lockstep`;
export const idOfUid = (uid: string): string | null =>
  /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@lockstep$/.exec(uid)?.[1] ?? null;

/** The scale of RFC 5545 §3.8.1.9: 1 to 4 are high, 5 is medium, 6 to 9 are low. */
export const CALENDAR_PRIORITIES = { 1: 1, 2: 3, 3: 5, 4: 9 } as const;

export function calendarHead(name: string): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.addPropertyWithValue('version', '2.0');
  calendar.addPropertyWithValue('prodid', '-//Lockstep//Lockstep//EN');
  calendar.addPropertyWithValue('x-wr-calname', oneLine(name));
  return `${calendar.toString().split('\r\nEND:')[0]}\r\n`;
}

export const CALENDAR_END = 'END:VCALENDAR\r\n';

/** A task with everything that RFC 5545 has a property for. */
export function toTodo(task: Task, context: CalendarContext): string {
  const todo = begin('vtodo', task, context);
  const { dueDate, dueTime, startDate, completedAt, priority, recurrence, parentId, projectId } = task;
  // Both have to be of one type, and a rule counts from the start.
  const start = startDate ?? (recurrence === undefined ? undefined : dueDate);
  if (start !== undefined) {
    const time = dueTime && (startDate === undefined ? dueTime : '00:00');
    setTime(todo, 'dtstart', start, time);
  }
  if (dueDate !== undefined) setTime(todo, 'due', dueDate, dueTime);
  if (priority !== undefined) todo.addPropertyWithValue('priority', CALENDAR_PRIORITIES[priority as 1]);
  if (completedAt !== undefined) {
    todo.addPropertyWithValue('completed', instant(completedAt));
    todo.addPropertyWithValue('percent-complete', 100);
  }
  todo.addPropertyWithValue('status', completedAt === undefined ? 'NEEDS-ACTION' : 'COMPLETED');
  if (recurrence !== undefined) setRule(todo, recurrence);
  if (task.repeatFrom === 'completion') todo.addPropertyWithValue('x-lockstep-repeat-from', 'completion');
  if (parentId !== undefined) todo.addPropertyWithValue('related-to', uidOf(parentId));
  const project = projectId && context.projects.get(projectId);
  if (project) todo.addPropertyWithValue('x-lockstep-project', oneLine(project));
  for (const reminder of task.reminders ?? []) addAlarm(todo, task, reminder, context);
  return `${todo.toString()}\r\n`;
}

/**
 * A task's day as an event that takes nobody's time: all day, or at its time, which floats with the reader's zone as
 * it does in the app. Null for a task without a day.
 */
export function toEvent(task: Task, context: CalendarContext): string | null {
  const day = task.dueDate ?? task.startDate;
  if (day === undefined) return null;
  const event = begin('vevent', task, context);
  setTime(event, 'dtstart', day, task.dueDate && task.dueTime);
  event.addPropertyWithValue('transp', 'TRANSPARENT');
  // The next one after a completion is not known before.
  if (task.recurrence !== undefined && task.repeatFrom !== 'completion') setRule(event, task.recurrence);
  return `${event.toString()}\r\n`;
}

function begin(name: 'vtodo' | 'vevent', task: Task, { labels }: CalendarContext): ICAL.Component {
  const component = new ICAL.Component(name);
  component.addPropertyWithValue('uid', uidOf(task.id));
  component.addPropertyWithValue('dtstamp', instant(task.updatedAt));
  component.addPropertyWithValue('created', instant(task.createdAt));
  component.addPropertyWithValue('last-modified', instant(task.updatedAt));
  component.addPropertyWithValue('summary', plain(task.title));
  if (task.notes) component.addPropertyWithValue('description', plain(task.notes));
  const names = (task.labels ?? []).flatMap((id) => labels.get(id) ?? []);
  if (names.length > 0) {
    const categories = new ICAL.Property('categories');
    categories.setValues(names.map(plain));
    component.addProperty(categories);
  }
  return component;
}

function setTime(component: ICAL.Component, name: string, date: string, time: string | undefined): void {
  const value = time === undefined ? date : `${date}T${time}:00`;
  component.addPropertyWithValue(
    name,
    time === undefined ? ICAL.Time.fromDateString(value) : ICAL.Time.fromDateTimeString(value),
  );
}

/** A rule that the library does not know is left out: the rest of the task is worth more. */
function setRule(component: ICAL.Component, rule: string): void {
  try {
    const recur = ICAL.Recur.fromString(rule);
    if (recur.freq) component.addPropertyWithValue('rrule', recur);
  } catch {
    return;
  }
}

function addAlarm(
  todo: ICAL.Component,
  { title, dueDate }: Task,
  reminder: string,
  { instantOf }: CalendarContext,
): void {
  const isSpan = reminder.startsWith('-P');
  if (isSpan ? dueDate === undefined : instantOf === undefined) return;
  const alarm = new ICAL.Component('valarm');
  alarm.addPropertyWithValue('action', 'DISPLAY');
  alarm.addPropertyWithValue('description', plain(title));
  const trigger = new ICAL.Property('trigger');
  if (isSpan) {
    trigger.setParameter('related', 'END');
    trigger.setValue(ICAL.Duration.fromString(reminder));
  } else {
    trigger.resetType('date-time');
    trigger.setValue(instant(instantOf!(reminder)));
  }
  alarm.addProperty(trigger);
  todo.addSubcomponent(alarm);
}

const instant = (iso: string): ICAL.Time => ICAL.Time.fromDateTimeString(`${iso.slice(0, 19)}Z`);

/** RFC 5545 §3.3.11 knows no control characters but the line's end and the tab. */
const plain = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '');

/** For properties that the library does not know, and so does not escape. */
const oneLine = (text: string): string => plain(text).replace(/\s+/g, ' ');
