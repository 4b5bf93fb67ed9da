import { expect, fixture, html } from '@open-wc/testing';
import { today } from '../../src/app/dates.ts';
import '../../src/app/task-row.ts';
import type { TaskRow } from '../../src/app/task-row.ts';
import type { TaskView } from '../../src/client/types.ts';
import type { Label } from '../../src/protocol/rows.ts';
import { task } from './fake-lockstep.ts';
import { button, deep, deepAll, dress, focused, hasFocus, press, type, until } from './stage.ts';

async function row(parts: Partial<TaskView> = {}) {
  const one = task({ id: 'a', ...parts });
  const element = await fixture<TaskRow>(html`<ls-task-row .task=${one} current></ls-task-row>`);
  const heard: [string, unknown][] = [];
  for (const name of ['task-complete', 'task-open', 'task-rename', 'task-delete', 'task-step'])
    element.addEventListener(name, (event) => heard.push([name, (event as CustomEvent).detail]));
  const box = deep<HTMLInputElement>(element, 'input[type=checkbox]');
  const field = () => deepAll<HTMLInputElement>(element.shadowRoot!, '.rename')[0];
  const startRenaming = async () => {
    box.focus();
    element.startRenaming();
    await until(() => hasFocus(field()), 'the field has the focus');
    return field()!;
  };
  return { element, heard, box, field, startRenaming };
}

describe('a task row', () => {
  before(() => dress('light'));
  afterEach(() => document.documentElement.style.removeProperty('font-size'));

  it('asks to complete the task when its checkbox is ticked', async () => {
    const { box, heard } = await row();

    box.click();

    expect(heard).to.deep.equal([['task-complete', { id: 'a', completed: true }]]);
  });

  it('asks to reopen a completed task when its checkbox is cleared', async () => {
    const { box, heard } = await row({ completedAt: '2026-01-01T10:00:00.000Z' });
    expect(box.checked).to.equal(true);

    box.click();

    expect(heard).to.deep.equal([['task-complete', { id: 'a', completed: false }]]);
  });

  it('opens the task from its title, and leaves a click with Ctrl to the browser', async () => {
    const { element, heard } = await row();
    const title = deep<HTMLAnchorElement>(element, '.title');
    const click = (ctrlKey: boolean) => {
      const event = new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, ctrlKey });
      // Not followed in any case: the page is the test's.
      element.addEventListener('click', (late) => late.preventDefault(), { once: true });
      title.dispatchEvent(event);
    };

    click(true);
    expect(heard).to.deep.equal([]);
    click(false);

    expect(heard).to.deep.equal([['task-open', { id: 'a' }]]);
    expect(new URL(title.href).pathname).to.equal('/task/a');
  });

  const [yesterday, tomorrow] = [-1, 1].map((days) => {
    const date = new Date();
    date.setDate(date.getDate() + days);
    return today(date);
  });
  for (const [state, dueDate, days] of [
    ['overdue', yesterday!, -1],
    ['today', today(), 0],
    ['later', tomorrow!, 1],
  ] as const)
    it(`says in words and colour that a task is due: ${state}`, async () => {
      const { element } = await row({ dueDate });

      const chip = deep<HTMLTimeElement>(element, 'time');
      const name = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(days, 'day');
      expect(chip.className).to.equal(state);
      expect(chip.dateTime).to.equal(dueDate);
      expect(chip.textContent.toLocaleLowerCase()).to.equal(name);
    });

  it('says no due date of a completed task', async () => {
    const { element } = await row({ dueDate: '2020-01-01', completedAt: '2026-01-01T10:00:00.000Z' });

    expect(deepAll(element.shadowRoot!, 'time')).to.deep.equal([]);
  });

  it('marks what the server does not have yet, and nothing else', async () => {
    const { element } = await row({ pending: true });
    const mark = deep(element, '[role=img]');
    expect(mark.getAttribute('aria-label')).to.equal('Saved on this device, not yet on the server');

    element.task = task({ id: 'a' });
    await element.updateComplete;

    expect(mark.isConnected).to.equal(false);
  });

  it('traces a change from elsewhere and names the device', async () => {
    const { element } = await row();

    element.trace('red', 'Changed on Phone');

    expect(element.title).to.equal('Changed on Phone');
    expect(deep(element, '.trace').getAnimations()).to.have.length(1);
  });

  for (const [where, letters, width] of [
    ['on a phone', '16px', 328],
    ['with letters of twice the size', '32px', 672],
  ] as const)
    it(`has its title and the names of its labels whole ${where}`, async () => {
      const labels = ['errand', 'waiting for an answer'].map(
        (title) => ({ ...task({ id: title }), entity: 'label', title }) as unknown as Label,
      );
      document.documentElement.style.fontSize = letters;
      const list = await fixture(
        html`<div .style=${`container-type: inline-size; width: ${width}px`}>
          <ls-task-row
            .task=${task({ id: 'a', title: 'Reserve the upper hut for the night' })}
            .labels=${labels}
          ></ls-task-row>
        </div>`,
      );

      const parts = deepAll<HTMLElement>(list, '.title, .name');
      const cut = parts.filter(
        (one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1,
      );

      expect(parts.map(({ textContent }) => textContent.trim())).to.deep.equal([
        'Reserve the upper hut for the night',
        '@errand',
        '@waiting for an answer',
      ]);
      expect(cut.map(({ textContent }) => textContent.trim())).to.deep.equal([]);
    });
});

describe('renaming in a row', () => {
  it('begins with the whole title selected', async () => {
    const { startRenaming } = await row();

    const field = await startRenaming();

    expect(field.getAttribute('aria-label')).to.equal('Rename task');
    expect([field.selectionStart, field.selectionEnd]).to.deep.equal([0, 'Buy milk'.length]);
  });

  it('saves on Enter, on top of the text it began from, and gives the focus back', async () => {
    const { startRenaming, heard, box } = await row();
    const field = await startRenaming();

    type(field, 'Buy oat milk');
    press(field, 'Enter');

    const base = { revision: 1, fields: { title: 'Buy milk' } };
    expect(heard).to.deep.equal([['task-rename', { id: 'a', title: 'Buy oat milk', base }]]);
    await until(() => hasFocus(box), 'the checkbox has the focus');
  });

  it('saves when the person goes elsewhere', async () => {
    const { startRenaming, heard, field: fieldNow, element } = await row();
    const field = await startRenaming();
    type(field, 'Buy oat milk');

    field.blur();

    await element.updateComplete;
    expect(heard.map(([name]) => name)).to.deep.equal(['task-rename']);
    expect(fieldNow()).to.equal(undefined);
  });

  it('changes nothing on Escape', async () => {
    const { startRenaming, heard, box } = await row();
    const field = await startRenaming();

    type(field, 'Something else');
    press(field, 'Escape');

    await until(() => hasFocus(box), 'the checkbox has the focus');
    expect(heard).to.deep.equal([]);
  });

  for (const [what, text] of [
    ['the same text', 'Buy milk'],
    ['no text', '  '],
  ] as const)
    it(`asks for nothing with ${what}`, async () => {
      const { startRenaming, heard } = await row();
      const field = await startRenaming();

      type(field, text);
      press(field, 'Enter');

      expect(heard).to.deep.equal([]);
    });

  it('goes on after the Enter that ends a composed word', async () => {
    const { startRenaming, heard } = await row();
    const field = await startRenaming();
    type(field, 'にほん');

    press(field, 'Enter', { isComposing: true });
    press(field, 'Enter', { keyCode: 229 });

    expect(heard).to.deep.equal([]);
    expect(hasFocus(field)).to.equal(true);
  });

  it('leaves what is typed alone when another device renames the task (I9)', async () => {
    const { startRenaming, element } = await row();
    const field = await startRenaming();
    type(field, 'Buy milk and');
    field.setSelectionRange(4, 8);

    element.task = task({ id: 'a', title: 'Buy soy milk', baseRevision: 2 });
    await element.updateComplete;

    expect(field.value).to.equal('Buy milk and');
    expect([field.selectionStart, field.selectionEnd]).to.deep.equal([4, 8]);
  });

  it('does not undo the other device’s name when nothing was typed', async () => {
    const { startRenaming, element, heard } = await row();
    const field = await startRenaming();

    element.task = task({ id: 'a', title: 'Buy soy milk', baseRevision: 2 });
    await element.updateComplete;
    press(field, 'Enter');

    expect(heard).to.deep.equal([]);
  });
});

describe('the menu of a row', () => {
  async function menu() {
    const parts = await row();
    const more = () => button(parts.element, 'More for Buy milk');
    more().click();
    await until(() => focused()?.getAttribute('role') === 'menuitem', 'the first item has the focus');
    const item = () => focused()!.textContent.trim();
    return { ...parts, more, item };
  }

  it('offers every action of the row', async () => {
    const { element, more } = await menu();

    const items = deepAll(element.shadowRoot!, '[role=menuitem]').map((one) => one.textContent.trim());
    expect(items).to.deep.equal(['Open', 'Rename', 'Move up', 'Move down', 'Delete']);
    expect(more().getAttribute('aria-expanded')).to.equal('true');
  });

  it('is walked with the arrow keys, Home and End, round and round', async () => {
    const { item } = await menu();
    const walk = (key: string) => {
      press(focused()!, key);
      return item();
    };

    expect(['ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'Home'].map(walk)).to.deep.equal([
      'Rename',
      'Delete',
      'Open',
      'Delete',
      'Open',
    ]);
  });

  for (const key of ['Escape', 'Tab'])
    it(`closes on ${key} and gives the focus back`, async () => {
      const { element, box, more } = await menu();

      press(focused()!, key);

      await until(() => hasFocus(box), 'the checkbox has the focus');
      await until(() => deepAll(element.shadowRoot!, '[role=menu]').length === 0, 'the menu is gone');
      expect(more().getAttribute('aria-expanded')).to.equal('false');
    });

  for (const [name, event, detail] of [
    ['Open', 'task-open', { id: 'a' }],
    ['Move up', 'task-step', { id: 'a', by: -1 }],
    ['Move down', 'task-step', { id: 'a', by: 1 }],
    ['Delete', 'task-delete', { id: 'a' }],
  ] as const)
    it(`does what it says: ${name}`, async () => {
      const { element, heard } = await menu();

      button(element, name).click();

      expect(heard).to.deep.equal([[event, detail]]);
    });

  it('starts a rename with the focus in its field', async () => {
    const { element, field } = await menu();

    button(element, 'Rename').click();

    await until(() => field() !== undefined && hasFocus(field()), 'the field has the focus');
  });
});
