import { expect, html } from '@open-wc/testing';
import '../../src/app/browse.ts';
import type { Browse } from '../../src/app/browse.ts';
import '../../src/app/confirm-dialog.ts';
import { addDays, today } from '../../src/app/dates.ts';
import type { GroupHeading } from '../../src/app/group-heading.ts';
import '../../src/app/nav.ts';
import type { Nav } from '../../src/app/nav.ts';
import { readRoute, type View } from '../../src/app/route.ts';
import type { TaskRow } from '../../src/app/task-row.ts';
import '../../src/app/tasks-view.ts';
import type { TasksView } from '../../src/app/tasks-view.ts';
import type { TaskView } from '../../src/client/types.ts';
import { FakeLockstep, task } from './fake-lockstep.ts';
import {
  button,
  deep,
  deepAll,
  dress,
  focused,
  hasFocus,
  press,
  stage,
  toastOf,
  type,
  until,
  words,
} from './stage.ts';

const HOME: View = { name: 'project', id: 'home' };

/** A device with a project of two sections, a label and a filter. */
function lockstepWith(...tasks: TaskView[]): FakeLockstep {
  const lockstep = new FakeLockstep(...tasks);
  const row = (entity: string, id: string, parts: object = {}) =>
    ({ ...task({ id }), entity, title: id.toUpperCase(), ...parts }) as never;
  lockstep.outline.projects.push(row('project', 'home', { colour: 'green' }), row('project', 'work'));
  lockstep.outline.sections.push(
    row('section', 'kitchen', { projectId: 'home' }),
    row('section', 'garden', { projectId: 'home' }),
  );
  lockstep.outline.labels.push(row('label', 'errand'));
  lockstep.outline.filters.push(row('filter', 'soon', { query: 'due:<+7d' }));
  return lockstep;
}

async function open(view: View, ...tasks: TaskView[]) {
  const lockstep = lockstepWith(...tasks);
  const element = await stage<TasksView>(html`<ls-tasks-view .view=${view}></ls-tasks-view>`, lockstep);
  const rows = () => deepAll<TaskRow>(element.shadowRoot!, 'ls-task-row');
  const box = (id: string) =>
    deep<HTMLInputElement>(
      rows().find((row) => row.task.id === id)!,
      'input[type=checkbox]',
    );
  /** The list as it reads: headings in capitals as they come, tasks by their ids. */
  const shown = () =>
    deepAll<TaskRow | GroupHeading>(element.shadowRoot!, 'ls-task-row, ls-group-heading')
      .map((one) => ('task' in one ? one.task.id : `${one.heading.title}:`))
      .join(' ');
  return { lockstep, element, rows, box, shown };
}

const choose = async (element: Element, menu: string, item: string) => {
  button(element, menu).click();
  await until(() => deepAll(element.shadowRoot!, '.menu').length === 1, 'the menu is open');
  const items = deepAll<HTMLButtonElement>(element.shadowRoot!, '.menu button');
  items.find((one) => (one.ariaLabel ?? one.textContent!.trim()) === item)!.click();
};

describe('a view', () => {
  before(() => dress('light'));
  afterEach(() => localStorage.clear());

  it('of today shows what is overdue before what is due', async () => {
    const { element, shown } = await open(
      { name: 'today' },
      task({ id: 'due', dueDate: today(), dueTime: '09:30' }),
      task({ id: 'late', dueDate: addDays(today(), -2), projectId: 'home' }),
      task({ id: 'tomorrow', dueDate: addDays(today(), 1) }),
    );

    await until(() => shown() === 'Overdue: late Today: due', 'both are in their groups');
    expect(words(deep(element, 'h1'))).to.equal('Today');
    const [late, due] = deepAll(element.shadowRoot!, '.meta').map(words);
    expect(late).to.contain('HOME');
    // The heading says the day.
    expect(due)
      .to.match(/^\D?9:30/)
      .and.not.contain('Today');
  });

  it('puts what is added in it where it is seen', async () => {
    const { lockstep, element } = await open({ name: 'today' });
    const field = deep<HTMLInputElement>(deep(element, 'ls-quick-add'), 'input');

    type(field, 'Buy milk');
    press(field, 'Enter');

    await until(() => lockstep.calls.length === 1, 'it was added');
    expect(lockstep.calls[0]).to.deep.equal(['create', { title: 'Buy milk', dueDate: today() }]);
  });

  it('of a project has its sections, which can be folded, also the next time', async () => {
    const tasks = [
      task({ id: 'a', projectId: 'home' }),
      task({ id: 'b', projectId: 'home', sectionId: 'kitchen' }),
    ];
    const { element, shown } = await open(HOME, ...tasks);
    await until(() => shown() === 'a KITCHEN: b GARDEN:', 'all is there');

    deepAll<HTMLButtonElement>(element.shadowRoot!, 'h2 button')[0]!.click();
    await until(() => shown() === 'a KITCHEN: GARDEN:', 'the tasks of the first are away');

    const again = await open(HOME, ...tasks);
    await until(() => again.shown() === 'a KITCHEN: GARDEN:', 'they stay away');
  });

  it('says that what it is of is not there', async () => {
    const { element } = await open({ name: 'label', id: 'nowhere' });

    await until(() => words(element).includes('There is no such label'), 'it says so');
    expect(deepAll(element.shadowRoot!, 'ls-quick-add')).to.have.length(0);
  });

  it('says of a filter what of its query is not understood', async () => {
    const lockstep = lockstepWith();
    const live = lockstep.liveFilter;
    lockstep.liveFilter = (query, limit) => {
      const found = live(query, limit);
      const { value } = found;
      Object.defineProperty(found, 'value', {
        get: () => ({ ...value, problem: { code: 'bad-value', text: 'due:soon', at: 0 } }),
      });
      return found;
    };
    const view: View = { name: 'filter', id: 'soon' };
    const element = await stage<TasksView>(html`<ls-tasks-view .view=${view}></ls-tasks-view>`, lockstep);

    await until(() => words(element).includes('“due:soon” has a value'), 'it says so');
    const field = deep<HTMLInputElement>(element, 'ls-filter-query input, input[aria-label=Query]');
    type(field, 'due:today');
    press(field, 'Enter');

    await until(() => lockstep.calls.length === 1, 'it is stored');
    expect(lockstep.calls[0]).to.deep.equal(['filters.update', 'soon', { query: 'due:today' }]);
  });

  it('is sorted as the person wants it, also the next time, and is then not moved by hand', async () => {
    const tasks = [task({ id: 'a', title: 'Zoo' }), task({ id: 'b', title: 'Ant' })];
    const { lockstep, element, shown, box } = await open({ name: 'inbox' }, ...tasks);
    await until(() => shown() === 'a b', 'they stand as they are kept');

    await choose(element, 'Sort and group', 'Title');
    await until(() => shown() === 'b a', 'they are sorted');
    press(box('b'), 'ArrowDown', { altKey: true });
    expect(lockstep.calls).to.deep.equal([]);

    const again = await open({ name: 'inbox' }, ...tasks);
    await until(() => again.shown() === 'b a', 'they stay sorted');
  });

  it('is grouped as the person wants it', async () => {
    const { element, shown } = await open(
      { name: 'all' },
      task({ id: 'a', projectId: 'home' }),
      task({ id: 'b' }),
    );
    await until(() => shown() === 'a b', 'they are there');

    button(element, 'Sort and group').click();
    await until(() => deepAll(element.shadowRoot!, '[aria-label="Group by"]').length === 1, 'it is open');
    deepAll<HTMLButtonElement>(element.shadowRoot!, '[aria-label="Group by"] button')[1]!.click();

    await until(() => shown() === 'Inbox: b HOME: a', 'they are in groups');
  });

  it('of the trash brings a task back', async () => {
    const { lockstep, element, shown } = await open(
      { name: 'trash' },
      task({ id: 'a', title: 'Gone', deletedAt: new Date().toISOString() }),
    );
    await until(() => shown() === 'Today: a', 'it is there');

    const toast = await toastOf(() => button(element, 'Restore Gone').click());

    expect(lockstep.calls).to.deep.equal([['restore', 'a']]);
    expect(toast.text).to.equal('Restored “Gone”');
  });
});

describe('a task in a project', () => {
  const tasks = [
    task({ id: 'a', projectId: 'home' }),
    task({ id: 'b', projectId: 'home', sectionId: 'kitchen' }),
  ];

  it('goes on into the next section when it is moved past the end, and into an empty one', async () => {
    const { lockstep, shown, box } = await open(HOME, ...tasks);
    await until(() => shown() === 'a KITCHEN: b GARDEN:', 'all is there');

    press(box('a'), 'ArrowDown', { altKey: true });
    await until(() => lockstep.calls.length === 1, 'it is moved');
    press(box('b'), 'ArrowDown', { altKey: true });
    await until(() => lockstep.calls.length === 2, 'it is moved');

    expect(lockstep.calls[0]).to.deep.equal(['move', 'a', { before: 'b' }]);
    expect(lockstep.calls[1]!.slice(0, 3)).to.deep.equal(['update', 'b', { sectionId: 'garden' }]);
    await until(() => focused()?.getAttribute('aria-label') === 'Buy milk', 'the focus goes along');
  });

  it('can be added to a section, which the field names', async () => {
    const { lockstep, element, shown } = await open(HOME, ...tasks);
    await until(() => shown() === 'a KITCHEN: b GARDEN:', 'all is there');

    await choose(element, 'More for GARDEN', 'Add a task here');
    const field = deep<HTMLInputElement>(deep(element, 'ls-quick-add'), 'input');
    await until(() => field.placeholder === 'Add a task to GARDEN', 'the field says where');
    expect(hasFocus(field)).to.equal(true);
    type(field, 'Rake leaves');
    press(field, 'Enter');

    await until(() => lockstep.calls.length === 1, 'it is added');
    expect(lockstep.calls[0]).to.deep.equal([
      'create',
      { title: 'Rake leaves', projectId: 'home', sectionId: 'garden' },
    ]);
    expect(field.getAttribute('aria-label')).to.equal('Add a task');
  });

  it('says how far its steps are, once they were read', async () => {
    const { element } = await open(
      HOME,
      ...tasks,
      task({ id: 's1', parentId: 'a', projectId: 'home', completedAt: '2026-01-01T00:00:00.000Z' }),
      task({ id: 's2', parentId: 'a', projectId: 'home' }),
    );

    await until(() => deepAll(element.shadowRoot!, '.steps').length === 1, 'it is there');
    expect(deep(element, '.steps').textContent).to.equal('1/2');
    expect(deep(element, '.steps').title).to.equal('1 of 2 steps done');
  });

  it('says its priority by its ring, and in words', async () => {
    const { box } = await open(HOME, task({ id: 'a', projectId: 'home', priority: 1 }));

    await until(() => box('a').className === 'p1', 'the ring says it');
    expect(box('a').getAttribute('aria-description')).to.equal('Priority 1');
  });
});

describe('sections', () => {
  it('are added, renamed, moved and deleted in place', async () => {
    const { lockstep, element, shown } = await open(HOME);
    await until(() => shown() === 'KITCHEN: GARDEN:', 'they are there');
    const name = async (label: string, text: string) => {
      await until(() => deepAll(element.shadowRoot!, `[aria-label="${label}"]`).length === 1, 'it is asked');
      const field = deep<HTMLInputElement>(element, `input[aria-label="${label}"]`);
      expect(hasFocus(field)).to.equal(true);
      type(field, text);
      press(field, 'Enter');
    };

    await choose(element, 'More for HOME', 'Add a section');
    await name('Section name', ' Attic ');
    await choose(element, 'More for KITCHEN', 'Rename');
    await name('Rename section', 'Cellar');
    await choose(element, 'More for GARDEN', 'Move up');
    const toast = await toastOf(() => choose(element, 'More for GARDEN', 'Delete'));

    expect(lockstep.calls).to.deep.equal([
      ['sections.create', { title: 'Attic', projectId: 'home' }],
      ['sections.update', 'kitchen', { title: 'Cellar' }],
      ['sections.move', 'garden', { before: 'kitchen' }],
      ['sections.delete', 'garden'],
    ]);
    expect(toast.text).to.equal('Deleted “GARDEN”');
  });
});

describe('the navigation', () => {
  async function browse(...tasks: TaskView[]) {
    const lockstep = lockstepWith(...tasks);
    const element = await stage<Browse>(html`<ls-browse></ls-browse>`, lockstep);
    await until(() => words(element).includes('ERRAND'), 'it is there');
    return { lockstep, element };
  }
  // The page's address is the runner's.
  const back = history.state as unknown;
  const home = location.href;
  afterEach(() => history.replaceState(back, '', home));

  it('says how many open tasks there are, in words for those who do not see it', async () => {
    const { element } = await browse(
      task({ id: 'a', projectId: 'home' }),
      task({ id: 'b', projectId: 'home', sectionId: 'kitchen' }),
      task({ id: 'c', projectId: 'home', completedAt: '2026-01-01T00:00:00.000Z' }),
    );
    const link = () => deepAll<HTMLAnchorElement>(element.shadowRoot!, 'a')[0]!;

    await until(() => link().textContent!.includes('2'), 'they are counted');
    expect(link().ariaLabel ?? deep(link().getRootNode() as never, '.name').textContent).to.equal('HOME');
    expect(link().getAttribute('aria-description')).to.equal('2 open tasks');
    expect(new URL(link().href).pathname).to.equal('/project/home');
  });

  it('makes a project, and goes there', async () => {
    const { lockstep, element } = await browse();

    button(element, 'Add a project').click();
    await until(() => focused()?.getAttribute('aria-label') === 'Project name', 'the name is asked for');
    type(focused() as HTMLInputElement, 'House');
    press(focused()!, 'Enter');

    await until(() => readRoute().view.name === 'project', 'it is open');
    expect(lockstep.calls).to.deep.equal([['projects.create', { title: 'House' }]]);
  });

  it('makes nothing of a name that was not written, or given up', async () => {
    const { lockstep, element } = await browse();

    for (const key of ['Enter', 'Escape']) {
      button(element, 'Add a label').click();
      await until(() => focused()?.getAttribute('aria-label') === 'Label name', 'the name is asked for');
      if (key === 'Escape') type(focused() as HTMLInputElement, 'Given up');
      press(focused()!, key);
      await until(() => focused()?.getAttribute('aria-label') === 'Add a label', 'the focus is back');
    }

    expect(lockstep.calls).to.deep.equal([]);
  });

  it('renames, colours and moves a project by menu and keys', async () => {
    const { lockstep, element } = await browse();
    const link = () => deepAll<HTMLAnchorElement>(element.shadowRoot!, 'a')[0]!;

    await choose(element, 'More for HOME', 'Blue');
    press(link(), 'ArrowDown', { altKey: true });
    press(link(), 'F2');
    await until(() => focused()?.getAttribute('aria-label') === 'Rename project', 'the name is asked for');
    type(focused() as HTMLInputElement, 'House');
    press(focused()!, 'Enter');

    await until(() => lockstep.calls.length === 3, 'all is done');
    expect(lockstep.calls).to.deep.equal([
      ['projects.update', 'home', { colour: 'blue' }],
      ['projects.move', 'home', { after: 'work' }],
      ['projects.update', 'home', { title: 'House' }],
    ]);
  });

  it('asks before a project goes with more than fifty tasks', async () => {
    const many = Array.from({ length: 51 }, (_, i) => task({ id: `t${i}`, projectId: 'home' }));
    const { lockstep, element } = await browse(...many);
    const dialog = await stage(html`<ls-confirm-dialog></ls-confirm-dialog>`, lockstep);
    const isOpen = () => deep<HTMLDialogElement>(dialog, 'dialog').open;

    await choose(element, 'More for HOME', 'Delete');
    await until(isOpen, 'it is asked');
    expect(words(deep(dialog, 'h2'))).to.equal('Delete “HOME” with 51 tasks?');
    button(dialog, 'Cancel').click();
    await until(() => !isOpen(), 'it is not wanted');
    expect(lockstep.calls).to.deep.equal([]);

    await choose(element, 'More for HOME', 'Delete');
    await until(isOpen, 'it is asked again');
    const toast = await toastOf(() => button(dialog, 'Delete').click());

    expect(lockstep.calls).to.deep.equal([['projects.delete', 'home']]);
    expect(toast.text).to.equal('Deleted “HOME” with 51 tasks');
  });

  it('marks where the person is', async () => {
    const element = await stage<Nav>(html`<ls-nav .current=${{ name: 'today' }}></ls-nav>`, lockstepWith());

    const current = () => deepAll(element.shadowRoot!, '[aria-current=page]');
    await until(() => current().length === 1, 'it is marked');
    expect(words(current()[0]!)).to.contain('Today');
  });
});

for (const theme of ['light', 'dark'] as const)
  describe(`the views in ${theme}`, () => {
    before(() => dress(theme));

    it('are accessible', async () => {
      const { element, shown } = await open(
        HOME,
        task({ id: 'a', projectId: 'home', labels: ['errand'], dueDate: '2020-01-01', priority: 2 }),
        task({
          id: 'b',
          projectId: 'home',
          sectionId: 'kitchen',
          recurrence: 'FREQ=DAILY',
          dueDate: today(),
        }),
      );
      await until(() => shown() === 'a KITCHEN: b GARDEN:', 'all is there');

      await expect(element).to.be.accessible();
    });

    it('are reached accessibly', async () => {
      const element = await stage<Browse>(html`<ls-browse></ls-browse>`, lockstepWith(task({ id: 'a' })));
      await until(() => words(element).includes('ERRAND'), 'it is there');

      await expect(element).to.be.accessible();
    });
  });
