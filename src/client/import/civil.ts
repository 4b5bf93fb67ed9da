// Civil dates for reading files: days are counted in UTC, where none has 23 hours.

export const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** `YYYY-MM-DD`, or null where there is no such day. */
export function civil(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isThere =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isThere && year >= 1900 && year <= 9999 ? date.toISOString().slice(0, 10) : null;
}

/** `HH:MM`, or null where there is no such time. */
export function civilTime(hour: number, minute: number): string | null {
  if (!(hour >= 0 && hour < 24 && minute >= 0 && minute < 60)) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

export function addDays(date: string, days: number): string {
  const time = Date.parse(`${date}T00:00:00Z`) + days * 86_400_000;
  return new Date(time).toISOString().slice(0, 10);
}

export const weekdayOf = (date: string): Weekday => WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]!;

/** The first day from `date` on, that one included, for which `fits` holds; null when none of four years does. */
export function firstDay(date: string, fits: (date: string) => boolean): string | null {
  for (let days = 0; days < 1_462; days++) {
    const day = addDays(date, days);
    if (fits(day)) return day;
  }
  return null;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What clocks in a zone show at an instant. @param zone one that nobody knows counts as UTC. */
export function civilAt(instant: Date, zone: string): { date: string; time: string } {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const { year, month, day, hour, minute } = parts;
  return { date: `${year!.padStart(4, '0')}-${month}-${day}`, time: `${hour}:${minute}` };
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const make = (timeZone: string) =>
    new Intl.DateTimeFormat('en-u-ca-iso8601', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  let format: Intl.DateTimeFormat;
  try {
    format = make(zone);
  } catch {
    format = make('UTC');
  }
  formats.set(zone, format);
  return format;
}

/** Seconds of an ISO 8601 span such as `-PT15M` or `P1DT9H`; null when it is none. */
export function secondsOf(span: string): number | null {
  const match = /^([+-]?)P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(span.trim());
  if (match === null || !/\d/.test(span)) return null;
  const [, sign, ...numbers] = match;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = numbers.map((n) => Number(n ?? 0));
  const total = ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds;
  return sign === '-' ? -total : total;
}

/**
 * A reminder as our rows hold it, from seconds after (or before) the due time; null where it has no place.
 * A task without a time is due at the beginning of its day.
 */
export function reminderOf(seconds: number, dueDate: string, dueTime: string | undefined): string | null {
  const minutes = Math.round(seconds / 60);
  if (dueTime !== undefined && minutes <= 0) {
    if (minutes % 1440 === 0 && minutes < 0 && minutes > -1_440_000) return `-P${-minutes / 1440}D`;
    return minutes > -10_000 ? `-PT${-minutes}M` : null;
  }
  const start = Date.parse(`${dueDate}T${dueTime ?? '00:00'}:00Z`) + minutes * 60_000;
  return Number.isFinite(start) ? new Date(start).toISOString().slice(0, 16) : null;
}
