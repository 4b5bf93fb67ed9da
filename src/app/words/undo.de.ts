import type { Translation } from './define-words.ts';
import type en from './undo.en.ts';

const de = {
  undone: 'Rückgängig gemacht: {what}',
  redone: 'Wiederholt: {what}',
  nothingToUndo: 'In diesem Tab gibt es nichts rückgängig zu machen.',
  nothingToRedo: 'Es gibt nichts zu wiederholen.',
  notUndone: 'Nicht rückgängig gemacht, weil seitdem anderswo geändert: {fields}.',
  undoAnyway: 'Trotzdem rückgängig machen',
} as const;

export default de satisfies Translation<typeof en, typeof de>;
