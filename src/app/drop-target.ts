// What dropping tasks at a point of the window would mean: beside a row, into a group, into another list.
import { elementAt, within } from './autoscroll.ts';
import type { Drop } from './bulk.ts';
import { today } from './dates.ts';
import type { GroupHeading } from './group-heading.ts';
import type { View } from './route.ts';
import type { TaskGroup } from './task-group.ts';
import type { TaskList } from './task-list.ts';
import type { TaskRow } from './task-row.ts';

export interface Target {
  drop: Drop;
  /** A line at this height of the window, px … */
  line?: number;
  /** … or a frame around what takes them. */
  frame?: HTMLElement;
  /** It is not in the list. */
  elsewhere?: boolean;
}

interface Point {
  x: number;
  y: number;
}

/** How far beside the list still counts, px. */
const BESIDE = 40;

export function targetAt(
  { x, y }: Point,
  ids: ReadonlySet<string>,
  list: TaskList,
  groups: readonly TaskGroup[],
): Target | null {
  const over = elementAt(x, y);
  const entry = within(over, 'ls-nav-entry');
  if (entry) {
    const drop = dropOn(entry.view);
    return drop && { drop, frame: entry, elsewhere: true };
  }
  const { left, right } = list.getBoundingClientRect();
  if (x < left - BESIDE || x > right + BESIDE) return null;

  // Only what is near the window is on screen, and only there a pointer can be.
  const items = [
    ...list.renderRoot.querySelectorAll<TaskRow | GroupHeading>('ls-task-row, ls-group-heading'),
  ];
  const under = items.find((item) => y < item.getBoundingClientRect().bottom) ?? items.at(-1);
  const [first] = groups;
  const isAboveAll =
    under === items[0] && under instanceof HTMLElement && y < under.getBoundingClientRect().top;
  // A first part without a heading and without tasks is the room above the others.
  if (isAboveAll && first?.puts && !first.heading && first.tasks.length === 0)
    return { drop: { patch: first.puts }, line: under.getBoundingClientRect().top };
  if (under === undefined) return null;
  return isRow(under) ? besideRow(under, y, ids, groups, items) : intoGroup(under, ids, groups);
}

function besideRow(
  row: TaskRow,
  y: number,
  ids: ReadonlySet<string>,
  groups: readonly TaskGroup[],
  items: readonly (TaskRow | GroupHeading)[],
): Target | null {
  const { id } = row.task;
  const group = groups.find(({ tasks }) => tasks.some((task) => task.id === id));
  if (group === undefined) return null;
  if (!group.movable) {
    const heading = items.find((item) => !isRow(item) && item.key === group.key);
    return heading ? intoGroup(heading as GroupHeading, ids, groups) : null;
  }
  const { top, bottom } = row.getBoundingClientRect();
  const isBefore = y < (top + bottom) / 2;
  const at = group.tasks.findIndex((task) => task.id === id);
  const neighbour = group.tasks[isBefore ? at - 1 : at + 1]?.id ?? '';
  // Where a single one stands already, nothing would happen.
  if (ids.has(id) || (ids.size === 1 && ids.has(neighbour))) return null;
  return isBefore
    ? { drop: { place: { before: id } }, line: top }
    : { drop: { place: { after: id } }, line: bottom };
}

function intoGroup(
  heading: GroupHeading,
  ids: ReadonlySet<string>,
  groups: readonly TaskGroup[],
): Target | null {
  const group = groups.find(({ key }) => key === heading.key);
  if (!group?.puts) return null;
  const others = group.tasks.filter(({ id }) => !ids.has(id));
  // All of them are there already.
  if (group.tasks.length - others.length === ids.size && !group.movable) return null;
  const [first] = group.tasks;
  if (!group.movable || first === undefined) return { drop: { patch: group.puts }, frame: heading };
  if (ids.has(first.id)) return null;
  return { drop: { place: { before: first.id } }, frame: heading };
}

/** Lists in which a task is because of what it is. */
function dropOn(view: View): Drop | null {
  switch (view.name) {
    case 'inbox':
      return { patch: { projectId: null, sectionId: null } };
    case 'project':
      return { patch: { projectId: view.id, sectionId: null } };
    case 'today':
      return { patch: { dueDate: today() } };
    case 'label':
      return { patch: { labels: [view.id] } };
    default:
      return null;
  }
}

const isRow = (item: TaskRow | GroupHeading): item is TaskRow => item.localName === 'ls-task-row';
