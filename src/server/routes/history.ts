// What was done to one task, project or label: who, when, from what to what.
import { Type } from 'typebox';
import { LockstepError } from '../../protocol/errors.ts';
import { HistoryPage, HistoryQuery } from '../../protocol/history.ts';
import { ENTITIES, ROW_PATHS } from '../../protocol/wire.ts';
import { requireBearer } from '../auth/authenticate.ts';
import { type App, failures, NEEDS_TOKEN, type Services, TOKEN_FAILURES } from './route.ts';

export function historyRoutes(app: App, { store, metrics, now }: Services): void {
  for (const entity of ENTITIES)
    app.get(
      `${ROW_PATHS[entity]}/:id/history`,
      {
        onRequest: requireBearer(store, now),
        schema: {
          tags: ['History'],
          summary: `What was done to a ${entity}`,
          description:
            'The newest first. While `hasMore` is true, ask again with `before` = the `seq` of the last entry.',
          security: NEEDS_TOKEN,
          params: Type.Object({ id: Type.String() }),
          querystring: HistoryQuery,
          response: { 200: HistoryPage, ...failures('invalid-query', ...TOKEN_FAILURES, 'unknown-row') },
        },
      },
      async ({ params, query: { before, limit = 50 }, identity: { achieverId } }) => {
        const stop = metrics.storeSeconds.startTimer({ operation: 'history' });
        const page = await store.history({ achieverId, entity, rowId: params.id, before, limit });
        stop();
        if (page === undefined) throw new LockstepError('unknown-row');
        return page;
      },
    );
}
