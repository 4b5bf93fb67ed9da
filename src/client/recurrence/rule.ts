// A recurrence rule (RFC 5545 §3.3.10) in parts, for words and controls that speak of it. What neither knows is kept
// as it is.

export type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
export type Weekday = (typeof WEEKDAYS)[number];

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const FREQUENCIES: readonly string[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] satisfies Frequency[];

/** A weekday, or the nth of a month or year; counted from its end when negative. */
export interface NthWeekday {
  day: Weekday;
  nth?: number;
}

export interface Rule {
  frequency: Frequency;
  interval: number;
  byDay: NthWeekday[];
  byMonthDay: number[];
  byMonth: number[];
  bySetPos: number[];
  /** The last day on which it can occur. */
  until?: string;
  /** How often it still occurs, this time included. */
  count?: number;
  /** The first day of a week where that is not Monday; it counts where weeks are passed over. */
  weekStart?: Weekday;
  /** Parts that only the calendar arithmetic understands. */
  other: string[];
}

export const newRule = (frequency: Frequency, parts: Partial<Rule> = {}): Rule => ({
  frequency,
  interval: 1,
  byDay: [],
  byMonthDay: [],
  byMonth: [],
  bySetPos: [],
  other: [],
  ...parts,
});

/** Null for what is no rule, and for rules of hours and minutes: tasks are due on days. */
export function parseRule(text: string): Rule | null {
  const parts = text
    .trim()
    .replace(/^RRULE:/i, '')
    .toUpperCase()
    .split(';')
    .filter((part) => part !== '');
  const rule = newRule('DAILY');
  let hasFrequency = false;
  for (const part of parts) {
    const [name = '', value = ''] = part.split('=');
    switch (name) {
      case 'FREQ':
        if (!FREQUENCIES.includes(value)) return null;
        rule.frequency = value as Frequency;
        hasFrequency = true;
        break;
      case 'INTERVAL':
      case 'COUNT': {
        const n = Number(value);
        if (!Number.isInteger(n) || n < 1) return null;
        if (name === 'COUNT') rule.count = n;
        else rule.interval = n;
        break;
      }
      case 'UNTIL': {
        const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)/.exec(value) ?? [];
        if (year === undefined) return null;
        rule.until = `${year}-${month}-${day}`;
        break;
      }
      case 'BYDAY': {
        const days = value.split(',').map(parseWeekday);
        if (days.includes(null)) return null;
        rule.byDay = days as NthWeekday[];
        break;
      }
      case 'BYMONTHDAY':
      case 'BYMONTH':
      case 'BYSETPOS': {
        const numbers = value.split(',').map(Number);
        const { list, most } = LISTS[name];
        if (numbers.some((n) => !Number.isInteger(n) || n === 0 || Math.abs(n) > most)) return null;
        rule[list] = numbers;
        break;
      }
      case 'WKST':
        // Weeks begin on Monday where nothing else is said.
        if (value === 'MO') break;
        if (!(WEEKDAYS as readonly string[]).includes(value)) return null;
        rule.weekStart = value as Weekday;
        break;
      default:
        rule.other.push(part);
    }
  }
  return hasFrequency ? rule : null;
}

const LISTS = {
  BYMONTHDAY: { list: 'byMonthDay', most: 31 },
  BYMONTH: { list: 'byMonth', most: 12 },
  BYSETPOS: { list: 'bySetPos', most: 366 },
} as const;

function parseWeekday(text: string): NthWeekday | null {
  const [, nth, day] = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text) ?? [];
  if (day === undefined) return null;
  return { day: day as Weekday, ...(nth === undefined ? {} : { nth: Number(nth) }) };
}

/** The rule as RFC 5545 writes it, without “RRULE:”. */
export function formatRule(rule: Rule): string {
  const list = (name: string, values: (string | number)[]) =>
    values.length > 0 ? [`${name}=${values.join(',')}`] : [];
  return [
    `FREQ=${rule.frequency}`,
    ...(rule.interval > 1 ? [`INTERVAL=${rule.interval}`] : []),
    ...list('BYMONTH', rule.byMonth),
    ...list('BYMONTHDAY', rule.byMonthDay),
    ...list(
      'BYDAY',
      rule.byDay.map(({ day, nth = '' }) => `${nth}${day}`),
    ),
    ...list('BYSETPOS', rule.bySetPos),
    ...rule.other,
    ...(rule.weekStart === undefined ? [] : [`WKST=${rule.weekStart}`]),
    ...(rule.until === undefined ? [] : [`UNTIL=${rule.until.replaceAll('-', '')}`]),
    ...(rule.count === undefined ? [] : [`COUNT=${rule.count}`]),
  ].join(';');
}

/** The rule by the weeks of the person who makes it; it says so only where that decides what days it has. */
export function byWeeksFrom(rule: Rule, weekStart: number): Rule {
  const { weekStart: _, ...rest } = rule;
  const isBefore = rule.byDay.map(({ day }) => WEEKDAYS.indexOf(day) < weekStart);
  // Days on both sides of where weeks begin are of two weeks, and of one that begins on Monday.
  const counts = rule.frequency === 'WEEKLY' && rule.interval > 1 && new Set(isBefore).size > 1;
  return counts ? { ...rest, weekStart: WEEKDAYS[weekStart]! } : rest;
}

/** The rule's last days of months where a month may be too short for one: the 31st, or the last day before it. */
export const orLastDay = (day: number): Pick<Rule, 'byMonthDay' | 'bySetPos'> =>
  day <= 28
    ? { byMonthDay: [day], bySetPos: [] }
    : { byMonthDay: Array.from({ length: day - 27 }, (_, i) => 28 + i), bySetPos: [-1] };

/** The day that `orLastDay` made this of; null when it was something else. */
export function dayOrLast({ byMonthDay, bySetPos, byDay }: Rule): number | null {
  const last = byMonthDay.at(-1) ?? 0;
  if (byDay.length > 0 || bySetPos.join() !== '-1' || last < 29) return null;
  return byMonthDay.join() === orLastDay(last).byMonthDay.join() ? last : null;
}
