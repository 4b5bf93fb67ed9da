// What a signed-in device does about its account's devices and password (DESIGN.md §4 "Sessions").
import { Type } from 'typebox';
import { DeviceChange, DeviceList, Invitation, PasswordChange } from '../../protocol/auth.ts';
import { LockstepError } from '../../protocol/errors.ts';
import { PATHS } from '../../protocol/wire.ts';
import { requireBearer } from '../auth/authenticate.ts';
import { checkPassword, hashPassword } from '../auth/passwords.ts';
import { hashSecret, newSecret } from '../auth/secrets.ts';
import { type App, BODY_FAILURES, failures, NEEDS_TOKEN, type Services, TOKEN_FAILURES } from './route.ts';

/** Time to take the other device in hand and point it at the code. */
const INVITATION_MS = 5 * 60 * 1000;
const tags = ['Sessions'];

export function deviceRoutes(app: App, { store, hub, limits, now }: Services): void {
  const limited = { rateLimit: { max: limits.signIns, timeWindow: '1 minute' } };
  const authenticate = requireBearer(store, now);

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

  app.patch(
    `${PATHS.devices}/:id`,
    {
      onRequest: authenticate,
      schema: {
        tags,
        summary: 'Give a device another name',
        security: NEEDS_TOKEN,
        params: Type.Object({ id: Type.String() }),
        body: DeviceChange,
        response: { 204: Type.Null(), ...failures(...BODY_FAILURES, ...TOKEN_FAILURES, 'unknown-device') },
      },
    },
    async ({ identity, params, body }, reply) => {
      if (!(await store.renameDevice(identity.achieverId, params.id, body.name)))
        throw new LockstepError('unknown-device');
      return reply.code(204).send(null);
    },
  );

  app.post(
    PATHS.password,
    {
      onRequest: authenticate,
      config: limited,
      schema: {
        tags,
        summary: 'Change the password; every other device is signed out',
        security: NEEDS_TOKEN,
        body: PasswordChange,
        response: {
          204: Type.Null(),
          ...failures(...BODY_FAILURES, ...TOKEN_FAILURES, 'invalid-credentials', 'rate-limited'),
        },
      },
    },
    async ({ identity: { achieverId, deviceId }, body: { current, next } }, reply) => {
      const account = await store.accountOf(achieverId);
      if (!(await checkPassword(current, account?.passwordHash ?? null)))
        throw new LockstepError('invalid-credentials');
      const ended = await store.changePassword(achieverId, await hashPassword(next), deviceId);
      for (const device of ended) hub.revoke(achieverId, device);
      return reply.code(204).send(null);
    },
  );

  app.post(
    PATHS.invitations,
    {
      onRequest: authenticate,
      config: limited,
      schema: {
        tags,
        summary: 'Let one more device in without the password',
        description: 'The code works once, within five minutes, at `POST /api/auth/join`.',
        security: NEEDS_TOKEN,
        response: { 200: Invitation, ...failures(...TOKEN_FAILURES, 'rate-limited') },
      },
    },
    async ({ identity: { achieverId } }) => {
      const code = newSecret();
      const expiresAt = now() + INVITATION_MS;
      await store.createInvitation({ hash: hashSecret(code), achieverId, expiresAt, now: now() });
      return { code, expiresInSeconds: INVITATION_MS / 1000 };
    },
  );
}
