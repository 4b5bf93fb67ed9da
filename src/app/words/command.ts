// What a person can do: the names of commands.
import { defineWords } from './define-words.ts';
import en from './command.en.ts';

export const commandWords = defineWords('command', en);
