// What a file holds, in our own words, whatever its format: rows that could be made, and what has no place here.
import type { EntityName } from '../../protocol/wire.ts';

export type SourceFormat = 'todoist' | 'ticktick' | 'icalendar' | 'lockstep';

/** A row of the file. Its id follows from where it came from, so that the same file gives the same ids again. */
export interface ImportedRow {
  entity: EntityName;
  id: string;
  fields: { title: string } & Record<string, unknown>;
  /** It was in the trash. */
  gone?: boolean;
}

/** What does not come across as it was, and what becomes of it (`loss-…` of the app's words say it). */
export type LossKind =
  | 'assignees'
  | 'attachments'
  | 'comments'
  | 'cycles'
  | 'dates'
  | 'durations'
  | 'events'
  | 'exceptions'
  | 'fields'
  | 'folders'
  | 'longTexts'
  | 'manyLabels'
  | 'orphans'
  | 'reminders'
  | 'repetitions'
  | 'sections'
  | 'unknownRows'
  | 'untitled'
  | 'wontDo';

export type Losses = Partial<Record<LossKind, number>>;

export interface FileContents {
  formats: SourceFormat[];
  /** What holds others stands before them, in the order of the file. */
  rows: ImportedRow[];
  losses: Losses;
}

export type ImportProblemCode =
  | 'broken-csv'
  | 'broken-calendar'
  | 'broken-json'
  | 'broken-zip'
  | 'empty'
  | 'newer-version'
  | 'too-large'
  | 'too-many-cells'
  | 'unknown-format';

/** Why nothing of a file can be imported. */
export class ImportProblem extends Error {
  readonly code: ImportProblemCode;
  /** Counted from 1, where it is known. */
  readonly line: number | undefined;
  /** Named where several were read. */
  file = '';

  constructor(code: ImportProblemCode, line?: number) {
    super(line === undefined ? code : `${code} in line ${line}`);
    this.name = 'ImportProblem';
    this.code = code;
    this.line = line;
  }
}

/** A file that was read into memory. */
export interface NamedFile {
  name: string;
  bytes: Uint8Array;
}

/** What reading depends on besides the files. */
export interface ReadingContext {
  /** Civil date of today, for “tomorrow”. */
  today: string;
  /** Time zone of the device (IANA), for instants. */
  zone: string;
}
