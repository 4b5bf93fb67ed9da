// The engine's transport over fetch; the stream over XMLHttpRequest where fetch does not stream. Maps every failure
// to a LockstepError: `offline` when nothing answered, else the server's own code.
import type { BearerToken, DeviceList } from '../protocol/auth.ts';
import { type ErrorBody, LockstepError } from '../protocol/errors.ts';
import type { HistoryPage } from '../protocol/history.ts';
import type { MutationResponse } from '../protocol/mutations.ts';
import { codeOf } from '../protocol/refusal.ts';
import type { BucketRows, ChangesPage, DigestPage } from '../protocol/stream.ts';
import { HEADERS, PATHS, PROTOCOL_VERSION, ROW_PATHS } from '../protocol/wire.ts';
import type { StreamRequest, Transport } from '../sync/environment.ts';

/** Requests other than the stream are given up after this long: a stalled network says nothing by itself. */
const REQUEST_TIMEOUT_MS = 30_000;

export function createHttpTransport(origin: string): Transport {
  const url = (path: string, query: Record<string, string | null> = {}) => {
    const target = new URL(path, origin);
    for (const [name, value] of Object.entries(query))
      if (value !== null) target.searchParams.set(name, value);
    return target;
  };

  return {
    mintToken: (signal) =>
      request<BearerToken>(url(PATHS.token), { method: 'POST', headers: { [HEADERS.csrf]: '1' } }, signal),

    get streaming() {
      return fetchStreams() ? 'fetch' : 'xhr';
    },

    async openStream({ token, syncAt, onText }: StreamRequest, signal) {
      const target = url(PATHS.stream, { syncAt });
      const headers = { ...bearer(token), accept: 'text/event-stream' };
      if (!fetchStreams()) {
        const { streamByXhr } = await reached(import('./xhr-stream.ts'));
        const end = await reached(streamByXhr(target, headers, onText, signal));
        if (typeof end === 'string') return end;
        throw await refusal(end);
      }
      const response = await send(target, { headers, signal, cache: 'no-store' });
      const decoder = new TextDecoder();
      const reader = response.body!.getReader();
      for (;;) {
        const { value, done } = await reached(reader.read());
        if (done) return 'ended';
        onText(decoder.decode(value, { stream: true }));
      }
    },

    async leaveStream({ token, connectionId }) {
      const headers = { ...bearer(token), [HEADERS.connectionId]: connectionId };
      await send(url(PATHS.stream), { method: 'DELETE', headers, keepalive: true });
    },

    changes: ({ token, syncAt }, signal) =>
      request<ChangesPage>(url(PATHS.changes, { syncAt }), { headers: bearer(token) }, signal),

    digest: ({ token }, signal) => request<DigestPage>(url(PATHS.digest), { headers: bearer(token) }, signal),

    bucketRows({ token, buckets }, signal) {
      const endings = buckets.map((bucket) => bucket.toString(16).padStart(2, '0')).join();
      return request<BucketRows>(
        url(PATHS.bucketRows, { buckets: endings }),
        { headers: bearer(token) },
        signal,
      );
    },

    mutate({ token, connectionId, batch }, signal) {
      const headers: Record<string, string> = { ...bearer(token), 'content-type': 'application/json' };
      if (connectionId) headers[HEADERS.connectionId] = connectionId;
      const init = { method: 'POST', headers, body: JSON.stringify(batch) };
      return request<MutationResponse>(url(PATHS.mutations), init, signal);
    },

    history({ token, taskId, before }, signal) {
      const path = `${ROW_PATHS.task}/${encodeURIComponent(taskId)}/history`;
      const query = { before: before === undefined ? null : String(before) };
      return request<HistoryPage>(url(path, query), { headers: bearer(token) }, signal);
    },

    async devices(token, signal) {
      return (await request<DeviceList>(url(PATHS.devices), { headers: bearer(token) }, signal)).devices;
    },

    request(token, { method, path, body }, signal) {
      const target = url(path);
      if (!target.pathname.startsWith('/api/') || target.origin !== new URL(origin).origin)
        throw new LockstepError('not-found');
      const json = { 'content-type': 'application/json' };
      const headers = { ...bearer(token), ...(body !== undefined && json) };
      return request(
        target,
        { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) },
        signal,
      );
    },

    logout: (token, signal) => request(url(PATHS.logout), { method: 'POST', headers: bearer(token) }, signal),
  };
}

/** Asks for JSON. @throws LockstepError */
export async function request<T>(target: URL, init: RequestInit, signal: AbortSignal): Promise<T> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]);
  const response = await send(target, { ...init, signal: limit });
  if (response.status === 204) return undefined as T;
  return (await reached(response.json())) as T;
}

export const bearer = (token: string) => ({
  authorization: `Bearer ${token}`,
  [HEADERS.protocol]: String(PROTOCOL_VERSION),
});

/** Also in a runtime that knows streams, a fetch need not hand its body on: then `body` is missing. */
const fetchStreams = () => typeof ReadableStream === 'function' && 'body' in Response.prototype;

/** @throws LockstepError `offline` for whatever the network failed to do. */
const reached = <T>(work: Promise<T>): Promise<T> =>
  work.catch(() => {
    throw new LockstepError('offline');
  });

/** @throws LockstepError for everything but a 2xx. */
async function send(target: URL, init: RequestInit): Promise<Response> {
  const response = await reached(fetch(target, init));
  if (response.ok) return response;
  throw await refusal(response);
}

async function refusal(response: Response): Promise<LockstepError> {
  const body = (await response.json().catch(() => null)) as Partial<ErrorBody> | null;
  const retryAfter = Number(response.headers.get('retry-after'));
  const details = {
    ...body?.details,
    status: response.status,
    ...(retryAfter > 0 ? { retryAfterMs: retryAfter * 1000 } : {}),
  };
  return new LockstepError(codeOf(response, body), body?.message, details);
}
