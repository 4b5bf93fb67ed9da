// Undo and redo.
import { defineWords } from './define-words.ts';
import en from './undo.en.ts';

export const undoWords = defineWords('undo', en);
