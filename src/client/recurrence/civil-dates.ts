// Arithmetic of civil dates, `YYYY-MM-DD`: days of the wall calendar, in which no clock is ever changed.

const DAY_MS = 24 * 3600 * 1000;

// At noon UTC, counted in UTC: the day cannot slip.
const at = (date: string): Date => new Date(`${date}T12:00:00Z`);
const civil = (instant: Date): string => instant.toISOString().slice(0, 10);

/** The day where the person is. */
export function civilDate(instant = new Date()): string {
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${instant.getFullYear()}-${pad(instant.getMonth() + 1)}-${pad(instant.getDate())}`;
}

export const addDays = (date: string, days: number): string => civil(new Date(+at(date) + days * DAY_MS));

/** The same day so many months later; the last one of a month that is shorter. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1, 12));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(day, last));
  return civil(first);
}

export const daysBetween = (from: string, to: string): number => Math.round((+at(to) - +at(from)) / DAY_MS);

/** 0 is Monday, as in weeks of RFC 5545. */
export const weekdayOf = (date: string): number => (at(date).getUTCDay() + 6) % 7;
