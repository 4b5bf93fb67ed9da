// The local database of one achiever on one device. Upgrades only add; anything destructive would be a new
// database and a copy (DESIGN.md §6.10).
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { ErrorBody } from '../protocol/errors.ts';
import type { Mutation } from '../protocol/mutations.ts';
import type { LiveRow } from '../protocol/rows.ts';
import type { Origin } from '../protocol/stream.ts';
import type { Cursor } from '../sync/engine-storage.ts';
import { listKeysOf } from './lists.ts';
import type { ReminderRecord } from './reminders.ts';

export const DATABASE_VERSION = 3;
export const databaseName = (achieverId: string) => `lockstep-${achieverId}`;

/**
 * A row as the server confirmed it. A deleted one keeps its last known fields, so that it stays readable; one
 * that this device only ever saw as a tombstone has none of them.
 */
export type BaseRecord = Pick<LiveRow, 'entity' | 'id' | 'revision'> &
  Partial<Omit<LiveRow, 'entity' | 'id' | 'revision'>> & {
    deletedAt?: string;
    /** Places in the lists (lists.ts). */
    listKeys?: ListKey[];
  };

export type ListKey = [list: string, position: string | number, id: string];

/** A mutation waiting for the server. The key counts up by one in order of commit, without gaps. */
export interface OutboxRecord {
  key?: number;
  mutation: Omit<Mutation, 'n'>;
  entityId: string;
  /** Whose edit this is: it is never sent with another achiever's token. */
  achieverId: string;
  /** Wall-clock ms at which the person made it, for showing. */
  at: number;
}

export interface RejectedRecord extends OutboxRecord {
  mutationId: string;
  error: ErrorBody;
}

export interface DraftRecord {
  taskId: string;
  field: string;
  text: string;
  base: string;
  baseRevision: number;
}

/** A value that gave way where two devices had set the same field: one for each field, until it is set again. */
export interface ConflictRecord {
  entityId: string;
  field: string;
  lost: unknown;
  /** The value that gave way is the one that was set here; else it is the other device's. */
  mine: boolean;
  /** The other device, when it is known. */
  device: Origin | null;
  /** When the other device's change was committed, by the server's clock; null when that is not known. */
  at: string | null;
  /** The person has had it on screen. */
  seen: boolean;
}

export interface LockstepSchema extends DBSchema {
  base: { key: string; value: BaseRecord; indexes: { byLists: ListKey } };
  outbox: {
    key: number;
    value: OutboxRecord;
    indexes: { byEntity: string; byMutation: string };
  };
  rejected: { key: string; value: RejectedRecord };
  drafts: { key: [string, string]; value: DraftRecord };
  conflicts: { key: [string, string]; value: ConflictRecord };
  meta: {
    key: string;
    value:
      | Cursor
      | { clientId: string; offset: number }
      | { achieverId: string }
      | { term: number }
      | { digest: string }
      | ReminderRecord;
  };
}

export type LockstepDatabase = IDBPDatabase<LockstepSchema>;

/** Creates what a version lacks, step by step from the one that is there. */
export function upgrade(database: LockstepDatabase, from: number, tx: Upgrade): void {
  if (from < 1) {
    database.createObjectStore('base', { keyPath: 'id' });
    // The key generator gives n: it counts up by one, and an aborted transaction takes its number back.
    const outbox = database.createObjectStore('outbox', { keyPath: 'key', autoIncrement: true });
    outbox.createIndex('byEntity', 'entityId');
    outbox.createIndex('byMutation', 'mutation.id', { unique: true });
    database.createObjectStore('rejected', { keyPath: 'mutationId' });
    database.createObjectStore('drafts', { keyPath: ['taskId', 'field'] });
    database.createObjectStore('meta');
  }
  if (from < 2) database.createObjectStore('conflicts', { keyPath: ['entityId', 'field'] });
  if (from < 3) {
    tx.objectStore('base').createIndex('byLists', 'listKeys', { multiEntry: true });
    if (from > 0) void placeInLists(tx);
  }
}

type Upgrade = IDBPTransaction<LockstepSchema, StoreNames<LockstepSchema>[], 'versionchange'>;

/** Until the third version a row had one key in one of two lists. What fails here fails the upgrade as a whole. */
async function placeInLists(tx: Upgrade): Promise<void> {
  const base = tx.objectStore('base');
  (base as unknown as { deleteIndex(name: 'byList'): void }).deleteIndex('byList');
  for (let cursor = await base.openCursor(); cursor; cursor = await cursor.continue()) {
    const { listKey: _, ...row } = cursor.value as BaseRecord & { listKey?: unknown };
    void cursor.update({ ...row, listKeys: listKeysOf(row) });
  }
}
