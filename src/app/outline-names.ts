// The names of projects, sections and labels, for words that speak of them.
import type { Names } from './names.ts';
import type { Outline } from './outline.ts';
import { formatReminder } from './reminder-words.ts';
import { describeRepeat } from './repeat-words.ts';

export const namesOf = (outline: Outline): Names => ({
  get: (id) => outline.find(id)?.title,
  repeat: describeRepeat,
  reminder: formatReminder,
});
