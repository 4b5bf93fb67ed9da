// Finds the to-dos of an iCalendar file (RFC 5545 §3.6) by their BEGIN and END lines, each with the line it begins
// in: every one is then read by itself, so that a mistake has a line and a long file is never one big object.
import { ImportProblem } from './model.ts';

export interface CalendarPart {
  text: string;
  line: number;
}

export interface CalendarParts {
  todos: CalendarPart[];
  events: number;
  /** What the calendar is called, where it says so. */
  name: string | null;
}

/** @throws ImportProblem `broken-calendar` with the line of what does not belong there. */
export function splitCalendar(text: string): CalendarParts {
  const parts: CalendarParts = { todos: [], events: 0, name: null };
  const open: { name: string; line: number }[] = [];
  let todo: { from: number; line: number } | null = null;
  let line = 0;
  for (let at = 0; at < text.length;) {
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    const content = text.slice(at, Math.min(end, at + 200)).trimEnd();
    line++;
    const [, border, kind = ''] = /^(BEGIN|END):([\w-]+)$/i.exec(content) ?? [];
    const name = kind.toUpperCase();
    if (border?.toUpperCase() === 'BEGIN') {
      if (open.length === 0 && name !== 'VCALENDAR') throw new ImportProblem('broken-calendar', line);
      open.push({ name, line });
      if (name === 'VTODO' && open.length === 2) todo = { from: at, line };
      if (name === 'VEVENT') parts.events++;
    } else if (border !== undefined) {
      const begun = open.pop();
      // What was left open is where to look.
      if (begun?.name !== name) throw new ImportProblem('broken-calendar', begun?.line ?? line);
      if (todo !== null && open.length === 1) {
        parts.todos.push({ text: text.slice(todo.from, end), line: todo.line });
        todo = null;
      }
    } else if (open.length === 0 && content !== '') {
      throw new ImportProblem('broken-calendar', line);
    } else if (open.length === 1) {
      parts.name ??=
        /^(?:X-WR-CALNAME|NAME)(?:;[^:]*)?:(.+)$/i.exec(content)?.[1]?.replace(/\\([,;\\])/g, '$1') ?? null;
    }
    at = end + 1;
  }
  const left = open.at(-1);
  if (left !== undefined) throw new ImportProblem('broken-calendar', left.line);
  return parts;
}
