// Changes in words: what was done to a task, by whom and with which value.
import type { FieldConflict, RowState, Step } from '../client/types.ts';
import { formatAgo, formatCivil, formatCivilTime, formatList } from './dates.ts';
import { fieldName } from './field-names.ts';
import { type Names, NO_NAMES } from './names.ts';
import { appWords } from './words/app.ts';
import { changeWords } from './words/change.ts';
import { conflictWords } from './words/conflict.ts';
import { viewWords } from './words/view.ts';

/** One field of one change; `gone` tells of a delete or a restore. */
export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

const MAX_QUOTED = 60;

export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const short = line.length > MAX_QUOTED ? `${line.slice(0, MAX_QUOTED - 1).trimEnd()}…` : line;
  return appWords.quoted({ text: short });
}

/**
 * The value of a field as people read it.
 * @param names of the projects, sections and labels that it may speak of
 */
export function formatValue(field: string, value: unknown, names: Names = NO_NAMES): string {
  switch (field) {
    case 'dueDate':
    case 'startDate':
      return formatCivil(String(value));
    case 'dueTime':
      return formatCivilTime(String(value));
    case 'projectId':
      return isNone(value) ? viewWords.inbox : nameOf(value, names, changeWords.goneProject);
    case 'sectionId':
      return nameOf(value, names, changeWords.goneSection);
    case 'labels':
      return formatList(namesOfLabels(toList(value), names));
    case 'priority':
      return changeWords.priority({ n: Number(value) });
    case 'recurrence':
      return names.repeat?.(String(value)) ?? quote(String(value));
    case 'repeatFrom':
      return value === 'completion' ? changeWords.fromCompletion : changeWords.fromDue;
    case 'reminders':
      return formatList(toList(value).map((one) => names.reminder?.(String(one)) ?? quote(String(one))));
    default:
      return typeof value === 'string' ? quote(value) : String(value);
  }
}

const nameOf = (id: unknown, names: Names, gone: string): string => {
  const name = names.get(String(id));
  return name === undefined ? gone : quote(name);
};

const namesOfLabels = (ids: unknown[], names: Names): string[] =>
  ids.map((id) => nameOf(id, names, changeWords.goneLabel));

/**
 * What a change did: “renamed “a” to “b””, “completed”, “set the due date to 3 Dec”.
 * @param title names the task where that is not plain from the place.
 */
export function describeChange({ field, before, after }: FieldChange, title = '', names = NO_NAMES): string {
  const words = changeWords;
  const isSet = !isNone(after);
  switch (field) {
    case 'title':
      return isNone(before)
        ? words.created({ title: quote(String(after)) })
        : words.renamed({ before: quote(String(before)), after: quote(String(after)) });
    case 'gone':
    case 'deletedAt':
      return plainDeed(isSet && after !== false ? 'deleted' : 'restored', title);
    case 'completedAt':
      return plainDeed(isSet ? 'completed' : 'reopened', title);
    case 'order':
      return plainDeed('moved', title);
    case 'notes':
      return plainDeed(isNone(before) ? 'wroteNotes' : isSet ? 'changedNotes' : 'clearedNotes', title);
    case 'projectId':
      return isSet
        ? fullDeed(words.movedTo, words.movedToOf, { to: formatValue(field, after, names) }, title)
        : plainDeed('movedToInbox', title);
    case 'parentId':
      return plainDeed(isSet ? 'madeStep' : 'madeTask', title);
    case 'priority':
      return isSet
        ? fullDeed(words.gavePriority, words.gavePriorityOf, { priority: formatValue(field, after) }, title)
        : clearedDeed(field, title);
    case 'recurrence':
      if (!isSet) return plainDeed('endsRepeat', title);
      return names.repeat
        ? fullDeed(words.repeats, words.repeatsOf, { how: formatValue(field, after, names) }, title)
        : plainDeed('repeatsElse', title);
    case 'reminders':
      if (!isSet) return clearedDeed(field, title);
      if (!names.reminder) return plainDeed('changedReminders', title);
      return fullDeed(
        words.set,
        words.setOf,
        { field: fieldName(field), value: formatValue(field, after, names) },
        title,
      );
    case 'repeatFrom':
      return fullDeed(words.countsFrom, words.countsFromOf, { from: formatValue(field, after) }, title);
    case 'labels':
      return describeLabels(toList(before), toList(after), title, names);
    default:
      return isSet
        ? fullDeed(
            words.set,
            words.setOf,
            { field: fieldName(field), value: formatValue(field, after, names) },
            title,
          )
        : clearedDeed(field, title);
  }
}

type PlainDeed =
  | 'deleted'
  | 'restored'
  | 'completed'
  | 'reopened'
  | 'moved'
  | 'wroteNotes'
  | 'changedNotes'
  | 'clearedNotes'
  | 'movedToInbox'
  | 'madeStep'
  | 'madeTask'
  | 'changedLabels'
  | 'changedReminders'
  | 'repeatsElse'
  | 'endsRepeat';

const plainDeed = (deed: PlainDeed, title: string): string =>
  title === '' ? changeWords[deed] : changeWords[`${deed}Of`]({ title: quote(title) });

/** A deed that says something besides the task; `sayOf` also names that. */
const fullDeed = <Values extends object>(
  say: (values: Values) => string,
  sayOf: (values: Values & { title: string }) => string,
  values: Values,
  title: string,
): string => (title === '' ? say(values) : sayOf({ ...values, title: quote(title) }));

const clearedDeed = (field: string, title: string): string =>
  fullDeed(changeWords.cleared, changeWords.clearedOf, { field: fieldName(field) }, title);

/** Which labels came and went; what names nobody knows, says only that they are others. */
function describeLabels(before: unknown[], after: unknown[], title: string, names: Names): string {
  if (names === NO_NAMES) return plainDeed('changedLabels', title);
  const words = changeWords;
  const say = (ids: unknown[]) =>
    words.labels({ n: ids.length, names: formatList(namesOfLabels(ids, names)) });
  const added = after.filter((id) => !before.includes(id));
  const removed = before.filter((id) => !after.includes(id));
  return formatList([
    // The task is named once, at the end.
    ...(added.length > 0
      ? [
          fullDeed(
            words.addedLabels,
            words.addedLabelsOf,
            { labels: say(added) },
            removed.length > 0 ? '' : title,
          ),
        ]
      : []),
    ...(removed.length > 0
      ? [fullDeed(words.removedLabels, words.removedLabelsOf, { labels: say(removed) }, title)]
      : []),
  ]);
}

/** What a person did, by its first step; how many rows it touched where they are several. */
export function describeSteps([first, ...more]: Step[]): string {
  if (first === undefined) return '';
  return more.length === 0
    ? describeStep(first)
    : changeWords.several({ first: describeStep(first), n: more.length });
}

/** A whole step, by the field that says most. */
function describeStep({ title, before, after }: Step): string {
  const field = 'gone' in after ? 'gone' : (Object.keys(after)[0] ?? '');
  // A task that did not exist was made, and not restored.
  if (field === 'gone' && 'title' in after) return changeWords.created({ title: quote(title) });
  return describeChange({ field, before: valueOf(before, field), after: valueOf(after, field) }, title);
}

const valueOf = (state: RowState, field: string): unknown => state[field] ?? null;

/**
 * The two sides of a conflict: “You set 3 Dec, Phone’s 5 Dec stands.”, “Phone set 5 Dec 3 min ago.”
 * @param now the value that stands.
 */
export function describeConflict(
  { field, lost, mine, device, at }: FieldConflict,
  now: unknown,
  names: Names = NO_NAMES,
): string {
  const words = conflictWords;
  const other = device?.deviceName ?? words.someone;
  const ago = at === null ? null : formatAgo(Date.parse(at));
  if (field === 'notes')
    return ago === null ? words.notes({ device: other }) : words.notesAgo({ device: other, ago });
  const lostDeed = deedOf(field, lost, names);
  if (mine) return words.mine({ deed: lostDeed, stands: describeStanding(field, now, other, names) });
  return ago === null
    ? words.theirs({ device: other, deed: lostDeed })
    : words.theirsAgo({ device: other, deed: lostDeed, ago });
}

const describeStanding = (field: string, now: unknown, device: string, names: Names): string =>
  isCleared(field, now) || field === 'completedAt'
    ? conflictWords.did({ device, deed: deedOf(field, now, names) })
    : conflictWords.stands({ device, value: formatValue(field, now, names) });

/** What somebody did who gave a field this value. */
function deedOf(field: string, value: unknown, names: Names): string {
  const words = conflictWords;
  if (field === 'completedAt') return isNone(value) ? words.reopened : words.completed;
  if (isCleared(field, value)) return words.cleared;
  const values = { value: formatValue(field, value, names) };
  return field === 'title' ? words.wrote(values) : words.set(values);
}

const isNone = (value: unknown): boolean => value === null || value === undefined;

/** No project is a place, too: the inbox. */
const isCleared = (field: string, value: unknown): boolean => isNone(value) && field !== 'projectId';

const toList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
