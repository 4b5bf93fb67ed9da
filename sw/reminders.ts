// Answers from a notification, also when no tab is open: completing and putting off are edits like any other, stored
// in the outbox and sent by whoever is there.
import { visitServer } from '../src/host/stand-in.ts';
import { BACKGROUND_SYNC } from '../src/protocol/port.ts';
import {
  type ReminderAction,
  type ReminderData,
  type ReminderMessage,
  snoozed,
  TO_COMPLETE,
} from '../src/protocol/reminders.ts';
import type { Task } from '../src/protocol/rows.ts';
import { isClaimed, readAccount } from '../src/storage/account.ts';
import { Database } from '../src/storage/database.ts';
import { LIST } from '../src/storage/lists.ts';
import { append } from '../src/storage/outbox.ts';
import { DATABASE_VERSION, databaseName, upgrade } from '../src/storage/schema.ts';
import { readList, readRow, type SeenRow } from '../src/storage/task-reader.ts';
import { isOfTheApp } from './shell.ts';

/** Background Sync (WICG); not in TypeScript's library. */
type Registration = ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } };

export function answerReminders(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener('notificationclick', (event) => {
    const { notification, action } = event;
    notification.close();
    const { taskId, key } = (notification.data ?? {}) as Partial<ReminderData>;
    const work =
      taskId && key ? answer(worker, (action || 'open') as ReminderAction, taskId, key) : show(worker, '/');
    event.waitUntil(work);
  });
}

async function answer(
  worker: ServiceWorkerGlobalScope,
  action: ReminderAction,
  taskId: string,
  key: string,
): Promise<void> {
  const path = `/task/${taskId}`;
  if (action === 'open') return show(worker, path, { type: 'lockstep-reminder', action, taskId });
  const done = await edit(action, taskId, key);
  // What a repeating task becomes next takes the arithmetic of calendars, which the app has.
  if (done === 'needs-app')
    return show(worker, path + TO_COMPLETE, { type: 'lockstep-reminder', action: 'complete', taskId });
  const hosts = new BroadcastChannel('lockstep-hosts');
  hosts.postMessage({ ids: done });
  hosts.close();
  // A host that is there sends it.
  if ((await tabsOf(worker)).length > 0) return;
  await visitServer(worker.location.origin).catch(() =>
    (worker.registration as Registration).sync?.register(BACKGROUND_SYNC).catch(() => {}),
  );
}

/** @returns the ids of the rows that were changed. */
async function edit(
  action: 'complete' | 'snooze',
  taskId: string,
  key: string,
): Promise<string[] | 'needs-app'> {
  const account = await readAccount();
  if (account === undefined) return [];
  const database = new Database(databaseName(account.achieverId), DATABASE_VERSION, upgrade);
  try {
    const seen = (await isClaimed(database)) ? await readRow(database, taskId) : undefined;
    const task = seen?.row as (Task & { deletedAt?: string }) | undefined;
    if (!seen || !task || task.deletedAt !== undefined || task.completedAt !== undefined) return [];
    if (action === 'complete' && task.recurrence) return 'needs-app';
    const rows = action === 'complete' ? await withOpenSteps(database, seen) : [seen];
    const fields =
      action === 'complete' ? { completedAt: new Date().toISOString() } : { reminders: snoozed(task, key) };
    await append(
      database,
      account.achieverId,
      ...rows.map(({ row, baseRevision }) => ({
        entity: 'task' as const,
        entityId: row.id,
        kind: 'update' as const,
        fields,
        baseRevision,
      })),
    );
    return rows.map(({ row }) => row.id);
  } finally {
    database.close();
  }
}

/** What a task consists of is done with it. */
async function withOpenSteps(database: Parameters<typeof readList>[0], task: SeenRow): Promise<SeenRow[]> {
  const found = [task];
  for (const { row } of found) {
    const { rows } = await readList(database, LIST.steps(row.id), Infinity);
    found.push(...rows.filter((step) => !found.some((one) => one.row.id === step.row.id)));
  }
  return found.filter(({ row }) => (row as Task).completedAt === undefined);
}

/** Tabs of the app, the one that was looked at last first. */
async function tabsOf(worker: ServiceWorkerGlobalScope): Promise<WindowClient[]> {
  const all = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return all.filter(({ url }) => isOfTheApp(new URL(url).pathname));
}

/** Brings a tab of the app to the front and tells it what to do, or opens one. */
async function show(
  worker: ServiceWorkerGlobalScope,
  path: string,
  message?: ReminderMessage,
): Promise<void> {
  const [tab] = await tabsOf(worker);
  if (!tab) return void (await worker.clients.openWindow(path));
  if (message) tab.postMessage(message);
  // Refused where no click is behind it.
  if (message?.action !== 'complete') await tab.focus().catch(() => {});
}
