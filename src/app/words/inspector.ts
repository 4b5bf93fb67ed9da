// The sync inspector.
import { defineWords } from './define-words.ts';
import en from './inspector.en.ts';

export const inspectorWords = defineWords('inspector', en);
