// The number on the installed app's icon: what is due today or was due before.
import { LIST } from '../client/lists.ts';
import type { Lockstep } from '../client/types.ts';
import { today } from './dates.ts';

/** Behind every time and order of a day. */
const END_OF_DAY = '~~';
/** A day passes while the app is open: the count is asked for anew now and then. */
const LOOK_MS = 10 * 60 * 1000;

/** Keeps the badge in step where there is one; returns the way to stop. */
export function showBadge(lockstep: Pick<Lockstep, 'liveLists'>): () => void {
  if (!('setAppBadge' in navigator)) return () => {};
  const request = () => ({ due: { list: LIST.dated, below: `${today()}${END_OF_DAY}`, limit: 0 } });
  const query = lockstep.liveLists(request());
  const stop = query.subscribe(({ due }) => {
    // Refused where the app is not installed: then there is no icon to put it on.
    const done = due.total > 0 ? navigator.setAppBadge(due.total) : navigator.clearAppBadge();
    done.catch(() => {});
  });
  const look = setInterval(() => query.setRequests(request()), LOOK_MS);
  return () => {
    clearInterval(look);
    stop();
    query.close();
  };
}
