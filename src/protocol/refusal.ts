// What an answer other than a 2xx says.
import type { ErrorBody, ErrorCode } from './errors.ts';
import { HEADERS } from './wire.ts';

/**
 * The code in the body of an answer. A proxy's own error page has none, and what has one but not our header is
 * somebody else's: for us the server is not there.
 */
export const codeOf = (response: Response, body: Partial<ErrorBody> | null): ErrorCode =>
  body?.code && response.headers.has(HEADERS.protocol) ? body.code : 'offline';
