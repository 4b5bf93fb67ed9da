// Which of a device's hosts leads: the one that holds this lock. What a host does that lost it without noticing
// is stopped by the term in the account's database (storage/device-storage.ts).

export const LEAD = 'lockstep-host';

/**
 * Waits for the lead and keeps it as long as the worker lives.
 * @param steal takes it from a host that was found dead or wedged, at once.
 * @param onLead called when this host leads.
 * @returns rejects when another host stole the lead.
 */
export function takeLead({ steal }: { steal: boolean }, onLead: () => void): Promise<never> {
  return navigator.locks.request(LEAD, { steal }, () => {
    onLead();
    return new Promise<never>(() => {});
  });
}
