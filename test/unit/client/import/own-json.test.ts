import { describe, expect, it } from 'vitest';
import { outline, ownJson, read } from '../../../support/import-files.ts';

const id = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const row = (n: number, fields: object, entity = 'task') => ({
  entity,
  id: id(n),
  revision: 3,
  createdAt: '2026-01-01T10:00:00.000Z',
  updatedAt: '2026-01-02T10:00:00.000Z',
  ...fields,
});

describe('an own export', () => {
  it('comes with every kind of row under its own id, and the trash as trash', async () => {
    const task = {
      title: 'Paint',
      notes: 'Twice',
      projectId: id(1),
      sectionId: id(2),
      labels: [id(3)],
      order: 'a0',
    };
    const rows = [
      row(5, { ...task, deletedAt: '2026-01-03T10:00:00.000Z' }),
      row(4, { title: 'Due', query: 'today' }, 'filter'),
      row(1, { title: 'House' }, 'project'),
      row(2, { title: 'Roof', projectId: id(1) }, 'section'),
      row(3, { title: 'garden', colour: 'green' }, 'label'),
    ];

    const contents = await read(ownJson(rows), 'lockstep.json');

    expect(contents.losses).toEqual({});
    expect(contents.rows.map(({ entity, id: one }) => [entity, one])).toEqual([
      ['label', id(3)],
      ['project', id(1)],
      ['section', id(2)],
      ['filter', id(4)],
      ['task', id(5)],
    ]);
    expect(contents.rows.at(-1)).toEqual({ entity: 'task', id: id(5), fields: task, gone: true });
  });

  it('of a newer version is left to the newer app', async () => {
    await expect(read(ownJson([], 2))).rejects.toMatchObject({ code: 'newer-version' });
  });

  it('that was cut off, or broken by hand, is refused with the line', async () => {
    const text = ownJson([row(1, { title: 'One' }), row(2, { title: 'Two' }), row(3, { title: 'Three' })]);

    await expect(read(text.slice(0, -90))).rejects.toMatchObject({ code: 'broken-json', line: 4 });
    await expect(read(text.replace('"Two"', '"Two'))).rejects.toMatchObject({ code: 'broken-json', line: 3 });
  });

  it('with fields that do not fit comes without those, and says how many', async () => {
    const odd = { dueDate: 'soon', priority: 9, labels: 'x', admin: true, notes: 5, constructor: 'x' };
    const contents = await read(ownJson([row(1, { title: 'One', ...odd })]));

    expect(contents.rows[0]!.fields).toEqual({ title: 'One' });
    expect(contents.losses).toEqual({ fields: 6 });
  });

  it('whose tasks stand in a circle or in nothing comes with all of them', async () => {
    const rows = [
      row(1, { title: 'One', parentId: id(3) }),
      row(2, { title: 'Two', parentId: id(1) }),
      row(3, { title: 'Three', parentId: id(2) }),
      row(4, { title: 'Self', parentId: id(4) }),
      row(5, { title: 'Lost', parentId: id(99), projectId: id(98), labels: [id(97)] }),
    ];

    const contents = await read(ownJson(rows));

    expect(outline(contents)).toHaveLength(5);
    expect(contents.losses).toEqual({ cycles: 2, orphans: 2 });
  });

  it('with ids that are none, twice, or rows that are none, makes the best of it', async () => {
    const rows = [
      { ...row(1, { title: 'Odd' }), id: '../../x' },
      row(2, { title: 'First' }),
      row(2, { title: 'Second' }),
      { entity: 'user', id: id(3), title: 'x' },
      { entity: 'task' },
      'x',
    ];

    const contents = await read(ownJson([...rows, null as never] as object[]));

    expect(outline(contents)).toEqual(['Odd', 'First']);
    expect(contents.rows[0]!.id).toMatch(/^[0-9a-f-]{36}$/);
    expect(contents.losses).toEqual({ unknownRows: 5 });
  });
});
