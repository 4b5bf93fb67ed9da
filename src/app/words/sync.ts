// The state of syncing, and what the server did not take.
import { defineWords } from './define-words.ts';
import en from './sync.en.ts';

export const syncWords = defineWords('sync', en);
