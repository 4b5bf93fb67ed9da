// What went wrong, and what is safe.
import { defineWords } from './define-words.ts';
import en from './error.en.ts';

export const errorWords = defineWords('error', en);
