// The query language of saved filters: what is written → what a task must be like.
//
//   word  "two words"          in title or notes
//   #project  @label  !1       where it is, what it has, its priority; names with spaces in quotes: #"House work"
//   due:today  due:<+7d        a day: today, tomorrow, yesterday, none, any, 2026-12-24, +7d, -2w, +1m; with < <= > >=
//   start:…  created:…         the same for the first day and for when it was written
//   is:overdue                 or completed, recurring, step, pending
//   has:notes                  or date, time, label, project, reminder
//   a b   a or b   -a   (…)    both, one of them, not, together; "or" binds less than what stands side by side
import type { Project, Label, Task } from '../protocol/rows.ts';
import type { QueryProblem } from './types.ts';

/** What a query is asked about beside the task itself. */
export interface QueryWorld {
  /** Civil date where the person is. */
  today: string;
  projects: readonly Project[];
  labels: readonly Label[];
}

type Asked = Task & { pending?: boolean };
type Test = (task: Asked, world: QueryWorld) => boolean;

/** A query that was understood. */
export interface Query {
  fits: Test;
  /** Where every task that fits is to be found: the shortest list to look through. */
  within: { list: 'open' | 'completed' | 'dated' | 'everything' } | { list: 'label'; title: string };
}

/** Where the query is not understood. */
export class QueryError extends Error implements QueryProblem {
  readonly code: QueryProblem['code'];
  readonly text: string;
  readonly at: number;

  constructor(code: QueryProblem['code'], text: string, at: number) {
    super(`${code}: “${text}” at ${at}`);
    this.code = code;
    this.text = text;
    this.at = at;
  }
}

interface Token {
  text: string;
  at: number;
}

const TOKEN = /\s+|[()|]|-?(?:[#@]|[a-z]+:[<>=]*)?"[^"]*"|"|[^\s()|"]+/giu;

/** @throws QueryError */
export function parseQuery(text: string): Query {
  const tokens: Token[] = [...text.matchAll(TOKEN)]
    .map((match) => ({ text: match[0], at: match.index }))
    .filter((token) => token.text.trim() !== '');
  if (tokens.length === 0) throw new QueryError('empty', text, 0);
  const parser = new Parser(tokens, text.length);
  return parser.parse();
}

/** One part, and the list that all that fits it stands in. */
interface Part {
  fits: Test;
  within?: Query['within'] | undefined;
  /** It asks about completed tasks somewhere: those without a list of theirs are looked for everywhere. */
  done?: boolean;
}

class Parser {
  readonly #tokens: Token[];
  readonly #end: number;
  #next = 0;

  constructor(tokens: Token[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  parse(): Query {
    const { fits, within = { list: 'open' as const }, done } = this.#either();
    const left = this.#peek();
    if (left) throw new QueryError('unexpected', left.text, left.at);
    return { fits, within: done && within.list !== 'completed' ? { list: 'everything' } : within };
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  #either(): Part {
    const parts = [this.#all()];
    while (isOr(this.#peek())) {
      this.#next++;
      parts.push(this.#all());
    }
    if (parts.length === 1) return parts[0]!;
    return { fits: (...of) => parts.some(({ fits }) => fits(...of)), done: parts.some(({ done }) => done) };
  }

  #all(): Part {
    const parts: Part[] = [];
    for (let token = this.#peek(); token && !isOr(token) && token.text !== ')'; token = this.#peek())
      parts.push(this.#one());
    if (parts.length === 0) {
      const { text = '', at = this.#end } = this.#peek() ?? {};
      throw new QueryError('unexpected', text, at);
    }
    return {
      fits: (...of) => parts.every(({ fits }) => fits(...of)),
      within: (parts.find(({ within }) => within?.list === 'completed') ?? parts.find(({ within }) => within))
        ?.within,
      done: parts.some(({ done }) => done),
    };
  }

  #one(): Part {
    const token = this.#tokens[this.#next++]!;
    if (token.text === 'not' || token.text === '-') return this.#not(token);
    if (token.text === '(') {
      const inside = this.#either();
      if (this.#peek()?.text !== ')') throw new QueryError('unclosed', token.text, token.at);
      this.#next++;
      return inside;
    }
    if (token.text === '"') throw new QueryError('unclosed', token.text, token.at);
    if (token.text.length > 1 && token.text.startsWith('-')) {
      return not(readTerm({ text: token.text.slice(1), at: token.at + 1 }));
    }
    return readTerm(token);
  }

  #not(token: Token): Part {
    if (!this.#peek()) throw new QueryError('unexpected', token.text, token.at);
    return not(this.#one());
  }
}

const not = ({ fits, done = false }: Part): Part => ({ fits: (...of) => !fits(...of), done });

const isOr = (token: Token | undefined) => token?.text === '|' || token?.text.toLowerCase() === 'or';

function readTerm(token: Token): Part {
  const { text } = token;
  const [, sign, name] = /^([#@])(.+)$/s.exec(text) ?? [];
  if (sign === '#') return { fits: inProject(bare(name!)) };
  if (sign === '@') return { fits: hasLabel(bare(name!)), within: { list: 'label', title: bare(name!) } };
  const [, priority] = /^!([1-4])$/.exec(text) ?? [];
  if (priority) return { fits: (task) => (task.priority ?? 4) === Number(priority) };
  const [, key, value] = /^([a-z]+):(.*)$/is.exec(text) ?? [];
  return key === undefined ? { fits: hasWords(bare(text)) } : readKey(key.toLowerCase(), bare(value!), token);
}

function readKey(key: string, value: string, { text, at }: Token): Part {
  const dayOf = DAYS[key];
  if (dayOf) {
    const fits = compareDay(value.toLowerCase(), dayOf);
    if (!fits) throw new QueryError('bad-value', text, at);
    return {
      fits,
      within: key === 'created' || value.toLowerCase() === 'none' ? undefined : { list: 'dated' },
    };
  }
  const known = key === 'is' ? IS : key === 'has' ? HAS : undefined;
  if (!known) throw new QueryError('unknown-word', `${key}:`, at);
  const part = known[value.toLowerCase()];
  if (!part) throw new QueryError('bad-value', text, at);
  return part;
}

const DAYS: Record<string, (task: Asked) => string | undefined> = {
  due: ({ dueDate }) => dueDate,
  start: ({ startDate }) => startDate,
  created: ({ createdAt }) => createdAt.slice(0, 10),
};

const IS: Record<string, Part> = {
  overdue: {
    fits: ({ dueDate }, { today }) => dueDate !== undefined && dueDate < today,
    within: { list: 'dated' },
  },
  completed: {
    fits: ({ completedAt }) => completedAt !== undefined,
    within: { list: 'completed' },
    done: true,
  },
  recurring: { fits: ({ recurrence }) => recurrence !== undefined },
  step: { fits: ({ parentId }) => parentId !== undefined },
  pending: { fits: ({ pending = false }) => pending },
};

const HAS: Record<string, Part> = {
  notes: { fits: ({ notes = '' }) => notes !== '' },
  date: { fits: ({ dueDate, startDate }) => (dueDate ?? startDate) !== undefined, within: { list: 'dated' } },
  time: { fits: ({ dueTime }) => dueTime !== undefined },
  label: { fits: ({ labels = [] }) => labels.length > 0 },
  project: { fits: ({ projectId }) => projectId !== undefined },
  reminder: { fits: ({ reminders = [] }) => reminders.length > 0 },
};

const inProject =
  (title: string): Test =>
  ({ projectId }, { projects }) =>
    projects.some((project) => project.id === projectId && same(project.title, title));

const hasLabel =
  (title: string): Test =>
  ({ labels: ids = [] }, { labels }) =>
    labels.some((label) => ids.includes(label.id) && same(label.title, title));

const hasWords =
  (words: string): Test =>
  ({ title, notes = '' }) =>
    plain(title).includes(plain(words)) || plain(notes).includes(plain(words));

/** @returns null when the value is no day. */
function compareDay(value: string, dayOf: (task: Asked) => string | undefined): Test | null {
  if (value === 'none') return (task) => dayOf(task) === undefined;
  if (value === 'any') return (task) => dayOf(task) !== undefined;
  const [, sign = '', name] = /^(<=|>=|<|>|=)?(.+)$/.exec(value) ?? [];
  if (name === undefined || resolveDay(name, '2000-01-01') === null) return null;
  return (task, { today }) => {
    const day = dayOf(task);
    const other = resolveDay(name, today)!;
    if (day === undefined) return false;
    if (sign === '<') return day < other;
    if (sign === '<=') return day <= other;
    if (sign === '>') return day > other;
    return sign === '>=' ? day >= other : day === other;
  };
}

const NEAR: Record<string, number> = { yesterday: -1, today: 0, tomorrow: 1 };

/** A day's name as a civil date; null when it is none. */
export function resolveDay(name: string, today: string): string | null {
  const date = new Date(`${/^\d{4}-\d{2}-\d{2}$/.test(name) ? name : today}T12:00:00Z`);
  if (Number.isNaN(date.getTime())) return null;
  const [, sign, count, unit] = /^([+-])(\d{1,4})([dwm])$/.exec(name) ?? [];
  const n = count === undefined ? NEAR[name] : Number(count) * (sign === '-' ? -1 : 1);
  if (n === undefined) return date.toISOString().slice(0, 10) === name ? name : null;
  if (unit === 'm') return addMonths(date, n);
  date.setUTCDate(date.getUTCDate() + n * (unit === 'w' ? 7 : 1));
  return date.toISOString().slice(0, 10);
}

/** The same day of another month, or its last one. */
function addMonths(date: Date, n: number): string {
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + n, 1);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.toISOString().slice(0, 10);
}

const bare = (text: string) => text.replaceAll('"', '');
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const same = (a: string, b: string) => plain(a) === plain(b);
