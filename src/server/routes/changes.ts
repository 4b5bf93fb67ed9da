// Catch-up: the state of every row changed since a cursor, in pages.
import { Type } from 'typebox';
import { LockstepError } from '../../protocol/errors.ts';
import { ChangesPage, type ResyncReason, SyncAt } from '../../protocol/stream.ts';
import { MAX_PAGE_ROWS, PATHS } from '../../protocol/wire.ts';
import { requireBearer } from '../auth/authenticate.ts';
import type { Store } from '../store/store.ts';
import type { SyncAtCodec } from '../store/sync-at.ts';
import { type App, ErrorResponse, NEEDS_TOKEN, type Services } from './route.ts';

export function changeRoutes(app: App, { store, syncAt, metrics, now }: Services): void {
  app.get(
    PATHS.changes,
    {
      onRequest: requireBearer(store, now),
      schema: {
        tags: ['Sync'],
        summary: 'Rows changed since a cursor',
        description: 'Without `syncAt`, from the beginning. Follow `syncAt` until `hasMore` is false.',
        security: NEEDS_TOKEN,
        querystring: Type.Object(
          {
            syncAt: Type.Optional(SyncAt),
            limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_PAGE_ROWS, default: 500 })),
          },
          { additionalProperties: false },
        ),
        response: { 200: ChangesPage, '4xx': ErrorResponse },
      },
    },
    async ({ query, identity: { achieverId } }, reply) => {
      void reply.header('cache-control', 'no-store');
      const stop = metrics.storeSeconds.startTimer({ operation: 'changes' });
      const from = await resolveCursor(store, syncAt, achieverId, query.syncAt);
      if (typeof from === 'string') throw new LockstepError('resync-required', undefined, { reason: from });
      const { rows, upTo, hasMore, head } = await store.changesSince(achieverId, from, query.limit ?? 500);
      stop();
      return {
        rows: rows.map(({ row }) => row),
        syncAt: syncAt.encode(achieverId, upTo),
        seq: upTo,
        hasMore,
        head: head.seq,
        digest: head.digest,
      };
    },
  );
}

/** The number a client's cursor stands for, or why it cannot be continued. */
export async function resolveCursor(
  store: Store,
  codec: SyncAtCodec,
  achieverId: string,
  syncAt: string | undefined,
): Promise<number | ResyncReason> {
  if (syncAt === undefined) return 0;
  const seq = codec.decode(achieverId, syncAt);
  if (seq === null) return 'epoch';
  return seq > (await store.head(achieverId)).seq ? 'ahead' : seq;
}
