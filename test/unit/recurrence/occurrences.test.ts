// Days on which rules occur. RFC 5545 decides; what people mean by a month is said where it differs.
import { describe, expect, it } from 'vitest';
import { addMonths, civilDate, daysBetween } from '../../../src/client/recurrence/civil-dates.ts';
import { addDays } from '../../../src/client/recurrence/civil-dates.ts';
import { firstDay } from '../../../src/client/recurrence/first-day.ts';
import { firstDays, nextDay, nextDayAfter } from '../../../src/client/recurrence/occurrences.ts';
import { dayOrLast, formatRule, newRule, orLastDay, parseRule } from '../../../src/client/recurrence/rule.ts';

const rule = (text: string) => parseRule(text)!;

/** The days that follow, each counted from the one before as the occurrences of a task are. */
function follow(text: string, from: string, most: number): string[] {
  const days: string[] = [];
  let [now, left] = [from, rule(text)];
  while (days.length < most) {
    const next = nextDay(left, now);
    if (next === null) break;
    days.push(next.date);
    [now, left] = [next.date, next.rule];
  }
  return days;
}

describe('a rule', () => {
  it('is read and written as RFC 5545 has it, with what it does not know', () => {
    for (const text of [
      'FREQ=DAILY',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;UNTIL=20261231',
      'FREQ=MONTHLY;BYDAY=-1FR;COUNT=5',
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1',
      'FREQ=YEARLY;BYWEEKNO=20;WKST=SU',
    ])
      expect(formatRule(rule(text))).toBe(text);
  });

  it('may come as other programs write it', () => {
    expect(formatRule(rule('RRULE:freq=weekly;wkst=MO;interval=1;byday=+1MO;until=20261231T225959Z'))).toBe(
      'FREQ=WEEKLY;BYDAY=1MO;UNTIL=20261231',
    );
  });

  it.each(['', 'every day', 'FREQ=HOURLY', 'INTERVAL=2', 'FREQ=DAILY;INTERVAL=0', 'FREQ=WEEKLY;BYDAY=XX'])(
    'is not %j',
    (text) => expect(parseRule(text)).toBeNull(),
  );

  it('knows the day that stands for the last one of shorter months', () => {
    for (const day of [29, 30, 31]) expect(dayOrLast(newRule('MONTHLY', orLastDay(day)))).toBe(day);
    expect(dayOrLast(rule('FREQ=MONTHLY;BYMONTHDAY=15'))).toBeNull();
    expect(dayOrLast(rule('FREQ=MONTHLY;BYMONTHDAY=30,31;BYSETPOS=-1'))).toBeNull();
  });
});

describe('the next day', () => {
  it.each([
    ['every 2nd Friday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR', '2026-11-27', ['2026-12-11', '2026-12-25']],
    ['Monday and Friday', 'FREQ=WEEKLY;BYDAY=MO,FR', '2026-11-27', ['2026-11-30', '2026-12-04']],
    ['the 2nd Friday', 'FREQ=MONTHLY;BYDAY=2FR', '2026-11-13', ['2026-12-11', '2027-01-08']],
    ['the last Friday', 'FREQ=MONTHLY;BYDAY=-1FR', '2026-11-27', ['2026-12-25', '2027-01-29']],
    ['a 5th Monday', 'FREQ=MONTHLY;BYDAY=5MO', '2026-11-30', ['2027-03-29', '2027-05-31']],
    ['the last day', 'FREQ=MONTHLY;BYMONTHDAY=-1', '2027-01-31', ['2027-02-28', '2027-03-31']],
    ['the 31st', 'FREQ=MONTHLY;BYMONTHDAY=31', '2027-01-31', ['2027-03-31', '2027-05-31']],
    [
      'the 31st or the last day',
      'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1',
      '2027-12-31',
      ['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30'],
    ],
    ['the 29th of February', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2028-02-29', ['2032-02-29']],
    ['its neighbour', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1', '2028-02-29', ['2029-02-28']],
    ['the 4th Thursday of November', 'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', '2026-11-26', ['2027-11-25']],
    ['the last working day', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2026-11-30', ['2026-12-31']],
    ['the 20th week', 'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', '2026-05-11', ['2027-05-17']],
  ])('of %s', (_name, text, from, days) => {
    expect(follow(text, from, days.length)).toEqual(days);
  });

  it('is a day later over every change of the clock, wherever the person is', () => {
    // Europe, North America and Chile change on these.
    for (const [from, to] of [
      ['2026-03-28', '2026-03-29'],
      ['2026-10-24', '2026-10-25'],
      ['2026-03-07', '2026-03-08'],
      ['2026-09-05', '2026-09-06'],
    ])
      expect(nextDay(rule('FREQ=DAILY'), from!)?.date).toBe(to);
  });

  it('passes over those that were missed, and counts them', () => {
    expect(nextDay(rule('FREQ=DAILY'), '2026-11-01', '2026-11-24')?.date).toBe('2026-11-24');
    expect(nextDay(rule('FREQ=WEEKLY;INTERVAL=2;BYDAY=FR'), '2026-11-06', '2026-11-24')?.date).toBe(
      '2026-12-04',
    );
    expect(nextDay(rule('FREQ=DAILY;COUNT=30'), '2026-11-01', '2026-11-24')).toMatchObject({
      date: '2026-11-24',
      rule: { count: 7 },
    });
  });

  it('is none when the rule has ended', () => {
    expect(follow('FREQ=DAILY;COUNT=3', '2026-11-24', 9)).toEqual(['2026-11-25', '2026-11-26']);
    expect(follow('FREQ=DAILY;UNTIL=20261126', '2026-11-24', 9)).toEqual(['2026-11-25', '2026-11-26']);
    expect(nextDay(rule('FREQ=DAILY;COUNT=3'), '2026-11-01', '2026-11-24')).toBeNull();
  });

  it('is none where no calendar has it', () => {
    expect(nextDay(rule('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'), '2026-11-24')).toBeNull();
    expect(parseRule('FREQ=MONTHLY;BYMONTHDAY=99')).toBeNull();
  });
});

describe('after completion', () => {
  it.each([
    ['FREQ=DAILY;INTERVAL=3', '2026-11-24', '2026-11-27'],
    ['FREQ=WEEKLY', '2026-11-24', '2026-12-01'],
    ['FREQ=WEEKLY;BYDAY=MO', '2026-11-24', '2026-11-30'],
    ['FREQ=MONTHLY', '2026-08-31', '2026-09-30'],
    ['FREQ=MONTHLY;INTERVAL=6', '2026-08-31', '2027-02-28'],
    ['FREQ=YEARLY', '2028-02-29', '2029-02-28'],
  ])('%s of %s is %s', (text, done, next) => {
    expect(nextDayAfter(rule(text), done)?.date).toBe(next);
  });

  it('ends as often as it was said', () => {
    expect(nextDayAfter(rule('FREQ=MONTHLY;COUNT=2'), '2026-08-31')?.rule.count).toBe(1);
    expect(nextDayAfter(rule('FREQ=MONTHLY;COUNT=1'), '2026-08-31')).toBeNull();
    expect(nextDayAfter(rule('FREQ=MONTHLY;UNTIL=20260915'), '2026-08-31')).toBeNull();
  });
});

describe('the first days', () => {
  it('begin with the day itself where the rule has it, and count intervals from there', () => {
    expect(firstDays(rule('FREQ=WEEKLY;INTERVAL=2;BYDAY=FR'), '2026-11-24', 3)).toEqual([
      '2026-11-27',
      '2026-12-11',
      '2026-12-25',
    ]);
    expect(firstDays(rule('FREQ=DAILY;COUNT=2'), '2026-11-24', 3)).toEqual(['2026-11-24', '2026-11-25']);
  });

  it('keep to the weeks of whoever made the rule', () => {
    const days = (text: string) => firstDays(rule(text), '2026-11-27', 3);
    expect(days('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU')).toEqual([
      '2026-11-29',
      '2026-11-30',
      '2026-12-13',
    ]);
    expect(days('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU')).toEqual(['2026-11-29', '2026-12-07', '2026-12-13']);
  });

  it('begin on the day itself where the rule names none', () => {
    expect(firstDays(rule('FREQ=MONTHLY'), '2026-11-24', 2)).toEqual(['2026-11-24', '2026-12-24']);
    expect(firstDays(rule('FREQ=WEEKLY;INTERVAL=2'), '2026-11-24', 2)).toEqual(['2026-11-24', '2026-12-08']);
  });

  it.each([
    'FREQ=WEEKLY;BYDAY=MO,WE',
    'FREQ=MONTHLY;BYMONTHDAY=1',
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    'FREQ=MONTHLY;BYMONTHDAY=31',
    'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1',
    'FREQ=MONTHLY;BYDAY=2FR',
    'FREQ=MONTHLY;BYDAY=-1SU',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    'FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=13',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH',
  ])('%s has the first day that the library of rules finds', (text) => {
    for (let day = '2026-11-24', i = 0; i < 70; i++, day = addDays(day, 11))
      expect(firstDay(rule(text), day)).toBe(nextDay(rule(text), addDays(day, -1))?.date);
  });
});

describe('civil dates', () => {
  it('know short months and leap years', () => {
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28');
    expect(addMonths('2026-12-15', 1)).toBe('2027-01-15');
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  });

  it('are those of the person’s own calendar', () => {
    expect(civilDate(new Date(2026, 10, 24, 23, 59))).toBe('2026-11-24');
    expect(civilDate(new Date(2026, 10, 25, 0, 1))).toBe('2026-11-25');
  });
});
