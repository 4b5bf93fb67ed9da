// The views, the ways to them, and what tasks are put into.
import { defineWords } from './define-words.ts';
import en from './view.en.ts';

export const viewWords = defineWords('view', en);
