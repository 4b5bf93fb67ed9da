// TickTick's backup: one CSV for everything, three lines of explanations above the header, ids for tasks.
// https://help.ticktick.com/articles/7055782408586526720 (Settings → Account → Backup)
import { civilAt, reminderOf, secondsOf } from './civil.ts';
import { type CsvRecord, readCsv } from './csv-table.ts';
import { Draft } from './draft.ts';
import type { FileContents, ReadingContext } from './model.ts';
import { cleanRule } from './rule.ts';

export const isTickTickHeader = (cells: string[]): boolean =>
  ['list name', 'title', 'status'].every((name) => cells.includes(name));

/** Theirs are 5, 3, 1 and 0 for none. */
const PRIORITIES: Record<string, number> = { '5': 1, '3': 2, '1': 3 };
const WONT_DO = '-1';

export function readTickTick(text: string, _fileName: string, context: ReadingContext): FileContents {
  const draft = new Draft('ticktick');
  const records = readCsv(text, isTickTickHeader).filter(({ isBlank }) => !isBlank);
  const folders = new Set(records.map((record) => record.cell('folder name').trim()).filter(Boolean));
  draft.lose('folders', folders.size);
  const parents = new Map<string, string>();
  for (const record of records) {
    const id = addTask(draft, record, context);
    const parent = record.cell('parentid').trim();
    if (parent !== '' && parent !== '0') parents.set(id, draft.idOf('task', parent));
  }
  draft.nest(parents);
  return draft.finish();
}

function addTask(draft: Draft, record: CsvRecord, { zone }: ReadingContext): string {
  const cell = (name: string) => record.cell(name).trim();
  const list = cell('list name');
  const column = cell('column name');
  const folder = cell('folder name');
  const projectId = list === '' || list === 'Inbox' ? undefined : draft.project(`${folder}\n${list}`, list);
  const sectionId =
    projectId && column && column !== 'Not Sectioned' ? draft.section(projectId, column) : undefined;
  const { notes, steps } = readContent(record.cell('content'), cell('is check list') === 'Y');

  const place = cell('timezone') || zone;
  const isAllDay = cell('is all day') === 'true';
  const [start, due] = [when('start date'), when('due date')];
  const dueDate = due ?? start;
  const dueTime = isAllDay ? undefined : dueDate?.time;
  const recurrence = cell('repeat') === '' ? undefined : cleanRule(cell('repeat').split('\n')[0]!);
  if (recurrence === null) lost('repetitions', 'Repeat');
  const completedAt = cell('status') === '0' || cell('status') === '' ? undefined : completion();
  const identity = cell('taskid') || `${list}\n${column}\n${cell('title')}`;
  const task = { projectId, sectionId, completedAt };
  const id = draft.task({
    identity,
    title: record.cell('title'),
    notes: notes.join('\n'),
    labels: cell('tags').split(','),
    ...task,
    priority: PRIORITIES[cell('priority')],
    startDate: start && due && start.date < due.date ? start.date : undefined,
    dueDate: dueDate?.date,
    dueTime,
    recurrence: recurrence ?? undefined,
    reminders: dueDate && reminders(dueDate.date, dueTime),
  });
  for (const { title, done } of steps)
    draft.task({
      identity: `${identity}\n${title}`,
      title,
      parentId: id,
      ...task,
      completedAt: done ? (completedAt ?? completion()) : completedAt,
    });
  return id;

  function when(name: string) {
    const text = cell(name);
    if (text === '') return undefined;
    const instant = new Date(text.replace(' ', 'T').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
    if (!Number.isNaN(instant.getTime())) return civilAt(instant, place);
    lost('dates', name);
    return undefined;
  }

  function completion(): string {
    if (cell('status') === WONT_DO) draft.lose('wontDo');
    const instants = [cell('completed time'), cell('created time')].map((text) =>
      Date.parse(text.replace(' ', 'T').replace(/([+-]\d{2})(\d{2})$/, '$1:$2')),
    );
    return new Date(instants.find((time) => !Number.isNaN(time)) ?? 0).toISOString();
  }

  function reminders(date: string, time: string | undefined): string[] | undefined {
    const found = cell('reminder')
      .split(/[,\n]/)
      .filter((one) => one.trim() !== '')
      .flatMap((one) => {
        const seconds = secondsOf(one.replace(/^TRIGGER:/i, ''));
        const reminder = seconds === null ? null : reminderOf(seconds, date, time);
        if (reminder === null) draft.lose('reminders');
        return reminder ?? [];
      });
    return found.length > 0 ? [...new Set(found)].slice(0, 20) : undefined;
  }

  function lost(kind: 'dates' | 'repetitions', column: string): void {
    draft.lose(kind);
    notes.push(`${column}: ${cell(column.toLowerCase())}`);
  }
}

/** A check list stands in the text, `▫` before what is open and `▪` before what is done. */
function readContent(content: string, isCheckList: boolean) {
  const notes: string[] = [];
  const steps: { title: string; done: boolean }[] = [];
  for (const line of content.split('\n')) {
    const [, mark, title] = /^\s*([▫▪])\s*(.+)$/u.exec(line) ?? [];
    if (isCheckList && title !== undefined) steps.push({ title, done: mark === '▪' });
    else notes.push(line);
  }
  return { notes, steps };
}
