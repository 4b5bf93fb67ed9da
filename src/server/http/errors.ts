// Every failure leaves as {code, message, details?}: mapped here, once.
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import type { Socket } from 'node:net';
import { ERRORS } from '../../protocol/error-meanings.ts';
import { type ErrorBody, type ErrorCode, LockstepError } from '../../protocol/errors.ts';
import { HEADERS, PROTOCOL_VERSION } from '../../protocol/wire.ts';

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
  const allowed = error.details?.['allowed'];
  if (Array.isArray(allowed)) void reply.header('allow', allowed.join(', '));
  if (ERRORS[error.code].status === 401) void reply.header('www-authenticate', 'Bearer');
  return reply.code(ERRORS[error.code].status || 500).send(inWords(error));
}

/** The body of an answer: people who use the API read what the code means. */
function inWords(error: LockstepError): ErrorBody {
  const body = error.toJSON();
  return body.message === body.code ? { ...body, message: ERRORS[body.code].meaning } : body;
}

/** The answer for an address or method that is not there. */
export function notFound(app: FastifyInstance, request: FastifyRequest): LockstepError {
  const url = request.url.split('?')[0]!;
  const matches = (method: HTTPMethods) => {
    const route = app.findRoute({ method, url });
    // The catch-all that serves files takes every GET; it is no route of the API.
    return route !== null && !('*' in route.params);
  };
  const allowed = (['GET', 'POST', 'DELETE'] as const).filter(matches);
  return allowed.length > 0
    ? new LockstepError('method-not-allowed', undefined, { allowed })
    : new LockstepError('not-found');
}

/** What is not HTTP at all never reaches a route; it gets the same kind of answer. */
export function refuseNonsense(_error: Error, socket: Socket): void {
  if (!socket.writable) return;
  const body = JSON.stringify(new LockstepError('invalid-body', 'This is not a well-formed HTTP request.'));
  const head = `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
  const ours = `${HEADERS.protocol}: ${PROTOCOL_VERSION}`;
  socket.end(`${head}\r\n${ours}\r\nConnection: close\r\n\r\n${body}`);
}

/** What was thrown, in our own codes. */
export function toLockstepError(error: FastifyError | LockstepError): LockstepError {
  if (error instanceof LockstepError) return error;
  if (error.validation) {
    const [first] = error.validation;
    const inQuery = error.validationContext === 'querystring';
    return new LockstepError(inQuery ? 'invalid-query' : 'invalid-body', undefined, {
      path: first?.instancePath ?? '',
      // `additionalProperties: false` makes the schema of what is not declared `false`.
      problem: first?.keyword === 'boolean' ? 'unknown field' : (first?.message ?? error.message),
    });
  }
  const code = FASTIFY_CODES[error.code];
  if (code) return new LockstepError(code);
  // What the body parser throws for bad JSON is a plain SyntaxError with a 400.
  if (error.statusCode === 400) return new LockstepError('invalid-body');
  return new LockstepError('internal');
}
