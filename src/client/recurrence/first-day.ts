// The first day that a rule has, without the library that knows every rule: what people say is days of a week, of
// months or of a year.
import { addDays, addMonths, weekdayOf } from './civil-dates.ts';
import { type Rule, WEEKDAYS } from './rule.ts';

/** Leap days are up to eight years apart. */
const MONTHS_AHEAD = 12 * 9;

/**
 * The first day on or after `from` that fits; intervals are counted from it. A rule that names no days has any: from
 * that one on, it keeps to the same weekday or day of the month.
 * @returns null when there is none, undefined when it takes the whole of RFC 5545 to say.
 */
export function firstDay(rule: Rule, from: string): string | null | undefined {
  const { frequency, byDay, byMonthDay, byMonth, bySetPos, other, until } = rule;
  const isPlain = [byDay, byMonthDay, byMonth, bySetPos].every(({ length }) => length === 0);
  const isNth = byDay.some(({ nth }) => nth !== undefined);
  if (other.length > 0) return undefined;
  const day = isPlain ? from : frequency === 'WEEKLY' && !isNth ? inWeek(rule, from) : inMonths(rule, from);
  return typeof day === 'string' && until !== undefined && day > until ? null : day;
}

function inWeek({ byDay, byMonthDay, byMonth, bySetPos }: Rule, from: string): string | undefined {
  if ([byMonthDay, byMonth, bySetPos].some(({ length }) => length > 0)) return undefined;
  const days = new Set(byDay.map(({ day }) => WEEKDAYS.indexOf(day)));
  const week = Array.from({ length: 7 }, (_, i) => addDays(from, i));
  return week.find((date) => days.has(weekdayOf(date)));
}

function inMonths(rule: Rule, from: string): string | null | undefined {
  const { frequency, byMonth, byDay, byMonthDay } = rule;
  const hasDays = byDay.length + byMonthDay.length > 0;
  const isOfOneMonth = frequency === 'MONTHLY' || (frequency === 'YEARLY' && byMonth.length === 1);
  if (!hasDays || !isOfOneMonth) return undefined;
  const start = `${from.slice(0, 8)}01`;
  for (let i = 0; i < MONTHS_AHEAD; i++) {
    const found = daysIn(rule, addMonths(start, i)).find((date) => date >= from);
    if (found !== undefined) return found;
  }
  return null;
}

/** The days of the month that begins with `first`. */
function daysIn({ byDay, byMonthDay, byMonth, bySetPos }: Rule, first: string): string[] {
  if (byMonth.length > 0 && !byMonth.includes(Number(first.slice(5, 7)))) return [];
  const length = Number(addDays(addMonths(first, 1), -1).slice(8));
  const fits = (n: number): boolean => {
    const weekday = weekdayOf(addDays(first, n - 1));
    const isDay = byMonthDay.length === 0 || byMonthDay.some((one) => one === n || one === n - length - 1);
    const isNth = ({ nth }: { nth?: number }) =>
      nth === undefined || nth === Math.ceil(n / 7) || nth === -Math.ceil((length - n + 1) / 7);
    return isDay && (byDay.length === 0 || byDay.some((one) => one.day === WEEKDAYS[weekday] && isNth(one)));
  };
  const days = Array.from({ length }, (_, i) => i + 1).filter(fits);
  const at = bySetPos.map((one) => days.at(one > 0 ? one - 1 : one)).filter((n) => n !== undefined);
  return (bySetPos.length > 0 ? at.sort((a, b) => a - b) : days).map((n) => addDays(first, n - 1));
}
