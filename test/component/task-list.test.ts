import { expect, html } from '@open-wc/testing';
import '../../src/app/tasks-view.ts';
import '../../src/app/toast.ts';
import { LockstepError } from '../../src/protocol/errors.ts';
import type { TasksView } from '../../src/app/tasks-view.ts';
import type { TaskRow } from '../../src/app/task-row.ts';
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

async function view(...titles: string[]) {
  const lockstep = new FakeLockstep(...titles.map((title, i) => task({ id: `t${i}`, title })));
  const element = await stage<TasksView>(html`<ls-tasks-view></ls-tasks-view>`, lockstep);
  const rows = () => deepAll<TaskRow>(element.shadowRoot!, 'ls-task-row');
  await until(() => rows().length === titles.length, 'the rows are there');
  await Promise.all(rows().map((row) => row.updateComplete));
  return { lockstep, element, rows };
}

const box = (row: TaskRow) => deep<HTMLInputElement>(row, 'input[type=checkbox]');
const titles = (rows: TaskRow[]) => rows.map(({ task: one }) => one.title);

describe('the task list', () => {
  before(() => dress('light'));

  it('is a list named Tasks of rows whose checkboxes bear the titles', async () => {
    const { element, rows } = await view('Buy milk', 'Water the plants');

    expect(deep(element, '[role=list]').getAttribute('aria-label')).to.equal('Tasks');
    expect(rows().map((row) => row.getAttribute('role'))).to.deep.equal(['listitem', 'listitem']);
    expect(rows().map((row) => box(row).getAttribute('aria-label'))).to.deep.equal([
      'Buy milk',
      'Water the plants',
    ]);
  });

  it('shows whatever a title holds as text', async () => {
    const strange = '<script>window.hit = 1</script>\nnext\u2028line\u0000end';
    const { rows } = await view(strange);

    expect(deep(rows()[0]!, '.title').textContent).to.equal(strange);
    expect((window as { hit?: number }).hit).to.equal(undefined);
  });

  it('has one tab stop, which the arrow keys move', async () => {
    const { rows } = await view('One', 'Two', 'Three');
    const stops = () => rows().map((row) => box(row).tabIndex);
    expect(stops()).to.deep.equal([0, -1, -1]);

    box(rows()[0]!).focus();
    press(box(rows()[0]!), 'ArrowDown');
    await until(() => hasFocus(box(rows()[1]!)), 'the second row has the focus');
    await until(() => stops().join() === '-1,0,-1', 'the tab stop moved along');
    press(box(rows()[1]!), 'End');
    await until(() => hasFocus(box(rows()[2]!)), 'the last row has the focus');
    press(box(rows()[2]!), 'ArrowDown');
    expect(hasFocus(box(rows()[2]!))).to.equal(true);
    press(box(rows()[2]!), 'ArrowUp');
    expect(hasFocus(box(rows()[1]!))).to.equal(true);
    press(box(rows()[1]!), 'Home');

    expect(hasFocus(box(rows()[0]!))).to.equal(true);
  });

  it('completes a task, says so, and takes it back', async () => {
    const { lockstep, rows } = await view('Buy milk', 'Water the plants');

    const toast = await toastOf(() => box(rows()[0]!).click());
    expect(lockstep.calls).to.deep.equal([['complete', 't0', true]]);
    expect(toast.text).to.equal('Completed “Buy milk”');
    await toast.undo!(false);

    expect(lockstep.calls.at(-1)).to.deep.equal(['set', 't0', { completedAt: null }]);
    await until(() => titles(rows()).join() === 'Buy milk,Water the plants', 'it is back in its place');
  });

  it('deletes a task, says so, and takes it back', async () => {
    const { lockstep, rows } = await view('Buy milk', 'Water the plants');
    box(rows()[0]!).focus();

    const toast = await toastOf(() => press(box(rows()[0]!), 'Delete'));
    expect(toast.text).to.equal('Deleted “Buy milk”');
    await until(() => titles(rows()).join() === 'Water the plants', 'it is gone');
    await toast.undo!(false);

    expect(lockstep.calls).to.deep.equal([
      ['delete', 't0'],
      ['set', 't0', { gone: false }],
    ]);
    await until(() => titles(rows()).join() === 'Buy milk,Water the plants', 'it is back in its place');
  });

  it('shows a task as it is when completing it did not work', async () => {
    const { lockstep, rows } = await view('Buy milk');
    lockstep.failure = new LockstepError('storage-full');

    const toast = await toastOf(() => box(rows()[0]!).click());

    expect(toast.text).to.contain('no room left');
    await until(() => !box(rows()[0]!).checked, 'the checkbox is clear again');
  });

  it('opens the task on Enter', async () => {
    const { element, rows } = await view('Buy milk');
    const opened: unknown[] = [];
    const list = deep(element, 'ls-task-list');
    list.addEventListener(
      'task-open',
      (event) => {
        // Caught before the view: the address of the page is the runner's.
        event.stopImmediatePropagation();
        opened.push((event as CustomEvent).detail);
      },
      { capture: true },
    );

    press(box(rows()[0]!), 'Enter');

    expect(opened).to.deep.equal([{ id: 't0' }]);
  });

  it('has a clear sheet to show when there is nothing to do', async () => {
    const { element } = await view();

    await until(() => words(element).includes('A clear sheet.'), 'it says so');
  });

  it('folds its completed tasks away, and says how many there are', async () => {
    const lockstep = new FakeLockstep(
      task({ id: 'a' }),
      task({ id: 'b', title: 'Done', completedAt: '2026-01-01T00:00:00.000Z' }),
    );
    const element = await stage<TasksView>(html`<ls-tasks-view></ls-tasks-view>`, lockstep);
    const shown = () => titles(deepAll<TaskRow>(element.shadowRoot!, 'ls-task-row'));
    await until(() => shown().join() === 'Buy milk,Done', 'both are there');
    const fold = button(element, 'Completed 1');

    fold.click();
    await until(() => shown().join() === 'Buy milk', 'the completed one is away');
    expect(fold.getAttribute('aria-expanded')).to.equal('false');
    fold.click();

    await until(() => shown().join() === 'Buy milk,Done', 'it is back');
  });
});

describe('the focus in the task list', () => {
  const isOn = (title: string) => focused()?.getAttribute('aria-label') === title;

  it('goes to the next task when its own is deleted', async () => {
    const { rows } = await view('One', 'Two', 'Three');
    box(rows()[1]!).focus();

    press(box(rows()[1]!), 'Delete');

    await until(() => titles(rows()).join() === 'One,Three', 'the task is gone');
    await until(() => isOn('Three'), 'its neighbour has the focus');
  });

  it('goes to the task above when the last one is deleted elsewhere', async () => {
    const { lockstep, rows } = await view('One', 'Two', 'Three');
    box(rows()[2]!).focus();

    lockstep.deleteElsewhere('t2');

    await until(() => titles(rows()).join() === 'One,Two', 'the task is gone');
    await until(() => isOn('Two'), 'its neighbour has the focus');
  });

  it('stays on a task that another device renamed', async () => {
    const { lockstep, rows } = await view('One', 'Two');
    box(rows()[1]!).focus();

    lockstep.changeElsewhere('t1', { title: 'Two, renamed' });

    await until(() => titles(rows())[1] === 'Two, renamed', 'the new name is there');
    expect(hasFocus(box(rows()[1]!))).to.equal(true);
  });

  for (const [where, id, place, order] of [
    ['up', 't2', { before: 't0' }, 'Three,One,Two'],
    ['down', 't0', { after: 't2' }, 'Two,Three,One'],
  ] as const)
    it(`stays on a task that another device moved ${where}`, async () => {
      const { lockstep, rows } = await view('One', 'Two', 'Three');
      const row = rows().find((one) => one.task.id === id)!;
      box(row).focus();

      lockstep.moveElsewhere(id, place);

      await until(() => titles(rows()).join() === order, 'the task moved');
      await until(() => isOn(row.task.title), 'the focus is on it');
    });

  it('stays on its task when another one comes in above', async () => {
    const { lockstep, rows } = await view('One', 'Two');
    box(rows()[0]!).focus();

    lockstep.addElsewhere(task({ id: 'new', title: 'Zero' }), { before: 't0' });

    await until(() => titles(rows()).join() === 'Zero,One,Two', 'the new task is there');
    expect(isOn('One')).to.equal(true);
  });

  it('stays in a title that is being typed while another device moves its row', async () => {
    const { lockstep, rows } = await view('One', 'Two', 'Three');
    const row = rows()[2]!;
    box(row).focus();
    press(box(row), 'F2');
    await until(() => focused()?.className === 'rename', 'the field has the focus');
    const field = focused() as HTMLInputElement;
    type(field, 'Three and a');
    field.setSelectionRange(2, 5);

    lockstep.moveElsewhere('t2', { before: 't0' });
    await until(() => titles(rows()).join() === 'Three,One,Two', 'the row moved');

    await until(() => hasFocus(field), 'the focus is in the field');
    expect(field.value).to.equal('Three and a');
    expect([field.selectionStart, field.selectionEnd]).to.deep.equal([2, 5]);
    expect(lockstep.calls).to.deep.equal([]);
  });

  it('is not lost when its task is completed', async () => {
    const { rows } = await view('One', 'Two', 'Three');
    box(rows()[1]!).focus();

    box(rows()[1]!).click();

    await until(() => titles(rows()).join() === 'One,Three,Two', 'the task is among the completed');
    await until(() => rows().some((row) => hasFocus(box(row))), 'a task has the focus');
  });

  it('is not taken from elsewhere on the page by what happens in the list', async () => {
    const { lockstep, element, rows } = await view('One', 'Two');
    box(rows()[0]!).focus();
    const field = deep<HTMLInputElement>(deep(element, 'ls-quick-add'), 'input');
    field.focus();

    lockstep.deleteElsewhere('t0');

    await until(() => titles(rows()).join() === 'Two', 'the task is gone');
    expect(hasFocus(field)).to.equal(true);
  });

  it('is not taken by the first task to come after the last one went', async () => {
    const { lockstep, element, rows } = await view('One');
    box(rows()[0]!).focus();
    press(box(rows()[0]!), 'Delete');
    await until(() => rows().length === 0, 'the task is gone');
    const field = deep<HTMLInputElement>(deep(element, 'ls-quick-add'), 'input');
    field.focus();

    type(field, 'Two');
    press(field, 'Enter');

    await until(() => titles(rows()).join() === 'Two', 'the new task is there');
    await rows()[0]!.updateComplete;
    expect(lockstep.open).to.have.length(1);
    expect(hasFocus(field)).to.equal(true);
  });

  it('goes along when Alt and the arrow keys move its task', async () => {
    const { lockstep, rows } = await view('One', 'Two', 'Three');
    box(rows()[0]!).focus();

    press(box(rows()[0]!), 'ArrowDown', { altKey: true });

    await until(() => titles(rows()).join() === 'Two,One,Three', 'the task moved');
    expect(lockstep.calls).to.deep.equal([['move', 't0', { after: 't1' }]]);
    await until(() => focused()?.getAttribute('aria-label') === 'One', 'the focus is on the moved task');
  });

  it('leaves the first task where it is when it is asked to go up', async () => {
    const { lockstep, rows } = await view('One', 'Two');
    box(rows()[0]!).focus();

    press(box(rows()[0]!), 'ArrowUp', { altKey: true });

    expect(lockstep.calls).to.deep.equal([]);
  });
});

describe('what a person does in the task list', () => {
  it('renames in place: Enter saves, Escape does not', async () => {
    const { lockstep, rows } = await view('Buy milk');
    const row = rows()[0]!;
    const rename = async (text: string, key: string) => {
      press(box(row), 'F2');
      await until(() => row.shadowRoot!.querySelector('.rename') !== null, 'the field is there');
      type(deep<HTMLInputElement>(row, '.rename'), text);
      press(deep(row, '.rename'), key);
      await row.updateComplete;
    };

    await rename('Something else', 'Escape');
    expect(lockstep.calls).to.deep.equal([]);
    await rename('Buy oat milk', 'Enter');

    await until(() => titles(rows())[0] === 'Buy oat milk', 'the new name is there');
    expect(lockstep.calls).to.have.length(1);
  });

  for (const key of ['ContextMenu', 'ArrowRight'])
    it(`opens the menu of a row with ${key}`, async () => {
      const { lockstep, element, rows } = await view('One', 'Two');
      box(rows()[1]!).focus();

      press(box(rows()[1]!), key);
      await until(() => focused()?.textContent.trim() === 'Open', 'the first item has the focus');
      button(element, 'Move up').click();

      await until(() => titles(rows()).join() === 'Two,One', 'the task moved');
      expect(lockstep.calls).to.deep.equal([['move', 't1', { before: 't0' }]]);
    });

  it('marks what the server does not have yet', async () => {
    const lockstep = new FakeLockstep(task({ id: 'a', pending: true }));
    const element = await stage<TasksView>(html`<ls-tasks-view></ls-tasks-view>`, lockstep);
    await until(() => deepAll(element.shadowRoot!, '.pending').length === 1, 'the mark is there');

    expect(deep(element, '.pending').getAttribute('aria-label')).to.contain('not yet on the server');
  });

  it('asks for more when its end comes into sight', async () => {
    const many = Array.from({ length: 140 }, (_, i) => task({ id: `t${i}`, title: `Task ${i}` }));
    const lockstep = new FakeLockstep(...many);
    const element = await stage<TasksView>(html`<ls-tasks-view></ls-tasks-view>`, lockstep);
    const shown = () => deepAll(element.shadowRoot!, 'ls-task-row').length;
    // How far steps are is asked for by other requests.
    const asked = () => lockstep.requests.filter((one) => 'open' in one);
    await until(() => shown() === 100, 'the first rows are there');
    expect(asked()).to.deep.equal([]);

    deep(element, '.sentinel').scrollIntoView();

    await until(() => shown() === 140, 'the rest is there');
    expect(asked().map(({ open, completed }) => [open!.limit, completed!.limit])).to.deep.equal([[300, 20]]);
  });

  it('gives back what could not be stored', async () => {
    const { lockstep, element } = await view();
    const field = deep<HTMLInputElement>(deep(element, 'ls-quick-add'), 'input');
    lockstep.failure = Object.assign(new Error('full'), { code: 'storage-full' });

    type(field, 'Not lost');
    press(field, 'Enter');

    await until(() => field.value === 'Not lost', 'the words are back');
  });
});

describe('quick add', () => {
  const add = async () => {
    const { lockstep, element } = await view();
    return { lockstep, field: deep<HTMLInputElement>(deep(element, 'ls-quick-add'), 'input') };
  };
  const created = (lockstep: FakeLockstep) => lockstep.open.map(({ title }) => title);

  it('adds on Enter and is ready for the next', async () => {
    const { lockstep, field } = await add();

    type(field, '  Buy milk ');
    press(field, 'Enter');

    await until(() => created(lockstep).join() === 'Buy milk', 'the task is there');
    expect(field.value).to.equal('');
    expect(field.getAttribute('aria-label')).to.equal('Add a task');
  });

  it('adds nothing while a word is being composed, or from blank space', async () => {
    const { lockstep, field } = await add();

    type(field, 'にほ');
    press(field, 'Enter', { isComposing: true });
    // Safari's keydown comes after the composition (WebKit bug 165004).
    press(field, 'Enter', { keyCode: 229 });
    expect(field.value).to.equal('にほ');
    type(field, '   ');
    press(field, 'Enter');

    expect(lockstep.calls).to.deep.equal([]);
  });

  it('makes a task of each pasted line, in their order', async () => {
    const { lockstep, field } = await add();
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'One\r\n\nTwo\nThree');

    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    // Firefox and WebKit leave the data out of an event that a script made.
    if (!event.clipboardData?.getData('text/plain'))
      Object.defineProperty(event, 'clipboardData', { value: clipboardData });
    field.dispatchEvent(event);

    await until(() => lockstep.open.length === 3, 'three tasks are there');
    expect(created(lockstep)).to.deep.equal(['One', 'Two', 'Three']);
    expect(lockstep.calls.map(([, fields]) => (fields as { title: string }).title)).to.deep.equal([
      'Three',
      'Two',
      'One',
    ]);
  });
});

describe('a line that is not stored yet', () => {
  const KEY = 'lockstep-draft of new tasks';
  const line = (fields: object) => ({ id: 'line', text: '', ignored: [], page: 'an earlier one', ...fields });
  const fieldOf = (element: TasksView) => deep<HTMLInputElement>(deep(element, 'ls-quick-add'), 'input');

  afterEach(() => sessionStorage.removeItem(KEY));

  it('becomes its task when an earlier page could not store it', async () => {
    sessionStorage.setItem(KEY, JSON.stringify([line({ text: 'Buy milk !1', entered: true })]));

    const { lockstep, element } = await view();

    await until(() => lockstep.open.length === 1, 'the task is there');
    expect(lockstep.calls).to.deep.equal([['create', { title: 'Buy milk', priority: 1 }]]);
    expect(fieldOf(element).value).to.equal('');
    await until(() => sessionStorage.getItem(KEY) === null, 'nothing is left');
  });

  it('goes back into its field when it was still being written', async () => {
    sessionStorage.setItem(KEY, JSON.stringify([line({ text: 'Call Ann abou', entered: false })]));

    const { lockstep, element } = await view();

    await until(() => fieldOf(element).value === 'Call Ann abou', 'the words are back');
    expect(lockstep.calls).to.deep.equal([]);
  });

  it('is left to the next page when this one goes, and not when it comes back as it was', async () => {
    const { element } = await view();
    type(fieldOf(element), 'Call Ann abou');

    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    expect(sessionStorage.getItem(KEY)).to.contain('Call Ann abou');
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));

    expect(sessionStorage.getItem(KEY)).to.equal(null);
  });

  it('is held from Enter until it is stored', async () => {
    const { element, lockstep } = await view();
    type(fieldOf(element), 'Buy milk');

    press(fieldOf(element), 'Enter');

    expect(sessionStorage.getItem(KEY)).to.contain('Buy milk');
    await until(() => lockstep.open.length === 1 && sessionStorage.getItem(KEY) === null, 'it is stored');
  });
});

describe('quick add with names', () => {
  const add = async () => {
    const lockstep = new FakeLockstep();
    const row = (entity: string, id: string, title: string) => ({ ...task({ id }), entity, title }) as never;
    lockstep.outline.projects.push(row('project', 'house', 'House work'), row('project', 'hobby', 'Hobby'));
    lockstep.outline.labels.push(row('label', 'errand', 'Errand'));
    const element = await stage<TasksView>(html`<ls-tasks-view></ls-tasks-view>`, lockstep);
    const quickAdd = deep(element, 'ls-quick-add');
    const field = deep<HTMLInputElement>(quickAdd, 'input');
    field.focus();
    await until(() => deepAll(element.shadowRoot!, 'ls-quick-add').length === 1, 'it is there');
    const options = () => deepAll(quickAdd.shadowRoot!, '[role=option]');
    const parts = () => deepAll(quickAdd.shadowRoot!, 'li > span').map((part) => part.textContent);
    return { lockstep, element, field, options, parts, quickAdd };
  };

  it('completes what is being written, by keys, and puts quotes around several words', async () => {
    const { field, options } = await add();

    type(field, 'Rake leaves #ho');
    await until(() => options().length === 3, 'two names fit, and a new one');
    expect(options().map((one) => one.textContent!.trim())).to.deep.equal([
      'House work',
      'Hobby',
      'Create “ho”',
    ]);
    press(field, 'ArrowDown');
    await until(
      () => options()[1]!.getAttribute('aria-selected') === 'true',
      'the second is the current one',
    );
    expect(field.getAttribute('aria-activedescendant')).to.equal(options()[1]!.id);
    press(field, 'ArrowUp');
    press(field, 'Tab');

    expect(field.value).to.equal('Rake leaves #"House work" ');
    await until(() => options().length === 0, 'the list is closed');
  });

  it('shows what was understood, and puts the task there', async () => {
    const { lockstep, field, parts } = await add();

    type(field, 'Rake leaves #"House work" @errand !2');
    await until(() => parts().length === 3, 'three parts are understood');
    expect(parts()).to.deep.equal(['#House work', '@errand', 'Priority 2']);
    press(field, 'Enter');

    await until(() => lockstep.open.length === 1, 'the task is there');
    expect(lockstep.calls).to.deep.equal([
      [
        'create',
        { title: 'Rake leaves', priority: 2, projectId: 'house', sectionId: null, labels: ['errand'] },
      ],
    ]);
  });

  it('makes a project that nobody knows', async () => {
    const { lockstep, field, parts } = await add();

    type(field, 'Weed #Garden');
    await until(() => parts().join() === 'New project Garden', 'it says so');
    press(field, 'Enter');

    await until(() => lockstep.calls.length === 2, 'both are made');
    expect(lockstep.calls[0]).to.deep.equal(['projects.create', { title: 'Garden' }]);
  });

  it('understands a date, and leaves it as text when the person says so', async () => {
    const { lockstep, field, parts, quickAdd } = await add();

    type(field, 'Watch Tomorrow');
    await until(() => parts().join() === 'Tomorrow', 'the date is understood');
    deep<HTMLButtonElement>(quickAdd, 'li > button').click();
    await until(() => parts().length === 0, 'it is text');
    press(field, 'Enter');

    await until(() => lockstep.open.length === 1, 'the task is there');
    expect(lockstep.calls).to.deep.equal([['create', { title: 'Watch Tomorrow' }]]);
  });
});

for (const theme of ['light', 'dark'] as const)
  describe(`the list in ${theme}`, () => {
    it('is accessible', async () => {
      await dress(theme);
      const lockstep = new FakeLockstep(
        task({ id: 'a', notes: 'n', dueDate: '2020-01-01', pending: true }),
        task({ id: 'b', title: 'Done', completedAt: '2026-01-01T00:00:00.000Z' }),
      );
      const element = await stage<TasksView>(html`<ls-tasks-view></ls-tasks-view>`, lockstep);
      await until(() => deepAll(element.shadowRoot!, 'ls-task-row').length === 2, 'the rows are there');

      await expect(element).to.be.accessible();
    });
  });
