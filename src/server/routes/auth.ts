// Accounts and sessions (DESIGN.md §4 "Sessions").
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { v7 as uuidv7 } from 'uuid';
import { BearerToken, Credentials, JoinedSession, Joining, Session } from '../../protocol/auth.ts';
import { LockstepError } from '../../protocol/errors.ts';
import { PATHS } from '../../protocol/wire.ts';
import { requireBearer, requireSameOrigin, requireSession, sessionCookie } from '../auth/authenticate.ts';
import { checkPassword, hashPassword } from '../auth/passwords.ts';
import { hashSecret, newSecret } from '../auth/secrets.ts';
import { type App, BODY_FAILURES, failures, NEEDS_TOKEN, type Services, TOKEN_FAILURES } from './route.ts';

const SESSION_DAYS = 30;
const SESSION_MS = SESSION_DAYS * 24 * 3600 * 1000;
const TOKEN_MS = 15 * 60 * 1000;
const tags = ['Sessions'];

export function authRoutes(app: App, { store, hub, settings, limits, now }: Services): void {
  // Under a sub-path of somebody else's origin, the browser knows the routes by their outer path.
  const base = settings.publicUrl?.pathname.replace(/\/$/, '') ?? '';
  const cookieName = sessionCookie(settings);
  const cookie = {
    path: `${base}/api/auth`,
    httpOnly: true,
    sameSite: 'strict',
    secure: settings.publicUrl?.protocol === 'https:',
  } as const;
  const limited = { rateLimit: { max: limits.signIns, timeWindow: '1 minute' } };
  const authenticate = requireBearer(store, now);

  async function startSession(reply: FastifyReply, achieverId: string, deviceName: string) {
    const deviceId = uuidv7();
    const secret = newSecret();
    const device = { id: deviceId, achieverId, name: deviceName, sessionHash: hashSecret(secret) };
    await store.createDevice({ ...device, now: now(), expiresAt: now() + SESSION_MS });
    void reply.setCookie(cookieName, secret, { ...cookie, maxAge: SESSION_MS / 1000 });
    return { achieverId, deviceId };
  }

  app.post(
    PATHS.register,
    {
      config: limited,
      schema: {
        tags,
        summary: 'Create an account and sign in',
        body: Credentials,
        response: {
          200: Session,
          ...failures(...BODY_FAILURES, 'forbidden', 'signups-closed', 'email-taken', 'rate-limited'),
        },
      },
    },
    async (request, reply) => {
      requireSameOrigin(request);
      if (settings.signups === 'closed') throw new LockstepError('signups-closed');
      const { email, password, deviceName } = request.body;
      const id = uuidv7();
      const refused = await store.createAchiever({
        id,
        email: email.toLowerCase(),
        passwordHash: await hashPassword(password),
        now: now(),
        onlyFirst: settings.signups === 'first',
      });
      if (refused) throw new LockstepError(refused);
      return startSession(reply, id, deviceName);
    },
  );

  app.post(
    PATHS.login,
    {
      config: limited,
      schema: {
        tags,
        summary: 'Sign in on this device',
        body: Credentials,
        response: {
          200: Session,
          ...failures(...BODY_FAILURES, 'forbidden', 'invalid-credentials', 'rate-limited'),
        },
      },
    },
    async (request, reply) => {
      requireSameOrigin(request);
      const { email, password, deviceName } = request.body;
      const account = await store.findAchiever(email.toLowerCase());
      if (!(await checkPassword(password, account?.passwordHash ?? null)) || !account)
        throw new LockstepError('invalid-credentials');
      return startSession(reply, account.id, deviceName);
    },
  );

  app.post(
    PATHS.token,
    {
      schema: {
        tags,
        summary: 'Exchange the session cookie for a bearer token',
        description: 'Needs the header `X-Lockstep: 1` and a request from the same origin.',
        response: { 200: BearerToken, ...failures('forbidden', 'session-ended') },
      },
    },
    async (request, reply) => {
      const session = await requireSession(store, now(), request, cookieName);
      const token = newSecret();
      const sessionExpiresAt = now() + SESSION_MS;
      const expiresAt = now() + TOKEN_MS;
      await store.createToken({
        hash: hashSecret(token),
        identity: session,
        expiresAt,
        sessionExpiresAt,
        now: now(),
      });
      const secret = request.cookies[cookieName]!;
      void reply.setCookie(cookieName, secret, { ...cookie, maxAge: SESSION_MS / 1000 });
      return { token, expiresInSeconds: TOKEN_MS / 1000 };
    },
  );

  app.post(
    PATHS.logout,
    {
      onRequest: authenticate,
      schema: {
        tags,
        summary: 'End the session of this device',
        security: NEEDS_TOKEN,
        response: { 204: Type.Null(), ...failures(...TOKEN_FAILURES) },
      },
    },
    async (request, reply) => {
      const { achieverId, deviceId } = request.identity;
      await store.endDevice(achieverId, deviceId);
      hub.revoke(achieverId, deviceId);
      void reply.clearCookie(cookieName, cookie).code(204);
      return reply.send(null);
    },
  );

  app.post(
    PATHS.join,
    {
      config: limited,
      schema: {
        tags,
        summary: 'Sign in on this device with an invitation of another one',
        body: Joining,
        response: {
          200: JoinedSession,
          ...failures(...BODY_FAILURES, 'forbidden', 'invitation-ended', 'rate-limited'),
        },
      },
    },
    async (request, reply) => {
      requireSameOrigin(request);
      const { code, deviceName } = request.body;
      const achieverId = await store.takeInvitation(hashSecret(code), now());
      const account = achieverId && (await store.accountOf(achieverId));
      if (!account) throw new LockstepError('invitation-ended');
      return { ...(await startSession(reply, achieverId, deviceName)), email: account.email };
    },
  );
}
