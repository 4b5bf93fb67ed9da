// Changes in words: what was done to a task, by whom and with which value.
import type { FieldConflict, Step, TaskState } from '../client/types.ts';
import { formatAgo, formatCivil } from './dates.ts';
import { strings } from './strings.ts';

/** One field of one change; `gone` tells of a delete or a restore. */
export interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

const MAX_QUOTED = 60;

export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return `“${line.length > MAX_QUOTED ? `${line.slice(0, MAX_QUOTED - 1).trimEnd()}…` : line}”`;
}

/** The value of a field as people read it. */
export function formatValue(field: string, value: unknown): string {
  if (field === 'dueDate' || field === 'startDate') return formatCivil(value as string);
  return typeof value === 'string' ? quote(value) : String(value);
}

/**
 * What a change did: “renamed “a” to “b””, “completed”, “set the due date to 3 Dec”.
 * @param title names the task where that is not plain from the place.
 */
export function describeChange({ field, before, after }: FieldChange, title = ''): string {
  const words = strings.change;
  const it = title === '' ? '' : ` ${quote(title)}`;
  const of = title === '' ? '' : words.of(quote(title));
  const isSet = after !== null && after !== undefined;
  switch (field) {
    case 'title':
      return isNone(before)
        ? words.created(quote(String(after)))
        : words.renamed(quote(String(before)), quote(String(after)));
    case 'gone':
    case 'deletedAt':
      return (isSet && after !== false ? words.deleted : words.restored) + it;
    case 'completedAt':
      return (isSet ? words.completed : words.reopened) + it;
    case 'order':
      return words.moved + it;
    case 'notes':
      return (isNone(before) ? words.wroteNotes : isSet ? words.changedNotes : words.clearedNotes) + of;
    default: {
      const name = strings.fieldNames[field] ?? field;
      return isSet ? words.set(name, of, formatValue(field, after)) : words.cleared(name, of);
    }
  }
}

/** A whole step, by the field that says most. */
export function describeStep({ title, before, after }: Step): string {
  const field = 'gone' in after ? 'gone' : (Object.keys(after)[0] ?? '');
  // A task that did not exist was made, and not restored.
  if (field === 'gone' && 'title' in after) return strings.change.created(quote(title));
  return describeChange({ field, before: valueOf(before, field), after: valueOf(after, field) }, title);
}

const valueOf = (state: TaskState, field: string): unknown => state[field as keyof TaskState] ?? null;

/**
 * The two sides of a conflict: “You set 3 Dec, Phone’s 5 Dec stands.”, “Phone set 5 Dec 3 min ago.”
 * @param now the value that stands.
 */
export function describeConflict({ field, lost, mine, device, at }: FieldConflict, now: unknown): string {
  const words = strings.conflict;
  const other = device?.deviceName ?? words.someone;
  const ago = at === null ? '' : ` ${formatAgo(Date.parse(at))}`;
  if (field === 'notes') return words.notes(other, ago);
  if (!mine) return words.theirs(other, deed(field, lost), ago);
  const stands =
    isNone(now) || field === 'completedAt'
      ? words.did(other, deed(field, now))
      : words.stands(other, formatValue(field, now));
  return words.mine(deed(field, lost), stands);
}

/** What somebody did who gave a field this value. */
function deed(field: string, value: unknown): string {
  const words = strings.conflict;
  if (field === 'completedAt') return isNone(value) ? words.reopened : words.completed;
  if (isNone(value)) return words.cleared;
  return field === 'title' ? words.wrote(formatValue(field, value)) : words.set(formatValue(field, value));
}

const isNone = (value: unknown): boolean => value === null || value === undefined;
