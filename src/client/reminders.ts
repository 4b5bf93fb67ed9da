// The reminders that this device deals with: who takes one, and which of them wait in a list. Loaded when it is needed.
import { REMINDERS_CHANNEL } from '../protocol/reminders.ts';
import {
  claimReminders,
  dismissReminders,
  type ListedReminder,
  listReminders,
  readListed,
} from '../storage/reminders.ts';
import type { Desk } from './changes.ts';
import { LiveRead } from './live-read.ts';
import type { Reminders } from './types.ts';

/** @param onError told when the list could not be read. */
export function openReminders(desk: () => Desk, onError: (error: unknown) => void): Reminders {
  const channel = new BroadcastChannel(REMINDERS_CHANNEL);
  const listed = new LiveRead<ListedReminder[]>(
    [],
    () => readListed(desk().database),
    (listener) => {
      channel.onmessage = () => listener(null);
      return () => channel.close();
    },
    () => true,
    onError,
  );
  const told = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work;
    channel.postMessage(null);
    await listed.refresh();
    return result;
  };
  return {
    listed,
    claim: (due) => {
      const work = claimReminders(desk().database, due);
      return due.some(({ how }) => how === 'list') ? told(work) : work;
    },
    list: (keys) => told(listReminders(desk().database, keys)),
    dismiss: (keys) => told(dismissReminders(desk().database, keys)),
    close: () => listed.close(),
  };
}
