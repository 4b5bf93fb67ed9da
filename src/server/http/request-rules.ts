// What holds for every request before its route is asked: the version of the wire is on every answer, writers too
// old to be understood get 426, only plain JSON bodies are read, and nothing of the API is kept in a cache.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LockstepError } from '../../protocol/errors.ts';
import { HEADERS, OLDEST_WRITER, PROTOCOL_VERSION } from '../../protocol/wire.ts';

/** RFC 8259 §8.1: JSON between systems is UTF-8. */
const JSON_TYPE = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i;

export function applyRequestRules(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.header(HEADERS.protocol, String(PROTOCOL_VERSION));
    if (request.url.startsWith('/api/')) void reply.header('cache-control', 'no-store');
    refuseOldWriter(request);
    refuseOtherBodies(request);
  });
}

/** Signing out is not writing: whoever cannot write any more can still leave. */
function refuseOldWriter({ headers, method, url }: FastifyRequest): void {
  const spoken = headers[HEADERS.protocol.toLowerCase()];
  if (spoken === undefined || method === 'GET' || !url.startsWith('/api/achiever/')) return;
  if (!(Number(spoken) >= OLDEST_WRITER)) throw new LockstepError('protocol-too-old');
}

function refuseOtherBodies({ headers }: FastifyRequest): void {
  const encoding = headers['content-encoding'];
  const type = headers['content-type'];
  // A compressed body would make the size limits meaningless.
  const encoded = encoding !== undefined && encoding !== 'identity';
  if (encoded || (type !== undefined && !JSON_TYPE.test(type)))
    throw new LockstepError('unsupported-media-type');
}
