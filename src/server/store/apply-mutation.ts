// One mutation on one row: a pure function, so that every rule of DESIGN.md §4 "Mutations" can be read and
// tested without a database.
import Compile from 'typebox/compile';
import type { ErrorBody, ErrorCode } from '../../protocol/errors.ts';
import { ERRORS } from '../../protocol/error-meanings.ts';
import type { Conflict, Mutation } from '../../protocol/mutations.ts';
import { FIELDS, REQUIRED_FIELDS, type Row } from '../../protocol/rows.ts';
import { ENTITIES, type EntityName } from '../../protocol/wire.ts';
import { resolveField } from './resolve-field.ts';
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
      /** Names of the fields that were set; empty when the mutation changed nothing. */
      changed: string[];
      /** Values that had to give way to others; `client` had set the one that gave way, if it was not the sender. */
      conflicts: (Conflict & { client?: string })[];
    }
  | { status: 'rejected'; error: ErrorBody };

/** A validator for each field of each entity, compiled once. */
const VALIDATORS = Object.fromEntries(ENTITIES.map((entity) => [entity, compile(entity)])) as Record<
  EntityName,
  ReturnType<typeof compile>
>;

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
  const conflicts: (Conflict & { client?: string })[] = [];
  // A second create of the same id, and an edit of a deleted row, are taken into what is there: nothing that a
  // person did is refused because of what happened elsewhere.
  let merged =
    before !== undefined && (kind === 'create' || (kind === 'update' && before.deletedAt !== null));

  for (const [name, sent] of Object.entries(fields)) {
    const there = row.fields[name] ?? null;
    if (same(there, sent)) continue;
    const last = row.fieldRevisions[name];
    const fits = (value: unknown) => VALIDATORS[entity].get(name)!.Check(value);
    const { value, lost } = resolveField({ name, sent, there, last, by, mutation, fits });
    const asSent = same(value, sent);
    merged ||= !asSent;
    // A conflict is a change even where the value stays: the one that gave way goes to the history (I3).
    if (same(there, value) && lost.length === 0) continue;
    if (value === null) delete row.fields[name];
    else row.fields[name] = value;
    row.fieldRevisions[name] = asSent ? { revision, by } : { revision, by, merged: true };
    changed.push(name);
    for (const gaveWay of lost) {
      const theirs = last !== undefined && same(gaveWay, there) ? { client: last.by } : {};
      conflicts.push({ field: name, kept: value, lost: gaveWay, ...theirs });
    }
  }
  const deletedAt = kind === 'delete' ? (row.deletedAt ?? at) : kind === 'restore' ? null : row.deletedAt;
  if (deletedAt !== row.deletedAt) {
    row.deletedAt = deletedAt;
    row.fieldRevisions['deletedAt'] = { revision, by };
    changed.push('deletedAt');
  }
  if (changed.length > 0) Object.assign(row, { revision, updatedAt: at });
  return { status: merged ? 'merged' : 'applied', row, changed, conflicts };
}

/** The row as the wire carries it: flat, a deleted one as a tombstone. */
export function toWire({ entity, id, revision, createdAt, updatedAt, deletedAt, fields }: StoredRow): Row {
  if (deletedAt !== null) {
    const { title } = fields as { title?: string };
    return { entity, id, revision, deletedAt, ...(entity === 'task' && title !== undefined && { title }) };
  }
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
      if (!(name in fields))
        return reject('invalid-field', `A new ${entity} needs the field "${name}".`, name);
  for (const [name, value] of Object.entries(fields)) {
    const validator = VALIDATORS[entity].get(name);
    if (validator === undefined || kind === 'delete')
      return reject(
        'unknown-field',
        `${kind === 'delete' ? 'A delete' : `A ${entity}`} has no field "${name}".`,
        name,
      );
    if (value === null ? required.includes(name) : !validator.Check(value))
      return reject('invalid-field', `The value of "${name}" does not fit the field.`, name);
  }
  return null;
}

/** @param field the one that is the reason: people read its name in their language. */
const reject = (code: ErrorCode, message: string = ERRORS[code].meaning, field?: string): Outcome => ({
  status: 'rejected',
  error: { code, message, ...(field !== undefined && { details: { field } }) },
});

/** Fields hold scalars and lists of ids. */
const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);
