// Where the person is: the list, or a task of it. The address is the truth, so that Back closes a task.

export type Route = { page: 'list' } | { page: 'task'; id: string };

export function readRoute(path = location.pathname): Route {
  const [, id] = /^\/task\/([^/]+)\/?$/.exec(path) ?? [];
  return id ? { page: 'task', id: decodeURIComponent(id) } : { page: 'list' };
}

export const pathOf = (route: Route): string =>
  route.page === 'task' ? `/task/${encodeURIComponent(route.id)}` : '/';

/** Goes to a route. Opening a second task replaces the first, so that Back leads to the list. */
export function navigate(route: Route): void {
  if (pathOf(route) === location.pathname) return;
  const fromTask = readRoute().page === 'task';
  if (route.page === 'list' && fromTask && (history.state as { fromList?: boolean } | null)?.fromList) {
    history.back();
    return;
  }
  const method = fromTask ? 'replaceState' : 'pushState';
  const fromList = fromTask ? (history.state as { fromList?: boolean } | null)?.fromList : true;
  history[method]({ fromList }, '', pathOf(route));
  dispatchEvent(new Event('lockstep-route'));
}

/** Calls `listener` after each change of the address; returns the way to stop. */
export function onRoute(listener: () => void): () => void {
  const stop = new AbortController();
  addEventListener('popstate', listener, { signal: stop.signal });
  addEventListener('lockstep-route', listener, { signal: stop.signal });
  return () => stop.abort();
}
