// The days on which a rule occurs, by rrule-temporal: loaded when a recurring task is completed or looked at closely.
import { RRuleTemporal } from 'rrule-temporal';
import { addDays, addMonths } from './civil-dates.ts';
import { firstDay } from './first-day.ts';
import { formatRule, type Rule } from './rule.ts';

/**
 * The first day on which a rule occurs after another one.
 * Counted in UTC from midnight to midnight: a civil date has no clock that is put forward or back.
 * @param after what intervals are counted from: the day of this occurrence.
 * @param notBefore days before this one are passed over.
 * @returns null when the rule has ended; `rule` is what is left of it from then on.
 */
export function nextDay(rule: Rule, after: string, notBefore = after): { date: string; rule: Rule } | null {
  const { count, ...endless } = rule;
  try {
    const days = new RRuleTemporal({
      rruleString: `DTSTART;TZID=UTC:${after.replaceAll('-', '')}T000000\nRRULE:${formatRule(endless)}`,
    });
    const from = notBefore > after ? addDays(notBefore, -1) : after;
    const found = days.next(midnight(from));
    if (found === null) return null;
    const date = found.toString().slice(0, 10);
    if (count === undefined) return { date, rule };
    const passed = days.between(midnight(addDays(after, 1)), midnight(date), true).length;
    return passed < count ? { date, rule: { ...rule, count: count - passed } } : null;
  } catch {
    // A day that no calendar has, such as the 30th of February.
    return null;
  }
}

const midnight = (date: string): Date => new Date(`${date}T00:00:00Z`);

/**
 * The day that comes so long after another one: what “after completion” means. A month later than the 31st is the
 * last day of a shorter month; RFC 5545 would pass that month over.
 */
export function nextDayAfter(rule: Rule, completedOn: string): { date: string; rule: Rule } | null {
  const { frequency, interval, count, until } = rule;
  const isPlain = [rule.byDay, rule.byMonthDay, rule.byMonth, rule.bySetPos, rule.other].every(
    ({ length }) => length === 0,
  );
  if (!isPlain || frequency === 'DAILY' || frequency === 'WEEKLY') return nextDay(rule, completedOn);
  const date = addMonths(completedOn, frequency === 'YEARLY' ? 12 * interval : interval);
  if ((until !== undefined && date > until) || count === 1) return null;
  return { date, rule: count === undefined ? rule : { ...rule, count: count - 1 } };
}

/** The first days on which a rule occurs, the day it is counted from among them if the rule has it. */
export function firstDays(rule: Rule, from: string, most: number): string[] {
  const dates: string[] = [];
  const known = firstDay(rule, from);
  const first = known === undefined ? nextDay({ ...rule, interval: 1 }, addDays(from, -1))?.date : known;
  if (!first) return dates;
  // Intervals are counted from the first day that fits.
  for (let next: ReturnType<typeof nextDay> = { date: first, rule }; next && dates.length < most;) {
    dates.push(next.date);
    next = nextDay(next.rule, next.date);
  }
  return dates;
}
