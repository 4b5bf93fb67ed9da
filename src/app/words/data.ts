// Import, export and calendar feeds.
import { defineWords } from './define-words.ts';
import en from './data.en.ts';

export const dataWords = defineWords('data', en);
