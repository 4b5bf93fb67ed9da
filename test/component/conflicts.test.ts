import { expect, html } from '@open-wc/testing';
import '../../src/app/task-detail.ts';
import type { TaskDetail } from '../../src/app/task-detail.ts';
import { ANNA, conflict, entry, FakeLockstep, STATUS, task } from './fake-lockstep.ts';
import { button, deepAll, dress, stage, until, words } from './stage.ts';

async function detail(parts: Partial<Parameters<typeof task>[0]>, prepare = (_: FakeLockstep) => {}) {
  const lockstep = new FakeLockstep(task({ id: 'a', ...parts }));
  lockstep.session.set(ANNA);
  prepare(lockstep);
  const element = await stage<TaskDetail>(html`<ls-task-detail taskId="a"></ls-task-detail>`, lockstep);
  await until(() => deepAll(element.shadowRoot!, 'textarea').length === 2, 'the fields are there');
  return { lockstep, element };
}

describe('a conflict in the detail panel', () => {
  before(() => dress('light'));

  it('says whose value stands, and gives the other one back on a tap', async () => {
    const { lockstep, element } = await detail({
      dueDate: '2026-12-03',
      conflicts: [conflict({ mine: true })],
    });

    expect(words(element)).to.contain('Phone');
    button(element, 'Use mine').click();

    await until(() => lockstep.calls.some(([name]) => name === 'update'), 'it was set');
    const update = lockstep.calls.find(([name]) => name === 'update')!;
    expect(update.slice(0, 3)).to.deep.equal(['update', 'a', { dueDate: '2026-12-05' }]);
  });

  it('goes when the person is content with what stands', async () => {
    const { lockstep, element } = await detail({ dueDate: '2026-12-03', conflicts: [conflict()] });

    deepAll<HTMLButtonElement>(element.shadowRoot!, '.dismiss')[0]!.click();

    await until(() => deepAll(element.shadowRoot!, 'ls-conflict-line').length === 0, 'the line is gone');
    expect(lockstep.calls).to.deep.include(['dismissConflict', 'a', 'dueDate']);
  });

  it('has been seen once the task is open', async () => {
    const { lockstep } = await detail({ conflicts: [conflict()] });

    await until(() => lockstep.calls.some(([name]) => name === 'seeConflicts'), 'it was seen');
  });
});

describe('the history of a task', () => {
  const open = async (prepare: (lockstep: FakeLockstep) => void) => {
    const made = await detail({ dueDate: '2026-12-03' }, prepare);
    button(made.element, 'History').click();
    const items = () => deepAll(made.element.shadowRoot!, 'ol li');
    return { ...made, items };
  };

  it('tells who did what, the newest first, and undoes what another device did', async () => {
    const { lockstep, element, items } = await open((lockstep) => {
      lockstep.entries = [
        entry({ seq: 2 }),
        entry({ seq: 1, field: 'title', before: 'Milk', after: 'Buy milk' }),
      ];
    });
    await until(() => items().length === 2, 'both entries are there');
    expect(items()[0]!.textContent).to.contain('Phone');
    expect(items()[1]!.textContent).to.contain('renamed');

    const undo = deepAll<HTMLButtonElement>(element.shadowRoot!, 'ol li button')[0]!;
    expect(undo.getAttribute('aria-label')).to.match(/^Undo this: Phone/);
    undo.click();

    await until(() => lockstep.open[0]!.dueDate === undefined, 'the due date is gone');
  });

  it('does not ask again and again when the server refuses while changes arrive', async () => {
    const { element, lockstep } = await open((lockstep) => {
      lockstep.entries = null;
    });

    await until(() => words(element).includes('did not give the history'), 'it says so');
    expect(lockstep.calls.filter(([name]) => name === 'history')).to.have.length(1);
  });

  it('says plainly that it needs the server, and asks once', async () => {
    const { element, lockstep } = await open((lockstep) => {
      lockstep.entries = null;
      lockstep.status.set({ ...STATUS, connection: 'waiting' });
    });

    await until(() => words(element).includes('cannot be reached'), 'it says so');
    expect(lockstep.calls.filter(([name]) => name === 'history')).to.have.length(1);
  });
});
