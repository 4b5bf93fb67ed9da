// Collects the rows of a file: gives them ids that follow from the source, makes their text fit, and counts what
// does not come across. Formats that have ids of their own, and those that have none, end up the same.
import { v5 as uuidv5 } from 'uuid';
import { MAX_NOTES, MAX_TITLE } from '../../protocol/wire.ts';
import type { FileContents, ImportedRow, Losses, LossKind, SourceFormat } from './model.ts';

/** Names ids of imported rows (RFC 9562 §5.5); a random one, and never another. */
const NAMESPACE = '5f0c2f0a-9f6e-4c55-8a2b-6f1d3f5f7c11';

export const UNTITLED = '…';
const MAX_LABELS = 50;
const MAX_DEPTH = 100;

export interface DraftTask {
  /** Unique in its source: an id of its own, or its place. */
  identity: string;
  /** The row's id, where the file is one of ours. */
  ownId?: string;
  title: string;
  notes?: string | undefined;
  /** Names. */
  labels?: readonly string[];
  projectId?: string | undefined;
  sectionId?: string | undefined;
  parentId?: string | undefined;
  [field: string]: unknown;
}

export class Draft {
  readonly #format: SourceFormat;
  readonly #rows = new Map<string, ImportedRow>();
  readonly #losses: Losses = {};

  constructor(format: SourceFormat) {
    this.#format = format;
  }

  lose(kind: LossKind, count = 1): void {
    if (count > 0) this.#losses[kind] = (this.#losses[kind] ?? 0) + count;
  }

  /** The project of this identity, made when it is named for the first time. */
  project(identity: string, title: string): string {
    return this.#once('project', identity, { title: this.#title(title) });
  }

  section(projectId: string, title: string): string {
    return this.#once('section', `${projectId} ${title}`, { title: this.#title(title), projectId });
  }

  label(title: string): string {
    const name = this.#title(title);
    return this.#once('label', name.toLowerCase(), { title: name });
  }

  /** Adds a task. The same identity once more is another task: two of one name in one place are two. */
  task({ identity, ownId, title, notes = '', labels = [], ...fields }: DraftTask): string {
    let id = ownId ?? this.idOf('task', identity);
    for (let n = 2; this.#rows.has(id); n++) id = this.idOf('task', `${identity} #${n}`);
    const name = this.#title(title);
    const rest = cleanLine(title).length > MAX_TITLE ? title : '';
    const names = [...new Set(labels.map((label) => label.trim()).filter(Boolean))];
    if (names.length > MAX_LABELS) this.lose('manyLabels');
    const row: ImportedRow = { entity: 'task', id, fields: { title: name } };
    Object.assign(row.fields, withoutBlanks(fields));
    const text = this.#notes([rest, notes].filter(Boolean).join('\n\n'));
    if (text !== '') row.fields['notes'] = text;
    if (names.length > 0) row.fields['labels'] = names.slice(0, MAX_LABELS).map((label) => this.label(label));
    this.#rows.set(id, row);
    return id;
  }

  /** Writes more into the notes of a task that was added. */
  note(taskId: string, text: string): void {
    const row = this.#rows.get(taskId);
    if (row === undefined) return;
    const before = typeof row.fields['notes'] === 'string' ? row.fields['notes'] : '';
    row.fields['notes'] = this.#notes([before, text].filter(Boolean).join('\n\n'));
  }

  /** The id that `task` gives for an identity that comes once. */
  idOf(entity: ImportedRow['entity'], identity: string): string {
    return uuidv5(`${this.#format} ${entity} ${identity}`, NAMESPACE);
  }

  /** Puts tasks under others by id, where those are there and are not under them in turn. */
  nest(parents: ReadonlyMap<string, string>): void {
    for (const [id, parentId] of parents) {
      const row = this.#rows.get(id);
      const parent = this.#rows.get(parentId);
      if (row === undefined) continue;
      if (parent === undefined) this.lose('orphans');
      else if (this.#isAbove(id, parentId)) this.lose('cycles');
      else {
        row.fields['parentId'] = parentId;
        // A step is where its task is.
        for (const field of ['projectId', 'sectionId']) {
          if (parent.fields[field] === undefined) delete row.fields[field];
          else row.fields[field] = parent.fields[field];
        }
      }
    }
  }

  finish(): FileContents {
    return { formats: [this.#format], rows: sortRows([...this.#rows.values()]), losses: this.#losses };
  }

  /** Whether the row `id` stands over `below`, or is it; nobody nests deeper than this. */
  #isAbove(id: string, below: string): boolean {
    let depth = 0;
    for (let at: unknown = below; typeof at === 'string'; at = this.#rows.get(at)?.fields['parentId'])
      if (at === id || ++depth > MAX_DEPTH) return true;
    return false;
  }

  #once(entity: ImportedRow['entity'], identity: string, fields: ImportedRow['fields']): string {
    const id = this.idOf(entity, identity);
    if (!this.#rows.has(id)) this.#rows.set(id, { entity, id, fields });
    return id;
  }

  #title(text: string): string {
    const title = cleanLine(text);
    if (title === '') this.lose('untitled');
    if (title.length > MAX_TITLE) this.lose('longTexts');
    return fit(title || UNTITLED, MAX_TITLE);
  }

  #notes(text: string): string {
    const notes = cleanText(text).trim();
    if (notes.length > MAX_NOTES) this.lose('longTexts');
    return fit(notes, MAX_NOTES);
  }
}

/** What holds others before them; rows of one kind stay in their order, a task before its steps. */
export function sortRows(rows: ImportedRow[]): ImportedRow[] {
  const kinds = ['label', 'project', 'section', 'filter', 'task'];
  const depths = new Map<string, number>();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const depthOf = (row: ImportedRow): number => {
    const way: ImportedRow[] = [];
    let at: ImportedRow | undefined = row;
    for (; at !== undefined && !depths.has(at.id); at = byId.get(at.fields['parentId'] as string))
      way.push(at);
    let depth = at === undefined ? -1 : depths.get(at.id)!;
    for (const one of way.reverse()) depths.set(one.id, ++depth);
    return depths.get(row.id)!;
  };
  for (const row of rows) depthOf(row);
  const rank = ({ entity, id }: ImportedRow) => kinds.indexOf(entity) * 1e6 + depths.get(id)!;
  return rows.toSorted((a, b) => rank(a) - rank(b));
}

/** Text without control characters and broken letters, which no other app could read back. */
export const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '');

export const cleanLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ').trim();

/** At most `max` UTF-16 code units, without half a letter at the end. */
export const fit = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`;

const withoutBlanks = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));
