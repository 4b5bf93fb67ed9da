// Sign-up and sign-in: the tab asks the server for the session cookie; all that is kept is who it belongs to.
import type { Session } from '../protocol/auth.ts';
import { type ErrorBody, ERRORS, LockstepError } from '../protocol/errors.ts';
import { HEADERS, PATHS } from '../protocol/wire.ts';
import type { Account } from '../storage/account.ts';

export interface Credentials {
  email: string;
  password: string;
  deviceName: string;
}

/**
 * Opens a session; whose it is, is for the caller to store.
 * @throws LockstepError with the server's code, or `offline`.
 */
export async function startSession(
  path: typeof PATHS.register | typeof PATHS.login,
  credentials: Credentials,
): Promise<Account> {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [HEADERS.csrf]: '1' },
    body: JSON.stringify(credentials),
  }).catch(() => {
    throw new LockstepError('offline');
  });
  const body = (await response.json().catch(() => null)) as (Session & Partial<ErrorBody>) | null;
  if (!response.ok || body === null) {
    const code = body?.code && body.code in ERRORS ? body.code : 'offline';
    throw new LockstepError(code, body?.message ?? ERRORS[code].meaning, body?.details);
  }
  const { achieverId, deviceId } = body;
  const { email, deviceName } = credentials;
  return { achieverId, deviceId, email, deviceName };
}
