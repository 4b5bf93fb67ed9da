// On which day a week begins.
import { defineWords } from './define-words.ts';
import en from './week.en.ts';

export const weekWords = defineWords('week', en);
