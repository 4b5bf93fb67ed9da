// Notifications of this device: through the service worker, whose notifications can be answered when no tab is left,
// or of the page where there is none.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ACTIONS, type ReminderData } from '../protocol/reminders.ts';
import { formatCivil, formatCivilTime } from './dates.ts';
import type { OpenReminder } from './reminder-watch.ts';
import { openTask } from './route.ts';
import { remindWords as words } from './words/remind.ts';

/** Not in TypeScript's library. */
type Options = NotificationOptions & {
  actions?: { action: string; title: string }[];
  timestamp?: number;
};

export type Permission = NotificationPermission | 'unsupported';

const TEST = 'lockstep-test';
const ICON = '/icon-192.png';
/** Told to those who show what is allowed. */
const PERMISSION_EVENT = 'lockstep-notifications';

export const permission = (): Permission =>
  'Notification' in globalThis ? Notification.permission : 'unsupported';

/** How many things a notification can offer to do. */
export const actionsAllowed = (): number =>
  'Notification' in globalThis ? ((Notification as unknown as { maxActions?: number }).maxActions ?? 0) : 0;

/** Asks the person; only on their own wish. */
export async function askPermission(): Promise<Permission> {
  if (permission() === 'default') await Notification.requestPermission();
  dispatchEvent(new Event(PERMISSION_EVENT));
  return permission();
}

/** Draws an element anew, as long as it is there, when what is allowed may have changed. */
export class PermissionController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #stop = () => {};

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = onPermission(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#stop();
  }
}

/** Calls `listener` when what is allowed may have changed; returns the way to stop. */
function onPermission(listener: () => void): () => void {
  const stop = new AbortController();
  for (const event of [PERMISSION_EVENT, 'focus']) addEventListener(event, listener, { signal: stop.signal });
  // A person who changes it in the browser's own settings does not leave the page.
  navigator.permissions
    ?.query({ name: 'notifications' })
    .then((status) => status.addEventListener('change', listener, { signal: stop.signal }))
    .catch(() => {});
  return () => stop.abort();
}

const registered = async (): Promise<ServiceWorkerRegistration | undefined> => {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  return registration?.active ? registration : undefined;
};

/** @returns false when the platform refused. */
export function showReminder({ key, taskId, at, task }: OpenReminder): Promise<boolean> {
  return show(
    task.title,
    {
      body: describeDue(task) ?? words.reminder,
      // The same in every tab: should two show it after all, the second takes the place of the first.
      tag: key,
      timestamp: at,
      data: { key, taskId } satisfies ReminderData,
      actions: ACTIONS.slice(0, actionsAllowed()).map((action) => ({ action, title: words[action] })),
    },
    () => openTask(taskId),
  );
}

export const showTest = (): Promise<boolean> =>
  show(words.testTitle, { body: words.testBody, tag: TEST }, () => {});

async function show(title: string, options: Options, open: () => void): Promise<boolean> {
  const all = { icon: ICON, badge: ICON, lang: document.documentElement.lang, ...options };
  try {
    const registration = await registered();
    if (registration) {
      await registration.showNotification(title, all);
      return true;
    }
    const { actions: _, ...plain } = all;
    const notification = new Notification(title, plain);
    notification.addEventListener('click', () => {
      notification.close();
      window.focus();
      open();
    });
    return true;
  } catch {
    // Some browsers show none without a service worker, or none while they are busy with something else.
    return false;
  }
}

/** Closes those that are still on screen. */
export async function withdrawNotifications(tags: readonly string[]): Promise<void> {
  const registration = await registered();
  const all = (await registration?.getNotifications().catch(() => [])) ?? [];
  for (const notification of all) if (tags.includes(notification.tag)) notification.close();
}

function describeDue({ dueDate, dueTime }: OpenReminder['task']): string | null {
  if (dueDate === undefined) return null;
  const day = formatCivil(dueDate);
  return words.due({ when: dueTime ? `${day}, ${formatCivilTime(dueTime)}` : day });
}
