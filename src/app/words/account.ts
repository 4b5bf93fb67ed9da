// Signing in and out, and who is here.
import { defineWords } from './define-words.ts';
import en from './account.en.ts';

export const accountWords = defineWords('account', en);
