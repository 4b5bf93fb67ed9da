import type { Translation } from './define-words.ts';
import type en from './search.en.ts';

const de = {
  hint: 'Titel, Notizen und Etiketten durchsuchen',
  clear: 'Suche leeren',
  empty: 'Was auf diesem Gerät ist, wird auch ohne Netz gefunden.',
  reading: 'Deine Aufgaben werden gelesen …',
  none: 'Nichts gefunden zu „{text}“.',
  found: '{n, plural, one {# Aufgabe gefunden} other {# Aufgaben gefunden}}',
  more: 'Die {n, number} passendsten. Ein Wort mehr findet weniger.',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
