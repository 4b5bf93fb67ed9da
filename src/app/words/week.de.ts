import type { Translation } from './define-words.ts';
import type en from './week.en.ts';

const de = {
  startsOn: 'Wochenbeginn',
  auto: 'Automatisch ({day})',
  pickers: 'Die Kalender der Datumsfelder gehören zum Browser und folgen seiner Sprache.',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
