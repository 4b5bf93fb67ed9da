// The version of the wire on every answer, and 426 for writers that are too old to be understood.
import type { FastifyInstance } from 'fastify';
import { LockstepError } from '../../protocol/errors.ts';
import { HEADERS, OLDEST_WRITER, PROTOCOL_VERSION } from '../../protocol/wire.ts';

export function checkProtocol(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.header(HEADERS.protocol, String(PROTOCOL_VERSION));
    const spoken = request.headers[HEADERS.protocol.toLowerCase()];
    if (request.method !== 'GET' && spoken !== undefined && Number(spoken) < OLDEST_WRITER)
      throw new LockstepError('protocol-too-old');
    // Compressed bodies would make the size limits meaningless.
    const encoding = request.headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') throw new LockstepError('unsupported-media-type');
  });
}
