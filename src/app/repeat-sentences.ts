// Recurrence in words, by language: each is read back by repeat-phrases.ts.
import type { Weekday } from '../client/recurrence/rule.ts';
import { spoken } from './language.ts';

export interface RepeatWords {
  language: string;
  days(interval: number): string;
  weeks(interval: number): string;
  months(interval: number): string;
  years(interval: number): string;
  /** Monday to Friday. */
  workdays: string;
  onDays(days: Weekday[]): string;
  /** Of every 2nd, 3rd, … week. */
  nthDay(interval: number, day: Weekday): string;
  weeksOn(weeks: string, days: Weekday[]): string;
  /** Behind the months: on days of them; -1 is the last one. */
  monthDays(months: string, days: number[]): string;
  dayOrLast(months: string, day: number): string;
  nthWeekdays(months: string, days: { day: Weekday; nth: number }[]): string;
  nthWorkday(months: string, nth: number): string;
  date(years: string, month: number, day: number): string;
  dateOrLast(years: string, month: number, day: number): string;
  nthWeekdayOf(years: string, nth: number, day: Weekday, month: number): string;
  afterCompletion(what: string): string;
  until(what: string, date: string): string;
  times(what: string, count: number): string;
}

// The 5th of January 2026 is a Monday.
const FIRST = { MO: 5, TU: 6, WE: 7, TH: 8, FR: 9, SA: 10, SU: 11 } satisfies Record<Weekday, number>;

export const weekdayName = (language: string, day: Weekday, weekday: 'long' | 'short' = 'long'): string =>
  new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' }).format(Date.UTC(2026, 0, FIRST[day], 12));

export const monthName = (language: string, month: number): string =>
  new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month - 1, 15));

const civil = (language: string, date: string): string =>
  new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${date}T12:00:00Z`));

const list = (language: string, words: string[]): string =>
  new Intl.ListFormat(language, { type: 'conjunction' }).format(words);

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const SUFFIXES: Partial<Record<Intl.LDMLPluralRule, string>> = { one: 'st', two: 'nd', few: 'rd' };

function english(): RepeatWords {
  const ordinal = (n: number) => `${n}${SUFFIXES[ordinals.select(n)] ?? 'th'}`;
  const nth = (n: number) => (n === -1 ? 'last' : ordinal(n));
  const day = (one: Weekday) => weekdayName('en', one);
  const days = (some: Weekday[]) => list('en', some.map(day));
  const every = (n: number, one: string, other: string) => (n === 1 ? `every ${one}` : `every ${n} ${other}`);
  const monthDay = (n: number) => (n === -1 ? 'last day' : ordinal(n));
  return {
    language: 'en-GB',
    days: (n) => every(n, 'day', 'days'),
    weeks: (n) => every(n, 'week', 'weeks'),
    months: (n) => every(n, 'month', 'months'),
    years: (n) => every(n, 'year', 'years'),
    workdays: 'every weekday',
    onDays: (some) => `every ${days(some)}`,
    nthDay: (n, one) => `every ${ordinal(n)} ${day(one)}`,
    weeksOn: (weeks, some) => `${weeks} on ${days(some)}`,
    monthDays: (months, some) => `${months} on the ${list('en', some.map(monthDay))}`,
    dayOrLast: (months, n) => `${months} on the ${ordinal(n)} or the last day`,
    nthWeekdays: (months, some) =>
      `${months} on the ${list(
        'en',
        some.map((one) => `${nth(one.nth)} ${day(one.day)}`),
      )}`,
    nthWorkday: (months, n) => `${months} on the ${nth(n)} weekday`,
    date: (years, month, n) => `${years} on ${n} ${monthName('en', month)}`,
    dateOrLast: (years, month, n) => `${years} on ${n} ${monthName('en', month)} or the last day`,
    nthWeekdayOf: (years, n, one, month) =>
      `${years} on the ${nth(n)} ${day(one)} of ${monthName('en', month)}`,
    afterCompletion: (what) => `${what} after completion`,
    until: (what, date) => `${what} until ${civil('en-GB', date)}`,
    times: (what, n) => `${what}, ${n === 1 ? '1 time' : `${n} times`}`,
  };
}

function german(): RepeatWords {
  const nth = (n: number) => (n === -1 ? 'letzten' : `${n}.`);
  const day = (one: Weekday) => weekdayName('de', one);
  const days = (some: Weekday[]) => list('de', some.map(day));
  const monthDay = (n: number) => (n === -1 ? 'letzten Tag' : `${n}.`);
  return {
    language: 'de',
    days: (n) => (n === 1 ? 'jeden Tag' : `alle ${n} Tage`),
    weeks: (n) => (n === 1 ? 'jede Woche' : `alle ${n} Wochen`),
    months: (n) => (n === 1 ? 'jeden Monat' : `alle ${n} Monate`),
    years: (n) => (n === 1 ? 'jedes Jahr' : `alle ${n} Jahre`),
    workdays: 'jeden Werktag',
    onDays: (some) => `jeden ${days(some)}`,
    nthDay: (n, one) => `jeden ${n}. ${day(one)}`,
    weeksOn: (weeks, some) => `${weeks} am ${days(some)}`,
    monthDays: (months, some) => `${months} am ${list('de', some.map(monthDay))}`,
    dayOrLast: (months, n) => `${months} am ${n}. oder am letzten Tag`,
    nthWeekdays: (months, some) =>
      `${months} am ${list(
        'de',
        some.map((one) => `${nth(one.nth)} ${day(one.day)}`),
      )}`,
    nthWorkday: (months, n) => `${months} am ${nth(n)} Werktag`,
    date: (years, month, n) => `${years} am ${n}. ${monthName('de', month)}`,
    dateOrLast: (years, month, n) => `${years} am ${n}. ${monthName('de', month)} oder am letzten Tag`,
    nthWeekdayOf: (years, n, one, month) => `${years} am ${nth(n)} ${day(one)} im ${monthName('de', month)}`,
    afterCompletion: (what) => `${what} nach Erledigung`,
    until: (what, date) => `${what} bis ${civil('de', date)}`,
    times: (what, n) => `${what}, ${n}-mal`,
  };
}

const WORDS: Record<string, RepeatWords> = { en: english(), de: german() };

/** @param language a BCP 47 tag; English where there is none of its words */
export const repeatWords = (language: string = spoken().locale): RepeatWords =>
  WORDS[language.split('-')[0]!.toLowerCase()] ?? WORDS['en']!;
