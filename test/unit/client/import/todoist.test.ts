import { describe, expect, it } from 'vitest';
import { labelsOf, outline, read, task, TODOIST, TODOIST_HEADER } from '../../../support/import-files.ts';
import { readTodoistDate } from '../../../../src/client/import/todoist-dates.ts';

const TODAY = '2026-05-01';

describe('a Todoist project', () => {
  it('comes with its sections, and steps under their tasks', async () => {
    const contents = await read(TODOIST, 'House.csv');

    expect(outline(contents, 'project')).toEqual(['House']);
    expect(outline(contents, 'section')).toEqual(['Roof']);
    expect(outline(contents)).toEqual([
      'Paint the fence',
      'Water the moss',
      'Look after it',
      'Look after it',
      'Paint the fence > Buy paint',
      'Buy paint > Clean brushes',
    ]);
  });

  it('comes with notes, labels, priorities and dates', async () => {
    const contents = await read(TODOIST);

    expect(task(contents, 'Paint the fence')).toMatchObject({
      notes: 'Two coats,\nthe green one',
      priority: 1,
      dueDate: '2026-05-04',
    });
    expect(labelsOf(contents, 'Paint the fence')).toEqual(['garden', 'weekend']);
    expect(task(contents, 'Buy paint')).toMatchObject({ dueDate: '2026-05-02', dueTime: '09:00' });
    expect(task(contents, 'Buy paint')).not.toHaveProperty('priority');
    expect(task(contents, 'Water the moss')).toMatchObject({
      dueDate: TODAY,
      recurrence: 'FREQ=DAILY;INTERVAL=3',
      repeatFrom: 'completion',
    });
  });

  it('loses nothing that was written: comments, links and dates that nobody understands are in the notes', async () => {
    const contents = await read(TODOIST);

    expect(contents.losses).toEqual({
      assignees: 1,
      attachments: 1,
      comments: 1,
      dates: 1,
      durations: 1,
      repetitions: 1,
    });
    expect(task(contents, 'Buy paint')['notes']).toBe(
      'Ben, 2026-04-01:\nAsk for the old tin tin.jpg https://example.org/tin.jpg',
    );
    expect(task(contents, 'Look after it')).toMatchObject({
      dueDate: '2026-06-01',
      notes: 'DATE: whenever the sun is out',
    });
  });

  it('has the same ids however often it is read, and two tasks of one name are two', async () => {
    const [first, second] = [await read(TODOIST), await read(TODOIST, 'House (1).csv')];

    expect(second.rows).toEqual(first.rows);
    expect(new Set(first.rows.map(({ id }) => id)).size).toBe(first.rows.length);
  });

  it('has other ids than another project of the same tasks', async () => {
    const [house, boat] = [await read(TODOIST), await read(TODOIST, 'Boat.csv')];

    const ids = new Set(house.rows.filter(({ entity }) => entity !== 'label').map(({ id }) => id));
    expect(boat.rows.filter(({ id }) => ids.has(id))).toEqual([]);
  });

  it('of a backup is known by its number, whatever it is called by now', async () => {
    const [before, after] = [await read(TODOIST, 'House [7].csv'), await read(TODOIST, 'Home [7].csv')];

    expect(outline(before, 'project')).toEqual(['House']);
    expect(after.rows.map(({ id }) => id)).toEqual(before.rows.map(({ id }) => id));
  });

  it('that is the inbox makes no project', async () => {
    const contents = await read(TODOIST, 'Inbox [3].csv');

    expect(outline(contents, 'project')).toEqual([]);
    expect(task(contents, 'Paint the fence')).not.toHaveProperty('projectId');
    expect(contents.losses.sections).toBe(1);
  });

  it('of an older format, without the newer columns, comes as well', async () => {
    const older =
      'TYPE,CONTENT,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE\ntask,Buy milk,2,1,,,,,\n';

    expect(task(await read(older), 'Buy milk')).toMatchObject({ priority: 2 });
  });

  it('keeps an address and a lonely sign in the title', async () => {
    const row = (content: string) => `task,${content},,,4,1,,,,,,,,,`;
    const text = [TODOIST_HEADER, row('Write to ben@example.org @mail'), row('Meet @ 5'), row('@home')].join(
      '\n',
    );

    expect(outline(await read(text))).toEqual(['Write to ben@example.org', 'Meet @ 5', '@home']);
  });
});

describe('a date in Todoist’s words', () => {
  it.each([
    ['2026-12-31', { date: '2026-12-31' }],
    ['2026-12-31 15:00', { date: '2026-12-31', time: '15:00' }],
    ['today', { date: TODAY }],
    ['Tomorrow at 9am', { date: '2026-05-02', time: '09:00' }],
    ['today at 05:30', { date: TODAY, time: '05:30' }],
    ['at 12am', { date: TODAY, time: '00:00' }],
    ['in 2 weeks', { date: '2026-05-15' }],
    ['fri', { date: '2026-05-08' }],
    ['Oct 12 2026', { date: '2026-10-12' }],
    ['12 Oct', { date: '2026-10-12' }],
    ['Jan 3', { date: '2027-01-03' }],
    ['morgen um 14 uhr', { date: '2026-05-02', time: '14:00' }],
    ['3. Mai 2026', { date: '2026-05-03' }],
    ['every day', { date: TODAY, recurrence: 'FREQ=DAILY' }],
    ['every! day', { date: TODAY, recurrence: 'FREQ=DAILY', repeatFrom: 'completion' }],
    ['every other week', { date: TODAY, recurrence: 'FREQ=WEEKLY;INTERVAL=2' }],
    ['every friday at 20:00', { date: TODAY, time: '20:00', recurrence: 'FREQ=WEEKLY;BYDAY=FR' }],
    ['every mon, wed and sat', { date: '2026-05-02', recurrence: 'FREQ=WEEKLY;BYDAY=MO,WE,SA' }],
    ['every weekday', { date: TODAY, recurrence: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR' }],
    ['every 15th', { date: '2026-05-15', recurrence: 'FREQ=MONTHLY;BYMONTHDAY=15' }],
    ['every last day', { date: '2026-05-31', recurrence: 'FREQ=MONTHLY;BYMONTHDAY=-1' }],
    ['every jan 27', { date: '2027-01-27', recurrence: 'FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=27' }],
    ['every month @ 13:00', { date: TODAY, time: '13:00', recurrence: 'FREQ=MONTHLY' }],
    ['every week starting 2026-06-01', { date: '2026-06-01', recurrence: 'FREQ=WEEKLY' }],
    ['every day until 2026-06-01', { date: TODAY, recurrence: 'FREQ=DAILY;UNTIL=20260601' }],
    ['jährlich', { date: TODAY, recurrence: 'FREQ=YEARLY' }],
    ['jeden Montag', { date: '2026-05-04', recurrence: 'FREQ=WEEKLY;BYDAY=MO' }],
  ])('is understood: %s', (words, expected) => {
    expect(readTodoistDate(words, TODAY)).toEqual(expected);
  });

  it.each([
    'whenever',
    'every full moon',
    '2026-02-30',
    'today at 25:00',
    'every 0 days',
    'every 3rd tuesday',
    '13pm',
  ])('is not guessed at: %s', (words) => {
    expect(readTodoistDate(words, TODAY)).toBeNull();
  });
});
