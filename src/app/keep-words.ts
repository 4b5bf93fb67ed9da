// How this device keeps its data, in words.
import { getNumberFormat } from './formatters.ts';
import type { Keeping } from './keep-data.ts';
import { spoken } from './language.ts';
import { storageWords } from './words/storage.ts';

/** What there is to know, as the inspector's facts. */
export function describeKeeping({ kept, usage, quota }: Keeping): [name: string, value: string][] {
  const words = storageWords;
  const agreed = kept === null ? words.keptUnknown : kept ? words.keptForGood : words.keptAtRisk;
  const facts: [string, string][] = [];
  if (usage !== undefined && quota !== undefined)
    facts.push([words.room, words.used({ usage: formatBytes(usage), quota: formatBytes(quota) })]);
  // Last: what can be done about it stands below.
  return [...facts, [words.kept, agreed]];
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

function formatBytes(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return getNumberFormat(spoken().locale, {
    style: 'unit',
    unit: UNITS[power]!,
    maximumSignificantDigits: 2,
  }).format(bytes / 1000 ** power);
}
