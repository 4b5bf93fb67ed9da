// What any file may be: in another encoding, broken, huge, or made by somebody who means harm.
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readFiles } from '../../../../src/client/import/read-files.ts';
import { MAX_TITLE } from '../../../../src/protocol/wire.ts';
import {
  CALENDAR,
  CONTEXT,
  outline,
  read,
  task,
  TICKTICK,
  TODOIST,
  TODOIST_HEADER,
  utf16,
  utf8,
} from '../../../support/import-files.ts';

const todoist = (...contents: string[]) =>
  [TODOIST_HEADER, ...contents.map((content) => `task,${content},,,4,1,,,,,,,,,`)].join('\n');

describe('a file in another encoding', () => {
  const title = 'Größe: 5 € „gut“';
  const windows = Uint8Array.from(todoist(title), (letter) => {
    const high: Record<string, number> = { '€': 0x80, '„': 0x84, '“': 0x93 };
    return high[letter] ?? letter.charCodeAt(0);
  });

  it.each([
    ['UTF-8', utf8(todoist(title))],
    ['UTF-8 with its mark', utf8(`\ufeff${todoist(title)}`)],
    ['UTF-16 with its mark, little end first', utf16(`\ufeff${todoist(title)}`, true)],
    ['UTF-16 with its mark, big end first', utf16(`\ufeff${todoist(title)}`, false)],
    ['UTF-16 without a mark', utf16(todoist(title), true)],
    ['Windows-1252', windows],
  ])('is read: %s', async (_encoding, bytes) => {
    expect(outline(await read(bytes))).toEqual([title]);
  });

  it.each([
    ['semicolons, as spreadsheets in half of Europe write', (text: string) => text.replaceAll(',', ';')],
    ['tabs', (text: string) => text.replaceAll(',', '\t')],
    ['the line ends of Windows', (text: string) => text.replaceAll('\n', '\r\n')],
    ['the line ends of old Macs', (text: string) => text.replaceAll('\n', '\r')],
  ])('is read with %s', async (_what, change) => {
    expect(outline(await read(change(todoist('One', 'Two'))))).toEqual(['One', 'Two']);
  });
});

describe('a broken file', () => {
  it.each([
    ['a quote that is not closed', TODOIST.replace('the green one"', 'the green one'), 'broken-csv', 4],
    [
      'more cells than columns',
      `${TODOIST_HEADER}\ntask,One,,,4,1,,,,,,,,,\ntask,Milk, eggs,,,4,1,,,,,,,,,x`,
      'too-many-cells',
      3,
    ],
    ['a quote in the middle of a cell', `${TODOIST_HEADER}\ntask,"One" more,,,4,1,,,,,,,,,`, 'broken-csv', 2],
  ])('with %s is refused with its line', async (_what, text, code, line) => {
    await expect(read(text)).rejects.toMatchObject({ code, line, file: 'House.csv' });
  });

  it.each([
    ['nothing', '', 'empty'],
    ['blanks', ' \n ', 'empty'],
    ['a header alone', TODOIST_HEADER, undefined],
    ['another table', 'name,age\nAnna,5', 'unknown-format'],
    ['other JSON', '{"tasks":[]}', 'unknown-format'],
    ['a picture', Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 256), 'unknown-format'],
  ])('of %s is told by its name', async (_what, file, code) => {
    const reading = read(file, 'Inbox.csv');

    await expect(reading).rejects.toMatchObject({ code: code ?? 'empty', file: 'Inbox.csv' });
  });

  it('among good ones keeps all of them out', async () => {
    const files = [
      { name: 'Good.csv', bytes: utf8(TODOIST) },
      { name: 'Bad.ics', bytes: utf8('BEGIN:VCALENDAR\nBEGIN:VTODO') },
    ];

    await expect(readFiles(files, CONTEXT)).rejects.toMatchObject({ file: 'Bad.ics' });
  });
});

describe('a huge file', () => {
  it('of 50,000 rows of a table is read whole', { timeout: 60_000 }, async () => {
    const contents = await read(
      todoist(...Array.from({ length: 50_000 }, (_, i) => `Task ${i} @label${i % 20}`)),
    );

    expect(contents.rows).toHaveLength(50_021);
    expect(new Set(contents.rows.map(({ id }) => id)).size).toBe(50_021);
  });

  it('of 10,000 to-dos is read whole', { timeout: 60_000 }, async () => {
    const todo = (i: number) =>
      `BEGIN:VTODO\nUID:${i}\nSUMMARY:Task ${i}\nDUE;VALUE=DATE:20260504\nEND:VTODO`;
    const todos = Array.from({ length: 10_000 }, (_, i) => todo(i)).join('\n');

    const contents = await read(`BEGIN:VCALENDAR\nVERSION:2.0\n${todos}\nEND:VCALENDAR`, 'x.ics');

    expect(contents.rows).toHaveLength(10_001);
  });

  it('of steps nested 5,000 deep ends', async () => {
    const row = (i: number) =>
      `"","L","T${i}","TEXT","","","N","","","","","0","0","","","0","","","false","","","list","${i + 1}","${i}"`;
    const rows = Array.from({ length: 5_000 }, (_, i) => row(i));
    const header = TICKTICK.split('\n').find((line) => line.startsWith('"Folder Name"'))!;

    const contents = await read([header, ...rows].join('\n'));

    expect(outline(contents)).toHaveLength(5_000);
    expect(contents.losses.cycles).toBeGreaterThan(0);
  });
});

describe('a hostile file', () => {
  it('has formulas and markup as text', async () => {
    const [formula, script] = ['=HYPERLINK("http://evil.example","x")', '<img src=x onerror=alert(1)>'];
    const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

    expect(outline(await read(todoist(cell(formula), cell(script))))).toEqual([formula, script]);
  });

  it('has no control characters, broken letters or line ends in titles', async () => {
    const contents = await read(todoist('"a\u0000b\u001b[31m\nc\u0085d"', 'e\\u202e'));

    expect(outline(contents)[0]).toBe('ab[31m cd');
  });

  it('with a title of a megabyte has its beginning as the title, and the rest in the notes', async () => {
    const contents = await read(todoist(`${'x'.repeat(1_000_000)}`, 'Next'));
    const [long] = outline(contents);

    expect(long!.length).toBe(MAX_TITLE);
    expect((task(contents, long!)['notes'] as string).startsWith('xxx')).toBe(true);
    expect(contents.losses).toEqual({ longTexts: 2 });
    expect(outline(contents)[1]).toBe('Next');
  });

  it('with column and label names of the language’s own reaches nothing', async () => {
    const text = `${TODOIST_HEADER},__proto__,constructor\ntask,One @__proto__ @constructor,,,4,1,,,,,,,,,,x,y`;

    const contents = await read(text);

    expect(outline(contents, 'label')).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['title']).toBeUndefined();
  });

  it('with duplicate ids in a calendar has two tasks', async () => {
    const contents = await read(CALENDAR.replace('UID:two@', 'UID:one@'), 'x.ics');

    expect(new Set(contents.rows.map(({ id }) => id)).size).toBe(contents.rows.length);
    expect(outline(contents)).toHaveLength(2);
  });
});

describe('a backup in an archive', () => {
  /** An archive as PKWARE describes it, with one deflated file for each text. */
  function zip(files: Record<string, string>, size = (bytes: number) => bytes): Uint8Array {
    const [locals, entries]: Buffer[][] = [[], []];
    let offset = 0;
    for (const [name, text] of Object.entries(files)) {
      const [nameBytes, packed] = [Buffer.from(name), deflateRawSync(text)];
      const local = Buffer.alloc(30);
      local.writeUInt32LE(0x04034b50, 0);
      local.writeUInt16LE(8, 8);
      local.writeUInt32LE(packed.length, 18);
      local.writeUInt16LE(nameBytes.length, 26);
      const entry = Buffer.alloc(46);
      entry.writeUInt32LE(0x02014b50, 0);
      entry.writeUInt16LE(8, 10);
      entry.writeUInt32LE(size(packed.length), 20);
      entry.writeUInt16LE(nameBytes.length, 28);
      entry.writeUInt32LE(offset, 42);
      locals!.push(local, nameBytes, packed);
      entries!.push(entry, nameBytes);
      offset += 30 + nameBytes.length + packed.length;
    }
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(Object.keys(files).length, 10);
    end.writeUInt32LE(offset, 16);
    return new Uint8Array(Buffer.concat([...locals!, ...entries!, end]));
  }

  it('comes with a project for each of its files, and labels once', async () => {
    const contents = await read(
      zip({ 'House [1].csv': TODOIST, 'Boat [2].csv': TODOIST, 'x.txt': '?' }),
      'backup.zip',
    );

    expect(outline(contents, 'project')).toEqual(['House', 'Boat']);
    expect(outline(contents, 'label')).toEqual(['garden', 'weekend']);
    expect(outline(contents)).toHaveLength(12);
  });

  it('that is broken, or holds nothing of ours, is told so', async () => {
    const good = zip({ 'House [1].csv': TODOIST });

    await expect(read(good.slice(0, -30), 'x.zip')).rejects.toMatchObject({ code: 'broken-zip' });
    await expect(
      read(
        zip({ 'House.csv': TODOIST }, (n) => n - 20),
        'x.zip',
      ),
    ).rejects.toMatchObject({ code: 'broken-zip' });
    await expect(read(zip({ 'x.txt': '?' }), 'x.zip')).rejects.toMatchObject({ code: 'unknown-format' });
  });

  it('that names a broken file names that one', async () => {
    const broken = zip({ 'House [1].csv': `${TODOIST_HEADER}\ntask,"x` });

    await expect(read(broken, 'backup.zip')).rejects.toMatchObject({ file: 'House [1].csv', line: 2 });
  });
});
