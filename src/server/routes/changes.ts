// Catch-up: the state of every row changed since a cursor, in pages.
import { Type } from 'typebox';
import { LockstepError } from '../../protocol/errors.ts';
import { ChangesPage, type ResyncReason, SyncAt } from '../../protocol/stream.ts';
import { MAX_PAGE_ROWS, PATHS } from '../../protocol/wire.ts';
import { requireBearer } from '../auth/authenticate.ts';
import { resolveCursor } from '../store/resolve-cursor.ts';
import type { Store } from '../store/store.ts';
import type { SyncAtCodec } from '../store/sync-at.ts';
import { type App, failures, NEEDS_TOKEN, type Services, TOKEN_FAILURES } from './route.ts';

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
        response: {
          200: ChangesPage,
          ...failures('invalid-query', ...TOKEN_FAILURES, 'resync-required'),
        },
      },
    },
    async ({ query, identity: { achieverId } }) => {
      const stop = metrics.storeSeconds.startTimer({ operation: 'changes' });
      const page = await readChanges(store, syncAt, achieverId, query.syncAt, query.limit ?? 500);
      stop();
      return page;
    },
  );
}

/** @throws LockstepError `resync-required` */
export async function readChanges(
  store: Store,
  codec: SyncAtCodec,
  achieverId: string,
  syncAt: string | undefined,
  limit: number,
): Promise<ChangesPage> {
  const from = await resolveCursor(store, codec, achieverId, syncAt);
  if (typeof from === 'string') throw resyncRequired(from);
  const { rows, upTo, hasMore, head } = await store.changesSince(achieverId, from.seq, limit);
  // Something was forgotten between the two.
  if (head.horizon !== from.horizon) throw resyncRequired('horizon');
  return {
    rows: rows.map(({ row }) => row),
    syncAt: codec.encode(achieverId, upTo, head.horizon),
    seq: upTo,
    hasMore,
    head: head.seq,
    digest: head.digest,
  };
}

const resyncRequired = (reason: ResyncReason) => new LockstepError('resync-required', undefined, { reason });
