// The rules that the day on which a task is due can stand for: the 13th, the 2nd Friday, the last day of its month.
import { addDays, weekdayOf } from '../client/recurrence/civil-dates.ts';
import { type Frequency, newRule, orLastDay, type Rule, WEEKDAYS } from '../client/recurrence/rule.ts';

/** The rule that people mean who say no more than “every week”. */
export const plainRule = (frequency: Frequency, date: string): Rule =>
  frequency === 'DAILY' ? newRule(frequency) : variantsOf(frequency, date)[0]!;

/** Rules of one frequency that have this day, the most likely first. */
export function variantsOf(frequency: Frequency, date: string): Rule[] {
  const [, month = 1, day = 1] = date.split('-').map(Number);
  const weekday = WEEKDAYS[weekdayOf(date)]!;
  const nth = Math.ceil(day / 7);
  const isLastDay = addDays(date, 1).slice(5, 7) !== date.slice(5, 7);
  const isLastWeek = addDays(date, 7).slice(5, 7) !== date.slice(5, 7);
  switch (frequency) {
    case 'DAILY':
      return [newRule(frequency)];
    case 'WEEKLY':
      return [newRule(frequency, { byDay: [{ day: weekday }] })];
    case 'MONTHLY':
      return [
        newRule(frequency, orLastDay(day)),
        // A 5th one is missing in most months.
        ...(nth < 5 ? [newRule(frequency, { byDay: [{ day: weekday, nth }] })] : []),
        ...(isLastWeek ? [newRule(frequency, { byDay: [{ day: weekday, nth: -1 }] })] : []),
        ...(isLastDay ? [newRule(frequency, { byMonthDay: [-1] })] : []),
      ];
    case 'YEARLY': {
      const byMonth = [month];
      const days = month === 2 && day === 29 ? orLastDay(day) : { byMonthDay: [day] };
      return [
        newRule(frequency, { byMonth, ...days }),
        ...(nth < 5 ? [newRule(frequency, { byMonth, byDay: [{ day: weekday, nth }] })] : []),
        ...(isLastWeek ? [newRule(frequency, { byMonth, byDay: [{ day: weekday, nth: -1 }] })] : []),
      ];
    }
  }
}
