// What the palette asks about tasks, one or many: a day, a place, labels, a priority.
import { v7 as uuidv7 } from 'uuid';
import type { RowState, TaskPatch } from '../client/types.ts';
import type { Task } from '../protocol/rows.ts';
import type { FoundDate } from './capture.ts';
import type { TaskPage } from './commands/ask-palette.ts';
import { addDays, formatCivil, formatCivilTime, formatWeekday, today } from './dates.ts';
import { pick, plain } from './fuzzy.ts';
import { type Having, havingOf, type LabelChoice, tick, tickNew } from './label-choice.ts';
import type { Outline } from './outline.ts';
import type { Item } from './palette-item.ts';
import { detailWords } from './words/detail.ts';
import { paletteWords as words } from './words/palette.ts';
import { viewWords } from './words/view.ts';

/** What a page knows of the tasks that it asks about. */
export interface Asked {
  outline: Outline;
  /** Their fields; empty until they are read. */
  states: readonly RowState[];
  /** Reads dates in words, once that is loaded. */
  dates: ((text: string) => FoundDate[]) | null;
  /** A day from the calendar of the browser. */
  day: string | null;
  labels: LabelChoice;
  /** Labels are given together, when the page is left. */
  choose(labels: LabelChoice): void;
  give(patch: TaskPatch): unknown;
}

type Page = (text: string, asked: Asked) => Item[];

const due: Page = (text, { dates, day: picked, give }) => {
  const day = today();
  const weekday = new Date(`${day}T12:00:00`).getDay();
  const inDays = (n: number) => addDays(day, n);
  // On a Saturday “this weekend” is that day; the next week begins on the next Monday.
  const soon = [
    { key: 'today', label: formatCivil(day), date: day },
    { key: 'tomorrow', label: formatCivil(inDays(1)), date: inDays(1) },
    { key: 'weekend', label: words.weekend, date: inDays((6 - weekday + 7) % 7) },
    { key: 'week', label: words.nextWeek, date: inDays((8 - weekday) % 7 || 7) },
  ];
  const set = (key: string, label: string, dueDate: string, dueTime?: string): Item => ({
    key,
    group: '',
    label,
    detail: [formatWeekday(dueDate), ...(dueTime ? [formatCivilTime(dueTime)] : [])].join(', '),
    icon: 'upcoming',
    run: () => give({ dueDate, ...(dueTime && { dueTime }) }),
  });
  const none: Item = {
    key: 'none',
    group: '',
    label: words.noDate,
    icon: 'close',
    run: () => give({ dueDate: null }),
  };
  const named = pick(
    text,
    [...soon.map(({ key, label, date }) => set(key, label, date)), none],
    ({ label }) => label,
  );
  if (picked !== null) return [set('picked', formatCivil(picked), picked), ...named];
  const [read] = text.trim() === '' ? [] : (dates?.(text) ?? []);
  const isNamed = named.some(({ label }) => plain(label) === plain(text.trim()));
  return read && !isNamed ? [set('read', text.trim(), read.dueDate, read.dueTime), ...named] : named;
};

const project: Page = (text, { outline, states, give }) => {
  const to = (label: string, projectId: string | null, sectionId: string | null, colour?: string): Item => ({
    key: `${projectId} ${sectionId}`,
    group: '',
    label,
    ...(projectId === null ? { icon: 'inbox' } : { colour }),
    having: having(
      states,
      (task) => (task.projectId ?? null) === projectId && (task.sectionId ?? null) === sectionId,
    ),
    run: () => give({ projectId, sectionId }),
  });
  const open = outline.projects.filter(({ completedAt }) => completedAt === undefined);
  const places = open.flatMap(({ id, title, colour }) => [
    to(title, id, null, colour),
    ...outline
      .sectionsOf(id)
      .map((section) =>
        to(detailWords.sectionOf({ project: title, section: section.title }), id, section.id, colour),
      ),
  ]);
  return pick(text, [to(viewWords.inbox, null, null), ...places], ({ label }) => label);
};

const labels: Page = (text, { outline, states, labels: choice, choose }) => {
  const had = states.map(({ labels: ids }) => (ids ?? []) as string[]);
  const made = [...choice.made].map(([id, title]) => ({ id, title, colour: undefined }));
  const all = [...outline.labels, ...made];
  const items = all.map(({ id, title, colour }): Item => ({
    key: id,
    group: '',
    label: title,
    colour,
    having: havingOf(choice, had, id),
    stays: true,
    run: () => choose(tick(choice, had, id)),
  }));
  const name = text.trim();
  const isKnown = all.some(({ title }) => plain(title) === plain(name));
  const make: Item = {
    key: 'new',
    group: '',
    label: words.newLabel({ name }),
    icon: 'plus',
    stays: true,
    run: () => choose(tickNew(choice, uuidv7(), name)),
  };
  return [...pick(text, items, ({ label }) => label), ...(name && !isKnown ? [make] : [])];
};

const priority: Page = (text, { states, give }) => {
  const items = ([1, 2, 3, 4, 0] as const).map((value): Item => ({
    key: String(value),
    group: '',
    label: detailWords[`priority-${value}`],
    keys: [String(value)],
    priority: value,
    having: having(states, (task) => (task.priority ?? 0) === value),
    run: () => give({ priority: value || null }),
  }));
  return pick(text, items, ({ label }) => label);
};

/** What all of them are is marked; of what some are, there is nothing to say where one of several is chosen. */
const having = (states: readonly RowState[], is: (task: Task) => boolean): Having =>
  states.length > 0 && states.every((state) => is(state as unknown as Task)) ? 'all' : 'none';

export const TASK_PAGES: Record<TaskPage, Page> = { due, project, labels, priority };
