// Dates as people write them in Todoist, English and German, as RFC 5545 rules and civil dates. What is not
// understood gives null, and stays with the task as text: a wrong date is worse than none.
// https://todoist.com/help/articles/introduction-to-dates-and-time-q7VobO
import { addDays, civil, civilTime, firstDay, type Weekday, weekdayOf, WEEKDAYS } from './civil.ts';

export interface TodoistDate {
  date: string;
  time?: string;
  recurrence?: string;
  repeatFrom?: 'completion';
}

const MONTHS = [
  ['january', 'jan', 'januar', 'jän'],
  ['february', 'feb', 'februar'],
  ['march', 'mar', 'märz', 'mär'],
  ['april', 'apr'],
  ['may', 'mai'],
  ['june', 'jun', 'juni'],
  ['july', 'jul', 'juli'],
  ['august', 'aug'],
  ['september', 'sep', 'sept'],
  ['october', 'oct', 'oktober', 'okt'],
  ['november', 'nov'],
  ['december', 'dec', 'dezember', 'dez'],
];
const DAYS = [
  ['sunday', 'sun', 'sonntag', 'so'],
  ['monday', 'mon', 'montag', 'mo'],
  ['tuesday', 'tue', 'tues', 'dienstag', 'di'],
  ['wednesday', 'wed', 'mittwoch', 'mi'],
  ['thursday', 'thu', 'thurs', 'donnerstag', 'do'],
  ['friday', 'fri', 'freitag', 'fr'],
  ['saturday', 'sat', 'samstag', 'sa'],
];
const UNITS: [RegExp, string][] = [
  [/^(days?|tage?n?)$/, 'DAILY'],
  [/^(weeks?|wochen?)$/, 'WEEKLY'],
  [/^(months?|monate?n?)$/, 'MONTHLY'],
  [/^(years?|jahre?n?)$/, 'YEARLY'],
];
const ADVERBS: Record<string, string> = {
  daily: 'every day',
  weekly: 'every week',
  monthly: 'every month',
  yearly: 'every year',
  annually: 'every year',
  täglich: 'every day',
  wöchentlich: 'every week',
  monatlich: 'every month',
  jährlich: 'every year',
};
const EVERY = /^(?:every|ev|each|jede[nrs]?|alle|after)(!?)\s+/;

export const looksRepeated = (text: string): boolean => {
  const words = text.trim().toLowerCase();
  return EVERY.test(words) || words in ADVERBS || /^(ev|every)\b/.test(words);
};

/** @param today civil date that “tomorrow” is counted from. */
export function readTodoistDate(text: string, today: string): TodoistDate | null {
  const { words, time, isOdd } = takeTime(text.trim().toLowerCase().replace(/\s+/g, ' '));
  if (isOdd) return null;
  const withTime = time === undefined ? {} : { time };
  const repeated = ADVERBS[words] ?? words;
  if (EVERY.test(repeated)) {
    const found = readRepetition(repeated, today);
    return found && { ...found, ...withTime };
  }
  const date = readDay(words === '' && time !== undefined ? 'today' : words, today);
  return date === null ? null : { date, ...withTime };
}

/** Takes the time of day out of the words. */
function takeTime(words: string): { words: string; time?: string; isOdd?: boolean } {
  const iso = /^(\d{4}-\d{2}-\d{2})[t ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?z?$/.exec(words);
  const clock =
    iso ??
    /^(.*?)(?:\b(?:at|um|@) ?|@ ?|(?:^| ))(\d{1,2}):(\d{2}) ?(am|pm|uhr)?$/.exec(words) ??
    /^(.*?)(?:\b(?:at|um) |@ ?|(?:^| ))(\d{1,2})() ?(am|pm|uhr)$/.exec(words) ??
    /^(.*?) ?(?:\bat|\bum|@) ?(\d{1,2})()()$/.exec(words);
  if (clock === null) return { words };
  const [, rest = '', hour = '', minute = '', half] = clock;
  const pm = half === 'pm' || half === 'am';
  const hours = pm ? (Number(hour) % 12) + (half === 'pm' ? 12 : 0) : Number(hour);
  const time = civilTime(pm && Number(hour) > 12 ? NaN : hours, Number(minute || 0));
  return time === null ? { words, isOdd: true } : { words: rest.replace(/[ ,]+$/, '').trim(), time };
}

/** One day. */
function readDay(words: string, today: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(words);
  if (iso) return civil(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(words);
  if (dotted) return civil(Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  const near = { today: 0, tod: 0, heute: 0, tomorrow: 1, tom: 1, morgen: 1, übermorgen: 2, yesterday: -1 }[
    words
  ];
  if (near !== undefined) return addDays(today, near);
  const later = /^in (\d{1,3}) (days?|weeks?|tagen?|wochen?)$/.exec(words);
  if (later) return addDays(today, Number(later[1]) * (/^(day|tag)/.test(later[2]!) ? 1 : 7));
  const weekday = indexIn(DAYS, words.replace(/^(next|this|nächsten?|am) /, ''));
  if (weekday >= 0) return firstDay(addDays(today, 1), (day) => weekdayOf(day) === WEEKDAYS[weekday]);
  return readNamedDay(words, today);
}

/** `12 Oct`, `Oct 12 2026`, `12. Oktober 2026`; without a year, the next one. */
function readNamedDay(words: string, today: string): string | null {
  const parts = words.replace(/[.,]/g, ' ').split(/\s+/).filter(Boolean);
  if (parts.length < 2 || parts.length > 3) return null;
  const at = parts.slice(0, 2).findIndex((part) => indexIn(MONTHS, part) >= 0);
  if (at < 0) return null;
  const month = indexIn(MONTHS, parts[at]!) + 1;
  const day = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(parts[1 - at]!)?.[1];
  if (day === undefined) return null;
  if (parts[2] !== undefined)
    return /^\d{4}$/.test(parts[2]) ? civil(Number(parts[2]), month, Number(day)) : null;
  const year = Number(today.slice(0, 4));
  const [thisYear, nextYear] = [civil(year, month, Number(day)), civil(year + 1, month, Number(day))];
  return thisYear !== null && thisYear >= today ? thisYear : nextYear;
}

/** “every other monday”, “every! 3 days”, “every 15th”, “every jan 27 starting 2026-01-01”. */
function readRepetition(words: string, today: string): TodoistDate | null {
  const [, strict = ''] = EVERY.exec(words)!;
  const fromCompletion = strict === '!' || words.startsWith('after');
  const limits = /^(.*?)(?: (?:starting|from|ab) (.+?))?(?: (?:ending|until|bis) (.+?))?$/.exec(
    words.replace(EVERY, ''),
  )!;
  const [, what = '', from, until] = limits;
  const start = from === undefined ? today : readDay(from, today);
  const end = until === undefined ? undefined : readDay(until, today);
  if (start === null || end === null) return null;
  const rule = readRule(what.replace(/^other |^(?:2nd|zweite[nrs]?) (?=\D)/, '2 '), start);
  if (rule === null) return null;
  const ends = end === undefined ? '' : `;UNTIL=${end.replaceAll('-', '')}`;
  const found = { date: rule.first, recurrence: rule.text + ends };
  return fromCompletion ? { ...found, repeatFrom: 'completion' } : found;
}

function readRule(what: string, start: string): { text: string; first: string } | null {
  const [, count = '1', rest = ''] = /^(?:(\d{1,3}) )?(.*)$/.exec(what)!;
  const every = (text: string) => (Number(count) > 1 ? `${text};INTERVAL=${Number(count)}` : text);
  const from = (text: string, fits: (day: string) => boolean) => {
    const first = Number(count) > 0 ? firstDay(start, fits) : null;
    return first === null ? null : { text: every(text), first };
  };
  const unit = UNITS.find(([pattern]) => pattern.test(rest));
  if (unit) return from(`FREQ=${unit[1]}`, () => true);
  if (/^(weekday|workday|werktag)s?$/.test(rest)) return byDays(['MO', 'TU', 'WE', 'TH', 'FR']);
  if (/^(weekend|wochenende)s?$/.test(rest)) return byDays(['SA', 'SU']);

  const days = rest.split(/\s*(?:,|\band\b|\bund\b)\s*/).map((one) => indexIn(DAYS, one));
  if (days.every((day) => day >= 0)) return byDays(days.map((day) => WEEKDAYS[day]!));
  if (/^(last day|letzten? tag)$/.test(rest))
    return from('FREQ=MONTHLY;BYMONTHDAY=-1', (day) => addDays(day, 1).endsWith('-01'));
  const monthDay = /^(\d{1,2})(?:st|nd|rd|th|\.)?$/.exec(what)?.[1];
  if (monthDay !== undefined && Number(monthDay) >= 1 && Number(monthDay) <= 31) {
    const first = firstDay(start, (day) => Number(day.slice(8)) === Number(monthDay));
    return first === null ? null : { text: `FREQ=MONTHLY;BYMONTHDAY=${Number(monthDay)}`, first };
  }
  const yearly = readNamedDay(what, start);
  if (yearly === null || /\d{4}/.test(what)) return null;
  const [, month, day] = yearly.split('-').map(Number);
  return { text: `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}`, first: yearly };

  function byDays(names: Weekday[]) {
    return from(`FREQ=WEEKLY;BYDAY=${[...new Set(names)].join()}`, (day) => names.includes(weekdayOf(day)));
  }
}

const indexIn = (names: string[][], word: string): number =>
  names.findIndex((group) =>
    group.some((name) => name === word || `${name}s` === word || `${name}.` === word),
  );
