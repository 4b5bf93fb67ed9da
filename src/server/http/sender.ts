// Sender exclusion, once for every route that changes something: reads `X-Connection-Id`. An id that is not an
// open stream of the same device excludes nobody and is never an error.
import type { FastifyInstance } from 'fastify';
import { HEADERS } from '../../protocol/wire.ts';
import type { Hub } from '../events/hub.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The sender's own stream, or null. */
    senderConnectionId: string | null;
  }
}

export function readSender(app: FastifyInstance, hub: Hub): void {
  app.decorateRequest('senderConnectionId', null);
  app.addHook('preHandler', async (request) => {
    const claimed = request.headers[HEADERS.connectionId.toLowerCase()];
    const { identity } = request;
    if (typeof claimed !== 'string' || !identity) return;
    for (const connection of hub.of(identity.achieverId))
      if (connection.id === claimed && connection.identity.deviceId === identity.deviceId)
        request.senderConnectionId = claimed;
  });
}
