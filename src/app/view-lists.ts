// What each view reads, what it shows of that, and where a task goes that is added in it. Pure.
import { LIST, type ListRequest } from '../client/lists.ts';
import type { TaskListView, TaskPatch, TaskView } from '../client/types.ts';
import { addDays } from './dates.ts';
import type { Outline } from './outline.ts';
import type { View } from './route.ts';
import { groupByInstant, groupByWeek, groupTasks, sortTasks, type TaskGroup } from './task-group.ts';
import { isNatural, type ViewOptions } from './view-options.ts';
import { taskWords } from './words/task.ts';

/** Rows of a window at first, by the name of its list. */
const PAGE: Record<string, number> = { completed: 20 };
const FULL_PAGE = 100;

export const pageOf = (name: string): number => PAGE[name] ?? FULL_PAGE;

/** Deleted tasks are kept in sight this long. */
const TRASH_MS = 30 * 24 * 3600 * 1000;

const NONE: TaskListView = { tasks: [], total: 0 };

export interface ViewState {
  view: View;
  outline: Outline;
  /** Today, `YYYY-MM-DD`. */
  day: string;
  options: ViewOptions;
  /** Rows wanted of each list that is not at its first page. */
  limits: Readonly<Record<string, number>>;
  /** The first day of a week, 0 for Monday. */
  weekStart?: number;
  /** Keys of the groups that are folded. */
  folded: ReadonlySet<string>;
}

/** The windows that a view needs, by name; what a filter finds is read by the library's own query. */
export function requestsOf(state: ViewState): Record<string, ListRequest> {
  const { view, day, outline, folded } = state;
  const window = (name: string, list: string, stretch: Pick<ListRequest, 'from' | 'below'> = {}) => ({
    [name]: { list, limit: folded.has(name) ? 0 : limitOf(state, name), ...stretch },
  });
  switch (view.name) {
    case 'inbox':
      return { ...window('open', LIST.in(null)), ...window('completed', LIST.doneIn(null)) };
    case 'today':
      return window('open', LIST.dated, { below: addDays(day, 1) });
    case 'upcoming':
      return window('open', LIST.dated, { from: addDays(day, 1) });
    case 'project': {
      const sections = outline.sectionsOf(view.id).map(({ id }) => window(id, LIST.in(id)));
      return Object.assign(
        window('open', LIST.in(view.id)),
        ...sections,
        window('completed', LIST.doneIn(view.id)),
      ) as Record<string, ListRequest>;
    }
    case 'label':
      return window('open', LIST.label(view.id));
    case 'all':
      return window('open', LIST.open);
    case 'logbook':
      return window('done', LIST.completed);
    case 'trash':
      // Newest first: the later a task was deleted, the lower its position.
      return window('gone', LIST.trash, { below: TRASH_MS - Date.parse(day) });
    case 'filter':
    case 'search':
    case 'browse':
      return {};
  }
}

/** What a filter finds comes whole, too. */
const readsAll = (view: View, options: ViewOptions): boolean =>
  view.name === 'filter' || !isNatural(view, options);

/** To sort and group otherwise than they are stored, all rows are needed. */
function limitOf({ view, options, limits }: ViewState, name: string): number {
  const isWindow = name === 'completed' || !readsAll(view, options);
  return isWindow ? (limits[name] ?? pageOf(name)) : Infinity;
}

/** The windows that were read, as the view shows them. */
export function groupsOf(state: ViewState, lists: Readonly<Record<string, TaskListView>>): TaskGroup[] {
  const { view, options, outline, day } = state;
  const list = (name: string): TaskListView => lists[name] ?? NONE;
  const more = (name: string): Pick<TaskGroup, 'more' | 'rest'> => {
    const rest = list(name).total - list(name).tasks.length;
    return rest > 0 ? { more: name, rest } : {};
  };
  switch (view.name) {
    case 'logbook':
      return end(groupByInstant(list('done').tasks, whenCompleted), more('done'));
    case 'trash':
      return end(groupByInstant(list('gone').tasks, whenDeleted), more('gone'));
    case 'search':
      return foundGroups(list('open').tasks);
    case 'browse':
      return [];
  }

  const isByHand = options.sort === 'manual' && options.group === 'none';
  const hasPlaces = view.name === 'inbox' || view.name === 'project';
  const movable = isByHand && hasPlaces;
  const sections = view.name === 'project' ? outline.sectionsOf(view.id) : [];
  const completed = hasPlaces ? completedGroup(list('completed'), state) : [];

  if (options.group !== 'none') {
    const all = [list('open'), ...sections.map(({ id }) => list(id))].flatMap(({ tasks }) => tasks);
    const sorted = sortTasks(all, options.sort);
    const groups =
      view.name === 'upcoming' && options.group === 'due'
        ? groupByWeek(sorted, outline, day, state.weekStart ?? 0)
        : groupTasks(sorted, options.group, outline, day);
    // Today alone needs no heading that says so.
    const only = view.name === 'today' && groups.length === 1 && !groups[0]!.heading?.overdue;
    const shown = only ? groups.map(({ heading: _, ...group }) => group) : groups;
    return [...end(shown, more('open')), ...completed];
  }
  const into = (sectionId: string | null) =>
    hasPlaces ? { puts: { projectId: view.name === 'project' ? view.id : null, sectionId } } : {};
  const open: TaskGroup = {
    key: 'open',
    tasks: sortTasks(list('open').tasks, options.sort),
    movable,
    ...into(null),
  };
  const inSections = sections.map((section): TaskGroup => {
    const { tasks, total } = list(section.id);
    const { id, title } = section;
    const folded = state.folded.has(id);
    const heading = { title, count: total, section };
    const shown = folded ? [] : sortTasks(tasks, options.sort);
    return { key: id, heading, tasks: shown, folded, movable, ...into(id) };
  });
  const windows = [open, ...inSections].map((group) =>
    group.folded ? group : { ...group, ...more(group.key) },
  );
  return [...windows, ...completed];
}

/** What was found, the best first; completed ones behind the others. */
function foundGroups(found: readonly TaskView[]): TaskGroup[] {
  const [open, done] = [false, true].map((is) => found.filter(({ completedAt }) => !!completedAt === is));
  const heading = { title: taskWords.completedSection, count: done!.length };
  return [
    { key: 'open', tasks: open!, movable: false },
    ...(done!.length > 0 ? [{ key: 'done', heading, tasks: done!, movable: false }] : []),
  ];
}

function completedGroup({ tasks, total }: TaskListView, { folded }: ViewState): TaskGroup[] {
  if (total === 0) return [];
  const isFolded = folded.has('completed');
  const group: TaskGroup = {
    key: 'completed',
    heading: { title: taskWords.completedSection, count: total },
    tasks: isFolded ? [] : tasks,
    folded: isFolded,
    movable: false,
  };
  return [!isFolded && tasks.length < total ? { ...group, more: 'completed' } : group];
}

/** The last group leads on to what is behind it. */
const end = (groups: TaskGroup[], more: Pick<TaskGroup, 'more' | 'rest'>): TaskGroup[] =>
  groups.map((group, i) => (i === groups.length - 1 ? { ...group, ...more } : group));

const whenCompleted = ({ completedAt, updatedAt }: TaskView): string => completedAt ?? updatedAt;
const whenDeleted = ({ deletedAt, updatedAt }: TaskView): string => deletedAt ?? updatedAt;

/** What a task is in that is added in a view, where it says nothing else. Null where nothing can be added. */
export function placeIn(view: View, day: string, sectionId?: string): TaskPatch | null {
  switch (view.name) {
    case 'today':
      return { dueDate: day };
    case 'upcoming':
      return { dueDate: addDays(day, 1) };
    case 'project':
      return { projectId: view.id, ...(sectionId === undefined ? {} : { sectionId }) };
    case 'label':
      return { labels: [view.id] };
    case 'logbook':
    case 'trash':
    case 'search':
    case 'browse':
      return null;
    default:
      return {};
  }
}
