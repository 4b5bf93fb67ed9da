// What a reminder on the wire means on a device: when it is, what it is known by, and what a notification of it says
// to the service worker. Civil dates and times are read on the clock of the device.
import type { Task } from './rows.ts';

/** Of a task that is due on a day without a time. */
const DUE_TIME = '09:00';
const MINUTE_MS = 60_000;
/** How long a reminder is put off. */
const SNOOZE_MS = 60 * MINUTE_MS;

type Reminding = Pick<Task, 'id' | 'dueDate' | 'dueTime' | 'reminders'>;

/** A reminder of a task at a moment. */
export interface Moment {
  /** Task and civil time: the same on every device, and another one when the task is moved. */
  key: string;
  taskId: string;
  /** Wall-clock ms. */
  at: number;
}

/** The instant of a civil date and time here; days are counted on the calendar, whatever clocks do in between. */
function instantOf(date: string, time: string, daysBefore = 0): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return new Date(year, month - 1, day - daysBefore, hour, minute).getTime();
}

/** A civil date and time, `YYYY-MM-DDTHH:MM`, of an instant here. */
export function civilMinute(instant: number): string {
  const at = new Date(instant);
  const [year = '', ...parts] = [
    at.getFullYear(),
    at.getMonth() + 1,
    at.getDate(),
    at.getHours(),
    at.getMinutes(),
  ].map((n) => String(n).padStart(2, '0'));
  const [month, day, hour, minute] = parts;
  return `${year.padStart(4, '0')}-${month}-${day}T${hour}:${minute}`;
}

/** When a reminder is, in wall-clock ms; null where it is counted from a due date that is not there. */
export function whenOf(
  reminder: string,
  { dueDate, dueTime = DUE_TIME }: Omit<Reminding, 'id'>,
): number | null {
  const [, amount, unit] = /^-PT?(\d+)([MHD])$/.exec(reminder) ?? [];
  if (amount === undefined) {
    const [date = '', time = ''] = reminder.split('T');
    return instantOf(date, time);
  }
  if (dueDate === undefined) return null;
  if (unit === 'D') return instantOf(dueDate, dueTime, Number(amount));
  return instantOf(dueDate, dueTime) - Number(amount) * MINUTE_MS * (unit === 'H' ? 60 : 1);
}

/** The reminders of a task, each moment once. */
export function momentsOf(task: Reminding): Moment[] {
  const moments = new Map<string, Moment>();
  for (const reminder of task.reminders ?? []) {
    const at = whenOf(reminder, task);
    if (at === null) continue;
    const key = `${task.id} ${civilMinute(at)}`;
    moments.set(key, { key, taskId: task.id, at });
  }
  return [...moments.values()];
}

/** The reminders of a task of which one is put off: it comes again in an hour. */
export function snoozed(task: Reminding, key: string, now = Date.now()): string[] {
  const again = civilMinute(now + SNOOZE_MS);
  const kept = (task.reminders ?? []).filter((one) => `${task.id} ${one}` !== key && one !== again);
  return [...kept, again];
}

/** What can be done from a notification; without one of these it opens the task. */
export const ACTIONS = ['complete', 'snooze'] as const;
export type ReminderAction = (typeof ACTIONS)[number] | 'open';

/** What a notification carries. */
export type ReminderData = Pick<Moment, 'key' | 'taskId'>;

/** Service worker → tab: what is the tab's to do. */
export interface ReminderMessage {
  type: 'lockstep-reminder';
  action: 'open' | 'complete';
  taskId: string;
}

/** In the address of a task that is opened to be completed. */
export const TO_COMPLETE = '#complete';

/** Joins what looks at the reminders of this device. */
export const REMINDERS_CHANNEL = 'lockstep-reminders';
