// Dates as people read them. A civil date is a day on the wall calendar and never an instant.

export type Nearness = 'overdue' | 'today' | 'later';

/** Today where the person is, `YYYY-MM-DD`. */
export function today(now = new Date()): string {
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

export const nearness = (date: string, now = today()): Nearness =>
  date < now ? 'overdue' : date === now ? 'today' : 'later';

const DAY_MS = 24 * 3600 * 1000;
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

/** “Today”, “Tomorrow”, a weekday within a week, else day and month, with the year when it is another. */
export function formatCivil(date: string, now = today()): string {
  const days = Math.round((Date.parse(date) - Date.parse(now)) / DAY_MS);
  if (Math.abs(days) <= 1) {
    const text = relative.format(days, 'day');
    return text.charAt(0).toLocaleUpperCase() + text.slice(1);
  }
  // At noon UTC, formatted in UTC: the day cannot slip.
  const at = new Date(`${date}T12:00:00Z`);
  if (days > 1 && days < 7) return at.toLocaleDateString(undefined, { weekday: 'long', timeZone: 'UTC' });
  const year = date.slice(0, 4) === now.slice(0, 4) ? undefined : 'numeric';
  return at.toLocaleDateString(undefined, { day: 'numeric', month: 'short', year, timeZone: 'UTC' });
}

/** “3 s ago”, “5 min ago”, … */
export function formatAgo(at: number, now = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  const short = new Intl.RelativeTimeFormat(undefined, { style: 'narrow' });
  if (seconds < 60) return short.format(-seconds, 'second');
  if (seconds < 3600) return short.format(-Math.round(seconds / 60), 'minute');
  if (seconds < 24 * 3600) return short.format(-Math.round(seconds / 3600), 'hour');
  return short.format(-Math.round(seconds / 24 / 3600), 'day');
}

export const formatTime = (at: number) =>
  new Date(at).toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' });

/** An instant as a date, with the time when it is today. */
export function formatInstant(instant: string): string {
  const at = new Date(instant);
  if (today(at) === today()) return formatTime(at.getTime());
  return at.toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
}
