// Where the person is: a view, and perhaps a task open beside it. The address is the truth, so that Back closes a
// task and leads to the view before, and every place can be linked to.

const PLAIN = ['inbox', 'today', 'upcoming', 'all', 'logbook', 'trash', 'browse'] as const;
const OF_ONE = ['project', 'label', 'filter'] as const;

/** A list of tasks that has a page of its own; `browse` is the page that leads to the others. */
export type View =
  | { name: (typeof PLAIN)[number] }
  | { name: (typeof OF_ONE)[number]; id: string }
  /** `text` is what was looked for when the place was entered; the field has what is typed since. */
  | { name: 'search'; text: string };

/** What the page shows: a view, or the settings. */
export type Shown = View | { name: 'settings' };

export interface Route {
  view: Shown;
  taskId: string | null;
}

export const INBOX: View = { name: 'inbox' };
export const SETTINGS: Route = { view: { name: 'settings' }, taskId: null };

/** The view's name, the same for the same view: `today`, `project/018f…`. */
export const keyOf = (view: Shown): string =>
  'id' in view ? `${view.name}/${encodeURIComponent(view.id)}` : view.name;

export const isSameView = (a: Shown, b: Shown): boolean => keyOf(a) === keyOf(b);

/** What no view has as its address is the inbox. */
export function readRoute(address = location.pathname + location.search): Route {
  const [path = '', query] = address.split('?');
  const [, before = '', taskId] = /^(.*?)(?:\/task\/([^/]+))?\/?$/.exec(path) ?? [];
  return { view: readView(before, query), taskId: taskId === undefined ? null : decode(taskId) };
}

function readView(path: string, query: string | undefined): Shown {
  const [, name, id, rest] = path.split('/');
  if (name === 'search' && id === undefined) return { name, text: new URLSearchParams(query).get('q') ?? '' };
  if (name === 'settings' && id === undefined) return { name };
  const plain = PLAIN.find((one) => one === name);
  if (plain && id === undefined) return { name: plain };
  const ofOne = OF_ONE.find((one) => one === name);
  return ofOne && id && rest === undefined ? { name: ofOne, id: decode(id) } : INBOX;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function pathOf({ view, taskId }: Route): string {
  const before = view.name === 'inbox' ? '' : `/${keyOf(view)}`;
  const path = taskId === null ? before || '/' : `${before}/task/${encodeURIComponent(taskId)}`;
  return view.name === 'search' && view.text ? `${path}?q=${encodeURIComponent(view.text)}` : path;
}

/** The address of a task beside the view that is open now. */
export const taskPath = (id: string): string => pathOf({ ...readRoute(), taskId: id });

/** Opens a task beside the view that is open; null closes the one that is. */
export const openTask = (taskId: string | null): void => navigate({ ...readRoute(), taskId });

/** Goes to a route. Opening a second task replaces the first, so that Back leads to the list. */
export function navigate(route: Route): void {
  const here = readRoute();
  if (pathOf(route) === pathOf(here)) return;
  const { fromList = false, entry } = (history.state ?? {}) as { fromList?: boolean; entry?: string };
  const fromTask = here.taskId !== null && isSameView(route.view, here.view);
  if (fromTask && route.taskId === null && fromList) {
    history.back();
    return;
  }
  const isSame = isSameView(route.view, here.view);
  // A view and the tasks that are opened beside it are one place (scroll-memory.ts).
  const state = { fromList: fromTask ? fromList : isSame, entry: isSame ? entry : crypto.randomUUID() };
  history[fromTask ? 'replaceState' : 'pushState'](state, '', pathOf(route));
  dispatchEvent(new Event('lockstep-route'));
}

/** For the click on a link within the app: goes there without loading the page, unless a new tab is meant. */
export function follow(event: MouseEvent, route: Route): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  navigate(route);
}

/** Calls `listener` after each change of the address; returns the way to stop. */
export function onRoute(listener: () => void): () => void {
  const stop = new AbortController();
  addEventListener('popstate', listener, { signal: stop.signal });
  addEventListener('lockstep-route', listener, { signal: stop.signal });
  return () => stop.abort();
}
