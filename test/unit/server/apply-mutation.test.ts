import { describe, expect, it } from 'vitest';
import type { Mutation } from '../../../src/protocol/mutations.ts';
import { applyMutation, type Outcome, toWire } from '../../../src/server/store/apply-mutation.ts';
import type { StoredRow } from '../../../src/server/store/store.ts';

const ID = '01900000-0000-7000-8000-000000000001';
const context = { at: '2026-05-01T10:00:00.000Z', by: 'phone' };
const earlier = { at: '2026-04-01T10:00:00.000Z', by: 'laptop' };

const change = (parts: Partial<Mutation>) => ({
  entity: 'task' as const,
  entityId: ID,
  kind: 'update' as const,
  ...parts,
});

function accepted(outcome: Outcome) {
  if (outcome.status === 'rejected') throw new Error(`rejected: ${outcome.error.message}`);
  return outcome;
}

function rejected(outcome: Outcome) {
  if (outcome.status !== 'rejected') throw new Error(`accepted as ${outcome.status}`);
  return outcome.error;
}

function task(fields: Record<string, unknown> = {}): StoredRow {
  const create = change({ kind: 'create', fields: { title: 'Buy milk', notes: 'two', ...fields } });
  return accepted(applyMutation(undefined, create, earlier)).row;
}

const deleted = (row = task()) => accepted(applyMutation(row, change({ kind: 'delete' }), earlier)).row;

describe('a create', () => {
  it('makes a row at revision 1, each field with who set it', () => {
    const { row, status, changed } = accepted(
      applyMutation(undefined, change({ kind: 'create', fields: { title: 'Tea', priority: 1 } }), context),
    );

    expect(status).toBe('applied');
    expect(changed).toEqual(['title', 'priority']);
    expect(toWire(row)).toEqual({
      entity: 'task',
      id: ID,
      revision: 1,
      createdAt: context.at,
      updatedAt: context.at,
      title: 'Tea',
      priority: 1,
    });
    expect(row.fieldRevisions).toEqual({
      title: { revision: 1, by: 'phone' },
      priority: { revision: 1, by: 'phone' },
    });
  });

  it('of a row that is there already is taken field by field', () => {
    const before = task();

    const { row, status } = accepted(
      applyMutation(before, change({ kind: 'create', fields: { title: 'Tea' } }), context),
    );

    expect(status).toBe('merged');
    expect(row).toMatchObject({ revision: 2, createdAt: earlier.at, fields: { title: 'Tea', notes: 'two' } });
  });

  it('needs a title', () => {
    expect(rejected(applyMutation(undefined, change({ kind: 'create', fields: {} }), context)).code).toBe(
      'invalid-field',
    );
  });
});

describe('an update', () => {
  it('moves only what it names', () => {
    const { row, changed } = accepted(applyMutation(task(), change({ fields: { notes: 'three' } }), context));

    expect(changed).toEqual(['notes']);
    expect(row.fieldRevisions).toEqual({
      title: { revision: 1, by: 'laptop' },
      notes: { revision: 2, by: 'phone' },
    });
  });

  it('clears a field with null: it is gone from the wire', () => {
    const { row } = accepted(applyMutation(task(), change({ fields: { notes: null } }), context));

    expect(toWire(row)).not.toHaveProperty('notes');
    expect(row.fieldRevisions['notes']).toEqual({ revision: 2, by: 'phone' });
  });

  it('to the value that is there changes nothing, not even the revision', () => {
    const before = task({ labels: [ID] });

    const { row, changed, status } = accepted(
      applyMutation(before, change({ fields: { title: 'Buy milk', labels: [ID], dueDate: null } }), context),
    );

    expect(status).toBe('applied');
    expect(changed).toEqual([]);
    expect(row).toEqual(before);
  });

  it('of a deleted row is kept in the row, which stays deleted', () => {
    const { row, status } = accepted(applyMutation(deleted(), change({ fields: { title: 'Tea' } }), context));

    expect(status).toBe('merged');
    expect(toWire(row)).toEqual({ entity: 'task', id: ID, revision: 3, deletedAt: earlier.at });
    expect(row.fields['title']).toBe('Tea');
  });

  it('leaves the row it was given as it was', () => {
    const before = Object.freeze(task());

    applyMutation(before, change({ fields: { title: 'Tea' } }), context);

    expect(before.fields['title']).toBe('Buy milk');
  });
});

describe('a delete', () => {
  it('leaves a tombstone', () => {
    const { row, changed } = accepted(applyMutation(task(), change({ kind: 'delete' }), context));

    expect(changed).toEqual(['deletedAt']);
    expect(toWire(row)).toEqual({ entity: 'task', id: ID, revision: 2, deletedAt: context.at });
  });

  it('of a deleted row is fine and changes nothing', () => {
    const { status, changed, row } = accepted(applyMutation(deleted(), change({ kind: 'delete' }), context));

    expect({ status, changed, revision: row.revision }).toEqual({
      status: 'applied',
      changed: [],
      revision: 2,
    });
  });
});

describe('a restore', () => {
  it('brings back what was there, with what was edited meanwhile', () => {
    const edited = accepted(applyMutation(deleted(), change({ fields: { title: 'Tea' } }), earlier)).row;

    const { row } = accepted(applyMutation(edited, change({ kind: 'restore' }), context));

    expect(toWire(row)).toMatchObject({ revision: 4, title: 'Tea', notes: 'two' });
    expect(toWire(row)).not.toHaveProperty('deletedAt');
  });

  it('of a live row is fine and changes nothing', () => {
    expect(accepted(applyMutation(task(), change({ kind: 'restore' }), context)).changed).toEqual([]);
  });
});

describe('a mutation is rejected', () => {
  it.each(['update', 'delete', 'restore'] as const)('when it would %s a row that is not there', (kind) => {
    expect(rejected(applyMutation(undefined, change({ kind }), context)).code).toBe('unknown-row');
  });

  it('when the row is of another kind', () => {
    const asProject = change({ entity: 'project', fields: { title: 'Tea' } });

    expect(rejected(applyMutation(task(), asProject, context)).code).toBe('unknown-row');
  });

  it.each([
    ['task', 'colour'],
    ['label', 'notes'],
    ['task', 'id'],
    ['task', 'revision'],
    ['task', 'deletedAt'],
    ['task', 'constructor'],
    ['task', 'toString'],
  ] as const)('when a %s has no field %s', (entity, field) => {
    const create = change({ entity, kind: 'create', fields: { title: 'Tea', [field]: 'x' } });

    expect(rejected(applyMutation(undefined, create, context))).toMatchObject({
      code: 'unknown-field',
      message: expect.stringContaining(field),
    });
  });

  it.each([
    ['title', null],
    ['title', ''],
    ['title', 7],
    ['title', 'x'.repeat(16_385)],
    ['priority', 5],
    ['priority', 1.5],
    ['dueDate', '2026-13-01'],
    ['dueDate', '2026-05-01T00:00:00Z'],
    ['dueTime', '24:00'],
    ['completedAt', 'yesterday'],
    ['projectId', 'inbox'],
    ['labels', ['inbox']],
    ['labels', ID],
    ['order', 'a b'],
    ['order', ''],
  ])('when %s cannot be %j', (field, value) => {
    expect(rejected(applyMutation(task(), change({ fields: { [field]: value } }), context))).toMatchObject({
      code: 'invalid-field',
      message: expect.stringContaining(field),
    });
  });

  it('when a delete brings fields', () => {
    const outcome = applyMutation(task(), change({ kind: 'delete', fields: { title: 'Tea' } }), context);

    expect(rejected(outcome).code).toBe('unknown-field');
  });

  it('whole: a good field beside a bad one is not taken', () => {
    const before = task();

    rejected(applyMutation(before, change({ fields: { title: 'Tea', priority: 9 } }), context));

    expect(before.fields['title']).toBe('Buy milk');
  });
});

describe('a title', () => {
  it.each([
    ['line breaks', 'a\nb\r\nc'],
    ['NUL', 'a\u0000b'],
    ['U+2028', 'a\u2028b'],
    ['10,000 characters', 'x'.repeat(10_000)],
    ['a script tag', '<script>alert(1)</script>'],
  ])('may hold %s', (_what, title) => {
    expect(
      accepted(applyMutation(undefined, change({ kind: 'create', fields: { title } }), context)).row.fields,
    ).toEqual({ title });
  });
});
