import { expect, html } from '@open-wc/testing';
import { askPalette, type TaskRequest } from '../../src/app/commands/ask-palette.ts';
import '../../src/app/confirm-dialog.ts';
import type { ConfirmDialog } from '../../src/app/confirm-dialog.ts';
import { addDays, today } from '../../src/app/dates.ts';
import '../../src/app/palette.ts';
import type { Palette } from '../../src/app/palette.ts';
import type { TaskView } from '../../src/client/types.ts';
import { FakeLockstep, task } from './fake-lockstep.ts';
import { button, deep, deepAll, dress, hasFocus, press, stage, toastOf, type, until } from './stage.ts';

/** The palette as it asks about tasks; there are two projects and two labels. */
async function ask(page: TaskRequest['page'], tasks: TaskView[], more: Partial<TaskRequest> = {}) {
  const lockstep = new FakeLockstep(...tasks);
  const row = (entity: string, id: string) => ({ ...task({ id }), entity, title: id.toUpperCase() }) as never;
  lockstep.outline.projects.push(row('project', 'home'), row('project', 'work'));
  lockstep.outline.labels.push(row('label', 'errand'), row('label', 'soon'));
  const confirm = await stage<ConfirmDialog>(html`<ls-confirm-dialog></ls-confirm-dialog>`, lockstep);
  const renderRoot = confirm.parentElement!;
  askPalette({ page, shell: { lockstep, renderRoot }, ids: tasks.map(({ id }) => id), ...more });
  const palette = renderRoot.querySelector<Palette>('ls-palette')!;
  await until(() => deepAll(palette.shadowRoot!, 'dialog[open]').length === 1, 'it is open');
  const options = () => deepAll<HTMLElement>(palette.shadowRoot!, '[role=option]');
  const named = (name: string) => options().find((one) => one.querySelector('.label')!.textContent === name);
  await until(() => options().length > 0, 'it offers something');
  return {
    lockstep,
    confirm,
    palette,
    named,
    field: deep<HTMLInputElement>(palette, '[role=combobox]'),
    dialog: deep<HTMLDialogElement>(palette, 'dialog'),
    current: () => deep(palette, '[aria-selected=true] .label').textContent,
    having: (name: string) => named(name)?.querySelector('.chosen')?.getAttribute('aria-label') ?? '',
  };
}

describe('the palette, asked about tasks', () => {
  before(() => dress('light'));

  it('gives what was ticked in one deed when it is left, and not before', async () => {
    const two = [task({ id: 'a', labels: ['errand', 'soon'] }), task({ id: 'b', labels: ['errand'] })];
    const { lockstep, dialog, field, named, having } = await ask('labels', two);
    await until(() => having('SOON') === 'on some', 'it says what only one of them has');
    expect(having('ERRAND')).to.equal('chosen');

    named('ERRAND')!.click();
    type(field, 'new');
    await until(() => named('Create “new”') !== undefined, 'it can be made');
    press(field, 'Enter');
    await until(() => having('new') === 'chosen', 'it is ticked');
    expect(lockstep.calls).to.deep.equal([]);
    const toast = await toastOf(() => dialog.close());

    expect(toast.text).to.equal('Changed the labels of 2 tasks');
    expect(lockstep.calls).to.have.length(1);
    const made = (lockstep.calls[0]![2] as [string, string])[0];
    expect(lockstep.calls[0]).to.deep.equal(['bulk.change', ['a', 'b'], [made, 'new']]);
    expect(lockstep.open.map(({ labels }) => labels)).to.deep.equal([['soon', made], [made]]);
  });

  it('does nothing when what was ticked is as it was', async () => {
    const { lockstep, dialog, named, having } = await ask('labels', [task({ id: 'a' })]);

    named('SOON')!.click();
    await until(() => having('SOON') === 'chosen', 'it is ticked');
    named('SOON')!.click();
    await until(() => having('SOON') === '', 'it is not');
    dialog.close();

    await until(() => !dialog.open, 'it is closed');
    await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
    expect(lockstep.calls).to.deep.equal([]);
  });

  it('begins where the tasks are', async () => {
    const there = [task({ id: 'a', projectId: 'work' }), task({ id: 'b', projectId: 'work' })];
    const { current, having } = await ask('project', there);

    await until(() => current() === 'WORK', 'it is the current one');

    expect([having('WORK'), having('Inbox')]).to.deep.equal(['chosen', '']);
  });

  it('moves more than 50 tasks only after a question, and tells who asked when it is done', async () => {
    const many = Array.from({ length: 51 }, (_, i) => task({ id: `t${i}` }));
    let done = 0;
    const { lockstep, confirm, named } = await ask('project', many, { done: () => (done += 1) });

    named('HOME')!.click();
    await until(() => deepAll(confirm.shadowRoot!, 'dialog[open]').length === 1, 'it asks');
    expect(deep(confirm, 'h2').textContent).to.equal('Move 51 tasks to HOME?');
    button(confirm, 'Cancel').click();
    await until(() => deepAll(confirm.shadowRoot!, 'dialog[open]').length === 0, 'it is answered');

    expect([lockstep.calls.length, done]).to.deep.equal([0, 0]);
  });

  it('takes a day from the browser’s calendar once it is said to be meant', async () => {
    const day = addDays(today(), 400);
    const { lockstep, palette, field, current } = await ask('due', [task({ id: 'a' })]);
    const calendar = deep<HTMLInputElement>(palette, '[type=date]');

    calendar.value = day;
    calendar.dispatchEvent(new Event('change'));
    await until(() => current()!.includes(day.slice(0, 4)), 'it is offered first');
    expect(lockstep.calls).to.deep.equal([]);
    await toastOf(() => press(field, 'Enter'));

    expect(lockstep.open[0]!.dueDate).to.equal(day);
  });

  it('keeps its time when a task gets another day, and loses it with the day', async () => {
    const timed = task({ id: 'a', dueDate: today(), dueTime: '09:30' });
    const { lockstep, named } = await ask('due', [timed]);

    await toastOf(() => named('Tomorrow')!.click());
    expect(lockstep.open[0]).to.include({ dueDate: addDays(today(), 1), dueTime: '09:30' });
    await toastOf(() => named('No date')!.click());

    expect(lockstep.open[0]).not.to.have.any.keys('dueDate', 'dueTime');
  });

  it('sets a priority by its digit', async () => {
    const { lockstep, field } = await ask('priority', [task({ id: 'a' }), task({ id: 'b' })]);

    const toast = await toastOf(() => press(field, '2'));

    expect(toast.text).to.equal('2 tasks: Priority 2');
    expect(lockstep.open.map(({ priority }) => priority)).to.deep.equal([2, 2]);
  });

  it('keeps a keyboard off the screen of a finger that asks, until it touches the line', async () => {
    const { dialog, field } = await ask('due', [task({ id: 'a' })], { byTouch: true });
    expect([field.inputMode, dialog.className]).to.deep.equal(['none', 'low']);

    field.click();

    await until(() => field.inputMode === '' && dialog.className === '', 'one writes as ever');
    expect(hasFocus(field)).to.equal(true);
  });

  for (const page of ['due', 'project', 'labels', 'priority'] as const)
    it(`is accessible: ${page}`, async () => {
      const { palette } = await ask(page, [task({ id: 'a', labels: ['soon'] }), task({ id: 'b' })]);

      await expect(palette).to.be.accessible();
    });
});
