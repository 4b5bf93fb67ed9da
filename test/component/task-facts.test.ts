import { expect, html } from '@open-wc/testing';
import type { TaskPatch } from '../../src/client/types.ts';
import '../../src/app/task-facts.ts';
import type { TaskFacts } from '../../src/app/task-facts.ts';
import { addDays, today } from '../../src/app/dates.ts';
import { Outline } from '../../src/app/outline.ts';
import { conflict, FakeLockstep, task } from './fake-lockstep.ts';
import { button, deep, deepAll, dress, hasFocus, press, stage, type, until, words } from './stage.ts';

const AT = { revision: 1, createdAt: '2026-01-01T10:00:00.000Z', updatedAt: '2026-01-01T10:00:00.000Z' };
const named = <E extends string>(entity: E, id: string, title: string) => ({ entity, id, title, ...AT });

const OUTLINE = new Outline({
  projects: [named('project', 'house', 'House'), named('project', 'work', 'Work')],
  sections: [{ ...named('section', 'garden', 'Garden'), projectId: 'house' }],
  labels: [named('label', 'errand', 'errand'), named('label', 'anna', 'with Anna')],
  filters: [],
});

async function facts(parts: Partial<Parameters<typeof task>[0]> = {}, readOnly = false) {
  const patches: TaskPatch[] = [];
  const created: { title: string }[] = [];
  const element = await stage<TaskFacts>(
    html`<ls-task-facts
      .task=${task({ id: 'a', ...parts })}
      .outline=${OUTLINE}
      .readOnly=${readOnly}
      @task-patch=${({ detail }: CustomEvent<TaskPatch>) => patches.push(detail)}
      @label-create=${({ detail }: CustomEvent<{ title: string }>) => created.push(detail)}
    ></ls-task-facts>`,
    new FakeLockstep(),
  );
  const control = <E extends HTMLElement = HTMLInputElement>(name: string): E => {
    const found = deepAll<E>(element.shadowRoot!, `[aria-label="${name}"]`);
    if (found.length === 0) throw new Error(`there is no ${name}`);
    return found[0]!;
  };
  const set = (field: HTMLInputElement | HTMLSelectElement, value: string) => {
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };
  /** The facts as they would be after what was asked for. */
  const show = async (more: TaskPatch) => {
    element.task = task({ ...element.task, ...more } as never);
    await element.updateComplete;
  };
  return { element, patches, created, control, set, show, press: (name: string) => button(element, name) };
}

describe('the facts of a task', () => {
  before(() => dress('light'));

  it('are due on a day, at a time, and on none when the day is cleared', async () => {
    const { patches, control, set, show, press } = await facts();

    set(control('Due date'), '2026-05-01');
    await show({ dueDate: '2026-05-01' });
    set(control('Due time'), '09:30');
    await show({ dueTime: '09:30' });
    press('Clear due date').click();

    expect(patches).to.deep.equal([
      { dueDate: '2026-05-01' },
      { dueTime: '09:30' },
      { dueDate: null, dueTime: null },
    ]);
    expect(hasFocus(control('Due date'))).to.equal(true);
  });

  it('are due today or tomorrow by one press', async () => {
    const { patches, press } = await facts();

    press('Due Today').click();
    press('Due Tomorrow').click();

    expect(patches).to.deep.equal([{ dueDate: today() }, { dueDate: addDays(today(), 1) }]);
  });

  it('begin on a day', async () => {
    const { patches, control, set, press } = await facts({ startDate: '2026-05-01' });

    set(control('Start date'), '0020-05-01');
    set(control('Start date'), '2026-06-01');
    press('Clear start date').click();

    expect(patches).to.deep.equal([{ startDate: '2026-06-01' }, { startDate: null }]);
  });

  it('are in a project, a section of it, or the inbox', async () => {
    const { patches, control, set, show } = await facts();
    const picker = control<HTMLSelectElement>('Project');
    expect([...picker.options].map(({ text }) => text)).to.deep.equal([
      'Inbox',
      'House',
      'House / Garden',
      'Work',
    ]);

    set(picker, 'house garden');
    await show({ projectId: 'house', sectionId: 'garden' });
    expect(picker.selectedOptions[0]!.text).to.equal('House / Garden');
    set(picker, '');

    expect(patches).to.deep.equal([
      { projectId: 'house', sectionId: 'garden' },
      { projectId: null, sectionId: null },
    ]);
  });

  it('say that a project is gone, and keep it until another is chosen', async () => {
    const { control, patches } = await facts({ projectId: 'gone' });

    expect(control<HTMLSelectElement>('Project').selectedOptions[0]!.text).to.equal('a project that is gone');
    expect(patches).to.deep.equal([]);
  });

  it('have a priority of 1 to 4 or none', async () => {
    const { patches, control } = await facts({ priority: 2 });
    expect(control('Priority 2').checked).to.equal(true);

    control('Priority 1, most urgent').click();
    control('No priority').click();

    expect(patches).to.deep.equal([{ priority: 1 }, { priority: null }]);
  });

  it('offer labels by what is written, and take the chosen one by Enter', async () => {
    const { element, patches, control } = await facts({ labels: ['errand'] });
    const field = control('Add a label');
    type(field, 'ann');
    await until(() => deepAll(element.shadowRoot!, '[role=option]').length > 0, 'labels are offered');

    expect(deepAll(element.shadowRoot!, '[role=option]').map(words)).to.deep.equal([
      'with Anna',
      'Create “ann”',
    ]);
    press(field, 'Enter');

    expect(patches).to.deep.equal([{ labels: ['errand', 'anna'] }]);
  });

  it('make a label that nobody knows yet, in place', async () => {
    const { element, created, control } = await facts();
    const field = control('Add a label');
    type(field, 'Errand');
    await until(() => deepAll(element.shadowRoot!, '[role=option]').length > 0, 'labels are offered');
    expect(deepAll(element.shadowRoot!, '[role=option]').map(words)).to.deep.equal(['errand']);

    type(field, ' outdoors ');
    await until(() => words(element).includes('Create “outdoors”'), 'a new one is offered');
    press(field, 'Enter');

    expect(created).to.deep.equal([{ title: 'outdoors' }]);
  });

  it('lose a label by its button or by Backspace, and the field keeps the focus', async () => {
    const { patches, control, press: press_ } = await facts({ labels: ['errand', 'anna'] });

    press_('Remove label errand').click();
    expect(hasFocus(control('Add a label'))).to.equal(true);
    press(control('Add a label'), 'Backspace');

    expect(patches).to.deep.equal([{ labels: ['anna'] }, { labels: ['errand'] }]);
  });

  it('close the offered labels by Escape before anything else', async () => {
    const { element, control } = await facts();
    const field = control('Add a label');
    type(field, 'ann');
    await until(() => deepAll(element.shadowRoot!, '[role=option]').length > 0, 'labels are offered');

    expect(press(field, 'Escape')).to.equal(false);

    await until(() => deepAll(element.shadowRoot!, '[role=option]').length === 0, 'they are closed');
    expect(press(field, 'Escape')).to.equal(true);
  });

  it('remind so long before the task is due', async () => {
    const {
      element,
      patches,
      control,
      set,
      press: press_,
    } = await facts({
      dueDate: '2026-05-01',
      reminders: ['-PT30M'],
    });
    expect(words(element)).to.contain('30 minutes before');

    press_('Add a reminder').click();
    await until(() => deepAll(element.shadowRoot!, '[aria-label="When"]').length > 0, 'it asks when');
    set(control<HTMLSelectElement>('When'), '-P1D');
    press_('Add').click();
    expect(hasFocus(press_('Add a reminder'))).to.equal(true);
    press_('Remove reminder 30 minutes before').click();

    expect(patches).to.deep.equal([{ reminders: ['-PT30M', '-P1D'] }, { reminders: null }]);
  });

  it('remind at a date and time of a task that is not due', async () => {
    const { element, patches, control, press: press_ } = await facts();

    press_('Add a reminder').click();
    await until(() => deepAll(element.shadowRoot!, '[aria-label="When"]').length > 0, 'it asks when');
    expect(words(element)).to.contain('need a due date');
    control('Date and time').value = '2026-05-01T18:00';
    press_('Add').click();

    expect(patches).to.deep.equal([{ reminders: ['2026-05-01T18:00'] }]);
  });

  it('say what two devices disagreed about, by the names that people know', async () => {
    const { element } = await facts({
      projectId: 'house',
      priority: 2,
      labels: ['anna'],
      conflicts: [
        conflict({ field: 'projectId', lost: 'work', mine: true }),
        conflict({ field: 'priority', lost: 1 }),
        conflict({ field: 'labels', lost: ['errand', 'anna'] }),
      ],
    });

    const text = words(element);
    expect(text).to.contain('You set “Work”, Phone’s “House” stands.');
    expect(text).to.contain('Phone set priority 1');
    expect(text).to.contain('Phone set “errand” and “with Anna”');
  });

  it('cannot be changed when the task is deleted', async () => {
    const { element } = await facts({ dueDate: '2026-05-01', labels: ['anna'], reminders: ['-PT30M'] }, true);

    const controls = deepAll<HTMLInputElement>(element.shadowRoot!, 'button, input, select');
    expect(controls.filter(({ disabled }) => !disabled)).to.have.length(0);
  });

  for (const theme of ['light', 'dark'] as const)
    it(`are accessible in ${theme}`, async function () {
      this.timeout(20_000);
      await dress(theme);
      const { element } = await facts({
        dueDate: '2026-05-01',
        dueTime: '09:30',
        startDate: '2026-04-01',
        labels: ['anna'],
        priority: 1,
        reminders: ['-PT30M'],
      });
      button(element, 'Add a reminder').click();
      type(deep<HTMLInputElement>(element, '[role=combobox]'), 'err');
      await until(() => deepAll(element.shadowRoot!, '[role=option]').length > 0, 'labels are offered');

      await expect(element).to.be.accessible();
    });
});
