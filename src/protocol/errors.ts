// The closed set of error codes and the one error class. Mapped once at each edge: HTTP, port, screen.

/** Every code with its HTTP status and what it means. `status: 0` never crosses HTTP. */
export const ERRORS = {
  'invalid-body': { status: 400, meaning: 'The body is not JSON of the documented shape.' },
  'invalid-query': { status: 400, meaning: 'A query parameter is not of the documented shape.' },
  'unsupported-media-type': { status: 415, meaning: 'Only application/json, not encoded, is read.' },
  'body-too-large': { status: 413, meaning: 'The body is over the documented limit.' },
  'not-found': { status: 404, meaning: 'There is no such address.' },
  'method-not-allowed': { status: 405, meaning: 'The address exists, but not for this method.' },
  unauthorized: { status: 401, meaning: 'No valid bearer token came with the request.' },
  'token-expired': { status: 401, meaning: 'The bearer token ran out: mint a new one.' },
  'session-ended': { status: 401, meaning: 'The session cookie is missing, expired or revoked: sign in.' },
  'invalid-credentials': { status: 401, meaning: 'E-mail and password do not belong together.' },
  'email-taken': { status: 409, meaning: 'There is an account with this e-mail already.' },
  'signups-closed': { status: 403, meaning: 'This server takes no new accounts.' },
  forbidden: { status: 403, meaning: 'The request did not come from this origin.' },
  'unknown-device': { status: 404, meaning: 'This account has no such device.' },
  'rate-limited': { status: 429, meaning: 'Too many requests: try again after Retry-After.' },
  'resync-required': { status: 410, meaning: 'This syncAt cannot be continued: take a snapshot.' },
  'mutation-gap': { status: 409, meaning: 'Mutations before these are missing; details has expectedN.' },
  'protocol-too-old': { status: 426, meaning: 'This client is too old to write: reload to update.' },
  'over-capacity': { status: 503, meaning: 'The server is full or draining: try again after Retry-After.' },
  internal: { status: 500, meaning: 'The server failed; the log has the reason.' },
  // Also why one mutation of a batch was rejected; the batch itself is a 200.
  'unknown-row': { status: 404, meaning: 'This account has no such task, project or label.' },
  // Why one mutation of a batch was rejected (never an HTTP status of its own).
  'unknown-field': { status: 0, meaning: 'The row has no such field.' },
  'invalid-field': { status: 0, meaning: 'The value does not fit the field.' },
  'row-deleted': { status: 0, meaning: 'The row was deleted: restore it first.' },
  // Raised inside the browser.
  offline: { status: 0, meaning: 'The server could not be reached.' },
  'signed-out': { status: 0, meaning: 'No account on this device.' },
  'storage-full': { status: 0, meaning: 'The browser has no room left for this app.' },
  'storage-unavailable': { status: 0, meaning: 'The browser refused to open the local database.' },
  'storage-newer': { status: 0, meaning: 'The local database belongs to a newer version of the app.' },
  superseded: { status: 0, meaning: 'Another worker of this device leads now.' },
  'host-unreachable': { status: 0, meaning: 'The worker that syncs does not answer.' },
} as const satisfies Record<string, { status: number; meaning: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** What every 4xx and 5xx body looks like. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  details?: Record<string, unknown>;
}

/** The one error thrown inside; `message` is fit to be read by a person. */
export class LockstepError extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, message: string = ERRORS[code].meaning, details?: Record<string, unknown>) {
    super(message);
    this.name = 'LockstepError';
    this.code = code;
    this.details = details;
  }

  toJSON(): ErrorBody {
    const { code, message, details } = this;
    return details === undefined ? { code, message } : { code, message, details };
  }
}
