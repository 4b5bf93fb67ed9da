// An export: the device's rows as one file, made piece by piece, so that sixty thousand of them are never one text
// in memory. Needs no network.
import type { AnyRow, RowStates } from '../types.ts';
import { JSON_FORMAT, JSON_VERSION } from '../own-format.ts';

export type ExportFormat = 'json' | 'csv' | 'ics' | 'md';

export const TYPES: Record<ExportFormat, string> = {
  json: 'application/json',
  csv: 'text/csv;charset=utf-8',
  ics: 'text/calendar;charset=utf-8',
  md: 'text/markdown;charset=utf-8',
};

/** The file's text in pieces. */
export type Pieces = AsyncIterable<string>;
type Source = Pick<RowStates, 'read' | 'pages'>;

export interface ExportWords {
  /** The heading of tasks that are in no project. */
  inbox: string;
}

/**
 * @param onRead hears how many rows were read so far. JSON reads each once, the others twice.
 * @throws LockstepError of the storage; or what `signal` was aborted with.
 */
export async function exportAll(
  format: ExportFormat,
  rows: Source,
  words: ExportWords,
  onRead: (rows: number) => void,
  signal: AbortSignal,
): Promise<Blob> {
  const parts: Blob[] = [];
  for await (const piece of await piecesOf(format, rows, words, onRead)) {
    signal.throwIfAborted();
    // A blob's bytes are the browser's business, which may put them on disk; a long text would be ours.
    parts.push(new Blob([piece]));
  }
  return new Blob(parts, { type: TYPES[format] });
}

async function piecesOf(
  format: ExportFormat,
  rows: Source,
  words: ExportWords,
  onRead: (rows: number) => void,
): Promise<Pieces> {
  if (format === 'json') return toJson(rows, onRead);
  const { Sheaf } = await import('./sheaf.ts');
  const sheaf = await new Sheaf(rows).gather(onRead);
  const total = { rows: sheaf.total };
  const tasks = async function* () {
    for await (const page of sheaf.tasks()) {
      onRead((total.rows += page.length));
      yield page;
    }
  };
  if (format === 'csv') return (await import('./to-csv.ts')).toCsv(tasks(), sheaf);
  if (format === 'ics') return (await import('./to-calendar.ts')).toCalendar(tasks(), sheaf);
  return (await import('./to-markdown.ts')).toMarkdown(tasks(), words);
}

/** Complete and with every id, a row a line, so that a broken file has a broken line. */
export async function* toJson(rows: Pick<Source, 'pages'>, onRead: (rows: number) => void): Pieces {
  const exportedAt = new Date().toISOString();
  const head = JSON.stringify({ format: JSON_FORMAT, version: JSON_VERSION, exportedAt });
  yield `${head.slice(0, -1)},"rows":[\n`;
  let written = 0;
  for await (const page of rows.pages()) {
    const lines = page.map((row: AnyRow) => JSON.stringify(row)).join(',\n');
    yield written > 0 ? `,\n${lines}` : lines;
    onRead((written += page.length));
  }
  yield '\n]}\n';
}
