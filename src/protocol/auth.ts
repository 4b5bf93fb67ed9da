// Sessions on the wire: a cookie that can only mint tokens, and bearer tokens for everything else.
import { type Static, Type } from 'typebox';
import { Id, Instant } from './rows.ts';
import { MAX_PASSWORD, MIN_PASSWORD } from './wire.ts';

const Email = Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+$' });
const DeviceName = Type.String({ minLength: 1, maxLength: 64 });

export const Credentials = Type.Object(
  {
    email: Email,
    password: Type.String({ minLength: MIN_PASSWORD, maxLength: MAX_PASSWORD }),
    deviceName: DeviceName,
  },
  { additionalProperties: false },
);

/** Answer to register and login; the session itself is in the Set-Cookie header. */
export const Session = Type.Object({ achieverId: Id, deviceId: Id });

/** Answer to `POST /api/auth/token`. */
export const BearerToken = Type.Object({ token: Type.String(), expiresInSeconds: Type.Number() });

export const Device = Type.Object({
  id: Id,
  name: Type.String(),
  createdAt: Instant,
  lastSeenAt: Instant,
  /** True for the device that asks. */
  current: Type.Boolean(),
});
export const DeviceList = Type.Object({ devices: Type.Array(Device) });

export type Credentials = Static<typeof Credentials>;
export type Session = Static<typeof Session>;
export type BearerToken = Static<typeof BearerToken>;
export type Device = Static<typeof Device>;
export type DeviceList = Static<typeof DeviceList>;
