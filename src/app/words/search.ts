// The search.
import { defineWords } from './define-words.ts';
import en from './search.en.ts';

export const searchWords = defineWords('search', en);
