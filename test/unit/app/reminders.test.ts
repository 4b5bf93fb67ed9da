// Reminders by a virtual clock: when they are due on the clock of a device, and who shows them once.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type OpenReminder, watchReminders } from '../../../src/app/reminder-watch.ts';
import { LiveValue } from '../../../src/client/live-value.ts';
import type { LiveLists, Lockstep, Reminders, TaskListView, TaskView } from '../../../src/client/types.ts';
import { civilMinute, momentsOf, snoozed, whenOf } from '../../../src/protocol/reminders.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Where the device is. */
const moveTo = (zone: string) => (process.env['TZ'] = zone);
const utc = (instant: number | null) => instant && new Date(instant).toISOString().slice(0, 16);

const before = process.env['TZ'];
afterEach(() => {
  if (before === undefined) delete process.env['TZ'];
  else process.env['TZ'] = before;
  vi.useRealTimers();
});

describe('when a reminder is', () => {
  it.each([
    ['Europe/Berlin', '2026-11-24T09:00', '2026-11-24T08:00'],
    ['America/New_York', '2026-11-24T09:00', '2026-11-24T14:00'],
    ['Asia/Kolkata', '2026-11-24T09:00', '2026-11-24T03:30'],
    // The hour that is left out in spring: the clock shows 3:30 then.
    ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:30'],
    // The hour that comes twice in autumn: its first time.
    ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30'],
  ])('in %s, %s is %s by world time', (zone, reminder, instant) => {
    moveTo(zone);
    expect(utc(whenOf(reminder, {}))).toBe(instant);
  });

  it.each([
    ['-PT30M', '2026-11-24', '14:00', '2026-11-24T12:30'],
    ['-PT0M', '2026-11-24', undefined, '2026-11-24T08:00'],
    ['-P1D', '2026-11-24', '14:00', '2026-11-23T13:00'],
    // A day before is the day before on the calendar, also when it had 23 hours; two hours are two hours.
    ['-P1D', '2026-03-29', '14:00', '2026-03-28T13:00'],
    ['-PT2H', '2026-03-29', '04:00', '2026-03-29T00:00'],
    ['-P7D', '2026-11-03', '09:00', '2026-10-27T08:00'],
  ])('%s of %s %s in Berlin is %s by world time', (reminder, dueDate, dueTime, instant) => {
    moveTo('Europe/Berlin');
    expect(utc(whenOf(reminder, { dueDate, dueTime }))).toBe(instant);
  });

  it('is never without a due date to count from', () => {
    expect(whenOf('-PT30M', {})).toBeNull();
  });

  it('is one moment where two reminders mean the same, known alike in every zone', () => {
    const task = {
      id: 'a',
      dueDate: '2026-11-24',
      dueTime: '14:00',
      reminders: ['-PT30M', '2026-11-24T13:30'],
    };
    const keys = ['Europe/Berlin', 'America/New_York'].map((zone) => {
      moveTo(zone);
      return momentsOf(task).map(({ key }) => key);
    });
    expect(keys).toEqual([['a 2026-11-24T13:30'], ['a 2026-11-24T13:30']]);
  });

  it('is in an hour when it is put off; what is counted from the due time stays', () => {
    moveTo('Europe/Berlin');
    const now = Date.parse('2026-11-24T12:30:20Z');
    const task = { id: 'a', dueDate: '2026-11-24', reminders: ['-PT30M', '2026-11-24T13:30'] };
    expect(snoozed(task, 'a 2026-11-24T13:30', now)).toEqual(['-PT30M', '2026-11-24T14:30']);
    expect(civilMinute(now)).toBe('2026-11-24T13:30');
  });
});

describe('a watch', () => {
  const NOW = '2026-11-24T08:00:00.000Z';
  let tabs: Tab[];

  beforeEach(() => {
    moveTo('Europe/Berlin');
    // With a clock of its own for timers, so that one can be set without the other.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: Date.parse(NOW) });
    tabs = [];
  });
  afterEach(() => tabs.forEach((tab) => tab.close()));

  const task = (parts: Partial<TaskView> = {}): TaskView => ({
    entity: 'task',
    id: 'a',
    revision: 1,
    baseRevision: 1,
    createdAt: '2026-11-01T08:00:00.000Z',
    updatedAt: '2026-11-01T08:00:00.000Z',
    title: 'Call mum',
    pending: false,
    conflicts: [],
    ...parts,
  });

  /** What all tabs of a device have in common: the rows, and which reminders were taken. */
  class TestDevice {
    readonly seen = new Set<string>();
    readonly listed: string[] = [];
    readonly rows = new LiveValue<Record<'all', TaskListView>>({ all: { tasks: [], total: 0 } });

    set(...tasks: TaskView[]): void {
      this.rows.set({ all: { tasks, total: tasks.length } });
    }

    async open(canShow = true): Promise<Tab> {
      const tab = new Tab(this, canShow);
      tabs.push(tab);
      await vi.advanceTimersByTimeAsync(10);
      return tab;
    }
  }

  class Tab {
    readonly shown: string[] = [];
    readonly withdrawn: string[] = [];
    readonly close: () => void;

    constructor(device: TestDevice, canShow: boolean) {
      const query = {
        get value() {
          return device.rows.value;
        },
        subscribe: (listener: () => void) => device.rows.subscribe(listener),
        ready: Promise.resolve(),
        close() {},
      } as unknown as LiveLists<'all'>;
      const reminders: Pick<Reminders, 'claim' | 'list'> = {
        claim: async (due) => {
          const news = due.filter(({ key }) => !device.seen.has(key));
          for (const { key, how } of news) {
            device.seen.add(key);
            if (how === 'list') device.listed.push(key);
          }
          return news.filter(({ how }) => how === 'show').map(({ key }) => key);
        },
        list: async (keys) => void device.listed.push(...keys),
      };
      this.close = watchReminders(
        { liveLists: () => query } as unknown as Pick<Lockstep, 'liveLists'>,
        reminders,
        {
          canShow: () => canShow,
          show: async ({ key }: OpenReminder) => {
            this.shown.push(key);
            return true;
          },
          withdraw: (keys) => this.withdrawn.push(...keys),
        },
      );
    }
  }

  it('shows a reminder at its minute, in one of two tabs', async () => {
    const device = new TestDevice();
    device.set(task({ dueDate: '2026-11-24', dueTime: '10:00', reminders: ['-PT30M'] }));
    const [one, two] = [await device.open(), await device.open()];

    await vi.advanceTimersByTimeAsync(29 * MINUTE);
    expect([...one.shown, ...two.shown]).toEqual([]);
    await vi.advanceTimersByTimeAsync(MINUTE);

    expect([...one.shown, ...two.shown]).toEqual(['a 2026-11-24T09:30']);
    await vi.advanceTimersByTimeAsync(3 * HOUR);
    expect([...one.shown, ...two.shown]).toHaveLength(1);
    expect(device.listed).toEqual([]);
  });

  it('follows a task that is moved, and lets go of one that is done', async () => {
    const device = new TestDevice();
    device.set(task({ dueDate: '2026-11-24', dueTime: '09:10', reminders: ['-PT0M'] }));
    const tab = await device.open();

    device.set(task({ dueDate: '2026-11-24', dueTime: '09:20', reminders: ['-PT0M'] }));
    await vi.advanceTimersByTimeAsync(15 * MINUTE);
    expect(tab.shown).toEqual([]);
    device.set();
    await vi.advanceTimersByTimeAsync(HOUR);

    expect(tab.shown).toEqual([]);
    expect(device.listed).toEqual([]);
  });

  it('takes a notification back when its task is done', async () => {
    const device = new TestDevice();
    device.set(task({ reminders: ['2026-11-24T09:05'] }));
    const tab = await device.open();
    await vi.advanceTimersByTimeAsync(6 * MINUTE);
    expect(tab.shown).toHaveLength(1);

    device.set();
    await vi.advanceTimersByTimeAsync(MINUTE);

    expect(tab.withdrawn).toEqual(['a 2026-11-24T09:05']);
  });

  it('lists what was missed while the app was closed, and not in another tab again', async () => {
    const device = new TestDevice();
    device.set(task({ reminders: ['2026-11-24T08:30'] }));

    const one = await device.open();
    await vi.advanceTimersByTimeAsync(MINUTE);
    const two = await device.open();
    await vi.advanceTimersByTimeAsync(MINUTE);

    expect(device.listed).toEqual(['a 2026-11-24T08:30']);
    expect([...one.shown, ...two.shown]).toEqual([]);
  });

  it('lists what was missed while the machine slept', async () => {
    const device = new TestDevice();
    device.set(task({ reminders: ['2026-11-24T09:30'] }));
    const tab = await device.open();

    // Asleep, timers stand still and the wall clock goes on.
    vi.setSystemTime(Date.parse(NOW) + 4 * HOUR);
    await vi.advanceTimersByTimeAsync(MINUTE);

    expect(tab.shown).toEqual([]);
    expect(device.listed).toEqual(['a 2026-11-24T09:30']);
  });

  it('is in time by a clock that was put forward, and by one that was put back', async () => {
    const device = new TestDevice();
    device.set(task({ reminders: ['2026-11-24T11:00', '2026-11-24T11:30'] }));
    const tab = await device.open();

    vi.setSystemTime(Date.parse('2026-11-24T09:59:30Z'));
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(tab.shown).toEqual(['a 2026-11-24T11:00']);
    vi.setSystemTime(Date.parse('2026-11-24T09:00:00Z'));
    await vi.advanceTimersByTimeAsync(HOUR + 29 * MINUTE);
    expect(tab.shown).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    expect(tab.shown).toEqual(['a 2026-11-24T11:00', 'a 2026-11-24T11:30']);
  });

  it('reminds at the civil time of where the device is now', async () => {
    const device = new TestDevice();
    device.set(task({ reminders: ['2026-11-24T10:00'] }));
    const tab = await device.open();

    moveTo('America/New_York');
    await vi.advanceTimersByTimeAsync(2 * HOUR);
    expect(tab.shown).toEqual([]);
    await vi.advanceTimersByTimeAsync(5 * HOUR);

    expect(tab.shown).toEqual(['a 2026-11-24T10:00']);
  });

  it('shows at its time across the night in which clocks are put back', async () => {
    vi.setSystemTime(Date.parse('2026-10-24T20:00:00Z'));
    const device = new TestDevice();
    device.set(task({ updatedAt: '2026-10-01T08:00:00.000Z', reminders: ['2026-10-25T08:00'] }));
    const tab = await device.open();

    await vi.advanceTimersByTimeAsync(10 * HOUR + 59 * MINUTE);
    expect(tab.shown).toEqual([]);
    await vi.advanceTimersByTimeAsync(2 * MINUTE);

    expect(tab.shown).toEqual(['a 2026-10-25T08:00']);
  });

  it('says nothing of a reminder that was set when its time had passed, or whose task somebody changed since', async () => {
    const device = new TestDevice();
    const tab = await device.open();

    device.set(
      task({ pending: true, updatedAt: NOW, reminders: ['2026-11-24T08:59'] }),
      task({ id: 'b', updatedAt: '2026-11-24T07:30:00.000Z', reminders: ['2026-11-24T08:15'] }),
    );
    await vi.advanceTimersByTimeAsync(HOUR);

    expect(tab.shown).toEqual([]);
    expect(device.listed).toEqual([]);
    expect(device.seen.size).toBe(2);
  });

  it('lists what cannot be shown as a notification', async () => {
    const device = new TestDevice();
    device.set(task({ reminders: ['2026-11-24T09:01'] }));
    const tab = await device.open(false);
    await vi.advanceTimersByTimeAsync(2 * MINUTE);

    expect(tab.shown).toEqual([]);
    expect(device.listed).toEqual(['a 2026-11-24T09:01']);
  });

  it('never waits longer than a minute, and not at all when nothing is to come', async () => {
    const device = new TestDevice();
    device.set(task({ reminders: ['2027-11-24T09:00'] }));
    await device.open();
    const waits = vi.spyOn(globalThis, 'setTimeout');

    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(Math.max(...waits.mock.calls.map(([, wait = 0]) => wait))).toBeLessThanOrEqual(MINUTE);
    device.set();
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    waits.mockClear();
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(waits).not.toHaveBeenCalled();
  });
});
