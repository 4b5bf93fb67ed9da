// Where changes come in: one batch, one transaction, one commit; then the others are told.
import type { FastifyRequest } from 'fastify';
import { LockstepError } from '../../protocol/errors.ts';
import { MutationBatch, MutationResponse } from '../../protocol/mutations.ts';
import { PATHS } from '../../protocol/wire.ts';
import { requireBearer } from '../auth/authenticate.ts';
import { resolveCursor } from '../store/resolve-cursor.ts';
import type { Identity } from '../store/store.ts';
import { type App, BODY_FAILURES, failures, NEEDS_TOKEN, type Services, TOKEN_FAILURES } from './route.ts';

const MAX_BATCH_BYTES = 1024 * 1024;
const FAILURES = failures(
  ...BODY_FAILURES,
  ...TOKEN_FAILURES,
  'mutation-gap',
  'protocol-too-old',
  'rate-limited',
  'resync-required',
);

export function mutationRoutes(app: App, services: Services): void {
  const { store, limits, now } = services;

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
        response: { 200: MutationResponse, ...FAILURES },
      },
    },
    ({ body, identity, senderConnectionId }) => submitMutations(services, identity, senderConnectionId, body),
  );
}

/** Commits a batch, then tells the others. @throws LockstepError `mutation-gap`, `resync-required` */
export async function submitMutations(
  { store, syncAt, events, metrics, now }: Pick<Services, 'store' | 'syncAt' | 'events' | 'metrics' | 'now'>,
  { achieverId, deviceId, deviceName }: Identity,
  senderConnectionId: string | null,
  batch: MutationBatch,
): Promise<MutationResponse> {
  const { clientId = null, mutations } = batch;
  // What was made on top of rows that a restored backup lacks would be merged with nothing.
  const seen = await resolveCursor(store, syncAt, achieverId, batch.syncAt);
  if (typeof seen === 'string') throw new LockstepError('resync-required', undefined, { reason: seen });
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
}
