import { expect, html } from '@open-wc/testing';
import '../../src/app/task-steps.ts';
import type { TaskRow } from '../../src/app/task-row.ts';
import type { TaskSteps } from '../../src/app/task-steps.ts';
import { FakeLockstep, task } from './fake-lockstep.ts';
import { deep, deepAll, dress, hasFocus, press, stage, toastOf, type, until, words } from './stage.ts';

const AT = '2026-01-01T10:00:00.000Z';

async function steps(readOnly = false) {
  const of = task({ id: 'fence', title: 'Fence', projectId: 'house' });
  const step = (id: string, title: string, more = {}) => task({ id, title, parentId: 'fence', ...more });
  const lockstep = new FakeLockstep(
    of,
    step('sand', 'Sand', { completedAt: AT }),
    step('paint', 'Paint'),
    step('dry', 'Dry'),
  );
  const opened: string[] = [];
  const element = await stage<TaskSteps>(
    html`<ls-task-steps
      .task=${of}
      .readOnly=${readOnly}
      @task-open=${({ detail }: CustomEvent<{ id: string }>) => opened.push(detail.id)}
    ></ls-task-steps>`,
    lockstep,
  );
  const rows = () => deepAll<TaskRow>(element.shadowRoot!, 'ls-task-row');
  const titles = () => rows().map((row) => row.task.title);
  await until(() => rows().length === 3, 'the steps are there');
  const box = (at: number) => deep<HTMLInputElement>(rows()[at]!, '[type=checkbox]');
  return { lockstep, element, rows, titles, box, opened, text: () => words(element) };
}

describe('the steps of a task', () => {
  before(() => dress('light'));

  it('stand in their order, done or not, and say how far it is', async () => {
    const { element, titles, text } = await steps();

    expect(titles()).to.deep.equal(['Sand', 'Paint', 'Dry']);
    expect(text()).to.contain('1 of 3 done');
    expect(deep(element, 'progress').getAttribute('aria-label')).to.equal('1 of 3 done');
    expect(deep(element, '[role=list]').getAttribute('aria-label')).to.equal('Steps');
  });

  it('are completed in place', async () => {
    const { lockstep, box, text } = await steps();

    box(1).click();

    await until(() => text().includes('2 of 3 done'), 'it is further');
    expect(lockstep.calls).to.deep.equal([['complete', 'paint', true]]);
  });

  it('are added in place, in the project of the task, one after the other', async () => {
    const { lockstep, element, titles } = await steps();
    const field = deep<HTMLInputElement>(element, '.new');

    field.focus();
    type(field, ' Hang the gate ');
    press(field, 'Enter');

    await until(() => titles().includes('Hang the gate'), 'the step is there');
    const fields = { title: 'Hang the gate', parentId: 'fence', projectId: 'house', sectionId: null };
    expect(lockstep.calls).to.deep.equal([['create', fields]]);
    expect([field.value, hasFocus(field)]).to.deep.equal(['', true]);
  });

  it('are added from lines that are pasted', async () => {
    const { element, titles } = await steps();
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'Nails\n\nHinges\n');

    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    // Firefox and WebKit leave the data out of an event that a script made.
    if (!event.clipboardData?.getData('text/plain'))
      Object.defineProperty(event, 'clipboardData', { value: clipboardData });
    deep(element, '.new').dispatchEvent(event);

    await until(() => titles().includes('Nails') && titles().includes('Hinges'), 'both are there');
    expect(titles()).to.have.length(5);
  });

  it('are given back to the field when they could not be stored', async () => {
    const { lockstep, element } = await steps();
    const field = deep<HTMLInputElement>(element, '.new');
    lockstep.failure = new Error('full');
    type(field, 'Nails');

    await toastOf(() => press(field, 'Enter'));

    expect(field.value).to.equal('Nails');
  });

  it('move by Alt and arrows, and the focus moves along', async () => {
    const { titles, box, rows } = await steps();
    box(1).focus();

    press(box(1), 'ArrowDown', { altKey: true });

    await until(() => titles().join() === 'Sand,Dry,Paint', 'it moved');
    await until(() => hasFocus(deep(rows()[2]!, '[type=checkbox]')), 'the focus is on it');
  });

  it('are reached by arrows, opened by Enter and renamed by F2', async () => {
    const { lockstep, rows, box, opened } = await steps();
    box(0).focus();

    press(box(0), 'ArrowDown');
    expect(hasFocus(box(1))).to.equal(true);
    press(box(1), 'Enter');
    press(box(1), 'F2');
    await until(() => deepAll(rows()[1]!.shadowRoot!, '.rename').length > 0, 'it can be renamed');
    const field = deep<HTMLInputElement>(rows()[1]!, '.rename');
    type(field, 'Paint twice');
    press(field, 'Enter');

    await until(() => rows()[1]!.task.title === 'Paint twice', 'it is renamed');
    expect(opened).to.deep.equal(['paint']);
    expect(lockstep.calls[0]!.slice(0, 3)).to.deep.equal(['update', 'paint', { title: 'Paint twice' }]);
  });

  it('leave the focus to a neighbour when they are deleted, and come back by undo', async () => {
    const { titles, box } = await steps();
    box(2).focus();

    const toast = await toastOf(() => press(box(2), 'Delete'));
    await until(() => titles().length === 2, 'it is gone');
    await until(() => hasFocus(box(1)), 'the neighbour has the focus');
    await toast.undo!(false);

    await until(() => titles().length === 3, 'it is back');
  });

  it('are read only when their task is deleted', async () => {
    const { element, rows } = await steps(true);

    expect(deepAll(element.shadowRoot!, '.new')).to.have.length(0);
    expect(rows().every((row) => row.inert)).to.equal(true);
  });

  for (const theme of ['light', 'dark'] as const)
    it(`are accessible in ${theme}`, async function () {
      this.timeout(20_000);
      await dress(theme);
      const { element } = await steps();

      await expect(element).to.be.accessible();
    });
});
