// A recurrence rule in words: “every 2nd Friday”, “every month on the last day, 5 times”.
import { dayOrLast, type NthWeekday, parseRule, type Rule, type Weekday } from '../client/recurrence/rule.ts';
import { type RepeatWords, repeatWords } from './repeat-sentences.ts';
import { detailWords } from './words/detail.ts';

const WORKDAYS = 'MO,TU,WE,TH,FR';

/**
 * @param recurrence an RFC 5545 RRULE value
 * @param repeatFrom what the next occurrence is counted from
 */
export function describeRepeat(recurrence: string, repeatFrom?: string, words = repeatWords()): string {
  const rule = parseRule(recurrence);
  return rule === null
    ? detailWords.strangeRule({ rule: recurrence })
    : describeRule(rule, repeatFrom === 'completion', words);
}

export function describeRule(rule: Rule, afterCompletion: boolean, words: RepeatWords): string {
  const days = describeDays(rule, words);
  if (days === null) return detailWords.strangeRule({ rule: rule.frequency });
  const what = afterCompletion ? words.afterCompletion(days) : days;
  if (rule.count !== undefined) return words.times(what, rule.count);
  return rule.until === undefined ? what : words.until(what, rule.until);
}

/** Null for what only a calendar program says. */
function describeDays(rule: Rule, words: RepeatWords): string | null {
  const { frequency, interval, byMonth, other } = rule;
  if (other.length > 0) return null;
  switch (frequency) {
    case 'DAILY':
      return isPlain(rule) ? words.days(interval) : null;
    case 'WEEKLY':
      return describeWeeks(rule, words);
    case 'MONTHLY':
      return byMonth.length > 0 ? null : describeMonths(rule, words.months(interval), words);
    case 'YEARLY':
      return describeYears(rule, words.years(interval), words);
  }
}

const isPlain = ({ byDay, byMonthDay, byMonth, bySetPos }: Rule): boolean =>
  [byDay, byMonthDay, byMonth, bySetPos].every(({ length }) => length === 0);

function describeWeeks(rule: Rule, words: RepeatWords): string | null {
  const { interval, byDay } = rule;
  if (!isPlain({ ...rule, byDay: [] }) || byDay.some(({ nth }) => nth !== undefined)) return null;
  const days = byDay.map(({ day }) => day);
  const [only, ...more] = days;
  if (only === undefined) return words.weeks(interval);
  if (interval === 1) return days.join() === WORKDAYS ? words.workdays : words.onDays(days);
  return more.length === 0 ? words.nthDay(interval, only) : words.weeksOn(words.weeks(interval), days);
}

function describeMonths(rule: Rule, months: string, words: RepeatWords): string | null {
  const { byDay, byMonthDay, bySetPos } = rule;
  if (isPlain(rule)) return months;
  const day = dayOrLast(rule);
  if (day !== null) return words.dayOrLast(months, day);
  if (byDay.length === 0)
    return bySetPos.length === 0 && byMonthDay.every((one) => one >= -1)
      ? words.monthDays(months, byMonthDay)
      : null;
  if (byMonthDay.length > 0) return null;
  const [position = 0, ...more] = bySetPos;
  const isNamed = more.length === 0 && (position === -1 || position > 0);
  if (isNamed && byDay.map(nameOf).join() === WORKDAYS) return words.nthWorkday(months, position);
  const nth = nthWeekdays(rule);
  return nth === null ? null : words.nthWeekdays(months, nth);
}

function describeYears(rule: Rule, years: string, words: RepeatWords): string | null {
  const { byDay, byMonth, byMonthDay, bySetPos } = rule;
  if (isPlain(rule)) return years;
  const [month, ...months] = byMonth;
  if (month === undefined || months.length > 0) return null;
  const last = dayOrLast(rule);
  if (last !== null) return words.dateOrLast(years, month, last);
  const [day, ...days] = byMonthDay;
  if (byDay.length === 0 && bySetPos.length === 0 && day !== undefined && day > 0 && days.length === 0)
    return words.date(years, month, day);
  const [nth, ...more] = byMonthDay.length === 0 ? (nthWeekdays(rule) ?? []) : [];
  return nth === undefined || more.length > 0 ? null : words.nthWeekdayOf(years, nth.nth, nth.day, month);
}

/** Weekdays of a month by their number in it, in either way of writing them; null when they are something else. */
export function nthWeekdays({ byDay, bySetPos }: Rule): { day: Weekday; nth: number }[] | null {
  const [position, ...more] = bySetPos;
  if (position !== undefined && (more.length > 0 || byDay.length > 1)) return null;
  const nth = byDay.map((one) => ({ day: one.day, nth: one.nth ?? position ?? 0 }));
  const isOnce = byDay.every((one) => (one.nth === undefined) !== (position === undefined));
  return byDay.length > 0 && isOnce && nth.every((one) => one.nth === -1 || one.nth > 0) ? nth : null;
}

const nameOf = ({ day, nth }: NthWeekday): string => `${nth ?? ''}${day}`;
