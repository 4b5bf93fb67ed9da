// What the host asks the server about calendar feeds. Loaded when somebody wants one.
import type { CreatedFeed, FeedList } from '../protocol/feeds.ts';
import type { FeedsReply, FeedWish } from '../protocol/port.ts';
import { PATHS } from '../protocol/wire.ts';
import { bearer, request } from './http-transport.ts';

/** @throws LockstepError `offline`, `unknown-feed`, `too-many-feeds`, … */
export async function askFeeds(token: string, { make, revoke }: FeedWish): Promise<FeedsReply> {
  const { signal } = new AbortController();
  const url = new URL(PATHS.feeds, self.location.origin);
  const headers = bearer(token);
  let path: string | undefined;
  if (make !== undefined) {
    const json = { ...headers, 'content-type': 'application/json' };
    const init = { method: 'POST', headers: json, body: JSON.stringify(make) };
    ({ path } = await request<CreatedFeed>(url, init, signal));
  }
  if (revoke !== undefined) {
    const one = new URL(`${PATHS.feeds}/${encodeURIComponent(revoke)}`, url);
    await request(one, { method: 'DELETE', headers }, signal);
  }
  const { feeds } = await request<FeedList>(url, { headers }, signal);
  return path === undefined ? { feeds } : { feeds, path };
}
