// What is understood of a line that a person adds: `Paint the fence tomorrow 9am #House @errand !1 +Buy paint`.
// A pure function of the text; dates and repetitions are read by what comes in, which is loaded when it is needed.

/** A task as it was written. */
export interface Captured {
  title: string;
  /** Title of the project, as written. */
  project?: string;
  labels: string[];
  priority?: number;
  dueDate?: string;
  dueTime?: string;
  /** RRULE. */
  recurrence?: string;
  repeatFrom?: 'completion';
  steps: Captured[];
}

/** A part of the text that says something of its own. */
export interface Understood {
  kind: 'project' | 'label' | 'priority' | 'date' | 'repeat' | 'step';
  /** Where it stands in the text. */
  at: number;
  text: string;
  /** The name, or the step's title. */
  value: string;
}

/** A day that stands in a text, with a time where it has one. */
export interface FoundDate {
  at: number;
  text: string;
  dueDate: string;
  dueTime?: string;
}

/** A repetition that stands in a text. */
export interface FoundRepeat {
  at: number;
  text: string;
  /** What it means, in words. */
  words: string;
  /** RRULE. */
  recurrence: string;
  repeatFrom?: 'completion';
  /** Its first day, not before the one that the text says; from today without one. */
  firstFrom(day?: string): string | undefined;
}

/** What reads the parts that are a language of their own. */
export interface Readers {
  dates?: (text: string) => FoundDate[];
  repeats?: (text: string) => FoundRepeat[];
}

export interface Capture {
  captured: Captured;
  understood: Understood[];
}

const TOKENS: { kind: Understood['kind']; pattern: RegExp }[] = [
  { kind: 'project', pattern: /(?<=^|\s)#(?:"([^"]+)"|([^\s#@"]+))/g },
  { kind: 'label', pattern: /(?<=^|\s)@(?:"([^"]+)"|([^\s#@"]+))/g },
  { kind: 'priority', pattern: /(?<=^|\s)!([1-4])(?=\s|$)/g },
  // Up to the next one; what stood in between belongs to the task and is taken by now.
  { kind: 'step', pattern: /(?<=^|\s)\+(?=[^\s\d+])(.+?)(?=\s\+[^\s\d+]|$)/g },
];

/**
 * Reads one line.
 * @param ignored parts, as written, that the person wants to stand as they are.
 */
export function readLine(
  line: string,
  readers: Readers = {},
  ignored: ReadonlySet<string> = new Set(),
): Capture {
  const understood: Understood[] = [];
  // What is taken is blanked out, so that places in the text stay what they are.
  let rest = line;
  const take = (kind: Understood['kind'], at: number, text: string, value: string): boolean => {
    if (ignored.has(text)) return false;
    understood.push({ kind, at, text, value });
    rest = rest.slice(0, at) + ' '.repeat(text.length) + rest.slice(at + text.length);
    return true;
  };
  for (const { kind, pattern } of TOKENS)
    for (const match of rest.matchAll(pattern))
      take(kind, match.index, match[0].trimEnd(), (match[1] ?? match[2] ?? '').replace(/\s+/g, ' ').trim());

  const repeat = readers.repeats?.(rest).find(({ at, text, words }) => take('repeat', at, text, words));
  const date = readers.dates?.(rest).find(({ at, text }) => take('date', at, text, text));
  if (repeat && date) rest = rest.slice(0, date.at).replace(FROM, '') + rest.slice(date.at);
  understood.sort((a, b) => a.at - b.at);

  const title = rest.replace(/\s+/g, ' ').trim();
  // A line that is nothing but parts is a title: “Tomorrow” may be the name of a film.
  if (title === '') return { captured: { title: line.trim(), labels: [], steps: [] }, understood: [] };
  const valuesOf = (kind: Understood['kind']) =>
    understood.flatMap((part) => (part.kind === kind ? part.value : []));
  const [project] = valuesOf('project');
  const [priority] = valuesOf('priority');
  const captured: Captured = {
    title,
    labels: [...new Set(valuesOf('label'))],
    steps: valuesOf('step').map((step) => ({ title: step, labels: [], steps: [] })),
    ...(project !== undefined && { project }),
    ...(priority !== undefined && { priority: Number(priority) }),
    ...(repeat ? recurring(repeat, date?.dueDate) : date && { dueDate: date.dueDate }),
    ...(date?.dueTime !== undefined && { dueTime: date.dueTime }),
  };
  return { captured, understood };
}

/** What leads from a repetition to the day on which it begins: “every Friday from tomorrow”. */
const FROM = /(?<=^|\s)(?:starting|beginning|from|ab|beginnend)(?:\s+on|\s+am)?\s+$/i;

/** A repeating task is due on a day on which it repeats. */
function recurring({ recurrence, repeatFrom, firstFrom }: FoundRepeat, from: string | undefined) {
  const dueDate = firstFrom(from) ?? from;
  return { recurrence, ...(repeatFrom && { repeatFrom }), ...(dueDate !== undefined && { dueDate }) };
}

/** What lists put in front of a line: a bullet, a number, a box. */
const BULLET = /^(?:[-*•–]\s+|\d+[.)]\s+)?(?:\[[ xX]?\]\s+)?/;

/**
 * Reads a pasted text: a task for each line that is not empty, and indented lines are steps of the one above.
 */
export function readLines(text: string, readers: Readers = {}): Captured[] {
  const roots: Captured[] = [];
  const open: { indent: number; task: Captured }[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const bare = line.trim().replace(BULLET, '');
    if (bare === '') continue;
    const indent = indentOf(line);
    while (open.length > 0 && open.at(-1)!.indent >= indent) open.pop();
    const { captured } = readLine(bare, readers);
    (open.at(-1)?.task.steps ?? roots).push(captured);
    open.push({ indent, task: captured });
  }
  return roots;
}

/** Columns in front of a line; a tab leads to the next fourth. */
function indentOf(line: string): number {
  let columns = 0;
  for (const char of line) {
    if (char === '\t') columns += 4 - (columns % 4);
    else if (/\s/.test(char)) columns += 1;
    else break;
  }
  return columns;
}

/** A name being written: what a list of names can complete. */
export interface OpenName {
  kind: 'project' | 'label';
  /** Place of its sign. */
  at: number;
  text: string;
}

/** The name that ends at the caret, if one does. */
export function nameAt(text: string, caret: number): OpenName | null {
  const match = /(?<=^|\s)([#@])"?([^\s#@"]*(?:(?<=")[^"]*)?)$/.exec(text.slice(0, caret));
  if (!match) return null;
  return { kind: match[1] === '#' ? 'project' : 'label', at: match.index, text: match[2]! };
}

/** How a name is written in a line. */
export const writeName = (kind: OpenName['kind'], name: string): string =>
  `${kind === 'project' ? '#' : '@'}${/[\s#@]/.test(name) ? `"${name.replaceAll('"', '')}"` : name}`;
