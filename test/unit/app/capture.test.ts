import { describe, expect, it } from 'vitest';
import { nameAt, readLine, readLines, writeName } from '../../../src/app/capture.ts';
import { loadDateReader } from '../../../src/app/date-reader.ts';
import { createRepeatReader } from '../../../src/app/repeat-reader.ts';

const TUESDAY_NOON = new Date(2026, 10, 24, 12, 0);
const monday = () => 0;
const english = await loadDateReader('en', monday);
const german = await loadDateReader('de-AT', monday);
const readers = { dates: (text: string) => english(text, TUESDAY_NOON) };
const read = (line: string) => readLine(line, readers).captured;

describe('a line', () => {
  it('says project, labels, priority, date and steps, in any order, and what is left is the title', () => {
    expect(read('Paint #House the fence @errand tomorrow 9am !1 +Buy paint @garden +Clean brushes')).toEqual({
      title: 'Paint the fence',
      project: 'House',
      labels: ['errand', 'garden'],
      priority: 1,
      dueDate: '2026-11-25',
      dueTime: '09:00',
      steps: [
        { title: 'Buy paint', labels: [], steps: [] },
        { title: 'Clean brushes', labels: [], steps: [] },
      ],
    });
  });

  it('has names of several words in quotes', () => {
    expect(read('Rake leaves #"House work" @"on Sundays"')).toMatchObject({
      title: 'Rake leaves',
      project: 'House work',
      labels: ['on Sundays'],
    });
  });

  it.each([
    ['Read March', undefined, undefined],
    ['12 monkeys', undefined, undefined],
    ['Lunch at 1', '2026-11-24', '13:00'],
    ['Swim at 5', '2026-11-24', '17:00'],
    ['Catch the bus at 05:40', '2026-11-25', '05:40'],
    ['Dentist fri 14:30', '2026-11-27', '14:30'],
    ['Report next week', '2026-11-30', undefined],
    ['Report Wednesday next week', '2026-12-02', undefined],
    ['Report sunday next week', '2026-12-06', undefined],
    ['Rent in 3 days', '2026-11-27', undefined],
  ])('%s', (line, dueDate, dueTime) => {
    const captured = read(line);
    expect([captured.dueDate, captured.dueTime]).toEqual([dueDate, dueTime]);
  });

  it('is read in German where that is the language', () => {
    const dates = (text: string) => german(text, TUESDAY_NOON);
    expect(readLine('Zahnarzt morgen um 9 Uhr', { dates }).captured).toMatchObject({
      title: 'Zahnarzt',
      dueDate: '2026-11-25',
      dueTime: '09:00',
    });
  });

  it.each([
    ['Zahnarzt morgen 14 Uhr', '2026-11-25', '14:00'],
    ['Zahnarzt nächsten Montag', '2026-11-30', undefined],
    ['Zahnarzt am 3. Dezember um 8:30', '2026-12-03', '08:30'],
    ['Zahnarzt tomorrow', '2026-11-25', undefined],
    ['Bericht nächste Woche', '2026-11-30', undefined],
    ['Die Sat-Schüssel richten', undefined, undefined],
  ])('is read in German, or in plain English: %s', (line, dueDate, dueTime) => {
    const { captured } = readLine(line, { dates: (text) => german(text, TUESDAY_NOON) });
    expect([captured.dueDate, captured.dueTime]).toEqual([dueDate, dueTime]);
  });

  it.each([
    [0, '2026-11-30', '2026-12-06'],
    [6, '2026-11-29', '2026-11-29'],
    [5, '2026-11-28', '2026-11-29'],
  ])('means the next week of people whose weeks begin on day %i', async (first, next, sunday) => {
    const dates = await loadDateReader('en', () => first);
    const due = (line: string) =>
      readLine(line, { dates: (text) => dates(text, TUESDAY_NOON) }).captured.dueDate;
    expect(due('Report next week')).toBe(next);
    expect(due('Report Sunday next week')).toBe(sunday);
  });

  it('leaves signs alone that mean something else', () => {
    const line = 'Mail anna@example.org about C# 2 + 2 and +49 123, wow! !5';
    expect(read(line)).toEqual({ title: line, labels: [], steps: [] });
  });

  it('that is nothing but parts is a title', () => {
    expect(readLine('Tomorrow', readers)).toEqual({
      captured: { title: 'Tomorrow', labels: [], steps: [] },
      understood: [],
    });
  });

  it('keeps what the person does not want understood', () => {
    const { captured, understood } = readLine('Watch Tomorrow never dies', readers, new Set(['Tomorrow']));
    expect(captured).toEqual({ title: 'Watch Tomorrow never dies', labels: [], steps: [] });
    expect(understood).toEqual([]);
  });

  it('shows where each part stands', () => {
    expect(readLine('Call mum tomorrow @phone', readers).understood).toEqual([
      { kind: 'date', at: 9, text: 'tomorrow', value: 'tomorrow' },
      { kind: 'label', at: 18, text: '@phone', value: 'phone' },
    ]);
  });
});

describe('a repetition in a line', () => {
  const TUESDAY = '2026-11-24';
  const repeats = (language: string) => {
    const readRepeats = createRepeatReader(language, monday);
    return (text: string) => readRepeats(text, TUESDAY);
  };
  const readIn = (language: string, line: string) => {
    const dates = language === 'de' ? german : english;
    return readLine(line, { dates: (text) => dates(text, TUESDAY_NOON), repeats: repeats(language) });
  };

  it.each([
    [
      'Water plants every 2nd Friday',
      'Water plants',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR',
      '2026-11-27',
      undefined,
    ],
    [
      'Water plants every 3 days after completion',
      'Water plants',
      'FREQ=DAILY;INTERVAL=3',
      TUESDAY,
      undefined,
    ],
    ['Team every Friday at 9am @work', 'Team', 'FREQ=WEEKLY;BYDAY=FR', '2026-11-27', '09:00'],
    ['Stretch every day at 9am', 'Stretch', 'FREQ=DAILY', '2026-11-25', '09:00'],
    ['Stretch every day 14:00', 'Stretch', 'FREQ=DAILY', TUESDAY, '14:00'],
    ['Pay rent every month on the 1st', 'Pay rent', 'FREQ=MONTHLY;BYMONTHDAY=1', '2026-12-01', undefined],
    ['Every 15th at 9:30 pay rent', 'pay rent', 'FREQ=MONTHLY;BYMONTHDAY=15', '2026-12-15', '09:30'],
    ['Gym every Monday starting 3 December', 'Gym', 'FREQ=WEEKLY;BYDAY=MO', '2026-12-07', undefined],
    [
      'Standup every weekday in the office',
      'Standup in the office',
      'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
      TUESDAY,
      undefined,
    ],
    ['Call mum weekly', 'Call mum', 'FREQ=WEEKLY', TUESDAY, undefined],
    ['Swim every Tuesday, 5 times', 'Swim', 'FREQ=WEEKLY;BYDAY=TU;COUNT=5', TUESDAY, undefined],
  ])('%s', (line, title, recurrence, dueDate, dueTime) => {
    const { captured } = readIn('en', line);
    expect([captured.title, captured.recurrence, captured.dueDate, captured.dueTime]).toEqual([
      title,
      recurrence,
      dueDate,
      dueTime,
    ]);
  });

  it.each([
    ['Müll jeden Montag', 'Müll', 'FREQ=WEEKLY;BYDAY=MO', '2026-11-30', undefined],
    [
      'Blumen gießen jeden 2. Freitag um 9 Uhr',
      'Blumen gießen',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR',
      '2026-11-27',
      '09:00',
    ],
    ['Monatlich Miete zahlen', 'Miete zahlen', 'FREQ=MONTHLY', TUESDAY, undefined],
    [
      'Filter wechseln alle 3 Monate nach Erledigung',
      'Filter wechseln',
      'FREQ=MONTHLY;INTERVAL=3',
      TUESDAY,
      undefined,
    ],
    ['Water plants every Monday', 'Water plants', 'FREQ=WEEKLY;BYDAY=MO', '2026-11-30', undefined],
  ])('%s', (line, title, recurrence, dueDate, dueTime) => {
    const { captured } = readIn('de', line);
    expect([captured.title, captured.recurrence, captured.dueDate, captured.dueTime]).toEqual([
      title,
      recurrence,
      dueDate,
      dueTime,
    ]);
  });

  it('is counted from completion where the line says so', () => {
    expect(readIn('en', 'Water every 3 days after completion').captured.repeatFrom).toBe('completion');
    expect(readIn('en', 'Water every 3 days').captured).not.toHaveProperty('repeatFrom');
  });

  it('is counted in weeks that begin where they do here, when that decides what days it has', () => {
    const readFrom = createRepeatReader('en', () => 6);
    const rules = [
      'every 2 weeks on Sunday and Monday',
      'every Sunday and Monday',
      'every 2nd Monday',
      'every 2 weeks on Monday and Friday',
    ];
    expect(rules.map((rule) => readFrom(rule, TUESDAY)[0]?.recurrence)).toEqual([
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU',
      'FREQ=WEEKLY;BYDAY=MO,SU',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO',
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR',
    ]);
  });

  it('is shown in the words of what was understood', () => {
    expect(readIn('en', 'Water every other Friday').understood).toEqual([
      { kind: 'repeat', at: 6, text: 'every other Friday', value: 'every 2nd Friday' },
    ]);
  });

  it.each([
    'Read the daily paper',
    'Weekly report',
    'Check every door',
    'Count every second',
    'Buy everything for the weekend',
    'Find a free weekday',
    'Ping everyone',
    'Alle zwei Bücher lesen',
    'Mondays book',
  ])('is not made of “%s”', (line) => {
    expect(readIn('en', line).captured).not.toHaveProperty('recurrence');
  });
});

describe('a pasted text', () => {
  it('is a task for each line, with what is indented as steps', () => {
    const text = 'Fence\n\tPaint tomorrow\n\t\tBrush\n  Wood\r\n\n- [ ] Roof @errand\n  1. Tiles\n* Door';
    const titles = (tasks: ReturnType<typeof readLines>): unknown[] =>
      tasks.map(({ title, steps }) => (steps.length > 0 ? [title, titles(steps)] : title));

    const tasks = readLines(text, readers);

    expect(titles(tasks)).toEqual([['Fence', [['Paint', ['Brush']], 'Wood']], ['Roof', ['Tiles']], 'Door']);
    expect(tasks[0]!.steps[0]!.dueDate).toBe('2026-11-25');
    expect(tasks[1]!.labels).toEqual(['errand']);
  });
});

describe('a name being written', () => {
  it.each([
    ['Rake #Ho', { kind: 'project', at: 5, text: 'Ho' }],
    ['Rake #', { kind: 'project', at: 5, text: '' }],
    ['@"on Su', { kind: 'label', at: 0, text: 'on Su' }],
    ['mail anna@exa', null],
    ['Rake #Ho ', null],
  ])('%j', (text, expected) => {
    expect(nameAt(text, text.length)).toEqual(expected);
  });

  it('is written with quotes where it has spaces', () => {
    expect(writeName('project', 'House work')).toBe('#"House work"');
    expect(writeName('label', 'errand')).toBe('@errand');
  });
});
