// Who is asking: the bearer token for everything, the session cookie for one thing only, minting a token.
import type { FastifyRequest } from 'fastify';
import { LockstepError } from '../../protocol/errors.ts';
import { HEADERS } from '../../protocol/wire.ts';
import type { Settings } from '../settings.ts';
import type { Identity, Store } from '../store/store.ts';
import { hashSecret } from './secrets.ts';

/** Browsers keep cookies by host, whatever the port: a demo must not sign anybody out of the real thing. */
export const sessionCookie = ({ demo }: Pick<Settings, 'demo'>): string =>
  demo ? 'lockstep_demo_session' : 'lockstep_session';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the hook of routes that need a bearer token. */
    identity: Identity;
  }
}

/** @throws LockstepError `unauthorized` or `token-expired` */
export function requireBearer(store: Store, now: () => number) {
  return async (request: FastifyRequest): Promise<void> => {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !token) throw new LockstepError('unauthorized');
    const identity = await store.findToken(hashSecret(token));
    if (!identity) throw new LockstepError('unauthorized');
    if (identity.expiresAt <= now()) throw new LockstepError('token-expired');
    request.identity = identity;
  };
}

/** @throws LockstepError `forbidden` or `session-ended` */
export async function requireSession(
  store: Store,
  now: number,
  request: FastifyRequest,
  cookie: string,
): Promise<Identity> {
  requireSameOrigin(request);
  if (request.headers[HEADERS.csrf.toLowerCase()] !== '1') throw new LockstepError('forbidden');
  const secret = request.cookies[cookie];
  const identity = secret ? await store.findSession(hashSecret(secret), now) : undefined;
  if (!identity) throw new LockstepError('session-ended');
  return identity;
}

/** Refuses what another site's page sent (Fetch Metadata §2.4; `Origin` where a browser has no Sec-Fetch-Site). */
export function requireSameOrigin(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site !== 'same-origin' && site !== 'none') throw new LockstepError('forbidden');
    return;
  }
  const origin = request.headers.origin;
  if (origin !== undefined && URL.parse(origin)?.host !== request.host) throw new LockstepError('forbidden');
}
