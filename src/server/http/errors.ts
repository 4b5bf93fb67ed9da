// Every failure leaves as {code, message, details?}: mapped here, once.
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorCode, ERRORS, LockstepError } from '../../protocol/errors.ts';

/** Fastify's own refusals in our codes. */
const FASTIFY_CODES: Record<string, ErrorCode> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid-body',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid-body',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid-body',
  FST_ERR_BAD_URL: 'not-found',
};

export function mapErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | LockstepError, request, reply) => {
    const known = toLockstepError(error);
    if (known.code === 'internal') request.log.error(error, 'request failed');
    return sendError(reply, known);
  });
}

export function sendError(reply: FastifyReply, error: LockstepError): FastifyReply {
  const retryAfterSeconds = error.details?.['retryAfterSeconds'];
  if (typeof retryAfterSeconds === 'number') void reply.header('retry-after', String(retryAfterSeconds));
  return reply.code(ERRORS[error.code].status || 500).send(error.toJSON());
}

/** The answer for an address or method that is not there. */
export function notFound(app: FastifyInstance, request: FastifyRequest): LockstepError {
  const url = request.url.split('?')[0]!;
  const others = ['GET', 'POST', 'DELETE'].filter((method) => app.hasRoute({ method, url } as never));
  return others.length > 0
    ? new LockstepError('method-not-allowed', undefined, { allowed: others })
    : new LockstepError('not-found');
}

function toLockstepError(error: FastifyError | LockstepError): LockstepError {
  if (error instanceof LockstepError) return error;
  if (error.validation) {
    const [first] = error.validation;
    const inQuery = error.validationContext === 'querystring';
    return new LockstepError(inQuery ? 'invalid-query' : 'invalid-body', undefined, {
      path: first?.instancePath ?? '',
      problem: first?.message ?? error.message,
    });
  }
  const code = FASTIFY_CODES[error.code];
  if (code) return new LockstepError(code);
  // What the body parser throws for bad JSON is a plain SyntaxError with a 400.
  if (error.statusCode === 400) return new LockstepError('invalid-body');
  return new LockstepError('internal');
}
