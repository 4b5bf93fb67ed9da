// Reads files for the preview, in a worker of its own.
import workerUrl from '../client/import/import-worker.ts?worker&url';
import type { FileContents } from '../client/import/model.ts';
import { readInWorker } from '../client/import/reading.ts';
import { today } from './dates.ts';
import { vouched } from './script-url.ts';

/** @throws ImportProblem */
export function readImport(files: readonly File[], signal: AbortSignal): Promise<FileContents> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return readInWorker(vouched(workerUrl), files, { today: today(), zone }, signal);
}
