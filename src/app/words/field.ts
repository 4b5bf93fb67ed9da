// The names of fields.
import { defineWords } from './define-words.ts';
import en from './field.en.ts';

export const fieldWords = defineWords('field', en);
