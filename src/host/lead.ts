// Which of a device's hosts leads: the one that holds this lock. What a host does that lost it without noticing
// is stopped by the term in the account's database (storage/device-storage.ts).

export const LEAD = 'lockstep-host';

/** Begins the name of the lock by which a version of the app says that it has a host: its script's address follows. */
const RUNS = `${LEAD}-of-`;

/**
 * Whether a new host takes the lead from the one that has it: its tab found that one dead or wedged, or that one is
 * of an older version of the app.
 */
export async function takesLead(steal: boolean): Promise<boolean> {
  const own = RUNS + location.href;
  const isFirst = await hold(own);
  const { held = [] } = await navigator.locks.query();
  const others = held.some(({ name }) => name!.startsWith(RUNS) && name !== own);
  return (steal || isFirst) && !(others && (await isOutdated().catch(() => false)));
}

/** The service worker keeps the files of the version that may lead (I10); on activation it drops the older ones'. */
async function isOutdated(): Promise<boolean> {
  return (await caches.keys()).length > 0 && !(await caches.match(location.href, { ignoreSearch: true }));
}

/** Keeps a lock as long as the worker lives; false when another one has it. */
function hold(name: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  void navigator.locks.request(name, { ifAvailable: true }, (lock) => {
    resolve(lock !== null);
    return lock && new Promise(() => {});
  });
  return promise;
}

/**
 * Waits for the lead and keeps it as long as the worker lives.
 * @param steal takes it from the host that has it, at once.
 * @param onLead called when this host leads.
 * @returns rejects when another host stole the lead.
 */
export function takeLead({ steal }: { steal: boolean }, onLead: () => void): Promise<never> {
  return navigator.locks.request(LEAD, { steal }, () => {
    onLead();
    return new Promise<never>(() => {});
  });
}
