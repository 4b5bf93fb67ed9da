// A task in the list, in its menu and in its details.
import { defineWords } from './define-words.ts';
import en from './task.en.ts';

export const taskWords = defineWords('task', en);
