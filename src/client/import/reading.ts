// Has files read by the worker.
import { type FileContents, type ImportedRow, ImportProblem, type ReadingContext } from './model.ts';

export type ReadingAnswer =
  | { rows: ImportedRow[] }
  | { done: Omit<FileContents, 'rows'> }
  | { problem: Pick<ImportProblem, 'code' | 'line' | 'file'> };

/**
 * @param workerUrl address of import-worker.ts; a TrustedScriptURL where the page demands one.
 * @throws ImportProblem
 */
export async function readInWorker(
  workerUrl: string | TrustedScriptURL,
  files: readonly File[],
  context: ReadingContext,
  signal: AbortSignal,
): Promise<FileContents> {
  const named = await Promise.all(
    files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
  const worker = new Worker(workerUrl as string, { type: 'module', name: 'lockstep-import' });
  const { promise, resolve, reject } = Promise.withResolvers<FileContents>();
  const rows: ImportedRow[] = [];
  worker.onmessage = ({ data }: MessageEvent<ReadingAnswer>) => {
    if ('rows' in data) for (const row of data.rows) rows.push(row);
    else if ('done' in data) resolve({ ...data.done, rows });
    else {
      const problem = new ImportProblem(data.problem.code, data.problem.line);
      problem.file = data.problem.file;
      reject(problem);
    }
  };
  // Out of memory, most likely.
  worker.onerror = () => reject(new ImportProblem('too-large'));
  signal.addEventListener('abort', () => reject(signal.reason as Error));
  worker.postMessage(
    { files: named, context },
    named.map(({ bytes }) => bytes.buffer),
  );
  return promise.finally(() => worker.terminate());
}
