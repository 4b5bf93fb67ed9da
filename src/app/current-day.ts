// The day on the wall calendar, which changes at midnight while the app is open.
import { today } from './dates.ts';
import { SharedLive } from './shared-live.ts';

/** Timers of more than that wait less on a device that sleeps: it is looked at again. */
const LOOK_MS = 15 * 60_000;

export const currentDay = new SharedLive<string>(today, (set) => {
  let day = today();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(timer);
    const now = new Date();
    const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
    timer = setTimeout(look, Math.min(midnight.getTime() - now.getTime() + 1, LOOK_MS));
    if (today(now) === day) return;
    day = today(now);
    set(day);
  };
  document.addEventListener('visibilitychange', look);
  look();
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
  };
});
