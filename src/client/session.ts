// Sign-up and sign-in: the tab asks the server for the session cookie; all that is kept is who it belongs to.
import type { JoinedSession, Session } from '../protocol/auth.ts';
import { type ErrorBody, LockstepError } from '../protocol/errors.ts';
import { codeOf } from '../protocol/refusal.ts';
import { HEADERS, PATHS } from '../protocol/wire.ts';
import type { Account } from '../storage/account.ts';

export interface Credentials {
  email: string;
  password: string;
  deviceName: string;
}

/** What another device of the account showed. */
export interface Joining {
  code: string;
  deviceName: string;
}

/**
 * Opens a session; whose it is, is for the caller to store.
 * @throws LockstepError with the server's code, or `offline`.
 */
export async function startSession(
  path: typeof PATHS.register | typeof PATHS.login | typeof PATHS.join,
  credentials: Credentials | Joining,
): Promise<Account> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [HEADERS.csrf]: '1' },
    body: JSON.stringify(credentials),
  }).catch(() => {
    throw new LockstepError('offline');
  });
  const body = (await response.json().catch(() => null)) as
    (Session & Partial<JoinedSession> & Partial<ErrorBody>) | null;
  if (!response.ok || body === null)
    throw new LockstepError(codeOf(response, body), body?.message, body?.details);
  const { achieverId, deviceId } = body;
  const { deviceName } = credentials;
  const email = 'email' in credentials ? credentials.email : (body.email ?? '');
  return { achieverId, deviceId, email, deviceName };
}
