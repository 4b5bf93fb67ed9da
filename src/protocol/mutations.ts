// Mutations: what people intended, as it travels from the outbox to the server and what comes back.
import { type Static, Type } from 'typebox';
import { Entity, Id, Instant, Row } from './rows.ts';
import { Origin } from './stream.ts';
import { MAX_BATCH } from './wire.ts';

export const MutationKind = Type.Union([
  Type.Literal('create'),
  Type.Literal('update'),
  Type.Literal('delete'),
  Type.Literal('restore'),
]);

/**
 * One intended change. `fields` holds only what the person changed, as values to set (`null` clears), never
 * as an operation such as "toggle": applying it twice must mean the same as once.
 * What the fields may be depends on the entity and is checked for each mutation, so that a bad one is rejected
 * alone and never blocks those behind it.
 */
export const Mutation = Type.Object(
  {
    /** UUIDv7 made by the client: the idempotency key. */
    id: Id,
    /** Position in the client's outbox, +1 for each; left out by API users. */
    n: Type.Optional(Type.Integer({ minimum: 1 })),
    entity: Entity,
    entityId: Id,
    kind: MutationKind,
    fields: Type.Optional(Type.Record(Type.String({ maxLength: 64 }), Type.Unknown())),
    /** Revision of the row that the person was looking at; 0 for none. */
    baseRevision: Type.Optional(Type.Integer({ minimum: 0 })),
    /** The text fields as they were before the edit, for a three-way merge. */
    base: Type.Optional(Type.Record(Type.String({ maxLength: 64 }), Type.Unknown())),
  },
  { additionalProperties: false },
);

export const MutationBatch = Type.Object(
  {
    /** Random id of the sender's local database; `n` counts within it. */
    clientId: Type.Optional(Id),
    /** Cursor of the rows that these were made on; a server that does not have them any more answers 410. */
    syncAt: Type.Optional(Type.String({ maxLength: 128 })),
    mutations: Type.Array(Mutation, { minItems: 1, maxItems: MAX_BATCH }),
  },
  { additionalProperties: false },
);

export const MutationStatus = Type.Union([
  Type.Literal('applied'),
  Type.Literal('merged'),
  Type.Literal('duplicate'),
  Type.Literal('rejected'),
]);

/**
 * Two people changed the same field, and not in a way that lets both changes stand: `lost` gave way and stays in
 * the row's history. Notes keep what both wrote, visibly; `lost` is then the whole text that was there.
 */
export const Conflict = Type.Object({
  field: Type.String(),
  kept: Type.Unknown(),
  lost: Type.Unknown(),
  /** Who made the change that met this one, and when it was committed; left out when it is not known any more. */
  device: Type.Optional(Origin),
  at: Type.Optional(Instant),
});

export const MutationResult = Type.Object({
  id: Id,
  status: MutationStatus,
  /** The row after the mutation; absent when it was rejected. */
  row: Type.Optional(Row),
  conflicts: Type.Optional(Type.Array(Conflict)),
  error: Type.Optional(
    Type.Object({
      code: Type.String(),
      message: Type.String(),
      /** `field`: the one that is the reason, where one is. */
      details: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    }),
  ),
});

/** `seq === prev` when the batch changed nothing. */
export const MutationResponse = Type.Object({
  prev: Type.Integer(),
  seq: Type.Integer(),
  syncAt: Type.String(),
  results: Type.Array(MutationResult),
});

export type MutationKind = Static<typeof MutationKind>;
export type Mutation = Static<typeof Mutation>;
export type MutationBatch = Static<typeof MutationBatch>;
export type Conflict = Static<typeof Conflict>;
export type MutationResult = Static<typeof MutationResult>;
export type MutationResponse = Static<typeof MutationResponse>;
