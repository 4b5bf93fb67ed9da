// The palette, the sheet of keys, and what keys are called.
import { defineWords } from './define-words.ts';
import en from './palette.en.ts';

export const paletteWords = defineWords('palette', en);
