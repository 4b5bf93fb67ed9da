// What a change did to a task.
import { defineWords } from './define-words.ts';
import en from './change.en.ts';

export const changeWords = defineWords('change', en);
