// Turns the demo's tasks into mutations, as a device would send them.
import { generateNKeysBetween } from 'fractional-indexing';
import { v7 as uuidv7 } from 'uuid';
import type { Mutation } from '../../protocol/mutations.ts';
import type { EntityName } from '../../protocol/wire.ts';
import {
  DONE,
  type DemoTask,
  FILTERS,
  INBOX,
  LABELS,
  type LabelKey,
  PROJECTS,
  type Text,
} from './demo-tasks.ts';

export type DemoLanguage = keyof Text;

export interface DemoDay {
  language: DemoLanguage;
  /** Civil date where the visitor is. */
  today: string;
  /** Wall-clock ms. */
  now: number;
}

export interface DemoRows {
  mutations: Mutation[];
  /** Ids of the tasks that the played phone changes. */
  keys: Map<string, string>;
}

const DAY_MS = 24 * 3600 * 1000;

/** @param days how many days later; may be negative. */
export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Everything anew, with ids of its own each time. */
export function makeDemoRows({ language, today, now }: DemoDay): DemoRows {
  const mutations: Mutation[] = [];
  const keys = new Map<string, string>();
  const labelIds = new Map<LabelKey, string>();

  const create = (entity: EntityName, fields: Record<string, unknown>): string => {
    const entityId = uuidv7();
    mutations.push({ id: uuidv7(), entity, entityId, kind: 'create', fields, baseRevision: 0 });
    return entityId;
  };

  const orders = (things: readonly unknown[]) => generateNKeysBetween(null, null, things.length);

  function addTasks(tasks: readonly DemoTask[], place: { projectId?: string; sectionId?: string }): void {
    const keysInOrder = orders(tasks);
    for (const [index, task] of tasks.entries()) addTask(task, { ...place, order: keysInOrder[index] });
  }

  function addTask(task: DemoTask, place: Record<string, unknown>): void {
    const id = create('task', { ...place, ...fieldsOf(task) });
    if (task.key !== undefined) keys.set(task.key, id);
    const { steps = [] } = task;
    const keysInOrder = orders(steps);
    for (const [index, { title, done }] of steps.entries())
      create('task', {
        ...place,
        title: title[language],
        parentId: id,
        order: keysInOrder[index],
        ...(done && { completedAt: instant(0) }),
      });
  }

  function fieldsOf(task: DemoTask): Record<string, unknown> {
    const { title, notes, due, start, time, priority, labels, done, repeat, repeatFrom, remind } = task;
    return {
      title: title[language],
      ...(notes && { notes: notes[language] }),
      ...(due !== undefined && { dueDate: shiftDay(today, due) }),
      ...(start !== undefined && { startDate: shiftDay(today, start) }),
      ...(time !== undefined && { dueTime: time }),
      ...(priority !== undefined && { priority }),
      ...(labels && { labels: labels.map((key) => labelIds.get(key)) }),
      ...(done !== undefined && { completedAt: instant(done) }),
      ...(repeat !== undefined && { recurrence: repeat }),
      ...(repeatFrom !== undefined && { repeatFrom }),
      ...(remind !== undefined && { reminders: [remind] }),
    };
  }

  /** Some time of the day that was so many days ago. */
  const instant = (days: number): string => new Date(now - days * DAY_MS - 47 * 60_000).toISOString();

  const labelOrders = orders(LABELS);
  for (const [index, { key, title, colour }] of LABELS.entries())
    labelIds.set(key, create('label', { title: title[language], colour, order: labelOrders[index] }));

  const projectOrders = orders(PROJECTS);
  for (const [index, { title, colour, tasks = [], sections = [] }] of PROJECTS.entries()) {
    const projectId = create('project', { title: title[language], colour, order: projectOrders[index] });
    addTasks(tasks, { projectId });
    const sectionOrders = orders(sections);
    for (const [place, section] of sections.entries()) {
      const fields = { title: section.title[language], projectId, order: sectionOrders[place] };
      addTasks(section.tasks, { projectId, sectionId: create('section', fields) });
    }
  }
  addTasks(INBOX, {});
  addTasks(DONE, {});

  const filterOrders = orders(FILTERS);
  for (const [index, { title, query, colour }] of FILTERS.entries())
    create('filter', { title: title[language], query, colour, order: filterOrders[index] });
  return { mutations, keys };
}
