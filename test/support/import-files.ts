// Files of other apps for the tests of the import, after the formats that their makers document.
import type { FileContents, ImportedRow, ReadingContext } from '../../src/client/import/model.ts';
import { readFiles } from '../../src/client/import/read-files.ts';

/** A Friday. */
export const CONTEXT: ReadingContext = { today: '2026-05-01', zone: 'Europe/Berlin' };

export const TODOIST_HEADER =
  'TYPE,CONTENT,DESCRIPTION,IS_COLLAPSED,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE,DURATION,DURATION_UNIT,DEADLINE,DEADLINE_LANG';

/**
 * A project as Todoist exports and backs it up.
 * https://todoist.com/help/articles/import-or-export-a-project-as-a-csv-file-in-todoist-YC8YvN
 */
export const TODOIST = [
  TODOIST_HEADER,
  'meta,view_style=list,,,,,,,,,,,,,',
  ',,,,,,,,,,,,,,',
  'task,Paint the fence @garden @weekend,"Two coats,\nthe green one",,1,1,Anna (1),Ben (2),2026-05-04,en,Europe/Berlin,30,minute,,',
  'task,Buy paint,,,4,2,Anna (1),,tomorrow at 9am,en,Europe/Berlin,,,,',
  'note,"Ask for the old tin [[file {""file_name"":""tin.jpg"",""file_url"":""https://example.org/tin.jpg""}]]",,,,,Ben (2),,2026-04-01T10:00:00.000000Z,,,,,,',
  'task,Clean brushes,,,4,3,Anna (1),,,,,,,,',
  ',,,,,,,,,,,,,,',
  'section,Roof,,False,,,,,,,,,,,',
  'task,Water the moss,,,3,1,Anna (1),,every! 3 days,en,Europe/Berlin,,,,',
  'task,Look after it,,,4,1,Anna (1),,whenever the sun is out,en,Europe/Berlin,,,2026-06-01,en',
  'task,Look after it,,,4,1,Anna (1),,every full moon,en,Europe/Berlin,,,,',
  '',
].join('\n');

const TICKTICK_HEADER =
  '"Folder Name","List Name","Title","Kind","Tags","Content","Is Check list","Start Date","Due Date","Reminder","Repeat","Priority","Status","Created Time","Completed Time","Order","Timezone","Is All Day","Is Floating","Column Name","Column Order","View Mode","taskId","parentId"';

/**
 * A backup as TickTick writes it (Settings → Account → Backup), version 7.1.
 * https://github.com/go-vikunja/vikunja/tree/main/pkg/modules/migration/ticktick has one.
 */
export const TICKTICK = [
  '"Date: 2026-05-01+0000"',
  '"Version: 7.1"',
  '"Status: \n0 Normal\n1 Completed\n2 Archived"',
  TICKTICK_HEADER,
  '"Home","Garden","Mow the lawn","TEXT","green, weekend","Not too short","N","2026-05-02T22:00:00+0000","2026-05-03T22:00:00+0000","P0DT9H0M0S","RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO","5","0","2026-04-01T10:00:00+0000","","-1099511627776","Europe/Berlin","true","false","Lawn","0","kanban","1",""',
  '"Home","Garden","Sharpen the blade","TEXT","","","N","","2026-05-04T07:30:00+0000","-PT30M","","3","0","2026-04-01T10:00:00+0000","","0","Europe/Berlin","false","false","","","kanban","2","1"',
  '"","Inbox","Shopping","CHECKLIST","","For Sunday\n▫Milk\n▪Bread","Y","","","","","0","0","2026-04-01T10:00:00+0000","","0","Europe/Berlin","","false","","","list","3",""',
  '"","Inbox","Written","TEXT","","","N","","","","","0","2","2026-04-01T10:00:00+0000","2026-04-02T12:00:00+0000","0","Europe/Berlin","","false","","","list","4",""',
  '"","Inbox","Never mind","TEXT","","","N","","","","ERULE:NAME=FORGETTINGCURVE","1","-1","2026-04-01T10:00:00+0000","2026-04-03T12:00:00+0000","0","Europe/Berlin","","false","","","list","5",""',
  '',
].join('\n');

/** After RFC 5545 §3.6.2, with what calendars add. */
export const CALENDAR = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Example//Tasks//EN',
  'X-WR-CALNAME:House',
  'BEGIN:VTODO',
  'UID:one@example.org',
  'DTSTAMP:20260401T100000Z',
  'SUMMARY:Paint the',
  '  fence\\, twice',
  'DESCRIPTION:First line\\nSecond',
  'DTSTART;VALUE=DATE:20260503',
  'DUE;VALUE=DATE:20260504',
  'RRULE:FREQ=YEARLY',
  'PRIORITY:5',
  'CATEGORIES:garden,week\\,end',
  'ATTENDEE:mailto:ben@example.org',
  'ATTACH:https://example.org/tin.jpg',
  'BEGIN:VALARM',
  'ACTION:DISPLAY',
  'TRIGGER:-P1D',
  'END:VALARM',
  'END:VTODO',
  'BEGIN:VTODO',
  'UID:two@example.org',
  'DTSTAMP:20260401T100000Z',
  'SUMMARY:Buy paint',
  'DUE:20260504T073000Z',
  'RELATED-TO:one@example.org',
  'STATUS:COMPLETED',
  'COMPLETED:20260402T120000Z',
  'BEGIN:VALARM',
  'ACTION:AUDIO',
  'TRIGGER:-PT15M',
  'END:VALARM',
  'END:VTODO',
  'BEGIN:VEVENT',
  'UID:three@example.org',
  'DTSTAMP:20260401T100000Z',
  'DTSTART:20260504T073000Z',
  'SUMMARY:A meeting',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n');

/** An own export of the rows that are given. */
export const ownJson = (rows: object[], version: unknown = 1): string =>
  `{"format":"lockstep","version":${JSON.stringify(version)},"exportedAt":"2026-05-01T10:00:00.000Z","rows":[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]}\n`;

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian);
  return bytes;
}

export const read = (
  file: string | Uint8Array,
  name = 'House.csv',
  context = CONTEXT,
): Promise<FileContents> =>
  readFiles([{ name, bytes: typeof file === 'string' ? utf8(file) : file }], context);

/** Titles of one kind of rows in the order of the file, steps with the title above them. */
export function outline({ rows }: FileContents, entity: ImportedRow['entity'] = 'task'): string[] {
  const titles = new Map(rows.map(({ id, fields }) => [id, fields.title]));
  return rows
    .filter((row) => row.entity === entity)
    .map(({ fields }) => {
      const above = titles.get(fields['parentId'] as string);
      return above === undefined ? fields.title : `${above} > ${fields.title}`;
    });
}

/** Fields of the task with this title. */
export function task({ rows }: FileContents, title: string): ImportedRow['fields'] {
  const found = rows.find((row) => row.entity === 'task' && row.fields.title === title);
  if (found === undefined) throw new Error(`there is no task ${title}`);
  return found.fields;
}

/** Titles of a task's labels. */
export function labelsOf(contents: FileContents, title: string): string[] {
  const labels = (task(contents, title)['labels'] ?? []) as string[];
  return labels.map((id) => contents.rows.find((row) => row.id === id)!.fields.title);
}
