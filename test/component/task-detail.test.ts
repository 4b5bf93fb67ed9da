import { expect, html } from '@open-wc/testing';
import '../../src/app/task-detail.ts';
import type { TaskDetail } from '../../src/app/task-detail.ts';
import { FakeLockstep, task } from './fake-lockstep.ts';
import { deep, deepAll, dress, press, stage, type, until } from './stage.ts';

async function detail(parts: Partial<Parameters<typeof task>[0]> = {}, prepare = (_: FakeLockstep) => {}) {
  const lockstep = new FakeLockstep(task({ id: 'a', notes: 'Two litres', ...parts }));
  prepare(lockstep);
  const element = await stage<TaskDetail>(html`<ls-task-detail taskId="a"></ls-task-detail>`, lockstep);
  await until(() => deepAll(element.shadowRoot!, 'textarea').length === 2, 'the fields are there');
  const [title, notes] = deepAll<HTMLTextAreaElement>(element.shadowRoot!, 'textarea');
  await until(() => title!.value !== '', 'the title is there');
  const text = () =>
    deep(element, 'section').textContent +
    deepAll(element.shadowRoot!, '.offer, .both')
      .map((one) => one.textContent)
      .join(' ');
  const button = (name: string) => {
    const found = deepAll<HTMLButtonElement>(element.shadowRoot!, 'button').find(
      (one) => one.textContent?.trim() === name || one.ariaLabel === name,
    );
    if (!found) throw new Error(`there is no button ${name}`);
    return found;
  };
  return { lockstep, element, title: title!, notes: notes!, text, button };
}

describe('the detail panel', () => {
  before(() => dress('light'));

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

  it('touches nothing of a dirty field: not its text, caret, selection or scroll (I9)', async () => {
    const { lockstep, title, text } = await detail();
    title.focus();
    type(title, 'Buy milk and bread');
    title.setSelectionRange(4, 8);

    lockstep.changeElsewhere('a', { title: 'Buy soy milk' });
    await until(() => text().includes('Changed on Phone'), 'the other value is offered');

    expect(title.value).to.equal('Buy milk and bread');
    expect([title.selectionStart, title.selectionEnd]).to.deep.equal([4, 8]);
  });

  it('touches nothing while a word is being composed (I9)', async () => {
    const { lockstep, title, text } = await detail();
    title.focus();
    title.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));

    lockstep.changeElsewhere('a', { title: 'Buy soy milk' });
    await until(() => text().includes('Changed on Phone'), 'the other value is offered');

    expect(title.value).to.equal('Buy milk');
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
    expect(button('Copy text')).to.be.instanceOf(HTMLButtonElement);
    button('Restore').click();

    await until(() => !text().includes('was deleted'), 'it is back');
    expect(lockstep.calls).to.deep.equal([['restore', 'a']]);
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
      const { lockstep, element, title, text } = await detail({ dueDate: '2026-01-01' });
      title.focus();
      type(title, 'Mine');
      lockstep.changeElsewhere('a', { title: 'Theirs' });
      await until(() => text().includes('Changed on Phone'), 'the other value is offered');

      await expect(element).to.be.accessible();
    });
});
