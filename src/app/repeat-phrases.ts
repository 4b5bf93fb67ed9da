// Phrases that mean a recurrence, in English and German: “every 2nd Friday”, “alle 3 Tage nach Erledigung”.
// Loaded when somebody writes one.
import { addMonths, civilDate } from '../client/recurrence/civil-dates.ts';
import {
  type Frequency,
  newRule,
  orLastDay,
  type Rule,
  WEEKDAYS,
  type Weekday,
} from '../client/recurrence/rule.ts';
import { spoken } from './language.ts';
import { lexiconOf, type Token, tokenise } from './repeat-lexicon.ts';

export interface Repeat {
  rule: Rule;
  afterCompletion: boolean;
}

const LANGUAGES = ['en', 'de'];
const WORKDAYS = WEEKDAYS.slice(0, 5);
const WEEKEND = WEEKDAYS.slice(5);
/** Days of the months, of the longest February. */
const LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * What a phrase means; null when it is none.
 * @param language the one that is tried first
 */
export function parseRepeat(
  text: string,
  language: string = spoken().locale,
  today = civilDate(),
): Repeat | null {
  const first = language.split('-')[0]!;
  for (const one of new Set([first, ...LANGUAGES].filter((known) => LANGUAGES.includes(known)))) {
    const tokens = tokenise(text, lexiconOf(one));
    const repeat = tokens && read(tokens, today);
    if (repeat) return repeat;
  }
  return null;
}

function read(tokens: Token[], today: string): Repeat | null {
  const end = readEnd(tokens, today);
  if (end === null) return null;
  const rest = end.rest.filter(({ kind }) => kind !== 'completion');
  const afterCompletion = rest.length < end.rest.length;
  const rule = readRule(rest, afterCompletion);
  return rule && { rule: { ...rule, ...end.parts }, afterCompletion };
}

/** The end of a series: “until 3 December”, “5 times”. */
function readEnd(tokens: Token[], today: string): { rest: Token[]; parts: Partial<Rule> } | null {
  const until = tokens.findIndex(({ kind }) => kind === 'until');
  if (until >= 0) {
    const date = readDate(tokens.slice(until + 1), today);
    return date === null ? null : { rest: tokens.slice(0, until), parts: { until: date } };
  }
  const times = tokens.findIndex(({ kind }) => kind === 'times');
  if (times < 0) return { rest: tokens, parts: {} };
  const count = numberOf(tokens[times - 1]);
  return count > 0 ? { rest: tokens.toSpliced(times - 1, 2), parts: { count } } : null;
}

function readDate(tokens: Token[], today: string): string | null {
  const [first, second, third, ...more] = tokens;
  if (first?.kind === 'date' && second === undefined) return first.date;
  if (first === undefined || second === undefined || more.length > 0) return null;
  const month = first.kind === 'month' ? first : second;
  const day = numberOf(first.kind === 'month' ? second : first);
  if (month.kind !== 'month' || day < 1 || day > LENGTHS[month.month - 1]!) return null;
  const year = third === undefined ? Number(today.slice(0, 4)) : numberOf(third);
  const date = dateOf(year, month.month, day);
  return third === undefined && date < today ? dateOf(year + 1, month.month, day) : date;
}

const dateOf = (year: number, month: number, day: number): string => {
  const first = addMonths(`${String(year).padStart(4, '0')}-01-01`, month - 1);
  return `${first.slice(0, 8)}${String(day).padStart(2, '0')}`;
};

const numberOf = (token: Token | undefined): number =>
  token?.kind === 'number' || token?.kind === 'ordinal' ? token.n : 0;

function readRule([head, ...rest]: Token[], afterCompletion: boolean): Rule | null {
  switch (head?.kind) {
    case 'adverb':
      return fill(newRule(head.frequency, { interval: head.interval }), rest);
    case 'every':
      return readEvery(rest);
    case 'day':
      // “Mondays”
      return head.plural ? infer([head, ...rest]) : null;
    case 'workdays':
      return rest.length === 0 ? infer([head]) : null;
    case 'number':
    case 'unit':
      // “3 days after completion”
      return afterCompletion ? readEvery([head, ...rest]) : null;
    default:
      return null;
  }
}

function readEvery(tokens: Token[]): Rule | null {
  const [first, second, ...rest] = tokens;
  if (first?.kind === 'unit') return fill(newRule(first.frequency), tokens.slice(1));
  const interval = numberOf(first);
  if (interval > 0 && second?.kind === 'unit') return fill(newRule(second.frequency, { interval }), rest);
  // “Every 2nd Friday” is every other one, “every 2nd Friday of the month” one of the month; the first and the last
  // can only be meant so.
  const isOfMonth = rest.some(({ kind }) => kind === 'unit' || kind === 'month');
  if (interval > 1 && second?.kind === 'day' && !isOfMonth && rest.every(({ kind }) => kind === 'day'))
    return fill(newRule('WEEKLY', { interval }), tokens.slice(1));
  return infer(tokens);
}

/** What the days alone say: of a week, a month or a year. */
function infer(tokens: Token[]): Rule | null {
  const named = tokens.find(({ kind }) => kind === 'unit');
  const items = readItems(tokens);
  if (items === null || tokens.length === 0) return null;
  const { byMonth, byMonthDay, byDay, bySetPos } = items;
  const isOfMonth =
    byMonthDay.length > 0 || bySetPos.length > 0 || byDay.some(({ nth }) => nth !== undefined);
  const frequency: Frequency = byMonth.length > 0 ? 'YEARLY' : isOfMonth ? 'MONTHLY' : 'WEEKLY';
  if (named?.kind === 'unit' && named.frequency !== frequency && named.frequency !== 'DAILY') return null;
  return fill(newRule(frequency), tokens);
}

type Items = Pick<Rule, 'byDay' | 'byMonthDay' | 'byMonth' | 'bySetPos'> & { orLast: boolean };

/** The days behind “on”. */
function readItems(tokens: Token[]): Items | null {
  const items: Items = { byDay: [], byMonthDay: [], byMonth: [], bySetPos: [], orLast: false };
  const all = (days: readonly Weekday[]) => items.byDay.push(...days.map((day) => ({ day })));
  for (let i = 0; i < tokens.length; i++) {
    const [token, next] = [tokens[i]!, tokens[i + 1]];
    const nth = token.kind === 'last' ? -1 : numberOf(token);
    if (nth !== 0) {
      if (next?.kind === 'day') items.byDay.push({ day: next.day, nth });
      else if (next?.kind === 'workdays') items.bySetPos.push(nth);
      else if (nth > 0) items.byMonthDay.push(nth);
      else if (next?.kind !== 'unit' || next.frequency !== 'DAILY') return null;
      else if (tokens[i - 1]?.kind === 'or') items.orLast = true;
      else items.byMonthDay.push(-1);
      if (next?.kind === 'workdays') all(WORKDAYS);
      if (next?.kind === 'day' || next?.kind === 'workdays' || nth === -1) i++;
      continue;
    }
    if (token.kind === 'day') items.byDay.push({ day: token.day });
    else if (token.kind === 'workdays') all(WORKDAYS);
    else if (token.kind === 'weekend') all(WEEKEND);
    else if (token.kind === 'month') items.byMonth.push(token.month);
    else if (token.kind !== 'or' && token.kind !== 'unit') return null;
  }
  return items;
}

function fill(rule: Rule, tokens: Token[]): Rule | null {
  const items = readItems(tokens);
  if (items === null) return null;
  const { orLast, byDay, byMonthDay, byMonth, bySetPos } = items;
  const isNth = byDay.length > 0 && byDay.every(({ nth }) => nth !== undefined);
  const isDays = byDay.length > 0 && byDay.every(({ nth }) => nth === undefined) && bySetPos.length === 0;
  const count = byDay.length + byMonthDay.length + byMonth.length + bySetPos.length;
  const [day = 0, ...days] = byMonthDay;
  const inOrder = byDay.toSorted((a, b) => WEEKDAYS.indexOf(a.day) - WEEKDAYS.indexOf(b.day));
  if (count === 0) return tokens.length === 0 ? rule : null;

  switch (rule.frequency) {
    case 'DAILY':
      return null;
    case 'WEEKLY':
      return isDays && count === byDay.length ? { ...rule, byDay: inOrder } : null;
    case 'MONTHLY':
      if (byMonth.length > 0 || byMonthDay.some((one) => one > 31)) return null;
      if (bySetPos.length > 0) return isNth || byMonthDay.length > 0 ? null : { ...rule, byDay, bySetPos };
      if (byDay.length > 0) return isNth && byMonthDay.length === 0 ? { ...rule, byDay } : null;
      // Nobody who says “every 31st” wants to leave out the months that have none.
      return days.length === 0 && (orLast || day > 28)
        ? { ...rule, ...orLastDay(day) }
        : { ...rule, byMonthDay: byMonthDay.toSorted((a, b) => Number(a < 0) - Number(b < 0) || a - b) };
    case 'YEARLY': {
      const [month, ...months] = byMonth;
      if (month === undefined || months.length > 0 || bySetPos.length > 0) return null;
      if (byDay.length > 0)
        return isNth && byDay.length === 1 && byMonthDay.length === 0 ? { ...rule, byMonth, byDay } : null;
      if (days.length > 0 || day < 1 || day > LENGTHS[month - 1]!) return null;
      return month === 2 && day === 29
        ? { ...rule, byMonth, ...orLastDay(29) }
        : { ...rule, byMonth, byMonthDay: [day] };
    }
  }
}
