import { expect, html } from '@open-wc/testing';
import '../../src/app/tasks-view.ts';
import '../../src/app/toast.ts';
import type { TasksView } from '../../src/app/tasks-view.ts';
import type { TaskRow } from '../../src/app/task-row.ts';
import { FakeLockstep, task } from './fake-lockstep.ts';
import { deep, deepAll, dress, focused, press, stage, type, until } from './stage.ts';

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
    await until(() => focused() === box(rows()[1]!), 'the second row has the focus');
    await until(() => stops().join() === '-1,0,-1', 'the tab stop moved along');
    press(box(rows()[1]!), 'End');

    await until(() => focused() === box(rows()[2]!), 'the last row has the focus');
  });

  it('completes a task, says so, and takes it back', async () => {
    const { lockstep, rows } = await view('Buy milk', 'Water the plants');
    const shown: { text: string; undo?: () => Promise<unknown> }[] = [];
    const listen = (event: Event) => shown.push((event as CustomEvent).detail);
    addEventListener('lockstep-toast', listen);

    box(rows()[0]!).click();
    await until(() => shown.length === 1, 'the toast was asked for');
    expect(lockstep.calls).to.deep.equal([['complete', 't0', true]]);
    expect(shown[0]!.text).to.equal('Completed “Buy milk”');
    await shown[0]!.undo!();

    expect(lockstep.calls.at(-1)).to.deep.equal(['complete', 't0', false]);
    removeEventListener('lockstep-toast', listen);
  });

  it('keeps the focus near when the focused task goes', async () => {
    const { lockstep, rows } = await view('One', 'Two', 'Three');
    box(rows()[1]!).focus();

    press(box(rows()[1]!), 'Delete');

    await until(() => lockstep.open.length === 2, 'the task is gone');
    await until(() => focused()?.getAttribute('aria-label') === 'Three', 'its neighbour has the focus');
  });

  it('keeps the focus on a task that another device moved or renamed', async () => {
    const { lockstep, rows } = await view('One', 'Two');
    box(rows()[1]!).focus();

    lockstep.changeElsewhere('t1', { title: 'Two, renamed' });

    await until(() => titles(rows())[1] === 'Two, renamed', 'the new name is there');
    expect(focused()).to.equal(box(rows()[1]!));
  });

  it('moves a task with Alt and the arrow keys, and the focus goes along', async () => {
    const { lockstep, rows } = await view('One', 'Two', 'Three');
    box(rows()[0]!).focus();

    press(box(rows()[0]!), 'ArrowDown', { altKey: true });

    await until(() => titles(rows()).join() === 'Two,One,Three', 'the task moved');
    expect(lockstep.calls).to.deep.equal([['move', 't0', { after: 't1' }]]);
    await until(() => focused()?.getAttribute('aria-label') === 'One', 'the focus is on the moved task');
  });

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

  it('opens its menu from the keyboard and moves through it', async () => {
    const { lockstep, rows } = await view('One', 'Two');
    const row = rows()[1]!;

    deep<HTMLButtonElement>(row, '.more').click();
    await until(() => focused()?.textContent?.trim() === 'Open', 'the first item has the focus');
    press(focused()!, 'ArrowDown');
    press(focused()!, 'ArrowDown');
    expect(focused()?.textContent?.trim()).to.equal('Move up');
    (focused() as HTMLElement).click();

    await until(() => lockstep.calls.length === 1, 'the task was moved');
    expect(lockstep.calls).to.deep.equal([['move', 't1', { before: 't0' }]]);
  });

  it('marks what the server does not have yet', async () => {
    const lockstep = new FakeLockstep(task({ id: 'a', pending: true }));
    const element = await stage<TasksView>(html`<ls-tasks-view></ls-tasks-view>`, lockstep);
    await until(() => deepAll(element.shadowRoot!, '.pending').length === 1, 'the mark is there');

    expect(deep(element, '.pending').getAttribute('aria-label')).to.contain('not yet on the server');
  });

  it('asks for more when its end comes into sight', async () => {
    const { lockstep } = await (async () => {
      const many = Array.from({ length: 140 }, (_, i) => task({ id: `t${i}`, title: `Task ${i}` }));
      const lots = new FakeLockstep(...many);
      const element = await stage<TasksView>(html`<ls-tasks-view></ls-tasks-view>`, lots);
      await until(() => deepAll(element.shadowRoot!, 'ls-task-row').length === 100, 'the first rows');
      deep(element, '.sentinel').scrollIntoView();
      return { lockstep: lots };
    })();

    await until(() => lockstep.limits.length > 0, 'the window grew');
    expect(lockstep.limits[0]).to.equal(300);
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
    type(field, '   ');
    press(field, 'Enter');

    expect(lockstep.calls).to.deep.equal([]);
  });

  it('makes a task of each pasted line, in their order', async () => {
    const { lockstep, field } = await add();
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'One\r\n\n  Two\nThree');

    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    // Firefox and WebKit leave the data out of an event that a script made.
    if (!event.clipboardData?.getData('text/plain'))
      Object.defineProperty(event, 'clipboardData', { value: clipboardData });
    field.dispatchEvent(event);

    await until(() => lockstep.open.length === 3, 'three tasks are there');
    expect(created(lockstep)).to.deep.equal(['One', 'Two', 'Three']);
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
