import { describe, expect, it } from 'vitest';
import { Outline } from '../../../src/app/outline.ts';
import type { View } from '../../../src/app/route.ts';
import type { TaskGroup } from '../../../src/app/task-group.ts';
import { groupsOf, placeIn, requestsOf, type ViewState } from '../../../src/app/view-lists.ts';
import { defaultOptions, type ViewOptions } from '../../../src/app/view-options.ts';
import type { TaskListView, TaskView } from '../../../src/client/types.ts';
import type { Label, Project, Section } from '../../../src/protocol/rows.ts';

const DAY = '2026-05-06';
const AT = '2026-01-01T10:00:00.000Z';
const stamps = { revision: 1, createdAt: AT, updatedAt: AT };

const task = (id: string, parts: Partial<TaskView> = {}): TaskView => ({
  entity: 'task',
  id,
  title: id,
  pending: false,
  baseRevision: 1,
  conflicts: [],
  ...stamps,
  ...parts,
});
const named = <Row>(entity: string, id: string, parts: object = {}) =>
  ({ entity, id, title: id.toUpperCase(), ...stamps, ...parts }) as Row;

const outline = new Outline({
  projects: [named<Project>('project', 'home'), named<Project>('project', 'work')],
  sections: [named<Section>('section', 'kitchen', { projectId: 'home' })],
  labels: [named<Label>('label', 'errand'), named<Label>('label', 'phone')],
  filters: [],
});

function state(view: View, parts: Partial<ViewState> = {}): ViewState {
  return { view, outline, day: DAY, options: defaultOptions(view), limits: {}, folded: new Set(), ...parts };
}
const list = (...tasks: TaskView[]): TaskListView => ({ tasks, total: tasks.length });
/** Groups as `heading: tasks`. */
const shown = (groups: TaskGroup[]) =>
  groups.map(({ heading, tasks }) => `${heading?.title ?? ''}: ${tasks.map(({ id }) => id).join(' ')}`);

describe('what a view reads', () => {
  it('of today is everything with a day until today', () => {
    expect(requestsOf(state({ name: 'today' }))).toEqual({
      open: { list: 'dated', limit: 100, below: '2026-05-07' },
    });
  });

  it('of what is coming begins tomorrow, also at the end of a month', () => {
    const requests = requestsOf(state({ name: 'upcoming' }, { day: '2026-12-31' }));

    expect(requests).toEqual({ open: { list: 'dated', limit: 100, from: '2027-01-01' } });
  });

  it('of a project is its own tasks, those of its sections, and the completed ones', () => {
    expect(requestsOf(state({ name: 'project', id: 'home' }))).toEqual({
      open: { list: 'in:home', limit: 100 },
      kitchen: { list: 'in:kitchen', limit: 100 },
      completed: { list: 'done:home', limit: 20 },
    });
  });

  it('is only counted of what is folded', () => {
    const folded = new Set(['kitchen', 'completed']);
    const { kitchen, completed } = requestsOf(state({ name: 'project', id: 'home' }, { folded }));

    expect([kitchen!.limit, completed!.limit]).toEqual([0, 0]);
  });

  it('in another order is all of it, but for what is completed', () => {
    const options: ViewOptions = { sort: 'title', group: 'none' };
    const { open, completed } = requestsOf(state({ name: 'inbox' }, { options }));

    expect([open!.limit, completed!.limit]).toEqual([Infinity, 20]);
  });

  it('of the trash is what was deleted in the last thirty days', () => {
    const { gone } = requestsOf(state({ name: 'trash' }));

    expect(gone).toEqual({ list: 'trash', limit: 100, below: -Date.parse('2026-04-06') });
  });
});

describe('what a view shows', () => {
  it('of today is first what is overdue, then what is due, with what could be begun', () => {
    const tasks = [
      task('late', { dueDate: '2026-05-01' }),
      task('begun', { startDate: '2026-05-02', dueDate: '2026-06-01' }),
      task('due', { dueDate: DAY }),
    ];

    const groups = groupsOf(state({ name: 'today' }), { open: list(...tasks) });

    expect(shown(groups)).toEqual(['Overdue: late', 'Today: due begun']);
    expect(groups.map(({ movable }) => movable)).toEqual([false, false]);
  });

  it('of today needs no heading when nothing is overdue', () => {
    const groups = groupsOf(state({ name: 'today' }), { open: list(task('due', { dueDate: DAY })) });

    expect(shown(groups)).toEqual([': due']);
  });

  it('of what is coming is one group for each day', () => {
    const tasks = [
      task('a', { dueDate: '2026-05-07' }),
      task('b', { startDate: '2026-05-07', dueDate: '2026-09-01' }),
      task('c', { dueDate: '2026-05-09' }),
    ];

    const groups = groupsOf(state({ name: 'upcoming' }), { open: list(...tasks) });

    expect(shown(groups)).toEqual(['Tomorrow: a b', 'Saturday: c']);
  });

  it.each([
    [0, ['May 13 – 17: c', 'May 18 – 24: d e']],
    [6, ['May 13 – 16: c', 'May 17 – 23: d', 'May 24 – 30: e']],
  ])('of what is coming later than in a week is one group for each week from day %i', (weekStart, weeks) => {
    const tasks = ['2026-05-07', '2026-05-12', '2026-05-15', '2026-05-18', '2026-05-24'].map((dueDate, i) =>
      task('abcde'[i]!, { dueDate }),
    );

    const groups = groupsOf(state({ name: 'upcoming' }, { weekStart }), { open: list(...tasks) });

    // Ranges are written with thin spaces.
    expect(shown(groups).map((one) => one.replace(/\s/gu, ' '))).toEqual([
      'Tomorrow: a',
      'Tuesday: b',
      ...weeks,
    ]);
    expect(groups.map(({ day }) => day !== undefined)).toEqual([true, true, ...weeks.map(() => false)]);
  });

  it('of a project is its tasks, its sections, and at last the completed ones', () => {
    const lists = { open: list(task('a')), kitchen: list(task('b')), completed: list(task('c')) };

    const groups = groupsOf(state({ name: 'project', id: 'home' }), lists);

    expect(shown(groups)).toEqual([': a', 'KITCHEN: b', 'Completed: c']);
    expect(groups.map(({ movable }) => movable)).toEqual([true, true, false]);
  });

  it('of a folded section is its heading with the number of its tasks', () => {
    const lists = { open: list(), kitchen: { tasks: [], total: 7 }, completed: list() };

    const [, kitchen] = groupsOf(
      state({ name: 'project', id: 'home' }, { folded: new Set(['kitchen']) }),
      lists,
    );

    expect(kitchen).toMatchObject({ folded: true, heading: { count: 7 }, tasks: [] });
    expect(kitchen).not.toHaveProperty('more');
  });

  it('leads on to what is behind a window', () => {
    const [open] = groupsOf(state({ name: 'all' }), { open: { tasks: [task('a')], total: 2 } });

    expect(open).toMatchObject({ more: 'open', rest: 1 });
  });

  for (const [sort, order] of [
    ['title', 'b c a'],
    ['due', 'c a b'],
    ['priority', 'a c b'],
    ['newest', 'b a c'],
  ] as const)
    it(`can be sorted by ${sort}, and is then not moved by hand`, () => {
      const tasks = [
        task('a', { title: 'Zoo 10', dueDate: '2026-06-02', priority: 1, createdAt: '2026-01-02T00:00:00Z' }),
        task('b', { title: 'ärger', createdAt: '2026-01-03T00:00:00Z' }),
        task('c', { title: 'Zoo 9', dueDate: '2026-06-01', priority: 4 }),
      ];
      const options: ViewOptions = { sort, group: 'none' };

      const [open] = groupsOf(state({ name: 'inbox' }, { options }), { open: list(...tasks) });

      expect(open!.tasks.map(({ id }) => id).join(' ')).toBe(order);
      expect(open!.movable).toBe(false);
    });

  const grouped: [ViewOptions['group'], string[]][] = [
    ['project', ['Inbox: c', 'HOME: b', 'WORK: a']],
    ['label', ['ERRAND: b', 'PHONE: a', 'No label: c']],
    ['priority', ['Priority 1: c', 'No priority: a b']],
    ['due', ['Overdue: a', 'Tomorrow: b', 'No date: c']],
  ];
  for (const [group, expected] of grouped)
    it(`can be grouped by ${group}`, () => {
      const tasks = [
        task('a', { projectId: 'work', labels: ['phone'], dueDate: '2026-05-05', priority: 4 }),
        task('b', { projectId: 'home', labels: ['phone', 'errand'], dueDate: '2026-05-07' }),
        task('c', { projectId: 'gone', priority: 1 }),
      ];
      const options: ViewOptions = { sort: 'manual', group };

      expect(shown(groupsOf(state({ name: 'all' }, { options }), { open: list(...tasks) }))).toEqual(
        expected,
      );
    });
});

describe('a task that is added in a view', () => {
  const places: [View, object | null][] = [
    [{ name: 'inbox' }, {}],
    [{ name: 'today' }, { dueDate: DAY }],
    [{ name: 'upcoming' }, { dueDate: '2026-05-07' }],
    [{ name: 'project', id: 'home' }, { projectId: 'home' }],
    [{ name: 'label', id: 'errand' }, { labels: ['errand'] }],
    [{ name: 'trash' }, null],
  ];
  for (const [view, place] of places)
    it(`goes where it is seen there: ${view.name}`, () => expect(placeIn(view, DAY)).toEqual(place));

  it('goes into the section that was asked for', () => {
    expect(placeIn({ name: 'project', id: 'home' }, DAY, 'kitchen')).toEqual({
      projectId: 'home',
      sectionId: 'kitchen',
    });
  });
});
