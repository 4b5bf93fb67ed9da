import { expect, html, nextFrame } from '@open-wc/testing';
import '../../src/app/task-detail.ts';
import type { TaskDetail } from '../../src/app/task-detail.ts';
import { LockstepError } from '../../src/protocol/errors.ts';
import { FakeLockstep, task } from './fake-lockstep.ts';
import {
  button as buttonOf,
  deep,
  deepAll,
  dress,
  hasFocus,
  press,
  stage,
  toastOf,
  type,
  until,
  withClock,
  words,
} from './stage.ts';

async function detail(parts: Partial<Parameters<typeof task>[0]> = {}, prepare = (_: FakeLockstep) => {}) {
  const lockstep = new FakeLockstep(task({ id: 'a', notes: 'Two litres', ...parts }));
  prepare(lockstep);
  const element = await stage<TaskDetail>(html`<ls-task-detail taskId="a"></ls-task-detail>`, lockstep);
  await until(() => deepAll(element.shadowRoot!, 'textarea').length === 2, 'the fields are there');
  const [title, notes] = deepAll<HTMLTextAreaElement>(element.shadowRoot!, 'textarea');
  await until(() => title!.value !== '', 'the title is there');
  const text = () => words(element);
  const button = (name: string) => buttonOf(element, name);
  return { lockstep, element, title: title!, notes: notes!, text, button };
}

describe('the detail panel', () => {
  before(() => dress('light'));

  it('shows its task also when it stood in the page before its script was there', async () => {
    // In a document without scripts it stays unknown: properties set by then are the element's own.
    const unknown = document.implementation.createHTMLDocument().createElement('ls-task-detail');
    unknown.taskId = 'a';

    const element = await stage<TaskDetail>(html`${unknown}`, new FakeLockstep(task({ id: 'a' })));

    await until(() => deepAll(element.shadowRoot!, 'textarea').length === 2, 'the fields are there');
  });

  it('is a region named Task details with fields named Title and Notes', async () => {
    const { element, title, notes } = await detail();

    expect(deep(element, '[role=region]').getAttribute('aria-label')).to.equal('Task details');
    expect([title.ariaLabel ?? title.getAttribute('aria-label'), title.value]).to.deep.equal([
      'Title',
      'Buy milk',
    ]);
    expect([notes.getAttribute('aria-label'), notes.value]).to.deep.equal(['Notes', 'Two litres']);
  });

  it('shows a remote value at once in a clean field', async () => {
    const { lockstep, title } = await detail();

    lockstep.changeElsewhere('a', { title: 'Buy oat milk' });

    await until(() => title.value === 'Buy oat milk', 'the new title is there');
  });

  it('keeps the caret in a clean field that shows a remote value', async () => {
    const { lockstep, title } = await detail();
    title.focus();
    title.setSelectionRange(3, 3);

    lockstep.changeElsewhere('a', { title: 'Buy oat milk' });

    await until(() => title.value === 'Buy oat milk', 'the new title is there');
    expect([title.selectionStart, title.selectionEnd]).to.deep.equal([3, 3]);
  });

  for (const name of ['title', 'notes'] as const)
    it(`touches nothing of dirty ${name}: not the text, selection or scroll (I9)`, async () => {
      const { lockstep, text, ...fields } = await detail({ notes: 'Two bottles' });
      const field = fields[name];
      Object.assign(field.style, { maxHeight: '60px', overflow: 'auto' });
      const long = Array.from({ length: 40 }, (_, i) => `Line ${i}`).join('\n');
      field.focus();
      type(field, long);
      field.setSelectionRange(4, 8);
      // Firefox brings a new selection into sight with the next frame.
      await nextFrame();
      await nextFrame();
      field.scrollTop = 200;
      expect(field.scrollTop).to.equal(200);

      lockstep.changeElsewhere('a', { [name]: 'Written elsewhere' });
      await until(() => text().includes('Changed on Phone'), 'the other value is offered');

      expect(field.value).to.equal(long);
      expect([field.selectionStart, field.selectionEnd]).to.deep.equal([4, 8]);
      expect(field.scrollTop).to.equal(200);
    });

  it('does not scroll what the person reads when another field changes', async () => {
    const notes = Array.from({ length: 200 }, (_, i) => `Line ${i}`).join('\n');
    const { lockstep, element, title } = await detail({ notes });
    const panel = element.parentElement!;
    Object.assign(panel.style, { height: '300px', overflow: 'auto' });
    panel.scrollTop = 1000;
    expect(panel.scrollTop).to.equal(1000);

    lockstep.changeElsewhere('a', { title: 'Buy oat milk' });
    await until(() => title.value === 'Buy oat milk', 'the new title is there');

    expect(panel.scrollTop).to.equal(1000);
  });

  it('offers nothing when another device typed the same', async () => {
    const { lockstep, title, text } = await detail();
    title.focus();
    type(title, 'Buy oat milk');
    await until(() => lockstep.stored.size === 1, 'the draft is stored');

    lockstep.changeElsewhere('a', { title: 'Buy oat milk' });
    await until(() => lockstep.stored.size === 0, 'the draft is not needed any more');

    expect(text()).not.to.contain('Changed on');
  });

  it('is completed by another device while a title is being typed: the checkbox changes, the text does not', async () => {
    const { lockstep, element, title, text } = await detail();
    title.focus();
    type(title, 'Buy oat milk');

    lockstep.changeElsewhere('a', { completedAt: '2026-01-01T10:00:00.000Z' });
    await until(() => deep<HTMLInputElement>(element, '[type=checkbox]').checked, 'it is ticked');

    expect(title.value).to.equal('Buy oat milk');
    expect(text()).not.to.contain('Changed on');
  });

  for (const name of ['title', 'notes'] as const)
    it(`touches nothing of ${name} while a word is being composed (I9)`, async () => {
      const { lockstep, text, ...fields } = await detail({ notes: 'Buy milk' });
      const field = fields[name];
      field.focus();
      field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));

      lockstep.changeElsewhere('a', { [name]: 'Buy soy milk' });
      await until(() => text().includes('Changed on Phone'), 'the other value is offered');

      expect(field.value).to.equal('Buy milk');
      field.value = 'Buy にほん';
      field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
      await until(() => lockstep.stored.size === 1, 'the composed text is a draft');
      expect(field.value).to.equal('Buy にほん');
    });

  it('does not save on the Enter that ends a composed word', async () => {
    const { lockstep, title } = await detail();
    title.focus();
    type(title, 'にほん');

    press(title, 'Enter', { isComposing: true });
    // Safari's keydown comes after the composition (WebKit bug 165004).
    press(title, 'Enter', { keyCode: 229 });

    expect(lockstep.calls).to.deep.equal([]);
  });

  it('does not save on the way to See both', async () => {
    const { lockstep, title, text, button } = await detail();
    title.focus();
    type(title, 'Mine');
    lockstep.changeElsewhere('a', { title: 'Theirs' });
    await until(() => text().includes('Changed on Phone'), 'the other value is offered');

    button('See both').focus();

    expect(hasFocus(button('See both'))).to.equal(true);
    expect(lockstep.calls).to.deep.equal([]);
  });

  it('still offers the other value after mine was saved over it', async () => {
    const { lockstep, title, text, button } = await detail();
    title.focus();
    type(title, 'Mine');
    lockstep.changeElsewhere('a', { title: 'Theirs' });
    await until(() => text().includes('Changed on Phone'), 'the other value is offered');

    title.blur();
    await until(() => lockstep.open[0]!.title === 'Mine', 'mine was saved');
    button('See both').click();
    await until(() => text().includes('Use theirs'), 'both are shown');
    button('Use theirs').click();

    await until(() => lockstep.open[0]!.title === 'Theirs', 'theirs is the title again');
    expect(title.value).to.equal('Theirs');
  });

  it('shows both values on demand and gives the field to the other one', async () => {
    const { lockstep, title, text, button } = await detail();
    title.focus();
    type(title, 'Mine');
    lockstep.changeElsewhere('a', { title: 'Theirs' });
    await until(() => text().includes('Changed on Phone'), 'the other value is offered');

    button('See both').click();
    await until(() => text().includes('Theirs'), 'the other value is shown');
    button('Use theirs').click();

    await until(() => title.value === 'Theirs', 'the field has the other value');
    expect(lockstep.stored.size).to.equal(0);
  });

  it('keeps mine on demand, as a change of theirs', async () => {
    const { lockstep, title, text, button } = await detail();
    title.focus();
    type(title, 'Mine');
    lockstep.changeElsewhere('a', { title: 'Theirs' });
    await until(() => text().includes('Changed on Phone'), 'the other value is offered');

    button('See both').click();
    await until(() => text().includes('Theirs'), 'the other value is shown');
    button('Keep mine').click();

    await until(() => lockstep.calls.length === 1, 'it was saved');
    expect(lockstep.calls[0]).to.deep.equal([
      'update',
      'a',
      { title: 'Mine' },
      { revision: 2, fields: { title: 'Theirs' } },
    ]);
  });

  it('saves when the person leaves the field, with what they started from', async () => {
    const { lockstep, title } = await detail();
    title.focus();
    type(title, 'Buy oat milk');

    title.blur();

    await until(() => lockstep.calls.length === 1, 'it was saved');
    expect(lockstep.calls[0]).to.deep.equal([
      'update',
      'a',
      { title: 'Buy oat milk' },
      { revision: 1, fields: { title: 'Buy milk' } },
    ]);
  });

  it('saves one after the other: what is typed meanwhile goes second', async () => {
    const { lockstep, title } = await detail();
    const release = lockstep.hold();
    title.focus();
    type(title, 'First');
    press(title, 'Enter');
    type(title, 'Second');
    press(title, 'Enter');
    expect(lockstep.calls.map(([, , fields]) => fields)).to.deep.equal([{ title: 'First' }]);

    release();

    await until(() => lockstep.open[0]!.title === 'Second', 'the second was saved');
    expect(lockstep.calls.map(([, , fields]) => fields)).to.deep.equal([
      { title: 'First' },
      { title: 'Second' },
    ]);
    expect(title.value).to.equal('Second');
  });

  it('keeps what was typed when it cannot be saved, and says why', async () => {
    const { lockstep, title } = await detail();
    lockstep.failure = new LockstepError('storage-full');
    title.focus();
    type(title, 'Not lost');

    const toast = await toastOf(() => title.blur());

    expect(toast.text).to.contain('no room left');
    expect(title.value).to.equal('Not lost');
    await until(() => lockstep.stored.get('a title')?.text === 'Not lost', 'the draft is stored');
  });

  it('saves notes two seconds after the last keystroke', async () => {
    const { lockstep, notes } = await detail();
    notes.focus();

    await withClock(async (clock) => {
      type(notes, 'Three litres');
      clock.pass(1_900);
      expect(lockstep.calls).to.deep.equal([]);
      clock.pass(100);
    });

    expect(lockstep.calls).to.have.length(1);
  });

  it('decides nothing for a person who only paused while another value is on offer', async () => {
    const { lockstep, notes, text } = await detail();
    notes.focus();
    type(notes, 'Mine');
    lockstep.changeElsewhere('a', { notes: 'Theirs' });
    await until(() => text().includes('Changed on Phone'), 'the other value is offered');

    await withClock(async (clock) => {
      type(notes, 'Mine, too');
      clock.pass(10_000);
    });

    expect(lockstep.calls).to.deep.equal([]);
  });

  it('saves what was typed when the person goes on to another task', async () => {
    const { lockstep, element, title } = await detail();
    lockstep.addElsewhere(task({ id: 'b', title: 'Water the plants' }), { after: 'a' });
    title.focus();
    type(title, 'Buy oat milk');
    await until(() => lockstep.stored.size === 1, 'the draft is stored');

    element.taskId = 'b';
    await until(
      () => deepAll<HTMLTextAreaElement>(element.shadowRoot!, 'textarea')[0]?.value === 'Water the plants',
      'the other task is shown',
    );

    expect(lockstep.open.map((one) => one.title)).to.deep.equal(['Buy oat milk', 'Water the plants']);
    await until(() => lockstep.stored.size === 0, 'the draft is not needed any more');
  });

  it('saves a title on Enter and takes a line break in notes', async () => {
    const { lockstep, title, notes } = await detail();
    title.focus();
    type(title, 'Buy oat milk');

    expect(press(title, 'Enter')).to.equal(false);
    expect(press(notes, 'Enter')).to.equal(true);

    await until(() => lockstep.calls.length === 1, 'the title was saved');
  });

  it('keeps an empty title as a draft: a task keeps its name', async () => {
    const { lockstep, title } = await detail();
    title.focus();
    type(title, '  ');

    title.blur();
    await until(() => lockstep.stored.size === 1, 'the draft is stored');

    expect(lockstep.calls).to.deep.equal([]);
  });

  it('leaves Escape to the panel while what was typed is being saved', async () => {
    const { lockstep, element, title } = await detail();
    let reached = 0;
    element.addEventListener('keydown', ({ key }) => (reached += Number(key === 'Escape')));
    const release = lockstep.hold();
    title.focus();
    type(title, 'Something else');
    press(title, 'Enter');

    press(title, 'Escape');

    expect(reached).to.equal(1);
    release();
    await until(() => lockstep.calls.length === 1, 'it was saved');
  });

  it('gives up on Escape', async () => {
    const { lockstep, title } = await detail();
    title.focus();
    type(title, 'Something else');

    press(title, 'Escape');

    await until(() => title.value === 'Buy milk', 'the old title is back');
    title.blur();
    expect(lockstep.calls).to.deep.equal([]);
  });

  it('stores a draft within a moment, and finds it again', async () => {
    const first = await detail();
    first.title.focus();
    type(first.title, 'Half a thought');
    await until(() => first.lockstep.stored.size === 1, 'the draft is stored');
    const [draft] = first.lockstep.stored.values();

    const second = await detail({}, (lockstep) => lockstep.stored.set('a title', draft!));

    await until(() => second.title.value === 'Half a thought', 'the draft is back');
  });

  it('stays readable when the task is deleted elsewhere, and restores it', async () => {
    const { lockstep, title, text, button } = await detail();

    lockstep.deleteElsewhere('a');
    await until(() => text().includes('was deleted'), 'it says so');
    expect(title.value).to.equal('Buy milk');
    expect(title.readOnly).to.equal(true);
    button('Restore').click();

    await until(() => !text().includes('was deleted'), 'it is back');
    expect(lockstep.calls).to.deep.equal([['restore', 'a']]);
  });

  it('lets the text of a deleted task be copied', async () => {
    const { lockstep, text, button } = await detail();
    lockstep.deleteElsewhere('a');
    await until(() => text().includes('was deleted'), 'it says so');
    const copied: string[] = [];
    const writeText = async (words: string) => void copied.push(words);
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });

    const toast = await toastOf(() => button('Copy text').click());

    expect(copied).to.deep.equal(['Buy milk\n\nTwo litres']);
    expect(toast.text).to.equal('Copied');
    delete (navigator as { clipboard?: unknown }).clipboard;
  });

  it('keeps what was typed in a task that was deleted elsewhere', async () => {
    const { lockstep, title, text, button } = await detail();
    title.focus();
    type(title, 'Buy oat milk');
    await until(() => lockstep.stored.size === 1, 'the draft is stored');

    lockstep.deleteElsewhere('a');
    await until(() => text().includes('was deleted'), 'it says so');
    expect(title.value).to.equal('Buy oat milk');
    button('Restore').click();
    await until(() => !text().includes('was deleted'), 'it is back');

    expect(title.value).to.equal('Buy oat milk');
  });

  it('deletes the task, closes, and takes it back', async () => {
    const { lockstep, element, button } = await detail();
    let closed = 0;
    element.addEventListener('detail-close', () => closed++);

    const toast = await toastOf(() => button('Delete').click());
    expect(toast.text).to.equal('Deleted “Buy milk”');
    expect(closed).to.equal(1);
    await toast.undo!(false);

    expect(lockstep.open).to.have.length(1);
  });

  it('stays open and says why when the task could not be deleted', async () => {
    const { lockstep, element, button } = await detail();
    let closed = 0;
    element.addEventListener('detail-close', () => closed++);
    lockstep.failure = new LockstepError('storage-full');

    const toast = await toastOf(() => button('Delete').click());

    expect(toast.text).to.contain('no room left');
    expect(closed).to.equal(0);
  });

  it('shows the task as it is when completing it did not work', async () => {
    const { lockstep, element } = await detail();
    const box = deep<HTMLInputElement>(element, '[type=checkbox]');
    lockstep.failure = new LockstepError('storage-full');

    await toastOf(() => box.click());

    await until(() => !box.checked, 'the checkbox is clear again');
  });

  it('sets and clears the due date', async () => {
    const { lockstep, element, button } = await detail();
    const date = deep<HTMLInputElement>(element, '[type=date]');

    date.value = '2026-05-01';
    date.dispatchEvent(new Event('change', { bubbles: true }));
    await until(() => lockstep.open[0]!.dueDate === '2026-05-01', 'it is set');
    await element.updateComplete;
    button('Clear due date').click();

    await until(() => lockstep.open[0]!.dueDate === undefined, 'it is cleared');
  });

  it('says plainly that there is no such task', async () => {
    const element = await stage<TaskDetail>(
      html`<ls-task-detail taskId="nobody"></ls-task-detail>`,
      new FakeLockstep(),
    );

    await until(() => deep(element, 'section').textContent!.includes('no such task'), 'it says so');
  });

  for (const theme of ['light', 'dark'] as const)
    it(`is accessible in ${theme}, also with an offer`, async () => {
      await dress(theme);
      const { lockstep, element, title, text, button } = await detail({ dueDate: '2026-01-01' });
      title.focus();
      type(title, 'Mine');
      lockstep.changeElsewhere('a', { title: 'Theirs' });
      await until(() => text().includes('Changed on Phone'), 'the other value is offered');
      button('See both').click();
      await until(() => text().includes('Use theirs'), 'both are shown');

      await expect(element).to.be.accessible();
    });
});
