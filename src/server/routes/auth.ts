// Accounts and sessions (DESIGN.md §4 "Sessions").
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { v7 as uuidv7 } from 'uuid';
import { BearerToken, Credentials, DeviceList, Session } from '../../protocol/auth.ts';
import { LockstepError } from '../../protocol/errors.ts';
import { PATHS } from '../../protocol/wire.ts';
import { requireBearer, requireSameOrigin, requireSession, SESSION_COOKIE } from '../auth/authenticate.ts';
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
    void reply.setCookie(SESSION_COOKIE, secret, { ...cookie, maxAge: SESSION_MS / 1000 });
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
      const session = await requireSession(store, now(), request);
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
      const secret = request.cookies[SESSION_COOKIE]!;
      void reply.setCookie(SESSION_COOKIE, secret, { ...cookie, maxAge: SESSION_MS / 1000 });
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
      void reply.clearCookie(SESSION_COOKIE, cookie).code(204);
      return reply.send(null);
    },
  );

  app.get(
    PATHS.devices,
    {
      onRequest: authenticate,
      schema: {
        tags,
        summary: 'Devices that are signed in',
        security: NEEDS_TOKEN,
        response: { 200: DeviceList, ...failures(...TOKEN_FAILURES) },
      },
    },
    async ({ identity }) => {
      const devices = await store.devices(identity.achieverId, now());
      return {
        devices: devices.map(({ id, name, createdAt, lastSeenAt }) => ({
          id,
          name,
          createdAt: new Date(createdAt).toISOString(),
          lastSeenAt: new Date(lastSeenAt).toISOString(),
          current: id === identity.deviceId,
        })),
      };
    },
  );

  app.delete(
    `${PATHS.devices}/:id`,
    {
      onRequest: authenticate,
      schema: {
        tags,
        summary: 'Sign a device out from here',
        security: NEEDS_TOKEN,
        params: Type.Object({ id: Type.String() }),
        response: { 204: Type.Null(), ...failures(...TOKEN_FAILURES, 'unknown-device') },
      },
    },
    async ({ identity, params }, reply) => {
      if (!(await store.endDevice(identity.achieverId, params.id))) throw new LockstepError('unknown-device');
      hub.revoke(identity.achieverId, params.id);
      return reply.code(204).send(null);
    },
  );
}
