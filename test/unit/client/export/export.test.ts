// Exports over rows in memory: what each format says of them.
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { exportAll, type ExportFormat } from '../../../../src/client/export/export.ts';
import type { AnyRow, RowState } from '../../../../src/client/types.ts';
import { outline, read, task as imported } from '../../../support/import-files.ts';

const AT = '2026-05-01T10:00:00.000Z';
const id = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const row = (n: number, fields: object, entity = 'task') =>
  ({ entity, id: id(n), revision: 1, createdAt: AT, updatedAt: AT, ...fields }) as AnyRow;

const ROWS = [
  row(1, { title: 'House', order: 'a1' }, 'project'),
  row(2, { title: 'Boat', order: 'a0' }, 'project'),
  row(3, { title: 'Roof', projectId: id(1), order: 'a0' }, 'section'),
  row(4, { title: 'garden, all' }, 'label'),
  row(10, { title: 'Call Anna', order: 'a1', completedAt: AT }),
  row(11, { title: '=1+1', order: 'a0', notes: 'One\n\nTwo' }),
  row(12, { title: 'Tiles *now*', projectId: id(1), sectionId: id(3), order: 'a0', labels: [id(4)] }),
  row(13, {
    title: 'Buy',
    projectId: id(1),
    sectionId: id(3),
    parentId: id(12),
    order: 'a0',
    dueDate: '2026-05-04',
    dueTime: '09:30',
    recurrence: 'FREQ=DAILY',
  }),
  row(14, { title: 'Sail', projectId: id(2), order: 'a0' }),
  row(15, { title: 'Gone', order: 'a0', deletedAt: AT }),
];

async function make(format: ExportFormat, rows = ROWS) {
  const heard: number[] = [];
  const source = {
    read: async (ids: readonly string[]) =>
      ids.map((one) => ({ ...rows.find((row) => row.id === one), gone: false }) as unknown as RowState),
    pages: async function* () {
      for (let at = 0; at < rows.length; at += 500) yield rows.slice(at, at + 500);
    },
  };
  const blob = await exportAll(
    format,
    source,
    { inbox: 'Inbox' },
    (n) => heard.push(n),
    new AbortController().signal,
  );
  return {
    text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(await blob.arrayBuffer()),
    heard,
    blob,
  };
}

describe('an export', () => {
  it('as Markdown has headings, nested boxes, notes inside their item, and no markup of titles', async () => {
    const { text } = await make('md');

    expect(text).toBe(`# Inbox

- [ ] =1+1

  One

  Two

- [x] Call Anna

# Boat

- [ ] Sail

# House


## Roof

- [ ] Tiles \\*now\\*
  - [ ] Buy (2026-05-04 09:30, FREQ=DAILY)
`);
  });

  it('as a table has a row for each task, and no cell that a spreadsheet would run', async () => {
    const { text } = await make('csv');
    const lines = text.split('\r\n');

    expect(text.startsWith('\ufeffProject,Section,Level,Title,')).toBe(true);
    expect(lines).toHaveLength(7);
    expect(lines[1]).toContain(`,"'=1+1",`);
    expect(text).toContain('House,Roof,1,Tiles *now*,,,,,,,,"garden, all"');
    expect(text).not.toContain('Gone');
  });

  it('as a calendar has a to-do for each task, and comes back as the same tasks', async () => {
    const { text } = await make('ics');
    const todos = new ICAL.Component(ICAL.parse(text) as [string, [], []]).getAllSubcomponents('vtodo');

    const contents = await read(text, 'lockstep.ics');

    expect(todos).toHaveLength(5);
    expect(outline(contents)).toEqual(['=1+1', 'Call Anna', 'Sail', 'Tiles *now*', 'Tiles *now* > Buy']);
    expect(imported(contents, 'Buy')).toMatchObject({
      dueDate: '2026-05-04',
      dueTime: '09:30',
      recurrence: 'FREQ=DAILY',
    });
    const ids = contents.rows.filter(({ entity }) => entity === 'task').map((one) => one.id);
    expect(ids).toEqual([id(11), id(10), id(14), id(12), id(13)]);
  });

  it('as JSON has every row as it is, a row a line, the trash included', async () => {
    const { text, blob } = await make('json');

    expect(JSON.parse(text)).toMatchObject({ format: 'lockstep', version: 1, rows: ROWS });
    expect(text.split('\n')).toHaveLength(ROWS.length + 3);
    expect(blob.type).toBe('application/json');
  });

  it('of tasks that stand under each other has both', async () => {
    const rows = [row(1, { title: 'One', parentId: id(2) }), row(2, { title: 'Two', parentId: id(1) })];

    const { text } = await make('md', rows);

    expect(text).toContain('One');
    expect(text).toContain('Two');
  });

  it('of 60,000 rows says how far it is, and is made of pieces', { timeout: 60_000 }, async () => {
    const many = Array.from({ length: 60_000 }, (_, i) => row(100 + i, { title: `Task ${i}`, order: 'a0' }));

    const { text, heard } = await make('json', many);

    expect(heard).toHaveLength(120);
    expect(heard.at(-1)).toBe(60_000);
    expect(JSON.parse(text).rows).toHaveLength(60_000);
  });

  it('that nobody waits for any more ends', async () => {
    const gone = new AbortController();
    gone.abort(new Error('closed'));
    const source = { read: async () => [], pages: async function* () {} };

    await expect(exportAll('json', source, { inbox: '' }, () => {}, gone.signal)).rejects.toThrow('closed');
  });
});
