// A table in CSV (RFC 4180), with the line of the file in which each record begins. papaparse reads; what it lets
// pass and would shift cells into other columns is refused here.
import Papa from 'papaparse';
import { ImportProblem } from './model.ts';

export interface CsvRecord {
  /** Cells by the lower-case name of their column; one that is missing is empty. */
  cell(name: string): string;
  line: number;
  isBlank: boolean;
}

/**
 * @param isHeader tells the header from what may stand above it.
 * @throws ImportProblem `broken-csv` where a quote is not closed or stands in the middle of a cell, `too-many-cells`
 *   where a record has more cells than there are columns.
 */
export function readCsv(text: string, isHeader: (cells: string[]) => boolean): CsvRecord[] {
  const records: CsvRecord[] = [];
  let columns: Map<string, number> | null = null;
  let [position, line] = [0, 1];
  /** The line of a position behind those that were asked for before. */
  const lineAt = (to: number): number => {
    for (let at = text.indexOf('\n', position); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) line++;
    position = Math.max(position, to);
    return line;
  };

  let begin = 0;
  Papa.parse<string[]>(text, {
    delimiter: delimiterOf(text),
    newline: '\n',
    step({ data: cells, errors, meta }) {
      const start = lineAt(begin);
      begin = meta.cursor;
      const [error] = errors.filter(({ type }) => type === 'Quotes');
      if (error) throw new ImportProblem('broken-csv', start);
      if (columns === null) {
        if (isHeader(cells.map(nameOf))) columns = new Map(cells.map((name, i) => [nameOf(name), i]));
        return;
      }
      const { size } = columns;
      if (cells.slice(size).some((cell) => cell.trim() !== ''))
        throw new ImportProblem('too-many-cells', start);
      const places = columns;
      records.push({
        cell: (name) => cells[places.get(name) ?? -1] ?? '',
        line: start,
        isBlank: cells.every((cell) => cell.trim() === ''),
      });
    },
  });
  return records;
}

const nameOf = (cell: string): string => cell.trim().toLowerCase();

/** What separates the cells of the first lines: spreadsheets in half of Europe write semicolons. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 2_000);
  const count = (delimiter: string) => head.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}
