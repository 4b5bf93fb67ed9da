// Tasks as Markdown: a heading for each project and section, nested check boxes (GitHub Flavored Markdown §5.3),
// notes under their task.
import type { Task } from '../../protocol/rows.ts';
import type { ExportWords, Pieces } from './export.ts';
import type { PlacedTask } from './sheaf.ts';

const INDENT = '  ';

export async function* toMarkdown(pages: AsyncIterable<PlacedTask[]>, { inbox }: ExportWords): Pieces {
  let [project, section]: (string | null)[] = [null, ''];
  for await (const page of pages) {
    const lines: string[] = [];
    for (const placed of page) {
      if (placed.project !== project) {
        if (project !== null) lines.push('');
        lines.push(`# ${escape(placed.project || inbox)}`, '');
        section = '';
      }
      if (placed.section !== section) lines.push('', `## ${escape(placed.section)}`, '');
      [project, section] = [placed.project, placed.section];
      lines.push(...write(placed));
    }
    yield `${lines.join('\n')}\n`;
  }
}

function write({ task, depth }: PlacedTask): string[] {
  const indent = INDENT.repeat(depth);
  const box = task.completedAt === undefined ? '[ ]' : '[x]';
  const when = describe(task);
  const notes = task.notes ? task.notes.split('\n').map((line) => `${indent}${INDENT}${line}`.trimEnd()) : [];
  // A blank line keeps the notes a paragraph of their own, inside the item.
  const more = notes.length > 0 ? ['', ...notes, ''] : [];
  return [`${indent}- ${box} ${escape(task.title)}${when}`, ...more];
}

function describe({ dueDate, dueTime, recurrence }: Task): string {
  const parts = [dueDate && [dueDate, dueTime].filter(Boolean).join(' '), recurrence].filter(Boolean);
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

/** What would be markup at the beginning or inside of a line; a title is text. */
const escape = (title: string): string =>
  title.replace(/[\\`*_[\]<>]/g, String.raw`\$&`).replace(/^([#+-]|\d+[.)])/, String.raw`\$1`);
