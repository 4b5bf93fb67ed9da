import { describe, expect, it } from 'vitest';
import { CALENDAR, labelsOf, outline, read, task } from '../../../support/import-files.ts';

describe('a calendar file', () => {
  it('comes with its to-dos, and says that events do not', async () => {
    const contents = await read(CALENDAR, 'x.ics');

    expect(outline(contents, 'project')).toEqual(['House']);
    expect(outline(contents)).toEqual(['Paint the fence, twice', 'Paint the fence, twice > Buy paint']);
    expect(contents.losses).toEqual({ events: 1, assignees: 1, attachments: 1 });
  });

  it('comes with dates, repetitions, priorities, categories and alarms', async () => {
    const contents = await read(CALENDAR, 'x.ics');

    expect(task(contents, 'Paint the fence, twice')).toMatchObject({
      notes: 'First line\nSecond',
      startDate: '2026-05-03',
      dueDate: '2026-05-04',
      recurrence: 'FREQ=YEARLY',
      priority: 3,
      reminders: ['2026-05-03T00:00'],
    });
    expect(labelsOf(contents, 'Paint the fence, twice')).toEqual(['garden', 'week,end']);
    // An instant is what this device's clocks show then.
    expect(task(contents, 'Buy paint')).toMatchObject({
      dueDate: '2026-05-04',
      dueTime: '09:30',
      completedAt: '2026-04-02T12:00:00.000Z',
      reminders: ['-PT15M'],
    });
  });

  it('has the same ids however often it is read, also where lines are folded differently', async () => {
    const folded = CALENDAR.replace('SUMMARY:Paint the\r\n  fence', 'SUMMARY:Paint the fence');

    expect((await read(folded, 'y.ics')).rows).toEqual((await read(CALENDAR, 'x.ics')).rows);
  });

  it.each([
    ['a to-do that does not end', CALENDAR.replace('END:VTODO\r\nBEGIN:VEVENT', 'BEGIN:VEVENT'), 23],
    ['a calendar that is cut off', CALENDAR.slice(0, CALENDAR.indexOf('PRIORITY')), 5],
    ['a line that is none', CALENDAR.replace('PRIORITY:5', 'PRIORITY 5'), 14],
    ['something before it', `BEGIN:VTODO\r\n${CALENDAR}`, 1],
  ])('with %s is refused with the line', async (_what, text, line) => {
    await expect(read(text, 'x.ics')).rejects.toMatchObject({ code: 'broken-calendar', line, file: 'x.ics' });
  });
});
