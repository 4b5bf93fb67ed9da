// The detail panel: the facts of a task, how it repeats, and its steps.
import { defineWords } from './define-words.ts';
import en from './detail.en.ts';

export const detailWords = defineWords('detail', en);
