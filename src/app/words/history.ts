// A task’s history.
import { defineWords } from './define-words.ts';
import en from './history.en.ts';

export const historyWords = defineWords('history', en);
