import { describe, expect, it } from 'vitest';
import { labelsOf, outline, read, task, TICKTICK } from '../../../support/import-files.ts';

describe('a TickTick backup', () => {
  it('comes with lists as projects, columns as sections, and what is in a check list as steps', async () => {
    const contents = await read(TICKTICK);

    expect(outline(contents, 'project')).toEqual(['Garden']);
    expect(outline(contents, 'section')).toEqual(['Lawn']);
    expect(outline(contents)).toEqual([
      'Mow the lawn',
      'Shopping',
      'Written',
      'Never mind',
      'Mow the lawn > Sharpen the blade',
      'Shopping > Milk',
      'Shopping > Bread',
    ]);
    expect(task(contents, 'Shopping')).toMatchObject({ notes: 'For Sunday' });
    expect(task(contents, 'Bread')).toHaveProperty('completedAt');
    expect(task(contents, 'Milk')).not.toHaveProperty('completedAt');
  });

  it('comes with days as its zone shows them, times, repetitions, reminders and tags', async () => {
    const contents = await read(TICKTICK);

    expect(task(contents, 'Mow the lawn')).toMatchObject({
      startDate: '2026-05-03',
      dueDate: '2026-05-04',
      recurrence: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO',
      reminders: ['2026-05-04T09:00'],
      priority: 1,
      notes: 'Not too short',
    });
    expect(task(contents, 'Mow the lawn')).not.toHaveProperty('dueTime');
    expect(labelsOf(contents, 'Mow the lawn')).toEqual(['green', 'weekend']);
    expect(task(contents, 'Sharpen the blade')).toMatchObject({
      dueDate: '2026-05-04',
      dueTime: '09:30',
      reminders: ['-PT30M'],
      priority: 2,
    });
  });

  it('comes with what was completed, when it was', async () => {
    const contents = await read(TICKTICK);

    expect(task(contents, 'Written')).toMatchObject({ completedAt: '2026-04-02T12:00:00.000Z' });
    expect(task(contents, 'Never mind')).toMatchObject({
      completedAt: '2026-04-03T12:00:00.000Z',
      notes: 'Repeat: ERULE:NAME=FORGETTINGCURVE',
    });
    expect(contents.losses).toEqual({ folders: 1, repetitions: 1, wontDo: 1 });
  });

  it('knows its tasks by their numbers: a new title or place is no new task', async () => {
    const later = TICKTICK.replace('"Mow the lawn"', '"Mow the big lawn"').replace('"Lawn"', '"Later"');
    const ids = async (text: string) =>
      (await read(text)).rows.filter(({ entity }) => entity === 'task').map(({ id }) => id);

    expect(await ids(later)).toEqual(await ids(TICKTICK));
  });

  it('whose tasks stand under each other, or under nothing, comes all the same', async () => {
    const cyclic = TICKTICK.replace('"kanban","1",""', '"kanban","1","2"').replace(
      '"list","3",""',
      '"list","3","99"',
    );

    const contents = await read(cyclic);

    expect(contents.losses).toMatchObject({ cycles: 1, orphans: 1 });
    expect(outline(contents)).toHaveLength(7);
  });
});
