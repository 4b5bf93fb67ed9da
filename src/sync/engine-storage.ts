// What the engine asks of the device's storage. Each method is one transaction: all of it or nothing.
import type { ErrorBody } from '../protocol/errors.ts';
import type { Mutation } from '../protocol/mutations.ts';
import type { Row } from '../protocol/rows.ts';
import type { Origin } from '../protocol/stream.ts';

/** How far this device has come. `syncAt` is the server's, `seq` is its number in clear. */
export interface Cursor {
  syncAt: string;
  seq: number;
}

/** Where a device stands. */
export interface Reached {
  cursor: Cursor | null;
  /** The newest that any stored row may be of; with a hole in the chain, that is ahead of the cursor. */
  seen: Cursor | null;
}

/** A mutation that waits for the server; `n` is its position, without gaps. */
export type Unsent = Mutation & { n: number };

/** A value that gave way where two devices had set the same field: said by an answer, or by the stream. */
export interface Clash {
  field: string;
  lost: unknown;
  /** Our mutation that it is about; else another device's change of `entityId` made our value give way. */
  mutationId?: string;
  entityId?: string;
  /** The other device, and when its change was committed. */
  device?: Origin | null;
  at?: string | null;
}

export interface Application {
  rows: Row[];
  /** Stored with the rows, so that it is never ahead of them (I2). */
  cursor?: Cursor;
  /** Given while it is ahead of the cursor. */
  seen?: Cursor;
  /** Outbox rows that the server settled; they leave as their base rows arrive, so that nothing flickers. */
  confirmed?: string[];
  rejected?: { mutationId: string; error: ErrorBody }[];
  /** Kept with what they are about, until the person has decided or the field is set again. */
  clashes?: Clash[];
}

export interface EngineStorage {
  /**
   * Takes the lead over this device's rows: what an earlier holder still tries to write is refused with
   * `superseded`, however late it wakes up. A fencing token, since a lock says nothing to a frozen holder.
   */
  takeTerm(): Promise<void>;
  /** `clientId` names this database's outbox: `n` counts within it. */
  readState(): Promise<Reached & { clientId: string }>;
  /** Takes each row whose revision is newer than the base's; returns the ids of rows whose view may differ. */
  apply(application: Application): Promise<string[]>;
  /** The oldest mutations, in order, and the client id under which they are numbered. */
  unsent(limit: number): Promise<{ clientId: string; mutations: Unsent[] }>;
  counts(): Promise<{ unsent: number; rejected: number }>;
  /** Starts the outbox's numbering anew under a new `clientId`; ids stay, so nothing applies twice (I4). */
  renumber(): Promise<void>;
  /**
   * Replaces the base by a snapshot in one step; outbox and drafts stay. With `keepMissing`, what the snapshot
   * lacks is put in the outbox: another server's emptiness is never read as deletion, nor its age as an edit.
   * @param forgotten ids of rows that the server lacks because they were deleted there long ago.
   */
  replaceBase(
    rows: Row[],
    cursor: Cursor,
    keepMissing: boolean,
    forgotten?: readonly string[],
  ): Promise<void>;
  /**
   * The digest of the base (protocol/digest.ts), kept up with every row that is stored; the first one of a host is
   * counted from the rows. Nothing may be applied meanwhile.
   */
  digest(): Promise<string>;
  /** The digest of each bucket, counted anew from the rows. */
  bucketDigests(): Promise<string[]>;
  /**
   * Makes these buckets hold exactly `rows`, whatever their revisions, and counts the digest anew. What the rows
   * lack is put in the outbox, as by `replaceBase`.
   */
  repairBase(rows: Row[], buckets: readonly number[], forgotten?: readonly string[]): Promise<void>;
}
