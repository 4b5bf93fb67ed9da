import type { Translation } from './define-words.ts';
import type en from './trouble.en.ts';

const de = {
  full: 'Kein Platz mehr auf diesem Gerät',
  newer: 'Diese Seite ist älter als deine Daten',
  blocked: 'Ein anderer Tab ist im Weg',
  unavailable: 'Dieser Browser behält keine Daten der App',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
