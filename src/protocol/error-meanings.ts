// Every error code with its HTTP status and what it means: for the server and its documentation. Browsers have words
// of their own and import the codes as a type alone.

/** `status: 0` never crosses HTTP. */
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
  'invitation-ended': { status: 410, meaning: 'The code was used, or its time is over: make a new one.' },
  'email-taken': { status: 409, meaning: 'There is an account with this e-mail already.' },
  'signups-closed': { status: 403, meaning: 'This server takes no new accounts.' },
  forbidden: { status: 403, meaning: 'The request did not come from this origin.' },
  'unknown-device': { status: 404, meaning: 'This account has no such device.' },
  'unknown-feed': { status: 404, meaning: 'This account has no such feed.' },
  'too-many-feeds': { status: 409, meaning: 'There is no room for another feed: revoke one first.' },
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
  'storage-blocked': { status: 0, meaning: 'Another tab keeps the local database of an older version open.' },
  'storage-newer': { status: 0, meaning: 'The local database belongs to a newer version of the app.' },
  superseded: { status: 0, meaning: 'Another worker of this device leads now.' },
  'host-unreachable': { status: 0, meaning: 'The worker that syncs does not answer.' },
} as const satisfies Record<string, { status: number; meaning: string }>;
