// Quick add: what it understood, and what it offers.
import { defineWords } from './define-words.ts';
import en from './capture.en.ts';

export const captureWords = defineWords('capture', en);
