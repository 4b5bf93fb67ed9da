// What travels on the stream and on the pages of `changes` (DESIGN.md §4).
import { type Static, Type } from 'typebox';
import { Id, Row } from './rows.ts';

/** Opaque, server-issued cursor. Clients store it and send it back; they never look inside. */
export const SyncAt = Type.String({ minLength: 1, maxLength: 128 });

/** Sum of row hashes over live rows, 16 hex digits (see digest.ts). */
export const Digest = Type.String({ pattern: '^[0-9a-f]{16}$' });

/** The device a change came from. */
export const Origin = Type.Object({ deviceId: Id, deviceName: Type.String() });

export const Connected = Type.Object({
  connectionId: Id,
  /** The head at the moment of subscribing. */
  syncAt: SyncAt,
  digest: Digest,
  heartbeatSeconds: Type.Number(),
  maxAgeSeconds: Type.Number(),
  tokenExpiresInSeconds: Type.Number(),
  protocol: Type.Integer(),
  build: Type.String(),
});

/** A value of a row that gave way to a commit whose sender had not seen it. `client` is the one that had set it. */
export const Loss = Type.Object({
  entityId: Id,
  field: Type.String(),
  lost: Type.Unknown(),
  client: Type.String(),
});

/** One commit (live), or all rows whose newest commit is `seq` (replay). The SSE `id:` is its `syncAt`. */
export const Changes = Type.Object({
  prev: Type.Integer(),
  seq: Type.Integer(),
  origin: Type.Union([Origin, Type.Null()]),
  rows: Type.Array(Row),
  /** Names of the changed fields by row id; left out on replay, where the client compares. */
  fields: Type.Optional(Type.Record(Type.String(), Type.Array(Type.String()))),
  /** What gave way, for whoever had set it; left out where nothing did, and on replay. */
  losses: Type.Optional(Type.Array(Loss)),
});

/** To the sender in the place of `changes`: it has the rows from its HTTP answer. */
export const Ack = Type.Object({
  prev: Type.Integer(),
  seq: Type.Integer(),
  mutationIds: Type.Array(Id),
});

/** The replay is complete. `seq` is the head's number, so that an empty replay still anchors the chain. */
export const Live = Type.Object({ syncAt: SyncAt, seq: Type.Integer(), digest: Digest });

/** Too much to replay: page through `changes` up to `head`, the stream stays open. */
export const Behind = Type.Object({ head: Type.Integer() });

export const ResyncReason = Type.Union([
  Type.Literal('epoch'),
  Type.Literal('horizon'),
  Type.Literal('ahead'),
  Type.Literal('digest'),
]);
export const Resync = Type.Object({ reason: ResyncReason });

export const Reauth = Type.Object({ inSeconds: Type.Number() });

export const GoodbyeReason = Type.Union([
  Type.Literal('drain'),
  Type.Literal('revoked'),
  Type.Literal('age'),
  Type.Literal('slow'),
]);
export const Goodbye = Type.Object({ reason: GoodbyeReason, retryAfterMs: Type.Number() });

/** A page of rows changed since a cursor, each once, in seq order, tombstones included. */
export const ChangesPage = Type.Object({
  rows: Type.Array(Row),
  syncAt: SyncAt,
  /** The number inside `syncAt`. */
  seq: Type.Integer(),
  hasMore: Type.Boolean(),
  head: Type.Integer(),
  digest: Digest,
});

/**
 * The digest of each bucket of rows (see digest.ts), at one instant. `forgotten` are the ids of rows that were deleted
 * so long ago that nothing else is known of them: the only ones that a device must not send again.
 */
export const DigestPage = Type.Object({
  seq: Type.Integer(),
  buckets: Type.Array(Digest),
  forgotten: Type.Array(Id),
});

/** Every row of some buckets, tombstones included, at one instant. */
export const BucketRows = Type.Object({ seq: Type.Integer(), rows: Type.Array(Row) });

export type Origin = Static<typeof Origin>;
export type Loss = Static<typeof Loss>;
export type Connected = Static<typeof Connected>;
export type Changes = Static<typeof Changes>;
export type Ack = Static<typeof Ack>;
export type Live = Static<typeof Live>;
export type Behind = Static<typeof Behind>;
export type ResyncReason = Static<typeof ResyncReason>;
export type Resync = Static<typeof Resync>;
export type Reauth = Static<typeof Reauth>;
export type GoodbyeReason = Static<typeof GoodbyeReason>;
export type Goodbye = Static<typeof Goodbye>;
export type ChangesPage = Static<typeof ChangesPage>;
export type DigestPage = Static<typeof DigestPage>;
export type BucketRows = Static<typeof BucketRows>;

/** Every stream event with its data, as the client's parser hands it on; `id` is the SSE id (a `syncAt`). */
export type StreamEvent =
  | { type: 'connected'; data: Connected; id?: string }
  | { type: 'changes'; data: Changes; id?: string }
  | { type: 'ack'; data: Ack; id?: string }
  | { type: 'live'; data: Live; id?: string }
  | { type: 'behind'; data: Behind; id?: string }
  | { type: 'resync'; data: Resync; id?: string }
  | { type: 'reauth'; data: Reauth; id?: string }
  | { type: 'goodbye'; data: Goodbye; id?: string };
