// One mutation on one row: a pure function, so that every rule of DESIGN.md §4 "Mutations" can be read and
// tested without a database. Merging and history grow from here: base values and field revisions are at hand.
import Compile from 'typebox/compile';
import type { ErrorCode } from '../../protocol/errors.ts';
import { ERRORS } from '../../protocol/errors.ts';
import type { Mutation } from '../../protocol/mutations.ts';
import { FIELDS, REQUIRED_FIELDS, type Row } from '../../protocol/rows.ts';
import type { EntityName } from '../../protocol/wire.ts';
import type { StoredRow } from './store.ts';

export interface ApplyContext {
  /** Instant of the commit. */
  at: string;
  /** The client whose outbox this comes from: its own earlier edit is no conflict with its next one. */
  by: string;
}

export type Outcome =
  | {
      status: 'applied' | 'merged';
      row: StoredRow;
      /** Names of the fields that differ now; empty when the mutation changed nothing. */
      changed: string[];
    }
  | { status: 'rejected'; error: { code: ErrorCode; message: string } };

/** A validator for each field of each entity, compiled once. */
const VALIDATORS = {
  task: compile('task'),
  project: compile('project'),
  label: compile('label'),
} satisfies Record<EntityName, unknown>;

function compile(entity: EntityName): Map<string, { Check(value: unknown): boolean }> {
  return new Map(Object.entries(FIELDS[entity].properties).map(([name, field]) => [name, Compile(field)]));
}

export function applyMutation(
  before: StoredRow | undefined,
  mutation: Omit<Mutation, 'id' | 'n'>,
  { at, by }: ApplyContext,
): Outcome {
  const { entity, entityId, kind, fields = {} } = mutation;
  if (before !== undefined && before.entity !== entity) return reject('unknown-row');
  if (before === undefined && kind !== 'create') return reject('unknown-row');
  const bad = findBadField(entity, kind, fields, before === undefined);
  if (bad) return bad;

  const fresh: StoredRow = {
    id: entityId,
    entity,
    revision: 0,
    createdAt: at,
    updatedAt: at,
    deletedAt: null,
    fields: {},
    fieldRevisions: {},
  };
  const row = structuredClone(before ?? fresh);
  const revision = row.revision + 1;
  const changed: string[] = [];

  for (const [name, value] of Object.entries(fields)) {
    if (same(row.fields[name] ?? null, value)) continue;
    if (value === null) delete row.fields[name];
    else row.fields[name] = value;
    row.fieldRevisions[name] = { revision, by };
    changed.push(name);
  }
  const deletedAt = kind === 'delete' ? (row.deletedAt ?? at) : kind === 'restore' ? null : row.deletedAt;
  if (deletedAt !== row.deletedAt) {
    row.deletedAt = deletedAt;
    row.fieldRevisions['deletedAt'] = { revision, by };
    changed.push('deletedAt');
  }
  if (changed.length > 0) Object.assign(row, { revision, updatedAt: at });

  // A second create of the same id, and an edit of a deleted row, are taken into what is there: nothing that a
  // person did is refused because of what happened elsewhere.
  const met = before !== undefined && (kind === 'create' || (kind === 'update' && before.deletedAt !== null));
  return { status: met ? 'merged' : 'applied', row, changed };
}

/** The row as the wire carries it: flat, a deleted one as a tombstone. */
export function toWire({ entity, id, revision, createdAt, updatedAt, deletedAt, fields }: StoredRow): Row {
  if (deletedAt !== null) return { entity, id, revision, deletedAt };
  return { entity, id, revision, createdAt, updatedAt, ...fields } as Row;
}

function findBadField(
  entity: EntityName,
  kind: Mutation['kind'],
  fields: Record<string, unknown>,
  isNew: boolean,
): Outcome | null {
  const required = REQUIRED_FIELDS[entity];
  if (isNew)
    for (const name of required)
      if (!(name in fields)) return reject('invalid-field', `A new ${entity} needs the field "${name}".`);
  for (const [name, value] of Object.entries(fields)) {
    const validator = VALIDATORS[entity].get(name);
    if (validator === undefined || kind === 'delete')
      return reject(
        'unknown-field',
        `${kind === 'delete' ? 'A delete' : `A ${entity}`} has no field "${name}".`,
      );
    if (value === null ? required.includes(name) : !validator.Check(value))
      return reject('invalid-field', `The value of "${name}" does not fit the field.`);
  }
  return null;
}

const reject = (code: ErrorCode, message: string = ERRORS[code].meaning): Outcome => ({
  status: 'rejected',
  error: { code, message },
});

/** Fields hold scalars and lists of ids. */
const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);
