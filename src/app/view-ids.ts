// Every task that a view shows when one goes on to its end, by the view's own query: the rows on screen are a window.
import type { Lockstep } from '../client/types.ts';
import { groupsOf, requestsOf } from './view-lists.ts';
import type { ViewReader } from './view-reader.ts';

/** Ids in the order of the view. Of what is folded and of what is done besides, none. */
export async function readWholeView(lockstep: Lockstep, { state, lists }: ViewReader): Promise<string[]> {
  const requests = Object.entries(requestsOf(state)).filter(([name]) => name !== 'completed');
  const limits = Object.fromEntries(
    ['open', ...requests.map(([name]) => name)].map((name) => [name, Infinity]),
  );
  const whole = { ...state, limits };
  const read = state.view.name === 'filter' ? lists : await readOnce(lockstep, requestsOf(whole));
  const shown = groupsOf(whole, read).filter(({ key }) => key !== 'completed');
  return shown.flatMap(({ tasks }) => tasks.map(({ id }) => id));
}

async function readOnce(lockstep: Lockstep, { completed: _, ...requests }: ReturnType<typeof requestsOf>) {
  const query = lockstep.liveLists(requests);
  await query.ready;
  query.close();
  return query.value;
}
