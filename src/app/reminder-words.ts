// Reminders in words: “30 minutes before”, “when it is due”, “3 Dec, 9:00”.
import { formatCivil, formatCivilTime } from './dates.ts';
import { getNumberFormat } from './formatters.ts';
import { spoken } from './language.ts';
import { detailWords as words } from './words/detail.ts';

const UNITS = { M: 'minute', H: 'hour', D: 'day' } as const;

/** @param reminder as `protocol/rows.ts` has it: a civil date and time, or a span before the due time */
export function formatReminder(reminder: string): string {
  const [, amount, unit] = /^-PT?(\d+)([MHD])$/.exec(reminder) ?? [];
  if (amount === undefined) {
    const [date = '', time = ''] = reminder.split('T');
    return `${formatCivil(date)}, ${formatCivilTime(time)}`;
  }
  if (Number(amount) === 0) return words.atDueTime;
  return words.before({ span: formatSpan(Number(amount), UNITS[unit as keyof typeof UNITS]) });
}

const formatSpan = (amount: number, unit: string): string =>
  getNumberFormat(spoken().locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
