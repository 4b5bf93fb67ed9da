// What is wrong with this device's storage.
import { defineWords } from './define-words.ts';
import en from './trouble.en.ts';

export const troubleWords = defineWords('trouble', en);
