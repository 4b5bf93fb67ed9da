// iCalendar (RFC 5545): to-dos come in, events do not, and are counted. ical.js reads each to-do.
import ICAL from 'ical.js';
import { CALENDAR_PRIORITIES, idOfUid } from '../../protocol/calendar.ts';
import { type CalendarPart, splitCalendar } from './calendar-parts.ts';
import { civilAt, reminderOf } from './civil.ts';
import { Draft, type DraftTask } from './draft.ts';
import { type FileContents, ImportProblem, type ReadingContext } from './model.ts';
import { cleanRule } from './rule.ts';

export const isCalendar = (text: string): boolean => /^\s*BEGIN:VCALENDAR\s*$/im.test(text.slice(0, 500));

/** @throws ImportProblem `broken-calendar` */
export function readCalendar(text: string, fileName: string, context: ReadingContext): FileContents {
  const draft = new Draft('icalendar');
  const { todos, events, name } = splitCalendar(text);
  draft.lose('events', events);
  const calendar = name ?? fileName.replace(/^.*[/\\]/, '').replace(/\.(ics|ical)$/i, '');
  const parents = new Map<string, string>();
  const ids = new Map<string, string>();
  for (const part of todos) {
    const todo = new TodoReader(parse(part), draft, context);
    const task = todo.read(calendar);
    const id = draft.task(task);
    if (!ids.has(task.identity)) ids.set(task.identity, id);
    if (todo.parent !== null) parents.set(id, todo.parent);
  }
  draft.nest(new Map([...parents].map(([id, uid]) => [id, ids.get(uid) ?? draft.idOf('task', uid)])));
  return draft.finish();
}

function parse({ text, line }: CalendarPart): ICAL.Component {
  try {
    return new ICAL.Component(ICAL.parse(text) as [string, [], []]);
  } catch {
    throw new ImportProblem('broken-calendar', line + lineWithin(text));
  }
}

/** The first content line that is none: a name, parameters, and a value (§3.1). */
function lineWithin(text: string): number {
  const found = text.split('\n').findIndex((line) => !/^([ \t]|[\w-]+[;:])/.test(line));
  return Math.max(0, found);
}

class TodoReader {
  readonly #todo: ICAL.Component;
  readonly #draft: Draft;
  readonly #zone: string;

  constructor(todo: ICAL.Component, draft: Draft, { zone }: ReadingContext) {
    this.#todo = todo;
    this.#draft = draft;
    this.#zone = zone;
  }

  /** UID of the to-do above. */
  get parent(): string | null {
    const related = this.#todo.getAllProperties('related-to').find((one) => {
      const type = String(one.getParameter('reltype') ?? 'PARENT');
      return type.toUpperCase() === 'PARENT';
    });
    return related ? String(related.getFirstValue()) : null;
  }

  read(calendar: string): DraftTask {
    const title = this.#text('summary');
    const due = this.#when('due');
    const start = this.#when('dtstart');
    const day = due ?? start;
    const rule = this.#text('rrule');
    const recurrence = rule === '' ? undefined : cleanRule(rule);
    const notes = [this.#text('description'), this.#text('location'), this.#text('url')];
    if (recurrence === null) {
      this.#draft.lose('repetitions');
      notes.push(`RRULE: ${rule}`);
    }
    const project = this.#text('x-lockstep-project') || calendar;
    this.#count();
    const uid = this.#text('uid');
    const ownId = idOfUid(uid);
    return {
      ...(ownId === null ? {} : { ownId }),
      identity: uid || [calendar, title, day?.date].join('\n'),
      title,
      notes: notes.filter(Boolean).join('\n\n'),
      labels: this.#todo.getAllProperties('categories').flatMap((one) => one.getValues().map(String)),
      projectId: project === '' || project === 'Lockstep' ? undefined : this.#draft.project(project, project),
      completedAt: this.#completedAt(),
      priority: this.#priority(),
      startDate: start && due && start.date < due.date ? start.date : undefined,
      dueDate: day?.date,
      dueTime: day?.time,
      recurrence: recurrence ?? undefined,
      repeatFrom: this.#text('x-lockstep-repeat-from') === 'completion' ? 'completion' : undefined,
      reminders: this.#reminders(day),
    };
  }

  /** What has no place here. */
  #count(): void {
    const all = (name: string) => this.#todo.getAllProperties(name).length;
    this.#draft.lose('assignees', all('attendee'));
    this.#draft.lose('attachments', all('attach'));
    this.#draft.lose('durations', all('duration'));
    this.#draft.lose('exceptions', all('exdate') + all('rdate') + all('recurrence-id'));
    const comments = this.#todo.getAllProperties('comment');
    this.#draft.lose('comments', comments.length);
  }

  #text(name: string): string {
    const value = this.#todo.getFirstPropertyValue(name);
    return value === null ? '' : String(value);
  }

  #when(name: 'due' | 'dtstart'): { date: string; time?: string } | undefined {
    const value = this.#todo.getFirstPropertyValue(name);
    if (!(value instanceof ICAL.Time)) return undefined;
    // A time in a named zone is what that clock shows; only an instant (UTC) is moved to this device's.
    const isInstant = !value.isDate && value.zone === ICAL.Timezone.utcTimezone;
    const text = isInstant ? '' : value.toString();
    const { date, time } = isInstant
      ? civilAt(value.toJSDate(), this.#zone)
      : { date: text.slice(0, 10), time: text.slice(11, 16) };
    if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date))) {
      this.#draft.lose('dates');
      return undefined;
    }
    return value.isDate || !time ? { date } : { date, time };
  }

  #completedAt(): string | undefined {
    const completed = this.#todo.getFirstPropertyValue('completed');
    const status = this.#text('status').toUpperCase();
    if (completed === null && status !== 'COMPLETED' && status !== 'CANCELLED') return undefined;
    if (status === 'CANCELLED') this.#draft.lose('wontDo');
    const times = [completed, this.#todo.getFirstPropertyValue('last-modified')]
      .filter((value) => value instanceof ICAL.Time)
      .map((value) => value.toJSDate().getTime());
    return new Date(times.find((time) => !Number.isNaN(time)) ?? 0).toISOString();
  }

  #priority(): number | undefined {
    const given = Number(this.#text('priority'));
    if (!(given >= 1 && given <= 9)) return undefined;
    const [priority] = Object.entries(CALENDAR_PRIORITIES).findLast(([, from]) => given >= from)!;
    return Number(priority);
  }

  #reminders(due: { date: string; time?: string } | undefined): string[] | undefined {
    const found = this.#todo.getAllSubcomponents('valarm').flatMap((alarm) => {
      const trigger: unknown = alarm.getFirstPropertyValue('trigger');
      let reminder: string | null = null;
      if (trigger instanceof ICAL.Duration && due)
        reminder = reminderOf(trigger.toSeconds(), due.date, due.time);
      if (trigger instanceof ICAL.Time) {
        const { date, time } = civilAt(trigger.toJSDate(), this.#zone);
        reminder = `${date}T${time}`;
      }
      if (reminder === null) this.#draft.lose('reminders');
      return reminder ?? [];
    });
    return found.length > 0 ? [...new Set(found)].slice(0, 20) : undefined;
  }
}
