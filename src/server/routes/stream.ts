// The stream (DESIGN.md §4): subscribe first, then replay, then live. Between them nothing can be missed.
import { Type } from 'typebox';
import { v7 as uuidv7 } from 'uuid';
import { LockstepError } from '../../protocol/errors.ts';
import { SyncAt } from '../../protocol/stream.ts';
import { HEADERS, HEARTBEAT_SECONDS, PATHS, PROTOCOL_VERSION } from '../../protocol/wire.ts';
import { requireBearer } from '../auth/authenticate.ts';
import { replay } from '../events/replay.ts';
import { StreamConnection } from '../events/stream-connection.ts';
import { type App, failures, NEEDS_TOKEN, type Services, TOKEN_FAILURES } from './route.ts';

/** A stream's age, give or take a fifth, so that streams opened together do not end together. */
const MAX_AGE_MS = 10 * 60 * 1000;

export function streamRoutes(app: App, services: Services): void {
  const { store, hub, events, settings, now, elapsed, random } = services;
  const authenticate = requireBearer(store, now);

  app.get(
    PATHS.stream,
    {
      onRequest: authenticate,
      schema: {
        tags: ['Sync'],
        summary: 'The stream of changes (text/event-stream)',
        description:
          'Events: connected, changes, ack, live, behind, resync, reauth, goodbye. `Last-Event-ID` means the same as `syncAt`.',
        security: NEEDS_TOKEN,
        querystring: Type.Object({ syncAt: Type.Optional(SyncAt) }, { additionalProperties: false }),
        response: {
          200: Type.String({ description: 'text/event-stream' }),
          ...failures('invalid-query', ...TOKEN_FAILURES, 'over-capacity'),
        },
      },
    },
    (request, reply) => {
      if (!services.isReady() || hub.open >= settings.maxStreams)
        throw new LockstepError('over-capacity', undefined, { retryAfterSeconds: 5 });
      // A plain EventSource comes back with the address it was made for: what it says of itself is newer.
      const lastEventId = request.headers['last-event-id'];
      const cursor = typeof lastEventId === 'string' ? lastEventId : request.query.syncAt;

      reply.hijack();
      const { raw } = reply;
      // Gone while its token was looked up: its `close` was, and will not come again (I7).
      if (raw.closed || request.raw.socket.destroyed) return;
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
        endsAt: elapsed() + maxAgeMs,
        nextBeatAt: elapsed() + random() * HEARTBEAT_SECONDS * 1000,
      });
      const unsubscribe = events.subscribe(connection);
      raw.on('close', unsubscribe);
      // A socket that breaks while we write says so here; its `close` follows.
      raw.on('error', () => {});

      // Revoked between its check and its subscription: whoever revoked it could not see this stream.
      authenticate(request).catch(() => hub.revoke(request.identity.achieverId, request.identity.deviceId));
      replay(services, connection, cursor, maxAgeMs).catch((error: unknown) => {
        request.log.error(error, 'the replay failed');
        raw.destroy();
      });
    },
  );

  app.delete(
    PATHS.stream,
    {
      onRequest: authenticate,
      schema: {
        tags: ['Sync'],
        summary: 'Leave the stream named by X-Connection-Id',
        description:
          'For clients whose abort does not reach the server. Another device’s stream is not touched.',
        security: NEEDS_TOKEN,
        response: { 204: Type.Null(), ...failures(...TOKEN_FAILURES) },
      },
    },
    async ({ identity, senderConnectionId }, reply) => {
      if (senderConnectionId) hub.leave(identity.achieverId, identity.deviceId, senderConnectionId);
      return reply.code(204).send(null);
    },
  );
}
