// How each view is sorted and grouped, remembered on this device.
import { keyOf, type View } from './route.ts';

export const SORTS = ['manual', 'due', 'priority', 'title', 'newest'] as const;
export const GROUPINGS = ['none', 'project', 'label', 'due', 'priority'] as const;

export type Sort = (typeof SORTS)[number];
export type Grouping = (typeof GROUPINGS)[number];

export interface ViewOptions {
  sort: Sort;
  group: Grouping;
}

/** Lists by day have no order by hand: there a task's place is its day. */
const BY_DAY = ['today', 'upcoming'];
/** What was done or deleted is always read from the latest backwards. */
const FIXED = ['logbook', 'trash', 'browse', 'search'];

const KEY = 'lockstep-view-options';

export const defaultOptions = ({ name }: View): ViewOptions =>
  BY_DAY.includes(name) ? { sort: 'due', group: 'due' } : { sort: 'manual', group: 'none' };

export const hasOptions = ({ name }: View): boolean => !FIXED.includes(name);

/** The orders that a view can be brought into. */
export const sortsOf = (view: View): Sort[] =>
  SORTS.filter((sort) => sort !== 'manual' || !BY_DAY.includes(view.name));

export function readOptions(view: View): ViewOptions {
  if (!hasOptions(view)) return defaultOptions(view);
  const { sort, group } = { ...defaultOptions(view), ...readAll()[keyOf(view)] };
  const known = sortsOf(view).includes(sort) && GROUPINGS.includes(group);
  return known ? { sort, group } : defaultOptions(view);
}

export function storeOptions(view: View, options: ViewOptions): void {
  const { [keyOf(view)]: _, ...others } = readAll();
  const isDefault = JSON.stringify(options) === JSON.stringify(defaultOptions(view));
  localStorage.setItem(KEY, JSON.stringify(isDefault ? others : { ...others, [keyOf(view)]: options }));
}

/** The view is as its rows are read: windows of it are enough. */
export const isNatural = (view: View, options: ViewOptions): boolean =>
  JSON.stringify(options) === JSON.stringify(defaultOptions(view));

function readAll(): Record<string, ViewOptions> {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? '{}') ?? {}) as Record<string, ViewOptions>;
  } catch {
    return {};
  }
}
