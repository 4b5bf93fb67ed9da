// Dates as people read them. A civil date is a day on the wall calendar and never an instant.
import { getDateTimeFormat, getListFormat, getRelativeTimeFormat } from './formatters.ts';
import { spoken } from './language.ts';

export { addDays } from '../client/recurrence/civil-dates.ts';

export type Nearness = 'overdue' | 'today' | 'later';

/** Today where the person is, `YYYY-MM-DD`. */
export function today(now = new Date()): string {
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

export const nearness = (date: string, now = today()): Nearness =>
  date < now ? 'overdue' : date === now ? 'today' : 'later';

const DAY_MS = 24 * 3600 * 1000;

/** “Today”, “Tomorrow”, a weekday within a week, else day and month, with the year when it is another. */
export function formatCivil(date: string, now = today()): string {
  const days = Math.round((Date.parse(date) - Date.parse(now)) / DAY_MS);
  if (Math.abs(days) <= 1) {
    const { locale } = spoken();
    const text = getRelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
    return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
  }
  // At noon UTC, formatted in UTC: the day cannot slip.
  const at = new Date(`${date}T12:00:00Z`);
  if (days > 1 && days < 7) return format(at, { weekday: 'long', timeZone: 'UTC' });
  const year = date.slice(0, 4) === now.slice(0, 4) ? undefined : 'numeric';
  return format(at, { day: 'numeric', month: 'short', year, timeZone: 'UTC' });
}

/** A civil date in the given parts. */
export const formatDay = (date: string, parts: Intl.DateTimeFormatOptions): string =>
  format(new Date(`${date}T12:00:00Z`), { ...parts, timeZone: 'UTC' });

/** A day with its weekday: “Fri, 27 Nov”. */
export const formatWeekday = (date: string): string =>
  formatDay(date, { weekday: 'short', day: 'numeric', month: 'short' });

/** A stretch of days: “7 – 13 Dec”; one day by its weekday. */
export function formatDays(from: string, to: string): string {
  if (from === to) return formatWeekday(from);
  const parts = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  const [first, last] = [from, to].map((date) => new Date(`${date}T12:00:00Z`));
  return getDateTimeFormat(spoken().locale, parts).formatRange(first!, last!);
}

/** How many weeks later one begins than another: “next week”, “in 2 weeks”. */
export const formatWeeks = (from: string, to: string): string =>
  getRelativeTimeFormat(spoken().locale, { numeric: 'auto' }).format(
    Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS / 7),
    'week',
  );

/** “3 s ago”, “5 min ago”, … */
export function formatAgo(at: number, now = Date.now()): string {
  const { locale, ago: style } = spoken();
  // Nobody says “0 s ago”.
  const seconds = Math.max(1, Math.round((now - at) / 1000));
  const short = getRelativeTimeFormat(locale, { style });
  if (seconds < 60) return short.format(-seconds, 'second');
  if (seconds < 3600) return short.format(-Math.round(seconds / 60), 'minute');
  if (seconds < 24 * 3600) return short.format(-Math.round(seconds / 3600), 'hour');
  return short.format(-Math.round(seconds / 24 / 3600), 'day');
}

export const formatTime = (at: number): string =>
  format(new Date(at), { hour: 'numeric', minute: '2-digit' });

/** A civil time, `HH:MM`, as people here write it. */
export const formatCivilTime = (time: string) => formatTime(new Date(`2000-01-01T${time}:00`).getTime());

/** An instant as a date, with the time when it is today. */
export function formatInstant(instant: string): string {
  const at = new Date(instant);
  if (today(at) === today()) return formatTime(at.getTime());
  return format(at, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** An instant to the second. */
export const formatMoment = (instant: string): string => new Date(instant).toLocaleString(spoken().locale);

/** “a”, “a and b”, “a, b, and c”. */
export const formatList = (parts: string[]): string => getListFormat(spoken().locale).format(parts);

const format = (at: Date, options: Intl.DateTimeFormatOptions): string =>
  getDateTimeFormat(spoken().locale, options).format(at);
