// What was done to one row: who changed which field, when, from what to what.
import { type Static, Type } from 'typebox';
import { Instant } from './rows.ts';
import { Origin } from './stream.ts';
import { MAX_HISTORY_ENTRIES } from './wire.ts';

export const HistoryEntry = Type.Object({
  /** Number of the commit. */
  seq: Type.Integer(),
  /** When it was committed, by the server's clock. */
  at: Instant,
  /** The device it came from; null when it is not known any more. */
  device: Type.Union([Origin, Type.Null()]),
  /** The field; `deletedAt` for a delete or a restore. */
  field: Type.String(),
  /** Its value before and after; null for none. */
  before: Type.Unknown(),
  after: Type.Unknown(),
  /** The value that gave way to another one; only of a conflict. */
  lost: Type.Optional(Type.Unknown()),
});

export const HistoryQuery = Type.Object(
  {
    /** Entries before this commit only: the `seq` of the last one seen. */
    before: Type.Optional(Type.Integer({ minimum: 1 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_HISTORY_ENTRIES, default: 50 })),
  },
  { additionalProperties: false },
);

/** The newest first. A page ends between two commits, and so may be a little longer than `limit`. */
export const HistoryPage = Type.Object({ entries: Type.Array(HistoryEntry), hasMore: Type.Boolean() });

export type HistoryEntry = Static<typeof HistoryEntry>;
export type HistoryPage = Static<typeof HistoryPage>;
