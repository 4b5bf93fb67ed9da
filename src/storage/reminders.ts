// Which reminders this device has dealt with. What is claimed is claimed in one transaction, so that of all tabs that
// look at the same moment, one shows the reminder, and no later one does again.
import type { Database } from './database.ts';
import type { LockstepSchema } from './schema.ts';

/** A reminder whose time has come. */
export interface DueReminder {
  key: string;
  /** Wall-clock ms. */
  at: number;
  /** Shown at once; put into the list of those that were missed; or known without a word. */
  how: 'show' | 'list' | 'pass';
  /** Nobody could be reminded in time. */
  late?: boolean;
}

/** One that waits in the list until somebody has dealt with it. */
export interface ListedReminder {
  key: string;
  late: boolean;
}

export interface ReminderRecord {
  /** Wall-clock ms at which this device began to remind: what was before then is none of its business. */
  since: number;
  /** Those that are dealt with, by key, with their time. */
  seen: Record<string, number>;
  listed: ListedReminder[];
}

const KEY = 'reminders';
/** A reminder that nobody asked about for so long is forgotten: its task is done, or its day has passed. */
const KEPT_MS = 30 * 24 * 3600 * 1000;

/** Takes what nobody has taken yet. @returns the keys of those that are the caller's to show. */
export const claimReminders = (
  database: Database<LockstepSchema>,
  due: readonly DueReminder[],
  now = Date.now(),
): Promise<string[]> =>
  change(database, now, (record) => {
    const news = due.filter(({ key, at }) => record.seen[key] === undefined && at >= record.since);
    for (const { key, at, how, late = false } of news) {
      record.seen[key] = at;
      if (how === 'list') record.listed.push({ key, late });
    }
    return news.filter(({ how }) => how === 'show').map(({ key }) => key);
  });

/** Puts reminders into the list that were claimed and could not be shown. */
export const listReminders = (database: Database<LockstepSchema>, keys: readonly string[]) =>
  change(
    database,
    Date.now(),
    ({ listed }) => void listed.push(...keys.map((key) => ({ key, late: false }))),
  );

export const dismissReminders = (database: Database<LockstepSchema>, keys: readonly string[]) =>
  change(database, Date.now(), (record) => {
    record.listed = record.listed.filter(({ key }) => !keys.includes(key));
  });

export const readListed = async (database: Database<LockstepSchema>): Promise<ListedReminder[]> => {
  const record = (await database.use((idb) => idb.get('meta', KEY))) as ReminderRecord | undefined;
  return record?.listed ?? [];
};

function change<T>(
  database: Database<LockstepSchema>,
  now: number,
  work: (record: ReminderRecord) => T,
): Promise<T> {
  return database.use(async (idb) => {
    const { store, done } = idb.transaction('meta', 'readwrite');
    const stored = (await store.get(KEY)) as ReminderRecord | undefined;
    const record = stored ?? { since: now, seen: {}, listed: [] };
    const result = work(record);
    for (const [key, at] of Object.entries(record.seen)) if (at < now - KEPT_MS) delete record.seen[key];
    record.listed = record.listed.filter(({ key }) => record.seen[key] !== undefined);
    // What is forgotten must not come again.
    record.since = Math.max(record.since, now - KEPT_MS);
    await Promise.all([store.put(record, KEY), done]);
    return result;
  });
}
