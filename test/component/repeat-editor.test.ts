import { expect, html } from '@open-wc/testing';
import '../../src/app/repeat-editor.ts';
import type { RepeatEditor } from '../../src/app/repeat-editor.ts';
import { formatWeekday, today } from '../../src/app/dates.ts';
import type { TaskPatch } from '../../src/client/types.ts';
import { FakeLockstep, task } from './fake-lockstep.ts';
import { button, deep, deepAll, dress, hasFocus, press, stage, type, until, words } from './stage.ts';

/** A Friday. */
const DUE = '2026-11-27';

async function editor(parts: Partial<Parameters<typeof task>[0]> = { dueDate: DUE }) {
  const patches: TaskPatch[] = [];
  const heard: string[] = [];
  const hear = ({ type: name }: Event) => void heard.push(name);
  const element = await stage<RepeatEditor>(
    html`<ls-repeat-editor
      .task=${task({ id: 'a', ...parts })}
      @task-patch=${({ detail }: CustomEvent<TaskPatch>) => patches.push(detail)}
      @task-skip=${hear}
      @repeat-close=${hear}
    ></ls-repeat-editor>`,
    new FakeLockstep(),
  );
  const control = <E extends HTMLElement = HTMLInputElement>(name: string): E =>
    deep<E>(element, `[aria-label="${name}"]`);
  const set = async (name: string, value: string) => {
    const field = control<HTMLInputElement | HTMLSelectElement>(name);
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await element.updateComplete;
  };
  const text = control('Repeats');
  const save = () => button(element, 'Save').click();
  return { element, patches, heard, control, set, text, save };
}

describe('the editor of a recurrence', () => {
  before(() => dress('light'));

  it('begins with the week of the day, as words and with the next days', async () => {
    const { element, text, save, patches, heard } = await editor();

    expect(text.value).to.equal('every Friday');
    expect(hasFocus(text)).to.equal(true);
    for (const date of [DUE, '2026-12-04', '2026-12-11'])
      expect(words(element)).to.contain(formatWeekday(date));
    save();

    expect(patches).to.deep.equal([{ recurrence: 'FREQ=WEEKLY;BYDAY=FR' }]);
    expect(heard).to.deep.equal(['repeat-close']);
  });

  it('understands what is written, and its controls follow', async () => {
    const { element, control, text, save, patches } = await editor();

    type(text, 'every 2nd friday until 2027-03-05');
    await until(() => words(element).includes(formatWeekday('2026-12-11')), 'the days are shown');
    expect(control('How many').value).to.equal('2');
    expect(control('Friday').checked).to.equal(true);
    expect(control('Last date').value).to.equal('2027-03-05');
    press(text, 'Enter');
    save();

    expect(patches).to.deep.equal([{ recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;UNTIL=20270305' }]);
  });

  it('says so when it does not understand, and keeps what is written', async () => {
    const { element, text, save, patches } = await editor();

    type(text, 'every now and then');
    await until(() => words(element).includes('Not understood'), 'it says so');

    expect(text.value).to.equal('every now and then');
    expect(button(element, 'Save').disabled).to.equal(true);
    save();
    expect(patches).to.deep.equal([]);
  });

  it('writes what its controls say', async () => {
    const { element, control, set, text, save, patches } = await editor();

    await set('How many', '3');
    control('Monday').click();
    await element.updateComplete;
    expect(text.value).to.equal('every 3 weeks on Monday and Friday');
    await set('Ends', 'after');
    await set('Times', '4');
    await set('Counted from', 'completion');
    expect(text.value).to.equal('every 3 weeks on Monday and Friday after completion, 4 times');
    save();

    expect(patches).to.deep.equal([
      { recurrence: 'FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR;COUNT=4', repeatFrom: 'completion' },
    ]);
  });

  it('offers what the day can mean in a month and in a year', async () => {
    const { control, set, text } = await editor({ dueDate: '2027-02-28' });

    await set('Unit', 'MONTHLY');
    const names = () =>
      [...control<HTMLSelectElement>('Day of the month').options].map(({ text: name }) => name);
    expect(names()).to.deep.equal([
      'every month on the 28th',
      'every month on the 4th Sunday',
      'every month on the last Sunday',
      'every month on the last day',
    ]);
    await set('Day of the month', 'FREQ=MONTHLY;BYMONTHDAY=-1');
    expect(text.value).to.equal('every month on the last day');
    await set('Unit', 'YEARLY');
    expect(names()[0]).to.equal('every year on 28 February');
  });

  it('makes a task due on the first day that fits', async () => {
    const { text, save, patches } = await editor({ dueDate: '2026-11-24' });
    type(text, 'every Friday');
    save();
    expect(patches).to.deep.equal([{ recurrence: 'FREQ=WEEKLY;BYDAY=FR', dueDate: DUE }]);

    const other = await editor({});
    type(other.text, 'every day');
    other.save();
    expect(other.patches).to.deep.equal([{ recurrence: 'FREQ=DAILY', dueDate: today() }]);
  });

  it('shows a rule that it has no words for, and keeps it', async () => {
    const { save, patches, text } = await editor({
      dueDate: '2026-05-11',
      recurrence: 'FREQ=YEARLY;BYDAY=MO;BYWEEKNO=20',
    });

    expect(text.value).to.contain('a rule of its own');
    save();

    expect(patches).to.deep.equal([{ recurrence: 'FREQ=YEARLY;BYDAY=MO;BYWEEKNO=20' }]);
  });

  it('ends a series, skips one of it, and closes by Escape without a change', async () => {
    const { element, patches, heard, text } = await editor({ dueDate: DUE, recurrence: 'FREQ=DAILY' });

    button(element, 'Skip this one').click();
    button(element, 'End the series').click();
    expect(press(text, 'Escape')).to.equal(false);

    expect(heard).to.deep.equal(['task-skip', 'repeat-close', 'repeat-close', 'repeat-close']);
    expect(patches).to.deep.equal([{ recurrence: null, repeatFrom: null }]);
  });

  for (const theme of ['light', 'dark'] as const)
    it(`is accessible in ${theme}`, async function () {
      this.timeout(20_000);
      await dress(theme);
      const { element, text } = await editor({ dueDate: DUE, recurrence: 'FREQ=DAILY' });
      type(text, 'every 2 weeks on Monday, 3 times');
      await until(() => deepAll(element.shadowRoot!, '[aria-label=Times]').length > 0, 'it is shown');

      await expect(element).to.be.accessible();
    });
});
