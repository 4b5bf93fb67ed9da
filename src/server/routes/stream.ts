// The stream (DESIGN.md §4): subscribe first, then replay, then live. Between them nothing can be missed.
import { Type } from 'typebox';
import { v7 as uuidv7 } from 'uuid';
import { LockstepError } from '../../protocol/errors.ts';
import { SyncAt } from '../../protocol/stream.ts';
import { HEADERS, HEARTBEAT_SECONDS, MAX_REPLAY_ROWS, PATHS, PROTOCOL_VERSION } from '../../protocol/wire.ts';
import { requireBearer } from '../auth/authenticate.ts';
import { frame, retryHint } from '../events/frame.ts';
import { StreamConnection } from '../events/stream-connection.ts';
import type { ChangedRow } from '../store/store.ts';
import { resolveCursor } from './changes.ts';
import { type App, ErrorResponse, NEEDS_TOKEN, type Services } from './route.ts';

/** A stream's age, give or take a fifth, so that streams opened together do not end together. */
const MAX_AGE_MS = 10 * 60 * 1000;
const RETRY_MS = 3_000;

export function streamRoutes(app: App, services: Services): void {
  const { store, hub, events, settings, now, random } = services;

  app.get(
    PATHS.stream,
    {
      onRequest: requireBearer(store, now),
      schema: {
        tags: ['Sync'],
        summary: 'The stream of changes (text/event-stream)',
        description:
          'Events: connected, changes, ack, live, behind, resync, reauth, goodbye. `Last-Event-ID` means the same as `syncAt`.',
        security: NEEDS_TOKEN,
        querystring: Type.Object({ syncAt: Type.Optional(SyncAt) }, { additionalProperties: false }),
        response: { 200: { type: 'string', description: 'text/event-stream' }, '4xx': ErrorResponse },
      },
    },
    (request, reply) => {
      if (!services.isReady() || hub.open >= settings.maxStreams)
        throw new LockstepError('over-capacity', undefined, { retryAfterSeconds: 5 });
      const lastEventId = request.headers['last-event-id'];
      const cursor = request.query.syncAt ?? (typeof lastEventId === 'string' ? lastEventId : undefined);

      reply.hijack();
      const { raw } = reply;
      raw.socket?.setNoDelay(true);
      raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
        'x-content-type-options': 'nosniff',
        [HEADERS.protocol]: String(PROTOCOL_VERSION),
      });
      const maxAgeMs = MAX_AGE_MS * (0.8 + 0.4 * random());
      const connection = new StreamConnection(uuidv7(), request.identity, raw, {
        endsAt: now() + maxAgeMs,
        nextBeatAt: now() + random() * HEARTBEAT_SECONDS * 1000,
      });
      const unsubscribe = events.subscribe(connection);
      raw.on('close', unsubscribe);
      // A socket that breaks while we write says so here; its `close` follows.
      raw.on('error', () => {});

      replay(services, connection, cursor, maxAgeMs).catch((error: unknown) => {
        request.log.error(error, 'the replay failed');
        raw.destroy();
      });
    },
  );
}

async function replay(
  { store, syncAt, now, random, build }: Services,
  connection: StreamConnection,
  cursor: string | undefined,
  maxAgeMs: number,
): Promise<void> {
  const { achieverId, deviceId, expiresAt } = connection.identity;
  const at = (seq: number) => syncAt.encode(achieverId, seq);
  const begin = await store.head(achieverId);
  connection.write(retryHint(Math.round(RETRY_MS * (0.7 + 0.6 * random()))));
  connection.write(
    frame({
      type: 'connected',
      data: {
        connectionId: connection.id,
        syncAt: at(begin.seq),
        digest: begin.digest,
        heartbeatSeconds: HEARTBEAT_SECONDS,
        maxAgeSeconds: Math.round(maxAgeMs / 1000),
        tokenExpiresInSeconds: Math.round((expiresAt - now()) / 1000),
        protocol: PROTOCOL_VERSION,
        build,
      },
    }),
  );

  const from = await resolveCursor(store, syncAt, achieverId, cursor);
  if (typeof from === 'string') connection.write(frame({ type: 'resync', data: { reason: from } }));
  const since = typeof from === 'string' ? begin.seq : from;
  const { rows, hasMore, head } = await store.changesSince(achieverId, since, MAX_REPLAY_ROWS);
  if (hasMore) connection.write(frame({ type: 'behind', data: { head: head.seq } }));
  else writeCommits(connection, rows, since, deviceId, at);
  connection.write(
    frame({ type: 'live', data: { syncAt: at(head.seq), seq: head.seq, digest: head.digest } }),
  );
  connection.goLive(head.seq);
}

/** Rows of one number as one event, each naming the one before it: the chain is whole from the cursor on. */
function writeCommits(
  connection: StreamConnection,
  rows: readonly ChangedRow[],
  since: number,
  ownDeviceId: string,
  at: (seq: number) => string,
): void {
  let prev = since;
  for (const [seq, commit] of Map.groupBy(rows, (changed) => changed.seq)) {
    const { origin } = commit[0]!;
    const data = {
      prev,
      seq,
      origin: origin?.deviceId === ownDeviceId ? null : origin,
      rows: commit.map(({ row }) => row),
    };
    connection.write(frame({ type: 'changes', id: at(seq), data }));
    prev = seq;
  }
}
