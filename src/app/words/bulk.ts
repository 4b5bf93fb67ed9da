// Several tasks at once, and dragging.
import { defineWords } from './define-words.ts';
import en from './bulk.en.ts';

export const bulkWords = defineWords('bulk', en);
