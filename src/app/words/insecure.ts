// What is said where the page came without encryption from another machine.
import { defineWords } from './define-words.ts';
import en from './insecure.en.ts';

export const insecureWords = defineWords('insecure', en);
