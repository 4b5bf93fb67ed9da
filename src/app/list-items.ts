// A list as one sequence of items, so that a row that goes to another group stays the same element.
import type { TaskView } from '../client/types.ts';
import type { TaskGroup } from './task-group.ts';

/** Items up to which all of a list is in the document, where the browser itself finds words in it. */
export const MAX_WHOLE = 150;

export interface ListItem {
  key: string;
  /** `rest` stands for rows that are not read yet; `sentinel` asks for more when it comes into sight. */
  kind: 'heading' | 'row' | 'rest' | 'sentinel';
  group: TaskGroup;
  task?: TaskView;
  /** Places that it takes in the list, and its own, from 1. */
  rows: number;
  place: number;
}

export function itemsOf(groups: readonly TaskGroup[]): ListItem[] {
  const items: ListItem[] = [];
  let places = 0;
  const add = (key: string, kind: ListItem['kind'], group: TaskGroup, rows: number, task?: TaskView) => {
    items.push({ key, kind, group, rows, place: places + 1, ...(task && { task }) });
    places += rows;
  };
  for (const group of groups) {
    const { key, heading, tasks, more, rest = 0 } = group;
    if (heading) add(`heading ${key}`, 'heading', group, 1);
    for (const task of tasks) add(task.id, 'row', group, 1, task);
    if (rest > 0) add(`rest ${key}`, 'rest', group, rest);
    else if (more) add(`more ${key}`, 'sentinel', group, 0);
  }
  return items;
}

/** Places of all items. */
export const placesOf = (items: readonly ListItem[]): number => {
  const last = items.at(-1);
  return last ? last.place + last.rows - 1 : 0;
};
