// Where tasks go by one step up or down: past the next one that is not among them, and at the end of their group on
// into the next. What is folded is passed over, so that they stay in sight. Pure.
import type { Place } from '../client/types.ts';
import type { TaskGroup } from './task-group.ts';

/**
 * @param ids the tasks that go
 * @param id the one among them that goes first
 * @returns beside a task, into a group that has no others, or null where there is nothing further
 */
export function stepOf(
  groups: readonly TaskGroup[],
  ids: ReadonlySet<string>,
  id: string,
  by: -1 | 1,
): { place: Place } | { group: TaskGroup } | null {
  const open = groups.filter(({ movable, folded }) => movable && !folded);
  const at = open.findIndex(({ tasks }) => tasks.some((task) => task.id === id));
  const from = open[at];
  if (!from) return null;
  /** As they are met on the way. */
  const onTheWay = ({ tasks }: TaskGroup) => (by < 0 ? tasks.toReversed() : tasks).map((task) => task.id);
  const beside = (one: string, isBefore: boolean) => ({ place: isBefore ? { before: one } : { after: one } });
  const here = onTheWay(from);
  const passed = here[here.findLastIndex((one) => ids.has(one)) + 1];
  if (passed !== undefined) return beside(passed, by < 0);
  const next = open[at + by];
  // Behind what was read of a group, there is more of it.
  if (!next || (by > 0 && from.more !== undefined)) return null;
  const first = onTheWay(next).find((one) => !ids.has(one));
  return first === undefined ? { group: next } : beside(first, by > 0);
}
