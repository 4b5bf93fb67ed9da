// What two devices disagreed about, what was done to a task, and the way back.
import { expect, html } from '@open-wc/testing';
import '../../src/app/task-detail.ts';
import type { TaskDetail } from '../../src/app/task-detail.ts';
import '../../src/app/task-row.ts';
import type { TaskRow } from '../../src/app/task-row.ts';
import '../../src/app/task-timeline.ts';
import type { TaskTimeline } from '../../src/app/task-timeline.ts';
import { sayUndo } from '../../src/app/undo-words.ts';
import { describeChange, describeSteps } from '../../src/app/change-words.ts';
import { Outline } from '../../src/app/outline.ts';
import { namesOf } from '../../src/app/outline-names.ts';
import { excerpt } from '../../src/app/text-excerpt.ts';
import { formatCivil, formatCivilTime } from '../../src/app/dates.ts';
import type { SyncStatus, TaskView } from '../../src/client/types.ts';
import type { HistoryEntry } from '../../src/protocol/history.ts';
import { ANNA, conflict, entry, FakeLockstep, LAPTOP, STATUS, task } from './fake-lockstep.ts';
import {
  button as buttonOf,
  deep,
  deepAll,
  dress,
  focused,
  hasFocus,
  stage,
  toastOf,
  type,
  until,
  words,
} from './stage.ts';

async function detail(parts: Partial<TaskView>, prepare = (_: FakeLockstep) => {}) {
  const lockstep = new FakeLockstep(task({ id: 'a', notes: 'Two litres', ...parts }));
  lockstep.session.set(ANNA);
  prepare(lockstep);
  const element = await stage<TaskDetail>(html`<ls-task-detail taskId="a"></ls-task-detail>`, lockstep);
  await until(() => deepAll(element.shadowRoot!, 'textarea').length === 2, 'the fields are there');
  const text = () => words(element);
  const button = (name: string) => buttonOf(element, name);
  const lines = () => deepAll(element.shadowRoot!, 'ls-conflict-line');
  return { lockstep, element, text, button, lines };
}

const thisYear = new Date().getFullYear();
const date = (day: number) => `${thisYear + 2}-12-${String(day).padStart(2, '0')}`;
const shown = (day: number) =>
  new Date(`${date(day)}T12:00:00Z`).toLocaleDateString(undefined, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
const agoOf = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

describe('a conflict in the detail panel', () => {
  before(() => dress('light'));

  it('says under the field what the other device set, and takes it on demand', async () => {
    const { lockstep, text, button, lines } = await detail({
      dueDate: date(3),
      conflicts: [conflict({ lost: date(5), at: agoOf(3) })],
    });
    await until(() => lines().length === 1, 'the line is there');
    expect(text()).to.contain(`Phone set ${shown(5)} 3`);

    button('Use theirs').click();

    await until(() => lines().length === 0, 'the line is gone');
    expect(lockstep.open[0]!.dueDate).to.equal(date(5));
    expect(lockstep.calls).to.deep.include(['update', 'a', { dueDate: date(5) }, undefined]);
  });

  it('says what was set here when the other device’s stands, and takes it back on demand', async () => {
    const { lockstep, text, button, lines } = await detail({
      dueDate: date(5),
      conflicts: [conflict({ lost: date(3), mine: true })],
    });
    await until(() => lines().length === 1, 'the line is there');
    expect(text()).to.contain(`You set ${shown(3)}, Phone’s ${shown(5)} stands.`);

    button('Use mine').click();

    await until(() => lockstep.open[0]!.dueDate === date(3), 'mine is the value');
  });

  const cases: [string, Partial<TaskView>, Parameters<typeof conflict>[0], string][] = [
    [
      'a title that gave way here',
      { title: 'Buy tea' },
      { field: 'title', lost: 'Buy milk', mine: true },
      'You wrote “Buy milk”, Phone’s “Buy tea” stands.',
    ],
    ['a title that gave way there', {}, { field: 'title', lost: 'Buy tea' }, 'Phone wrote “Buy tea”'],
    ['a date cleared there', { dueDate: date(3) }, { lost: null }, 'Phone cleared it'],
    ['a date cleared here', { dueDate: date(5) }, { lost: null, mine: true }, 'You cleared it, Phone’s'],
    ['notes', {}, { field: 'notes', lost: 'Three litres' }, 'Phone changed the same lines'],
    [
      'a completion',
      {},
      { field: 'completedAt', lost: '2026-01-01T10:00:00.000Z', mine: true },
      'You completed it, Phone reopened it.',
    ],
    ['a device that is gone', {}, { field: 'title', lost: 'Buy tea', device: null }, 'Another device wrote'],
  ];
  for (const [what, parts, of, said] of cases)
    it(`has words for ${what}`, async () => {
      const { text, lines } = await detail({ ...parts, conflicts: [conflict(of)] });

      await until(() => lines().length === 1, 'the line is there');
      expect(text()).to.contain(said);
    });

  it('goes when it is dismissed', async () => {
    const { lockstep, button, lines } = await detail({ conflicts: [conflict({ lost: date(5) })] });
    await until(() => lines().length === 1, 'the line is there');

    button('Keep it as it is').click();

    await until(() => lines().length === 0, 'the line is gone');
    expect(lockstep.calls).to.deep.include(['dismissConflict', 'a', 'dueDate']);
  });

  it('goes when the field is set again', async () => {
    const { element, lines } = await detail({ conflicts: [conflict({ lost: date(5) })] });
    await until(() => lines().length === 1, 'the line is there');
    const field = deep<HTMLInputElement>(element, '[type=date]');

    field.value = date(9);
    field.dispatchEvent(new Event('change', { bubbles: true }));

    await until(() => lines().length === 0, 'the line is gone');
  });

  it('counts as seen once it was on screen', async () => {
    const { lockstep } = await detail({ conflicts: [conflict()] });

    await until(() => lockstep.open[0]!.conflicts[0]!.seen, 'it is seen');

    expect(lockstep.calls.filter(([name]) => name === 'seeConflicts')).to.have.length(1);
  });

  it('does not touch what is being typed, and does not take the focus', async () => {
    const { lockstep, element, lines } = await detail({});
    const [title] = deepAll<HTMLTextAreaElement>(element.shadowRoot!, 'textarea');
    title!.focus();
    type(title!, 'Buy oat');

    lockstep.clash('a', conflict({ field: 'title', lost: 'Buy tea' }));

    await until(() => lines().length === 1, 'the line is there');
    expect(title!.value).to.equal('Buy oat');
    expect(hasFocus(title!)).to.equal(true);
  });
});

describe('a row with a conflict', () => {
  const row = async (seen: boolean) => {
    const shownTask = task({ id: 'a', conflicts: [conflict({ seen })] });
    return stage<TaskRow>(html`<ls-task-row .task=${shownTask}></ls-task-row>`, new FakeLockstep());
  };

  it('carries a mark with a name until it was seen', async () => {
    const mark = '[role=img][aria-label^="Set differently on two devices"]';

    expect(deepAll((await row(false)).shadowRoot!, mark)).to.have.length(1);
    expect(deepAll((await row(true)).shadowRoot!, mark)).to.have.length(0);
  });
});

interface TimelineWorld extends TaskView {
  connection: SyncStatus['connection'];
  pageSize: number;
}

async function timeline(
  entries: HistoryEntry[] | null,
  { connection = STATUS.connection, pageSize = 50, ...parts }: Partial<TimelineWorld> = {},
) {
  const lockstep = new FakeLockstep(task({ id: 'a', ...parts }));
  lockstep.session.set(ANNA);
  lockstep.status.set({ ...STATUS, connection });
  lockstep.entries = entries;
  lockstep.pageSize = pageSize;
  const element = await stage<TaskTimeline>(
    html`<ls-task-timeline taskId="a" taskTitle="Buy milk" revision="1"></ls-task-timeline>`,
    lockstep,
  );
  const items = () => deepAll(element.shadowRoot!, 'li').map(words);
  const button = (name: string) => buttonOf(element, name);
  return { lockstep, element, items, button, text: () => words(element) };
}

describe('the timeline', () => {
  before(() => dress('light'));

  it('is a list named History that says who did what and when, the newest first', async () => {
    const { element, items } = await timeline([
      entry({ seq: 4, field: 'completedAt', after: '2026-01-01T10:00:00.000Z', at: agoOf(2) }),
      entry({ seq: 3, field: 'title', before: 'a', after: 'b' }),
      entry({ seq: 2, after: date(3), device: null }),
      entry({ seq: 1, field: 'title', before: null, after: 'a', device: LAPTOP }),
    ]);

    await until(() => items().length === 4, 'the entries are there');
    expect(deep(element, 'ol').getAttribute('aria-label')).to.equal('History');
    const [first, second, third, fourth] = items();
    expect(first).to.match(/^Phone completed 2/);
    expect(second).to.contain('Phone renamed “a” to “b”');
    expect(third).to.contain(`A device that is gone set the due date to ${shown(3)}`);
    expect(fourth).to.contain('This device created “a”');
    const time = deep<HTMLTimeElement>(element, 'time');
    expect(time.title).to.equal(new Date(time.dateTime).toLocaleString());
  });

  it('does not say that a new task was moved: it has its first place', async () => {
    const { items } = await timeline([
      entry({ seq: 2, field: 'order', before: 'a0', after: 'a1' }),
      entry({ seq: 1, field: 'order', before: null, after: 'a0' }),
      entry({ seq: 1, field: 'title', before: null, after: 'a' }),
    ]);

    await until(() => items().length === 2, 'the entries are there');
    expect(items()[0]).to.contain('Phone moved');
    expect(items()[1]).to.contain('Phone created “a”');
  });

  it('shows of notes the lines that went and came', async () => {
    const before = 'One\nTwo\nThree';
    const { element, items } = await timeline([
      entry({ seq: 1, field: 'notes', before, after: 'One\n2\nThree\nFour' }),
    ]);

    await until(() => items().length === 1, 'the entry is there');
    expect(deepAll(element.shadowRoot!, 'del').map(words)).to.deep.equal(['Two']);
    expect(deepAll(element.shadowRoot!, 'ins').map(words)).to.deep.equal(['2', 'Four']);
  });

  it('gives back a value that gave way', async () => {
    const { lockstep, items, button } = await timeline([
      entry({ seq: 2, field: 'title', before: 'Buy tea', after: 'Buy milk', lost: 'Buy tea' }),
    ]);
    await until(() => items().length === 1, 'the entry is there');
    expect(items()[0]).to.contain('“Buy tea” gave way.');

    button('Use this').click();

    await until(() => lockstep.open[0]!.title === 'Buy tea', 'it is the title again');
  });

  it('undoes what another device did, and offers no such thing for this one', async () => {
    const { lockstep, element, items, button } = await timeline(
      [
        entry({ seq: 2, before: null, after: date(3) }),
        entry({ seq: 1, field: 'title', before: null, after: 'Buy milk', device: LAPTOP }),
      ],
      { dueDate: date(3) },
    );
    await until(() => items().length === 2, 'the entries are there');
    expect(deepAll(element.shadowRoot!, 'li button')).to.have.length(1);

    const toast = await toastOf(() => button(`Undo this: Phone set the due date to ${shown(3)}`).click());

    expect(toast.text).to.equal(`Undone: set the due date of “Buy milk” to ${shown(3)}`);
    expect(lockstep.calls).to.deep.include(['set', 'a', { dueDate: null }]);
    expect(lockstep.open[0]).not.to.have.property('dueDate');
  });

  it('says that the field was set since, and undoes it only when asked again', async () => {
    const { lockstep, element, items } = await timeline([entry({ seq: 2, before: null, after: date(3) })], {
      dueDate: date(9),
    });
    await until(() => items().length === 1, 'the entry is there');

    const toast = await toastOf(() => deep(element, 'li button').click());
    expect(toast.text).to.equal('Not undone: the due date changed elsewhere since.');
    expect(lockstep.open[0]!.dueDate).to.equal(date(9));
    toast.action!.run();

    await until(() => lockstep.open[0]!.dueDate === undefined, 'it was done when asked');
  });

  it('undoes a creation by deleting, and a deletion by restoring', async () => {
    const created = await timeline([entry({ seq: 1, field: 'title', before: null, after: 'Buy milk' })]);
    await until(() => created.items().length === 1, 'the entry is there');
    deep(created.element, 'li button').click();
    await until(() => created.lockstep.open.length === 0, 'it is deleted');

    const deletedAt = '2026-01-01T10:00:00.000Z';
    const deleted = await timeline([entry({ seq: 2, field: 'deletedAt', before: null, after: deletedAt })], {
      deletedAt,
    } as never);
    await until(() => deleted.items().length === 1, 'the entry is there');
    deep(deleted.element, 'li button').click();
    await until(() => deleted.lockstep.open.length === 1, 'it is restored');
  });

  it('brings earlier entries on demand, and leaves the focus where it can read on', async () => {
    const all = [5, 4, 3, 2, 1].map((seq) => entry({ seq, after: date(seq) }));
    const { items, button } = await timeline(all, { pageSize: 3 });
    await until(() => items().length === 3, 'the first page is there');

    button('Show earlier').focus();
    button('Show earlier').click();

    await until(() => items().length === 5, 'all are there');
    await until(() => focused()?.tagName === 'LI', 'the focus is in the list');
    expect(words(focused()!)).to.contain(shown(2));
    expect(() => button('Show earlier')).to.throw();
  });

  it('has what is new as soon as the task changes, and keeps the earlier ones', async () => {
    const all = [3, 2, 1].map((seq) => entry({ seq, after: date(seq) }));
    const { lockstep, element, items, button } = await timeline(all, { pageSize: 2 });
    await until(() => items().length === 2, 'the first page is there');
    button('Show earlier').click();
    await until(() => items().length === 3, 'all are there');

    lockstep.entries = [entry({ seq: 4, after: date(4) }), ...all];
    element.revision = 2;

    await until(() => items().length === 4, 'the new one is there');
    expect(items()[0]).to.contain(shown(4));
    expect(items()[3]).to.contain(shown(1));
  });

  it('says plainly that history needs the server, and asks again when it is back', async () => {
    const { lockstep, text, items } = await timeline(null, { connection: 'waiting' });
    await until(
      () => text().includes('History is on the server, which cannot be reached now.'),
      'it says so',
    );

    lockstep.entries = [entry({ seq: 1 })];
    lockstep.status.set(STATUS);

    await until(() => items().length === 1, 'the entry is there');
    expect(text()).not.to.contain('cannot be reached');
  });

  it('does not ask again and again when the server refuses while changes arrive', async () => {
    const { lockstep, text } = await timeline(null);

    await until(() => text().includes('did not give the history'), 'it says so');
    expect(lockstep.calls.filter(([name]) => name === 'history')).to.have.length(1);
  });

  it('opens in the detail panel by a button that says whether it is open', async () => {
    const { element, button, text } = await detail({}, (lockstep) => {
      lockstep.entries = [entry({ seq: 1, after: date(3) })];
    });
    expect(button('History').getAttribute('aria-expanded')).to.equal('false');

    button('History').click();
    await until(() => text().includes('set the due date'), 'it is open');
    expect(button('History').getAttribute('aria-expanded')).to.equal('true');
    button('History').click();

    await until(() => deepAll(element.shadowRoot!, 'ls-task-timeline').length === 0, 'it is closed');
  });

  for (const theme of ['light', 'dark'] as const)
    it(`is accessible in ${theme}, with a conflict above it`, async function () {
      this.timeout(20_000);
      await dress(theme);
      const conflicts = [conflict({ lost: date(5) }), conflict({ field: 'title', lost: 'x' })];
      const { element, button, text } = await detail({ dueDate: date(3), conflicts }, (lockstep) => {
        lockstep.entries = [
          entry({ seq: 3, field: 'notes', before: 'One\nTwo', after: 'One\n2', lost: 'Three' }),
          entry({ seq: 2, before: date(5), after: date(3), lost: date(5) }),
        ];
      });
      button('History').click();
      await until(() => text().includes('gave way'), 'it is open');

      await expect(element).to.be.accessible();
    });
});

describe('undo', () => {
  it('says what it took back', async () => {
    const lockstep = new FakeLockstep(task({ id: 'a' }));
    await lockstep.tasks.update('a', { title: 'Buy tea' });

    const toast = await toastOf(() => sayUndo(lockstep.undo.undo(), ({ what }) => `Undone: ${what}`));

    expect(toast.text).to.equal('Undone: renamed “Buy milk” to “Buy tea”');
    expect(lockstep.open[0]!.title).to.equal('Buy milk');
  });
});

describe('a change in words', () => {
  it('speaks of projects, labels and priorities by the names that people know', () => {
    const known = { revision: 1, createdAt: '', updatedAt: '' };
    const names = namesOf(
      new Outline({
        projects: [{ ...known, entity: 'project', id: 'p', title: 'House' }],
        sections: [{ ...known, entity: 'section', id: 's', title: 'Garden', projectId: 'p' }],
        labels: [
          { ...known, entity: 'label', id: 'l', title: 'errand' },
          { ...known, entity: 'label', id: 'm', title: 'with Anna' },
        ],
        filters: [],
      }),
    );
    const said = [
      ['projectId', null, 'p'],
      ['projectId', 'p', null],
      ['projectId', 'p', 'gone'],
      ['sectionId', null, 's'],
      ['parentId', null, 't'],
      ['parentId', 't', null],
      ['labels', null, ['l']],
      ['labels', ['l', 'm'], ['m']],
      ['labels', ['l'], ['m']],
      ['labels', ['l', 'm'], null],
      ['priority', null, 1],
      ['priority', 1, null],
      ['startDate', null, date(3)],
      ['dueTime', null, '09:30'],
      ['reminders', null, ['-PT30M', '-P1D']],
      ['recurrence', null, 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR'],
      ['recurrence', 'FREQ=DAILY', null],
      ['repeatFrom', null, 'completion'],
      ['repeatFrom', 'completion', null],
    ].map(([field, before, after]) => describeChange({ field: field as string, before, after }, '', names));

    expect(said).to.deep.equal([
      'moved it to “House”',
      'moved it to the inbox',
      'moved it to a project that is gone',
      'set the section to “Garden”',
      'made it a step of another task',
      'made it a task of its own',
      'added the label “errand”',
      'removed the label “errand”',
      'added the label “with Anna” and removed the label “errand”',
      'removed the labels “errand” and “with Anna”',
      'gave it priority 1',
      'cleared the priority',
      `set the start date to ${formatCivil(date(3))}`,
      `set the due time to ${formatCivilTime('09:30')}`,
      'set the reminders to 30 minutes before and 1 day before',
      'let it repeat every 2nd Friday',
      'ended the series of it',
      'let it repeat from the completion',
      'let it repeat from the due date',
    ]);
  });

  it('names the task where the place does not', () => {
    const step = { entity: 'task', id: 'a', title: 'Buy milk' };
    const said = [
      { before: { completedAt: null }, after: { completedAt: 'now' } },
      { before: { gone: false }, after: { gone: true } },
      { before: { gone: true }, after: { gone: false } },
      { before: { gone: true }, after: { gone: false, title: 'Buy milk' } },
      { before: { notes: 'a' }, after: { notes: null } },
      { before: { order: 'a0' }, after: { order: 'a1' } },
      { before: { dueDate: date(3) }, after: { dueDate: null } },
      { before: { priority: 1 }, after: { priority: 2 } },
    ].map((parts) => describeSteps([{ ...step, ...parts } as never]));

    expect(said).to.deep.equal([
      'completed “Buy milk”',
      'deleted “Buy milk”',
      'restored “Buy milk”',
      'created “Buy milk”',
      'cleared the notes of “Buy milk”',
      'moved “Buy milk”',
      'cleared the due date of “Buy milk”',
      'gave “Buy milk” priority 2',
    ]);
  });

  it('tells of a thing done to several tasks by the first, and how many more there were', () => {
    const done = (title: string) =>
      ({ title, before: { completedAt: null }, after: { completedAt: 'now' } }) as never;

    expect(describeSteps([done('Milk'), done('Tea')])).to.equal('completed “Milk” and 1 more task');
    expect(describeSteps([done('Milk'), done('Tea'), done('Oil')])).to.equal(
      'completed “Milk” and 2 more tasks',
    );
  });

  it('quotes no more of a long title than can be read', () => {
    const said = describeChange({ field: 'title', before: null, after: `${'long '.repeat(50)}\nend` });

    expect(said.length).to.be.below(80);
    expect(said).to.match(/…”$/);
  });

  it('shows a few lines of many, and how many more there are', () => {
    const lines = Array.from({ length: 9 }, (_, i) => `Line ${i}`);

    expect(excerpt('', lines.join('\n'))).to.deep.equal({ removed: [], added: lines.slice(0, 3), more: 6 });
    expect(excerpt('a\nb', 'b\na').added).to.deep.equal([]);
  });
});
