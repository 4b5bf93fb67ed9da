// Reads files beside the page, so that a long one does not hold it up. Answers with the rows in pieces: one message
// of fifty thousand would hold the page up after all.
import { type ImportedRow, ImportProblem, type NamedFile, type ReadingContext } from './model.ts';
import { readFiles } from './read-files.ts';
import type { ReadingAnswer } from './reading.ts';

const PIECE = 2_000;

self.onmessage = ({ data }: MessageEvent<{ files: NamedFile[]; context: ReadingContext }>) => {
  const answer = (message: ReadingAnswer) => self.postMessage(message);
  readFiles(data.files, data.context).then(
    ({ rows, ...rest }) => {
      for (let at = 0; at < rows.length; at += PIECE)
        answer({ rows: rows.slice(at, at + PIECE) as ImportedRow[] });
      answer({ done: rest });
    },
    (error: unknown) => {
      const { code, line, file } =
        error instanceof ImportProblem ? error : new ImportProblem('unknown-format');
      answer({ problem: { code, line, file } });
    },
  );
};
