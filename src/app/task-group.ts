// Tasks under one heading, and the ways of making such groups. Pure: from tasks to groups.
import type { TaskPatch, TaskView } from '../client/types.ts';
import type { Section } from '../protocol/rows.ts';
import { addDays, formatCivil, formatDay, formatDays, formatWeeks, today } from './dates.ts';
import { getCollator } from './formatters.ts';
import { spoken } from './language.ts';
import type { Outline } from './outline.ts';
import type { Grouping, Sort } from './view-options.ts';
import { startOfWeek } from './week-start.ts';
import { viewWords } from './words/view.ts';

export interface Heading {
  title: string;
  /** What stands behind it, quieter. */
  note?: string;
  /** How many there are, where that is worth saying. */
  count?: number;
  overdue?: boolean;
  /** The section that it is the heading of. */
  section?: Section;
}

export interface TaskGroup {
  key: string;
  heading?: Heading;
  tasks: TaskView[];
  /** The day that the heading says already. */
  day?: string;
  /** Undefined where it cannot be folded. */
  folded?: boolean;
  /** What a task becomes that is dropped in it; undefined where it cannot be. */
  puts?: TaskPatch;
  /** Its order is the person's own. */
  movable: boolean;
  /** The window that has more than what is shown; asked for when the end of the group comes into sight. */
  more?: string;
  /** Rows behind those that were read, for which the list keeps room. */
  rest?: number;
}

/** Of a priority that is none: 4 is what others call none. */
const NO_PRIORITY = 4;
const LAST = '~';
/** Days from today on that have a heading of their own where those behind are grouped by week. */
const DAYS_ALONE = 7;

/** The first day on which a task wants to be seen, as in storage/lists.ts. */
const firstDay = ({ startDate, dueDate }: TaskView): string | undefined =>
  startDate !== undefined && dueDate !== undefined
    ? startDate < dueDate
      ? startDate
      : dueDate
    : (startDate ?? dueDate);

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const dueOf = ({ dueDate = LAST, dueTime = LAST }: TaskView) => `${dueDate} ${dueTime}`;
const priorityOf = ({ priority = NO_PRIORITY }: TaskView) => priority;

/** What is equal stays in the order in which it came. */
export function sortTasks(tasks: TaskView[], sort: Sort): TaskView[] {
  switch (sort) {
    case 'manual':
      return tasks;
    case 'due':
      return tasks.toSorted((a, b) => compare(dueOf(a), dueOf(b)));
    case 'priority':
      return tasks.toSorted((a, b) => priorityOf(a) - priorityOf(b) || compare(dueOf(a), dueOf(b)));
    case 'newest':
      return tasks.toSorted((a, b) => compare(b.createdAt, a.createdAt));
    case 'title': {
      const collator = getCollator(spoken().locale, { numeric: true, sensitivity: 'base' });
      return tasks.toSorted((a, b) => collator.compare(a.title, b.title));
    }
  }
}

interface Kind {
  key: string;
  day?: string;
  puts?: TaskPatch;
  /** Where the group stands among the others. */
  rank: string;
  heading: Heading;
}

/** Puts tasks under headings; within a group they stay in their order. */
export function groupTasks(
  tasks: readonly TaskView[],
  grouping: Exclude<Grouping, 'none'>,
  outline: Outline,
  day: string,
): TaskGroup[] {
  const kindOf = { due: byDay, priority: byPriority, project: byProject, label: byLabel }[grouping];
  return collect(tasks, (task) => kindOf(task, outline, day));
}

/** By day for a week from now on, and by week behind that. */
export const groupByWeek = (tasks: readonly TaskView[], outline: Outline, day: string, first: number) =>
  collect(tasks, (task) => {
    const kind = byDay(task, outline, day);
    if (kind.day === undefined || kind.day < addDays(day, DAYS_ALONE)) return kind;
    const week = startOfWeek(kind.day, first);
    // What comes before is said day by day.
    const from = week < addDays(day, DAYS_ALONE) ? addDays(day, DAYS_ALONE) : week;
    const note = formatWeeks(startOfWeek(day, first), week);
    return { key: `week-${from}`, rank: from, heading: { title: formatDays(from, addDays(week, 6)), note } };
  });

/** What was done or deleted, by the day of that. */
export const groupByInstant = (tasks: readonly TaskView[], at: (task: TaskView) => string): TaskGroup[] =>
  collect(tasks, (task) => {
    const date = today(new Date(at(task)));
    return { key: date, rank: '', heading: dayHeading(date, today()) };
  });

function collect(tasks: readonly TaskView[], kindOf: (task: TaskView) => Kind): TaskGroup[] {
  const groups = new Map<string, TaskGroup & { rank: string }>();
  for (const task of tasks) {
    const { key, ...kind } = kindOf(task);
    const group = groups.get(key);
    if (group) group.tasks.push(task);
    else groups.set(key, { key, ...kind, tasks: [task], movable: false });
  }
  return [...groups.values()].sort((a, b) => compare(a.rank, b.rank)).map(({ rank: _, ...group }) => group);
}

/** “Tomorrow · Wed, 25 Nov”, “Friday · 27 Nov”, “3 Dec · Thursday”. */
function dayHeading(date: string, day: string): Heading {
  const days = Math.round((Date.parse(date) - Date.parse(day)) / (24 * 3600 * 1000));
  const note =
    Math.abs(days) <= 1
      ? formatDay(date, { weekday: 'short', day: 'numeric', month: 'short' })
      : formatDay(date, days > 0 && days < 7 ? { day: 'numeric', month: 'short' } : { weekday: 'long' });
  return { title: formatCivil(date, day), note };
}

function byDay(task: TaskView, _outline: Outline, day: string): Kind {
  const { dueDate } = task;
  if (dueDate !== undefined && dueDate < day)
    return { key: 'overdue', rank: '0', heading: { title: viewWords.overdue, overdue: true } };
  const first = firstDay(task);
  if (first === undefined)
    return { key: 'none', rank: LAST, heading: { title: viewWords.noDate }, puts: { dueDate: null } };
  const date = first < day ? day : first;
  return { key: date, rank: date, heading: dayHeading(date, day), day: date, puts: { dueDate: date } };
}

function byPriority(task: TaskView): Kind {
  const priority = priorityOf(task);
  const title = priority === NO_PRIORITY ? viewWords.noPriority : viewWords.priority({ n: priority });
  const puts = { priority: priority === NO_PRIORITY ? null : priority };
  return { key: `p${priority}`, rank: String(priority), heading: { title }, puts };
}

function byProject({ projectId }: TaskView, outline: Outline): Kind {
  const project = outline.project(projectId);
  const puts = { projectId: project?.id ?? null, sectionId: null };
  if (!project) return { key: 'inbox', rank: '', heading: { title: viewWords.inbox }, puts };
  const heading = { title: project.title };
  return { key: project.id, rank: placeAmong(outline.projects.indexOf(project)), heading, puts };
}

/** A task with several labels stands under the first of them: it is one row. */
function byLabel({ labels }: TaskView, outline: Outline): Kind {
  const [label] = outline.labelsOf(labels);
  if (!label) return { key: 'none', rank: LAST, heading: { title: viewWords.noLabel } };
  return { key: label.id, rank: placeAmong(outline.labels.indexOf(label)), heading: { title: label.title } };
}

const placeAmong = (at: number): string => String(at).padStart(6, '0');
