// Reminders: notifications, those that were missed, and what the platform can do.
import { defineWords } from './define-words.ts';
import en from './remind.en.ts';

export const remindWords = defineWords('remind', en);
