// Our own export: complete, with the ids of the rows, so that it is the same rows wherever it is imported.
import type {
  FilterFields,
  LabelFields,
  ProjectFields,
  SectionFields,
  TaskFields,
} from '../../protocol/rows.ts';
import { ENTITIES, type EntityName, MAX_NOTES, MAX_QUERY, MAX_TITLE } from '../../protocol/wire.ts';
import { JSON_FORMAT, JSON_VERSION } from '../own-format.ts';
import { cleanLine, cleanText, Draft, fit, sortRows, UNTITLED } from './draft.ts';
import { type FileContents, ImportProblem, type ImportedRow, type Losses, type LossKind } from './model.ts';

type Check = (value: unknown) => boolean;

const matches =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const upTo =
  (max: number): Check =>
  (value) =>
    typeof value === 'string' && value.length <= max;
const listOf =
  (check: Check, max: number): Check =>
  (value) =>
    Array.isArray(value) && value.length <= max && value.every(check);

const id = matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const instant = matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/);
const date = matches(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);
const order = matches(/^[0-9A-Za-z]{1,512}$/);
const reminder = matches(/^(\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d|-P(\d{1,3}D|T\d{1,4}[HM]))$/);
const colour = upTo(32);
const text: Check = (value) => typeof value === 'string';

/** What the server takes (protocol/rows.ts), without its schema library. The types keep it complete. */
const CHECKS = {
  task: {
    title: text,
    notes: text,
    completedAt: instant,
    projectId: id,
    sectionId: id,
    parentId: id,
    labels: listOf(id, 50),
    priority: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 4,
    startDate: date,
    dueDate: date,
    dueTime: matches(/^([01]\d|2[0-3]):[0-5]\d$/),
    reminders: listOf(reminder, 20),
    recurrence: upTo(1024),
    repeatFrom: matches(/^(due|completion)$/),
    seriesId: id,
    order,
  } satisfies Record<keyof TaskFields, Check>,
  project: { title: text, notes: text, colour, completedAt: instant, order } satisfies Record<
    keyof ProjectFields,
    Check
  >,
  section: { title: text, projectId: id, order } satisfies Record<keyof SectionFields, Check>,
  label: { title: text, colour, order } satisfies Record<keyof LabelFields, Check>,
  filter: { title: text, query: upTo(MAX_QUERY), colour, order } satisfies Record<keyof FilterFields, Check>,
} as const satisfies Record<EntityName, Record<string, Check>>;

/** What the server counts by itself, and so does not come from a file. */
const STAMPS = new Set(['entity', 'id', 'revision', 'createdAt', 'updatedAt', 'deletedAt']);

export const isOwnJson = (text: string): boolean =>
  /^\s*\{/.test(text) && new RegExp(`"format"\\s*:\\s*"${JSON_FORMAT}"`).test(text.slice(0, 500));

/** @throws ImportProblem `broken-json`, `newer-version` */
export function readOwnJson(text: string): FileContents {
  const { version, rows } = parse(text);
  if (typeof version !== 'number' || version > JSON_VERSION) throw new ImportProblem('newer-version');
  if (!Array.isArray(rows)) throw new ImportProblem('broken-json');
  const reader = new RowReader();
  for (const row of rows) reader.add(row);
  return reader.finish();
}

function parse(text: string): { version?: unknown; rows?: unknown } {
  try {
    return JSON.parse(text) as object;
  } catch {
    throw new ImportProblem('broken-json', brokenLine(text));
  }
}

/** An export has a row a line: the first one that is no JSON is the broken one. A file that ends early ends there. */
function brokenLine(text: string): number {
  const lines = text.trimEnd().split('\n');
  const found = lines.findIndex((line, i) => {
    if (i === 0 || /^\s*\]?\s*\}?\s*$/.test(line)) return false;
    try {
      JSON.parse(line.replace(/,\s*$/, ''));
      return false;
    } catch {
      return true;
    }
  });
  return (found < 0 ? lines.length - 1 : found) + 1;
}

class RowReader {
  readonly #rows = new Map<string, ImportedRow>();
  readonly #losses: Losses = {};
  /** Gives ids to rows whose own is none. */
  readonly #draft = new Draft('lockstep');

  add(row: unknown): void {
    const { entity, id: own, ...rest } = (row ?? {}) as Record<string, unknown>;
    const isKnown = (ENTITIES as readonly unknown[]).includes(entity) && typeof own === 'string';
    if (!isKnown) return this.#lose('unknownRows');
    const kind = entity as EntityName;
    const key = id(own) ? own : this.#draft.idOf(kind, own);
    // Of two rows of one id, the first stays.
    if (this.#rows.has(key)) return this.#lose('unknownRows');
    const gone = rest['deletedAt'] !== undefined;
    this.#rows.set(key, {
      entity: kind,
      id: key,
      fields: this.#fields(kind, rest),
      ...(gone ? { gone } : {}),
    });
  }

  finish(): FileContents {
    const is = (entity: EntityName, one: unknown) => this.#rows.get(one as string)?.entity === entity;
    for (const row of this.#rows.values()) {
      const { fields } = row;
      const drop = (field: string) => {
        delete fields[field];
        this.#lose('orphans');
      };
      for (const [field, entity] of REFERENCES)
        if (fields[field] !== undefined && !is(entity, fields[field])) drop(field);
      if (Array.isArray(fields['labels']))
        fields['labels'] = fields['labels'].filter((one) => is('label', one));
      if (row.entity === 'section' && fields['projectId'] === undefined) this.#rows.delete(row.id);
    }
    this.#breakCycles();
    return { formats: ['lockstep'], rows: sortRows([...this.#rows.values()]), losses: this.#losses };
  }

  #fields(entity: EntityName, given: Record<string, unknown>): ImportedRow['fields'] {
    const checks: Record<string, Check> = CHECKS[entity];
    const title = typeof given['title'] === 'string' ? cleanLine(given['title']) : '';
    if (title === '') this.#lose('untitled');
    const fields: ImportedRow['fields'] = { title: this.#fit(title || UNTITLED, MAX_TITLE) };
    for (const [name, value] of Object.entries(given)) {
      if (name === 'title' || STAMPS.has(name)) continue;
      if (!Object.hasOwn(checks, name) || !checks[name]!(value)) this.#lose('fields');
      else fields[name] = name === 'notes' ? this.#fit(cleanText(value as string), MAX_NOTES) : value;
    }
    if (entity === 'filter') fields['query'] ??= '';
    return fields;
  }

  #fit(value: string, max: number): string {
    if (value.length > max) this.#lose('longTexts');
    return fit(value, max);
  }

  #breakCycles(): void {
    const done = new Set<string>();
    for (const { id: start } of this.#rows.values()) {
      const way = new Set<string>();
      let at = this.#rows.get(start);
      while (at !== undefined && !done.has(at.id)) {
        way.add(at.id);
        const parent = at.fields['parentId'] as string | undefined;
        if (parent !== undefined && way.has(parent)) {
          delete at.fields['parentId'];
          this.#lose('cycles');
          break;
        }
        at = parent === undefined ? undefined : this.#rows.get(parent);
      }
      for (const one of way) done.add(one);
    }
  }

  #lose(kind: LossKind): void {
    this.#losses[kind] = (this.#losses[kind] ?? 0) + 1;
  }
}

const REFERENCES: [field: string, entity: EntityName][] = [
  ['projectId', 'project'],
  ['sectionId', 'section'],
  ['parentId', 'task'],
];
