// How this device keeps its data.
import { defineWords } from './define-words.ts';
import en from './storage.en.ts';

export const storageWords = defineWords('storage', en);
