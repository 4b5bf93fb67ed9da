// The demo: its first screen, and the line that says what becomes of it.
import { defineWords } from './define-words.ts';
import en from './demo.en.ts';

export const demoWords = defineWords('demo', en);
