// Numbers as people read them.
import { getNumberFormat } from './formatters.ts';
import { spoken } from './language.ts';

export const formatCount = (n: number): string => getNumberFormat(spoken().locale).format(n);
