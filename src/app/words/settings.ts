// Settings of this device.
import { defineWords } from './define-words.ts';
import en from './settings.en.ts';

export const settingsWords = defineWords('settings', en);
