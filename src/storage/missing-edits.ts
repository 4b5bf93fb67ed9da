// What a server that was put back to an older state has lost, and this device still has: as edits to send again.
import type { Mutation } from '../protocol/mutations.ts';
import type { Row } from '../protocol/rows.ts';
import type { BaseRecord } from './schema.ts';

type MissingEdit = Omit<Mutation, 'id' | 'n'>;

/** Columns of a row that are no fields: the server keeps them. */
const KEPT_BY_SERVER = new Set([
  'entity',
  'id',
  'revision',
  'createdAt',
  'updatedAt',
  'deletedAt',
  'listKeys',
]);
/** Merged as text by the server: such an edit carries what it started from. */
const TEXTS = ['title', 'notes'];

/**
 * The edits that make of `rows`, the server's, what `held` knows. Which of two states is the older is told by the
 * server's time of its last change: revisions of two lives of a server cannot be compared. Where somebody changed
 * the row in the new life already, that stands.
 * @param forgotten ids of rows that the server does not know because they were deleted there long ago.
 */
export function editsThatAreMissing(
  rows: readonly Row[],
  held: Iterable<BaseRecord>,
  forgotten: readonly string[] = [],
): MissingEdit[] {
  const theirs = new Map(rows.map((row) => [row.id, row]));
  const gone = new Set(forgotten);
  return [...held].flatMap((record) => {
    const row = theirs.get(record.id);
    if (row === undefined)
      return record.deletedAt === undefined && !gone.has(record.id) ? [create(record)] : [];
    return changedAt(row) < changedAt(record) ? advance(row, record) : [];
  });
}

function create(record: BaseRecord): MissingEdit {
  const { entity, id: entityId } = record;
  return { entity, entityId, kind: 'create', fields: fieldsOf(record), baseRevision: 0 };
}

function advance(row: Row, record: BaseRecord): MissingEdit[] {
  const { entity, id: entityId } = record;
  const edit = { entity, entityId, baseRevision: row.revision };
  if (record.deletedAt !== undefined) return 'deletedAt' in row ? [] : [{ ...edit, kind: 'delete' }];

  const before = fieldsOf(row);
  const after = fieldsOf(record);
  const changed: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)]))
    if (JSON.stringify(before[name]) !== JSON.stringify(after[name])) changed[name] = after[name] ?? null;
  // What a deleted row holds at the server is not known here: it is taken into that, as if it were new.
  if ('deletedAt' in row) return [{ ...edit, kind: 'restore' }, create(record)];
  const update: MissingEdit = { ...edit, kind: 'update', fields: changed };
  const texts = TEXTS.filter((name) => name in changed).map((name) => [name, before[name] ?? null]);
  if (texts.length > 0) update.base = Object.fromEntries(texts) as Record<string, unknown>;
  return Object.keys(changed).length > 0 ? [update] : [];
}

/** Instants of the server, in a form that sorts by time. */
const changedAt = ({ deletedAt, updatedAt }: { deletedAt?: string; updatedAt?: string }): string =>
  deletedAt ?? updatedAt ?? '';

const fieldsOf = (row: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !KEPT_BY_SERVER.has(name)));
