// On which day a week begins: as people around here have it, unless the person chose one on this device.
import { addDays, weekdayOf } from '../client/recurrence/civil-dates.ts';
import { spoken } from './language.ts';

/** Days by their number as `weekdayOf` counts them: 0 is Monday. */
const DAYS = { monday: 0, saturday: 5, sunday: 6 } as const;

export const WEEK_STARTS = ['auto', 'monday', 'sunday', 'saturday'] as const;
export type WeekStart = (typeof WEEK_STARTS)[number];

/** Where the choice is kept. */
const WEEK_START_KEY = 'lockstep-week-start';

export function readWeekStart(): WeekStart {
  const stored = localStorage.getItem(WEEK_START_KEY);
  return WEEK_STARTS.find((one) => one === stored) ?? 'auto';
}

export function applyWeekStart(chosen: WeekStart): void {
  if (chosen === 'auto') localStorage.removeItem(WEEK_START_KEY);
  else localStorage.setItem(WEEK_START_KEY, chosen);
}

/** The first day of a week, 0 for Monday. */
export function weekStart(chosen = readWeekStart()): number {
  return chosen === 'auto' ? weekStartOf([spoken().locale, ...navigator.languages]) : DAYS[chosen];
}

/** Not in TypeScript's library; a property before it became a method. */
type WeekLocale = Intl.Locale & {
  getWeekInfo?: () => { firstDay: number };
  weekInfo?: { firstDay: number };
};

/** By the first of these that names a country; Monday, as ISO 8601 has it, where nobody knows. */
export function weekStartOf(locales: readonly string[]): number {
  const all = locales.flatMap(localeOf);
  const locale = all.find(({ region }) => region !== undefined) ?? all[0];
  const { firstDay = 1 } = locale?.getWeekInfo?.() ?? locale?.weekInfo ?? {};
  return firstDay - 1;
}

/** Nothing of what is no tag: where a machine has no locale, WebKit calls it “c”. */
function localeOf(tag: string): WeekLocale[] {
  try {
    return [new Intl.Locale(tag)];
  } catch {
    return [];
  }
}

/** The first day of the week that a day is in. */
export const startOfWeek = (date: string, first: number): string =>
  addDays(date, -((weekdayOf(date) - first + 7) % 7));
