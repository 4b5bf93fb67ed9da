// Words that every screen may use.
import { defineWords } from './define-words.ts';
import en from './app.en.ts';

export const appWords = defineWords('app', en);
