// Watches the reminders of this device and says when one is due. Every tab does: which of them shows it is decided in
// the database (storage/reminders.ts), so that no tab that is frozen or gone keeps one from being shown.
import { LIST } from '../client/lists.ts';
import type { LiveLists, Lockstep, Reminders, TaskView } from '../client/types.ts';
import { type Moment, momentsOf } from '../protocol/reminders.ts';

/** A timer counts no time that the machine sleeps, and none of a clock that is put forward: it is looked again. */
const LOOK_MS = 60_000;
/** Later than that, a reminder is one that was missed. */
const LATE_MS = 5 * 60_000;
/** As long as nobody has looked yet, nobody was there. */
const FIRST_LATE_MS = 10_000;
/** What happens to several rows, or in several tabs at once, is looked at once. */
const CALM_MS = 50;

type Due = Parameters<Reminders['claim']>[0][number];

/** A reminder of a task that is still open. */
export interface OpenReminder extends Moment {
  task: TaskView;
}

interface Shower {
  /** False where reminders cannot be shown: they are listed. */
  canShow(): boolean;
  /** @returns false when it could not be shown. */
  show(reminder: OpenReminder): Promise<boolean>;
  /** These are due no more: done, deleted, moved. */
  withdraw(keys: string[]): void;
}

export const remindersOf = (tasks: readonly TaskView[]): OpenReminder[] =>
  tasks.flatMap((task) => momentsOf(task).map((moment) => ({ ...moment, task })));

/**
 * What is to be done with a reminder whose time has come.
 * @param isFirst nobody has looked before on this page.
 */
export function judge({ key, at, task }: OpenReminder, now: number, isFirst: boolean, canShow: boolean): Due {
  const changedAt = Date.parse(task.updatedAt);
  // Set here, when its time had passed already.
  if (task.pending && changedAt >= at) return { key, at, how: 'pass' };
  const late = now - at > (isFirst ? FIRST_LATE_MS : LATE_MS);
  if (!late) return { key, at, how: canShow ? 'show' : 'list' };
  // Somebody had the task in hands since: nobody has to be told of it.
  return changedAt >= at ? { key, at, how: 'pass' } : { key, at, how: 'list', late: true };
}

/** Begins to watch; returns the way to stop. */
export function watchReminders(
  lockstep: Pick<Lockstep, 'liveLists'>,
  reminders: Pick<Reminders, 'claim' | 'list'>,
  shower: Shower,
): () => void {
  const query: LiveLists<'all'> = lockstep.liveLists({ all: { list: LIST.reminding, limit: Infinity } });
  /** Keys that somebody has claimed. */
  const known = new Set<string>();
  let open: OpenReminder[] = [];
  let isFirst = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let looking: Promise<void> = Promise.resolve();

  const soon = (wait = CALM_MS) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void (looking = looking.then(look)), wait);
  };

  async function look(): Promise<void> {
    if (stopped) return;
    const now = Date.now();
    const before = open;
    open = remindersOf(query.value.all.tasks);
    const gone = before.filter(({ key }) => known.has(key) && !open.some((one) => one.key === key));
    if (gone.length > 0) shower.withdraw(gone.map(({ key }) => key));

    const due = open.filter(({ key, at }) => at <= now && !known.has(key));
    const first = isFirst;
    isFirst = false;
    if (due.length > 0) {
      try {
        await take(due, now, first);
      } catch {
        // What the storage refuses is tried again.
        isFirst = first;
      }
    }
    const next = Math.min(...open.filter(({ at }) => at > now).map(({ at }) => at));
    const isLeft = due.some(({ key }) => !known.has(key));
    if (isLeft || next !== Infinity)
      soon(isLeft ? LOOK_MS : Math.min(Math.max(next - Date.now(), 0), LOOK_MS));
  }

  async function take(due: OpenReminder[], now: number, first: boolean): Promise<void> {
    const canShow = shower.canShow();
    const mine = await reminders.claim(due.map((one) => judge(one, now, first, canShow)));
    for (const { key } of due) known.add(key);
    const shown = await Promise.all(
      due.filter(({ key }) => mine.includes(key)).map(async (one) => (await shower.show(one)) || one.key),
    );
    const failed = shown.filter((key) => key !== true);
    if (failed.length > 0) await reminders.list(failed);
  }

  const wake = () => soon();
  const page = new AbortController();
  for (const event of ['focus', 'pageshow', 'online'])
    globalThis.addEventListener?.(event, wake, { signal: page.signal });
  globalThis.document?.addEventListener('visibilitychange', wake, { signal: page.signal });
  const stopListening = query.subscribe(wake);
  // What was due before this device began to remind is not its own.
  looking = Promise.all([reminders.claim([]), query.ready]).then(
    () => soon(0),
    () => soon(LOOK_MS),
  );

  return () => {
    stopped = true;
    clearTimeout(timer);
    page.abort();
    stopListening();
    query.close();
  };
}
