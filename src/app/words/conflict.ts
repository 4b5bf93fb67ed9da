// Two devices that set the same field.
import { defineWords } from './define-words.ts';
import en from './conflict.en.ts';

export const conflictWords = defineWords('conflict', en);
