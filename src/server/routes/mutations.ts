// Where changes come in: one batch, one transaction, one commit; then the others are told.
import type { FastifyRequest } from 'fastify';
import { MutationBatch, MutationResponse } from '../../protocol/mutations.ts';
import { PATHS } from '../../protocol/wire.ts';
import { requireBearer } from '../auth/authenticate.ts';
import { type App, ErrorResponse, NEEDS_TOKEN, type Services } from './route.ts';

const MAX_BATCH_BYTES = 1024 * 1024;

export function mutationRoutes(app: App, services: Services): void {
  const { store, syncAt, events, metrics, limits, now } = services;

  app.post(
    PATHS.mutations,
    {
      bodyLimit: MAX_BATCH_BYTES,
      onRequest: requireBearer(store, now),
      config: {
        rateLimit: {
          max: limits.mutations,
          timeWindow: '1 minute',
          hook: 'preHandler',
          keyGenerator: ({ identity }: FastifyRequest) => identity.achieverId,
        },
      },
      schema: {
        tags: ['Sync'],
        summary: 'Apply a batch of mutations',
        description: 'A 2xx means committed. Each mutation is applied once, however often it is sent.',
        security: NEEDS_TOKEN,
        body: MutationBatch,
        response: { 200: MutationResponse, '4xx': ErrorResponse },
      },
    },
    async ({ body, identity, senderConnectionId }) => {
      const { achieverId, deviceId, deviceName } = identity;
      const { clientId = null, mutations } = body;
      const stop = metrics.storeSeconds.startTimer({ operation: 'commit' });
      const commit = await store.commit({ achieverId, deviceId, clientId, mutations, now: now() });
      stop();
      events.publish({
        achieverId,
        commit,
        origin: { deviceId, deviceName },
        mutationIds: mutations.map(({ id }) => id),
        excludeConnectionId: senderConnectionId,
      });
      const { prev, seq, results } = commit;
      return { prev, seq, syncAt: syncAt.encode(achieverId, seq), results };
    },
  );
}
