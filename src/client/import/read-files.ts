// Files to their contents: finds out what each one is by looking into it, whatever it is called. Runs in a worker.
import { isCalendar, readCalendar } from './calendar-file.ts';
import { decodeText } from './decode-text.ts';
import { sortRows } from './draft.ts';
import {
  type FileContents,
  ImportProblem,
  type ImportedRow,
  type Losses,
  type LossKind,
  type NamedFile,
  type ReadingContext,
} from './model.ts';
import { isOwnJson, readOwnJson } from './own-json.ts';
import { isTickTickHeader, readTickTick } from './ticktick.ts';
import { isTodoistHeader, readTodoist } from './todoist.ts';
import { isZip, readZip } from './zip.ts';

/** What a browser can hold as text several times over. */
const MAX_BYTES = 200 * 1024 * 1024;

/** @throws ImportProblem of the first file that cannot be read, with its name; then none is. */
export async function readFiles(files: readonly NamedFile[], context: ReadingContext): Promise<FileContents> {
  const all: FileContents[] = [];
  for (const file of files) {
    try {
      for (const one of await unpack(file)) all.push(readFile(one, context));
    } catch (error) {
      if (error instanceof ImportProblem && error.file === '') error.file = file.name;
      throw error;
    }
  }
  const contents = merge(all);
  if (contents.rows.length > 0 || Object.keys(contents.losses).length > 0) return contents;
  throw Object.assign(new ImportProblem('empty'), { file: files.length === 1 ? files[0]!.name : '' });
}

/** A backup is an archive of files. */
async function unpack(file: NamedFile): Promise<NamedFile[]> {
  if (file.bytes.length === 0) throw new ImportProblem('empty');
  if (file.bytes.length > MAX_BYTES) throw new ImportProblem('too-large');
  if (!isZip(file.bytes)) return [file];
  const files = await readZip(
    file.bytes,
    (name) => /\.(csv|ics|json)$/i.test(name) && !name.startsWith('__MACOSX/'),
  );
  if (files.length === 0) throw new ImportProblem('unknown-format');
  return files;
}

function readFile({ name, bytes }: NamedFile, context: ReadingContext): FileContents {
  try {
    const text = decodeText(bytes);
    if (isOwnJson(text)) return readOwnJson(text);
    if (isCalendar(text)) return readCalendar(text, name, context);
    const cells = headCells(text);
    if (isTodoistHeader(cells)) return readTodoist(text, name, context);
    if (isTickTickHeader(cells)) return readTickTick(text, name, context);
    throw new ImportProblem(text.trim() === '' ? 'empty' : 'unknown-format');
  } catch (error) {
    if (error instanceof ImportProblem) error.file = name;
    throw error;
  }
}

/** The words of the first lines, among which a header would be. */
const headCells = (text: string): string[] =>
  text
    .slice(0, 2_000)
    .split('\n')
    .slice(0, 12)
    .flatMap((line) => line.split(/[,;\t]/))
    .map((cell) => cell.replaceAll('"', '').trim().toLowerCase());

function merge(all: FileContents[]): FileContents {
  if (all.length === 1) return all[0]!;
  const rows = new Map<string, ImportedRow>();
  const losses: Losses = {};
  for (const contents of all) {
    // Two files of one backup name the same labels; a row that both have is one.
    for (const row of contents.rows) if (!rows.has(row.id)) rows.set(row.id, row);
    for (const [kind, count] of Object.entries(contents.losses))
      losses[kind as LossKind] = (losses[kind as LossKind] ?? 0) + count;
  }
  const formats = [...new Set(all.flatMap(({ formats: some }) => some))];
  return { formats, rows: sortRows([...rows.values()]), losses };
}
