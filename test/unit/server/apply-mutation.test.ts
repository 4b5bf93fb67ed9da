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

  it('that another device brought back, too, keeps what either one has in its notes', () => {
    const before = task({ notes: 'Bread\nMilk\nSaid by theirs' });
    const notes = 'Bread\nSaid by mine\nMilk';

    const { row, conflicts } = accepted(
      applyMutation(before, change({ kind: 'create', fields: { notes }, baseRevision: 0 }), context),
    );

    expect(row.fields['notes']).toBe('Bread\nSaid by mine\nMilk\nSaid by theirs');
    expect(conflicts).toEqual([]);
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
    expect(toWire(row)).toEqual({
      entity: 'task',
      id: ID,
      revision: 3,
      deletedAt: earlier.at,
      title: 'Tea',
    });
    expect(row.fields['title']).toBe('Tea');
  });

  it('leaves the row it was given as it was', () => {
    const before = Object.freeze(task());

    applyMutation(before, change({ fields: { title: 'Tea' } }), context);

    expect(before.fields['title']).toBe('Buy milk');
  });
});

describe('an update of a field that somebody else changed since', () => {
  /** The laptop makes the row (revision 1) and sets `theirs` (revision 2), which the phone has not seen. */
  const changedTo = (theirs: Record<string, unknown>, before: Record<string, unknown> = {}) =>
    accepted(applyMutation(task(before), change({ fields: theirs }), earlier)).row;
  const onTopOf = (row: StoredRow, mine: Partial<Mutation>, by = 'phone') =>
    accepted(applyMutation(row, change({ baseRevision: 1, ...mine }), { ...context, by }));

  it.each([
    { field: 'priority', theirs: 1, mine: 2 },
    { field: 'dueDate', theirs: '2026-05-01', mine: null },
    { field: 'dueDate', theirs: null, mine: '2026-05-02', before: { dueDate: '2026-04-30' } },
    { field: 'labels', theirs: [ID], mine: [] },
  ])(
    'wins, and the value that gave way is named: $field $theirs → $mine',
    ({ field, theirs, mine, before }) => {
      const { status, row, changed, conflicts } = onTopOf(changedTo({ [field]: theirs }, before), {
        fields: { [field]: mine },
      });

      expect({ status, changed }).toEqual({ status: 'applied', changed: [field] });
      expect(row.fields[field] ?? null).toEqual(mine);
      expect(conflicts).toEqual([{ field, kept: mine, lost: theirs, client: 'laptop' }]);
    },
  );

  it.each([
    {
      rule: 'a title has the words of both',
      field: 'title',
      base: 'Buy milk today',
      theirs: 'Buy tea today',
      mine: 'Buy milk tomorrow',
      value: 'Buy tea tomorrow',
    },
    {
      rule: 'a title whose same words both changed is the later one',
      field: 'title',
      base: 'Buy milk',
      theirs: 'Buy tea',
      mine: 'Buy coffee',
      value: 'Buy coffee',
      lost: 'Buy tea',
    },
    {
      rule: 'notes have the lines of both',
      field: 'notes',
      base: 'one\ntwo',
      theirs: 'ONE\ntwo',
      mine: 'one\nTWO',
      value: 'ONE\nTWO',
    },
    {
      rule: 'notes keep both variants of what overlaps',
      field: 'notes',
      base: 'one',
      theirs: 'two',
      mine: 'three',
      value: 'three\ntwo',
      lost: 'two',
    },
    {
      rule: 'notes keep what the later one removed',
      field: 'notes',
      base: 'one\ntwo',
      theirs: 'one\nTWO',
      mine: 'one',
      value: 'one\nTWO',
      lost: 'one',
    },
    {
      rule: 'notes that both wrote first are both there',
      field: 'notes',
      base: null,
      theirs: 'one',
      mine: 'two',
      value: 'one\ntwo',
    },
    {
      rule: 'notes that the later one cleared are gone',
      field: 'notes',
      base: 'one',
      theirs: 'two',
      mine: null,
      value: null,
      lost: 'two',
    },
    {
      rule: 'text without its base is the later one’s',
      field: 'notes',
      base: undefined,
      theirs: 'one',
      mine: 'two',
      value: 'two',
      lost: 'one',
    },
    {
      rule: 'notes that would grow over the limit are the later one’s',
      field: 'notes',
      base: 'one',
      theirs: 'x'.repeat(150_000),
      mine: 'y'.repeat(150_000),
      value: 'y'.repeat(150_000),
      lost: 'x'.repeat(150_000),
    },
  ])('$rule', ({ field, base, theirs, mine, value, lost }) => {
    const before = base ? { [field]: base } : { notes: null };
    const { status, row, changed, conflicts } = onTopOf(changedTo({ [field]: theirs }, before), {
      fields: { [field]: mine },
      ...(base === undefined ? {} : { base: { [field]: base } }),
    });

    expect(row.fields[field] ?? null).toBe(value);
    expect(status).toBe(value === mine ? 'applied' : 'merged');
    expect(changed).toEqual([field]);
    // Who had set what gave way is to be told; of what the sender itself sent, it hears by its answer.
    const client = lost === theirs ? { client: 'laptop' } : {};
    expect(conflicts).toEqual(lost === undefined ? [] : [{ field, kept: value, lost, ...client }]);
  });

  it.each([
    ['nobody said what it started from', { fields: { priority: 2 } }],
    ['the person had seen it', { baseRevision: 2, fields: { priority: 2 } }],
    ['it is another field', { baseRevision: 1, fields: { dueDate: '2026-05-01' } }],
    ['both set the same', { baseRevision: 1, fields: { priority: 1 } }],
    ['it is what the edit started from', { baseRevision: 1, base: { priority: 1 }, fields: { priority: 2 } }],
  ])('is no conflict when %s', (_why, edit) => {
    const outcome = accepted(applyMutation(changedTo({ priority: 1 }), change(edit), context));

    expect(outcome.conflicts).toEqual([]);
    expect(outcome.row.fields).toMatchObject(edit.fields);
  });

  it('twice in a row from the same device is no conflict with itself', () => {
    const first = onTopOf(changedTo({ priority: 1 }), { fields: { priority: 2 } });
    const second = onTopOf(first.row, { fields: { priority: 3 } });

    expect(first.conflicts).toHaveLength(1);
    expect(second).toMatchObject({ status: 'applied', conflicts: [], row: { fields: { priority: 3 } } });
  });

  it('twice in a row from the same device keeps what the others wrote in between', () => {
    const theirs = changedTo({ notes: 'two\ntea' });

    const first = onTopOf(theirs, { fields: { notes: 'two\nbread' }, base: { notes: 'two' } });
    const second = onTopOf(first.row, {
      fields: { notes: 'two\nbread\nbutter' },
      base: { notes: 'two\nbread' },
    });

    expect(second.row.fields['notes']).toBe('two\ntea\nbread\nbutter');
    expect(second.conflicts).toEqual([]);
  });

  it('from two tabs of a device, which had not seen each other’s, keeps the lines of both', () => {
    const first = onTopOf(task(), { fields: { notes: 'two\ntea' }, base: { notes: 'two' } });

    const second = onTopOf(first.row, { fields: { notes: 'two\nbread' }, base: { notes: 'two' } });

    expect(second.row.fields['notes']).toBe('two\ntea\nbread');
    expect(second.conflicts).toEqual([]);
  });

  it('goes on in its own variant after an overlap, and does not pile them up', () => {
    const first = onTopOf(changedTo({ notes: 'Buy tea' }, { notes: 'Buy milk' }), {
      fields: { notes: 'Buy coffee' },
      base: { notes: 'Buy milk' },
    });

    const second = onTopOf(first.row, {
      fields: { notes: 'Buy coffee and cake' },
      base: { notes: 'Buy coffee' },
    });

    expect(second.row.fields['notes']).toBe('Buy coffee and cake\nBuy tea');
    expect(second.conflicts).toEqual([]);
  });

  it('merges by the base text even where the revision says that it was seen', () => {
    // The device had the newer row already, but showed its own unsent edit on top of it.
    const row = changedTo({ notes: 'two\ntea' });

    const { row: after } = onTopOf(row, {
      baseRevision: 2,
      fields: { notes: 'two\nbread' },
      base: { notes: 'two' },
    });

    expect(after.fields['notes']).toBe('two\ntea\nbread');
  });

  it('is a conflict of that field alone', () => {
    const { conflicts, row } = onTopOf(changedTo({ priority: 1, dueDate: '2026-05-01' }), {
      fields: { priority: 2, dueTime: '09:30' },
    });

    expect(conflicts.map(({ field }) => field)).toEqual(['priority']);
    expect(row.fields).toMatchObject({ priority: 2, dueDate: '2026-05-01', dueTime: '09:30' });
  });
});

describe('a delete', () => {
  it('leaves a tombstone that says no more than what the task was called', () => {
    const before = task({ title: 'Buy milk', notes: 'Semi-skimmed' });
    const { row, changed } = accepted(applyMutation(before, change({ kind: 'delete' }), context));

    expect(changed).toEqual(['deletedAt']);
    expect(toWire(row)).toEqual({
      entity: 'task',
      id: ID,
      revision: 2,
      deletedAt: context.at,
      title: 'Buy milk',
    });
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
      details: { field },
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
      details: { field },
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
