// Sessions on the wire: a cookie that can only mint tokens, and bearer tokens for everything else.
import { type Static, Type } from 'typebox';
import { Id, Instant } from './rows.ts';
import { MAX_PASSWORD, MIN_PASSWORD } from './wire.ts';

const Email = Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\s@]+@[^\\s@]+$' });
const DeviceName = Type.String({ minLength: 1, maxLength: 64 });

const Password = Type.String({ minLength: MIN_PASSWORD, maxLength: MAX_PASSWORD });

export const Credentials = Type.Object(
  {
    email: Email,
    password: Password,
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

export const DeviceChange = Type.Object({ name: DeviceName }, { additionalProperties: false });

export const PasswordChange = Type.Object(
  { current: Type.String({ maxLength: MAX_PASSWORD }), next: Password },
  { additionalProperties: false },
);

/** Lets one device in without the password, once and soon; shown as a QR code. */
export const Invitation = Type.Object({ code: Type.String(), expiresInSeconds: Type.Number() });

export const Joining = Type.Object(
  { code: Type.String({ minLength: 1, maxLength: 128 }), deviceName: DeviceName },
  { additionalProperties: false },
);

/** The account's e-mail comes along: whoever joined by a code did not type it. */
export const JoinedSession = Type.Object({ achieverId: Id, deviceId: Id, email: Type.String() });

/** What a demo fills an account with: in whose language, and whose today. */
export const DemoVisit = Type.Object(
  {
    language: Type.Union([Type.Literal('en'), Type.Literal('de')]),
    /** IANA name. */
    timeZone: Type.String({ maxLength: 64 }),
  },
  { additionalProperties: false },
);

export type Invitation = Static<typeof Invitation>;
export type JoinedSession = Static<typeof JoinedSession>;
export type Credentials = Static<typeof Credentials>;
export type Session = Static<typeof Session>;
export type BearerToken = Static<typeof BearerToken>;
export type DemoVisit = Static<typeof DemoVisit>;
export type Device = Static<typeof Device>;
export type DeviceList = Static<typeof DeviceList>;
