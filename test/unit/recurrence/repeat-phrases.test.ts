// Recurrence as people say it, in two languages, both ways.
import { describe, expect, it } from 'vitest';
import { parseRepeat } from '../../../src/app/repeat-phrases.ts';
import { describeRule } from '../../../src/app/repeat-words.ts';
import { repeatWords } from '../../../src/app/repeat-sentences.ts';
import { formatRule, parseRule } from '../../../src/client/recurrence/rule.ts';

const TODAY = '2026-11-24';

const meaning = (text: string, language = 'en') => {
  const repeat = parseRepeat(text, language, TODAY);
  return repeat && `${formatRule(repeat.rule)}${repeat.afterCompletion ? ' after completion' : ''}`;
};

const BOTH_WAYS: [rule: string, english: string, german: string][] = [
  ['FREQ=DAILY', 'every day', 'jeden Tag'],
  ['FREQ=DAILY;INTERVAL=3', 'every 3 days', 'alle 3 Tage'],
  ['FREQ=WEEKLY', 'every week', 'jede Woche'],
  ['FREQ=WEEKLY;INTERVAL=2', 'every 2 weeks', 'alle 2 Wochen'],
  ['FREQ=WEEKLY;BYDAY=FR', 'every Friday', 'jeden Freitag'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=FR', 'every 2nd Friday', 'jeden 2. Freitag'],
  ['FREQ=WEEKLY;BYDAY=MO,FR', 'every Monday and Friday', 'jeden Montag und Freitag'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'every weekday', 'jeden Werktag'],
  [
    'FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR',
    'every 3 weeks on Monday and Friday',
    'alle 3 Wochen am Montag und Freitag',
  ],
  ['FREQ=MONTHLY', 'every month', 'jeden Monat'],
  ['FREQ=MONTHLY;BYMONTHDAY=15', 'every month on the 15th', 'jeden Monat am 15.'],
  ['FREQ=MONTHLY;BYMONTHDAY=1,15', 'every month on the 1st and 15th', 'jeden Monat am 1. und 15.'],
  ['FREQ=MONTHLY;BYMONTHDAY=-1', 'every month on the last day', 'jeden Monat am letzten Tag'],
  [
    'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1',
    'every month on the 31st or the last day',
    'jeden Monat am 31. oder am letzten Tag',
  ],
  ['FREQ=MONTHLY;BYDAY=2FR', 'every month on the 2nd Friday', 'jeden Monat am 2. Freitag'],
  [
    'FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR',
    'every 3 months on the last Friday',
    'alle 3 Monate am letzten Freitag',
  ],
  [
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    'every month on the last weekday',
    'jeden Monat am letzten Werktag',
  ],
  ['FREQ=YEARLY', 'every year', 'jedes Jahr'],
  ['FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24', 'every year on 24 December', 'jedes Jahr am 24. Dezember'],
  [
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1',
    'every year on 29 February or the last day',
    'jedes Jahr am 29. Februar oder am letzten Tag',
  ],
  [
    'FREQ=YEARLY;INTERVAL=2;BYMONTH=11;BYDAY=4TH',
    'every 2 years on the 4th Thursday of November',
    'alle 2 Jahre am 4. Donnerstag im November',
  ],
  ['FREQ=DAILY;INTERVAL=3 after completion', 'every 3 days after completion', 'alle 3 Tage nach Erledigung'],
  ['FREQ=DAILY;COUNT=5', 'every day, 5 times', 'jeden Tag, 5-mal'],
  [
    'FREQ=WEEKLY;BYDAY=FR;UNTIL=20270305',
    'every Friday until 5 March 2027',
    'jeden Freitag bis 5. März 2027',
  ],
];

describe('a rule', () => {
  it.each(BOTH_WAYS)('%s is said “%s”, “%s”, and read back', (text, english, german) => {
    const [recurrence = '', completion] = text.split(' after ');
    const rule = parseRule(recurrence)!;
    expect(describeRule(rule, completion !== undefined, repeatWords('en'))).toBe(english);
    expect(describeRule(rule, completion !== undefined, repeatWords('de'))).toBe(german);
    expect(meaning(english, 'en')).toBe(text);
    expect(meaning(german, 'de')).toBe(text);
  });

  it.each([
    'FREQ=YEARLY;BYWEEKNO=20',
    'FREQ=DAILY;BYMONTH=1',
    'FREQ=MONTHLY;BYMONTHDAY=-2',
    'FREQ=WEEKLY;BYDAY=2MO',
  ])('that has no words, such as %s, is not given wrong ones', (text) =>
    expect(describeRule(parseRule(text)!, false, repeatWords('en'))).toContain('a rule of its own'),
  );
});

describe('a phrase', () => {
  it.each([
    ['Every other Friday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR'],
    ['every second friday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR'],
    ['every 2nd Friday of the month', 'FREQ=MONTHLY;BYDAY=2FR'],
    ['every first Monday', 'FREQ=MONTHLY;BYDAY=1MO'],
    ['every last day of the month', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['every 15th', 'FREQ=MONTHLY;BYMONTHDAY=15'],
    ['every 31st', 'FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1'],
    ['every mon, wed and fri', 'FREQ=WEEKLY;BYDAY=MO,WE,FR'],
    ['Mondays and Fridays', 'FREQ=WEEKLY;BYDAY=MO,FR'],
    ['weekdays', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['every weekend', 'FREQ=WEEKLY;BYDAY=SA,SU'],
    ['daily', 'FREQ=DAILY'],
    ['biweekly on Tuesday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU'],
    ['quarterly', 'FREQ=MONTHLY;INTERVAL=3'],
    ['every three months', 'FREQ=MONTHLY;INTERVAL=3'],
    ['every December 24th', 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24'],
    ['3 days after completion', 'FREQ=DAILY;INTERVAL=3 after completion'],
    ['every week until 5 March', 'FREQ=WEEKLY;UNTIL=20270305'],
    ['every week until 2026-12-31', 'FREQ=WEEKLY;UNTIL=20261231'],
    ['every day for 3 times', 'FREQ=DAILY;COUNT=3'],
  ])('“%s” means %s', (text, rule) => expect(meaning(text)).toBe(rule));

  it.each([
    ['jeden zweiten Freitag', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR'],
    ['jeden ersten Montag im Monat', 'FREQ=MONTHLY;BYDAY=1MO'],
    ['montags und freitags', 'FREQ=WEEKLY;BYDAY=MO,FR'],
    ['jeden Mo, Mi und Fr', 'FREQ=WEEKLY;BYDAY=MO,WE,FR'],
    ['täglich', 'FREQ=DAILY'],
    ['alle zwei Wochen', 'FREQ=WEEKLY;INTERVAL=2'],
    ['jeden 15.', 'FREQ=MONTHLY;BYMONTHDAY=15'],
    ['jeden letzten Tag des Monats', 'FREQ=MONTHLY;BYMONTHDAY=-1'],
    ['jedes Jahr am 24. Dezember', 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24'],
    ['jede Woche bis 31.12.2026', 'FREQ=WEEKLY;UNTIL=20261231'],
    ['2 Wochen nach Erledigung', 'FREQ=WEEKLY;INTERVAL=2 after completion'],
  ])('“%s” means %s, whatever language is tried first', (text, rule) => {
    expect(meaning(text, 'de')).toBe(rule);
    expect(meaning(text, 'en')).toBe(rule);
  });

  it.each([
    '',
    'Friday',
    'every',
    'every Friday the 13th of March and some',
    'every 30 February',
    'every day on Monday',
    'every month on Friday',
    'every 45th',
    'every 0 days',
    'every week until someday',
    'every Friday 🎉',
  ])('“%s” means nothing', (text) => expect(meaning(text)).toBeNull());
});
