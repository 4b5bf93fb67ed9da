// Tasks as a table for a spreadsheet, open and completed. Cells that a spreadsheet would take for a formula get a
// quote in front (OWASP, CSV injection): the table is to be read; what is to come back is the JSON.
import Papa from 'papaparse';
import type { Pieces } from './export.ts';
import type { PlacedTask, Sheaf } from './sheaf.ts';

const COLUMNS = [
  'Project',
  'Section',
  'Level',
  'Title',
  'Notes',
  'Completed',
  'Priority',
  'Start',
  'Due',
  'Time',
  'Repeat',
  'Labels',
  'Created',
  'Id',
];

export async function* toCsv(pages: AsyncIterable<PlacedTask[]>, { labels }: Pick<Sheaf, 'labels'>): Pieces {
  // Spreadsheets know UTF-8 by its mark alone.
  yield `\ufeff${write([COLUMNS])}`;
  for await (const page of pages) yield write(page.map((placed) => cellsOf(placed, labels)));
}

const write = (cells: (string | number)[][]): string =>
  `${Papa.unparse(cells, { newline: '\r\n', escapeFormulae: true })}\r\n`;

function cellsOf({ task, project, section, depth }: PlacedTask, labels: ReadonlyMap<string, string>) {
  const names = (task.labels ?? []).flatMap((id) => labels.get(id) ?? []);
  return [
    project,
    section,
    depth + 1,
    task.title,
    task.notes ?? '',
    task.completedAt ?? '',
    task.priority ?? '',
    task.startDate ?? '',
    task.dueDate ?? '',
    task.dueTime ?? '',
    task.recurrence ?? '',
    names.join(', '),
    task.createdAt,
    task.id,
  ];
}
