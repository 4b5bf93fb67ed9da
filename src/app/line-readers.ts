// What quick add needs beyond its field, loaded when somebody begins to write: what reads dates and repetitions, and
// what shows what was understood and completes names.
import './capture-preview.ts';
import './name-list.ts';
import type { Readers } from './capture.ts';
import { loadDateReader } from './date-reader.ts';
import { createRepeatReader } from './repeat-reader.ts';

/** @param language a BCP 47 tag */
export async function loadReaders(language: string): Promise<Readers> {
  const dates = await loadDateReader(language);
  return { dates, repeats: createRepeatReader(language) };
}
