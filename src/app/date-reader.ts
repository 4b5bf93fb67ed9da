// Dates in plain words, read by chrono-node: loaded with the first line that somebody writes.
import type { ParsedResult } from 'chrono-node';
import type { FoundDate } from './capture.ts';
import { addDays, weekdayOf } from '../client/recurrence/civil-dates.ts';
import { today } from './dates.ts';
import { startOfWeek, weekStart } from './week-start.ts';

type Parse = (text: string, reference: Date, option: { forwardDate: boolean }) => ParsedResult[];

/** “At 5” is the afternoon: nobody plans the hours before this one without saying so. */
const FIRST_HOUR = 7;

/** Words that are a day in English and nothing in another language. */
const ENGLISH = /\b(?:today|tonight|tomorrow|next|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/i;

/** @param language a BCP 47 tag; what is not known is read as English, and so are plain English words everywhere. */
export async function loadDateReader(
  language: string,
  firstOfWeek: () => number = weekStart,
): Promise<(text: string, now?: Date) => FoundDate[]> {
  const isGerman = language.startsWith('de');
  const [english, german] = await Promise.all([
    import('chrono-node/en') as Promise<{ parse: Parse }>,
    isGerman ? (import('chrono-node/de') as Promise<{ parse: Parse }>) : null,
  ]);
  return (text, now = new Date()) => {
    const read = (parse: Parse) => parse(text, now, { forwardDate: true });
    const found = german ? read(german.parse) : read(english.parse);
    const all = found.length > 0 ? found : read(english.parse).filter((one) => ENGLISH.test(one.text));
    return all.flatMap((one) => toFoundDate(one, now, firstOfWeek()) ?? []);
  };
}

/** A month alone is a word like another, and so is “later”: only what names a day or an hour is one. */
function toFoundDate(
  { index: at, text, start }: ParsedResult,
  now: Date,
  firstOfWeek: number,
): FoundDate | null {
  const hasHour = start.isCertain('hour');
  if (!hasHour && !start.isCertain('day') && !start.isCertain('weekday')) return null;
  const date = start.date();
  if (hasHour && !start.isCertain('meridiem') && date.getHours() < FIRST_HOUR && !/\b0\d|:/.test(text)) {
    date.setHours(date.getHours() + 12);
    // Read as the early morning, it had to be tomorrow.
    if (!start.isCertain('day') && !start.isCertain('weekday') && date.getTime() - now.getTime() > DAY_MS)
      date.setDate(date.getDate() - 1);
  }
  const time = `${pad(date.getHours())}:${pad(date.getMinutes())}`;
  const dueDate = NEXT_WEEK.test(text)
    ? nextWeek(today(now), start.isCertain('weekday') ? weekdayOf(today(date)) : null, firstOfWeek)
    : today(date);
  return { at, text, dueDate, ...(hasHour && { dueTime: time }) };
}

const NEXT_WEEK = /\b(?:next week|n[äa]e?chste[nr]? woche)\b/i;

/** A day of the week behind this one, 0 for Monday; its first one where none is named. */
function nextWeek(day: string, weekday: number | null, first: number): string {
  const start = addDays(startOfWeek(day, first), 7);
  return weekday === null ? start : addDays(start, (weekday - first + 7) % 7);
}

const DAY_MS = 24 * 3600 * 1000;
const pad = (n: number) => String(n).padStart(2, '0');
