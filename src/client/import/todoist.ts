// Todoist's CSV: the export of one project, and the files of a backup, which are the same, one a project.
// https://todoist.com/help/articles/import-or-export-a-project-as-a-csv-file-in-todoist-YC8YvN
// https://todoist.com/help/articles/download-or-restore-backups-in-todoist-ywaJeQbN
// Neither has ids for tasks: theirs follow from project, section, the tasks above, and title.
import { type CsvRecord, readCsv } from './csv-table.ts';
import { Draft } from './draft.ts';
import type { FileContents, ReadingContext } from './model.ts';
import { looksRepeated, readTodoistDate, type TodoistDate } from './todoist-dates.ts';

export const isTodoistHeader = (cells: string[]): boolean =>
  ['type', 'content', 'indent'].every((name) => cells.includes(name));

/** @param fileName names the project, as Todoist does: `Home [2203306141].csv` in a backup. */
export function readTodoist(text: string, fileName: string, { today }: ReadingContext): FileContents {
  const draft = new Draft('todoist');
  const { title, identity } = projectOf(fileName);
  const projectId = identity === null ? undefined : draft.project(identity, title);
  let section: { id?: string; name: string } = { name: '' };
  /** The tasks above the next one, from the outermost. */
  let above: { id: string; path: string }[] = [];

  for (const record of readCsv(text, isTodoistHeader)) {
    if (record.isBlank) continue;
    const content = record.cell('content');
    switch (record.cell('type').trim().toLowerCase()) {
      case 'meta':
        break;
      case 'section':
        above = [];
        section = { name: content.trim() };
        // The inbox has none.
        if (projectId) section.id = draft.section(projectId, section.name);
        else draft.lose('sections');
        break;
      case 'task': {
        // One that is indented by more than one step stands under the one before it.
        const depth = Math.min(Math.max(1, Number(record.cell('indent')) || 1), above.length + 1);
        above = above.slice(0, depth - 1);
        const parent = above.at(-1);
        const path = `${parent?.path ?? `${identity}\n${section.name}`}\n${content.trim()}`;
        const place = { projectId, sectionId: section.id, parentId: parent?.id };
        above.push({ id: addTask(draft, record, path, place, today), path });
        break;
      }
      case 'note':
        addComment(draft, above.at(-1)?.id, record);
        break;
      default:
        draft.lose('unknownRows');
    }
  }
  return draft.finish();
}

function addTask(draft: Draft, record: CsvRecord, identity: string, place: object, today: string): string {
  const { title, labels } = takeLabels(record.cell('content'));
  const notes = [record.cell('description')];
  const when = dateIn('date');
  const deadline = dateIn('deadline');
  if (record.cell('responsible').trim() !== '') draft.lose('assignees');
  if (record.cell('duration').trim() !== '') draft.lose('durations');
  const priority = Number(record.cell('priority'));
  return draft.task({
    identity,
    title,
    labels,
    notes: notes.filter(Boolean).join('\n\n'),
    ...place,
    ...dates(when, deadline),
    priority: priority >= 1 && priority <= 3 ? Math.trunc(priority) : undefined,
  });

  /** What is not understood goes to the notes as it is. */
  function dateIn(name: 'date' | 'deadline'): TodoistDate | null {
    const words = record.cell(name).trim();
    if (words === '') return null;
    const found = readTodoistDate(words, today);
    if (found !== null) return found;
    draft.lose(looksRepeated(words) ? 'repetitions' : 'dates');
    notes.push(`${name.toUpperCase()}: ${words}`);
    return null;
  }
}

/** Todoist's date is when to do it, its deadline when it must be done. */
function dates(when: TodoistDate | null, deadline: TodoistDate | null) {
  const { recurrence, repeatFrom } = when ?? {};
  // A repetition is counted from the due date, and so the date has to be it.
  if (when !== null && (deadline === null || recurrence !== undefined))
    return { dueDate: when.date, dueTime: when.time, recurrence, repeatFrom };
  if (deadline === null) return {};
  const startDate = when !== null && when.date <= deadline.date ? when.date : undefined;
  return { startDate, dueDate: deadline.date, dueTime: deadline.time };
}

function addComment(draft: Draft, taskId: string | undefined, record: CsvRecord): void {
  const author = record.cell('author').replace(/\s*\(\d+\)\s*$/, '');
  const head = [author, record.cell('date').slice(0, 10)].filter(Boolean).join(', ');
  let attachments = 0;
  const text = record.cell('content').replace(/\[\[file (\{.*?\})\]\]/gs, (whole, json: string) => {
    attachments++;
    return describeFile(json) ?? whole;
  });
  draft.lose('attachments', attachments);
  draft.lose('comments');
  if (taskId !== undefined) draft.note(taskId, head === '' ? text : `${head}:\n${text}`);
}

function describeFile(json: string): string | null {
  try {
    const { file_name: name, file_url: url } = JSON.parse(json) as { file_name?: string; file_url?: string };
    return [name, url].filter(Boolean).join(' ') || null;
  } catch {
    return null;
  }
}

/** Labels stand in the title as `@label`; an address has no space before its `@`. */
function takeLabels(content: string): { title: string; labels: string[] } {
  const labels: string[] = [];
  const title = content.replace(/(^|\s)@([\p{L}\p{N}_][^\s@]*)/gu, (_, space: string, label: string) => {
    labels.push(label);
    return space;
  });
  // A title of labels alone stays what it is. `* ` marks one that cannot be completed.
  const plain = title.replace(/^\* /, '').trim();
  return plain === '' ? { title: content, labels } : { title: plain, labels };
}

/** Null for the inbox. `(1)` is what browsers add to a second download. */
function projectOf(fileName: string): { title: string; identity: string | null } {
  const name = fileName
    .replace(/^.*[/\\]/, '')
    .replace(/\.csv$/i, '')
    .replace(/ \(\d+\)$/, '');
  const [, title = name, id] = /^(.*?)\s*\[(\w+)\]$/.exec(name) ?? [];
  return { title: title || name, identity: /^(inbox|eingang)$/i.test(title) ? null : (id ?? title) };
}
