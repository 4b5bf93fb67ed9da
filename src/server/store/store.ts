// What the server asks of its store. The unit is the whole transaction, and everything is asynchronous, so that
// a database behind a network fits as well as one in the process.
import type { FeedKind } from '../../protocol/feeds.ts';
import type { HistoryPage } from '../../protocol/history.ts';
import type { Mutation, MutationResult } from '../../protocol/mutations.ts';
import type { EntityName } from '../../protocol/wire.ts';
import type { LiveRow, Row } from '../../protocol/rows.ts';
import type { Loss, ResyncReason } from '../../protocol/stream.ts';

/** Who is asking: read from a bearer token or a session cookie. */
export interface Identity {
  achieverId: string;
  deviceId: string;
  deviceName: string;
  /** Wall-clock ms at which the token or session ends. */
  expiresAt: number;
}

export interface DeviceRecord {
  id: string;
  name: string;
  createdAt: number;
  lastSeenAt: number;
}

/** A row with what only the server knows of it. */
export interface StoredRow {
  id: string;
  entity: EntityName;
  revision: number;
  createdAt: string;
  updatedAt: string;
  deletedAt: string | null;
  /** Fields that are set. They stay when the row is deleted, for a restore. */
  fields: Record<string, unknown>;
  /** How each field that was ever set came to what it is. */
  fieldRevisions: Record<string, FieldRevision>;
}

export interface FieldRevision {
  /** The revision that set the field last, and the client that did. */
  revision: number;
  by: string;
  /** The value is not what that client sent: it holds what others wrote, which the client may not have seen. */
  merged?: true;
}

/** What a `syncAt` says: every change up to `seq`, as it was numbered in this epoch. */
export interface Cursor {
  epoch: string;
  seq: number;
  /** The horizon of the pages it was handed out with: whoever is still reading them misses nothing behind it. */
  horizon: number;
}

/** Where a sequence stands: every change up to `seq` is committed, and `digest` is of exactly that state. */
export interface Head {
  seq: number;
  digest: string;
  /** Rows deleted up to this number may be forgotten altogether. */
  horizon: number;
}

export interface CommitRequest {
  achieverId: string;
  deviceId: string;
  clientId: string | null;
  mutations: readonly Mutation[];
  now: number;
}

/** What one batch did. `seq === prev` when it changed nothing. */
export interface Commit {
  prev: number;
  seq: number;
  results: MutationResult[];
  /** The changed rows as they are after the commit, each once. */
  rows: Row[];
  /** Names of the changed fields by row id. */
  fields: Record<string, string[]>;
  /** Values of other clients that gave way. */
  losses: Loss[];
}

export interface ChangedRow {
  row: Row;
  seq: number;
  /** The device of the newest change; null when it is not known any more. */
  origin: { deviceId: string; deviceName: string } | null;
}

/** Rows in order of `seq`, never a part of one commit without the rest. */
export interface ChangedRows {
  rows: ChangedRow[];
  /** Everything up to here is in `rows` or before them. */
  upTo: number;
  hasMore: boolean;
  head: Head;
}

/** What digests see of every live row, and the number of the instant at which they were so. */
export interface Revisions {
  seq: number;
  rows: { id: string; revision: number; updatedAt: string }[];
  /** Ids of rows that were deleted, and of which nothing else is known any more. */
  forgotten: string[];
}

export interface HistoryRequest {
  achieverId: string;
  entity: EntityName;
  rowId: string;
  /** Entries of commits with smaller numbers only. */
  before?: number | undefined;
  limit: number;
}

/** A calendar feed, without its secret. */
export interface FeedRecord {
  id: string;
  as: FeedKind;
  /** One project's tasks; null for all. */
  projectId: string | null;
  createdAt: number;
}

export interface Store {
  /** Random id of the time since the database was opened, 16 hex digits; cursors carry it. */
  readonly epoch: string;

  /** @returns what kept the account from being made, or null. `onlyFirst`: refuse when there is one already. */
  createAchiever(account: {
    id: string;
    email: string;
    passwordHash: string;
    now: number;
    onlyFirst: boolean;
  }): Promise<'email-taken' | 'signups-closed' | null>;
  findAchiever(email: string): Promise<{ id: string; passwordHash: string } | undefined>;

  /** Removes an account and everything it has; its sessions and streams are for the caller to end first. */
  removeAchiever(achieverId: string): Promise<void>;
  accountOf(achieverId: string): Promise<{ email: string; passwordHash: string } | undefined>;
  /** Sets another password and ends every other device's session, in one transaction; returns those devices. */
  changePassword(achieverId: string, passwordHash: string, exceptDevice: string): Promise<string[]>;
  /** Lets one device in until `expiresAt`, wall-clock ms; forgets those whose time is over. */
  createInvitation(invitation: {
    hash: string;
    achieverId: string;
    expiresAt: number;
    now: number;
  }): Promise<void>;
  /** Whom an invitation lets in; it works once. */
  takeInvitation(hash: string, now: number): Promise<string | undefined>;

  createDevice(device: {
    id: string;
    achieverId: string;
    name: string;
    sessionHash: string;
    now: number;
    expiresAt: number;
  }): Promise<void>;
  findSession(sessionHash: string, now: number): Promise<Identity | undefined>;
  /** Makes a token and moves the session's end, in one transaction. */
  createToken(token: {
    hash: string;
    identity: Identity;
    expiresAt: number;
    sessionExpiresAt: number;
    now: number;
  }): Promise<void>;
  /** Also finds a token that has run out, for as long as it is kept. */
  findToken(hash: string): Promise<Identity | undefined>;
  /** Devices whose session is alive, the one seen last first. */
  devices(achieverId: string, now: number): Promise<DeviceRecord[]>;
  /** Gives a device another name; false when the achiever has no such device. */
  renameDevice(achieverId: string, deviceId: string, name: string): Promise<boolean>;
  /** Ends a device's session and tokens; false when the achiever has no such device. */
  endDevice(achieverId: string, deviceId: string): Promise<boolean>;

  /** False when the achiever has `atMost` feeds already. */
  createFeed(feed: FeedRecord & { achieverId: string; secretHash: string; atMost: number }): Promise<boolean>;
  /** The oldest first. */
  feeds(achieverId: string): Promise<FeedRecord[]>;
  findFeed(secretHash: string): Promise<(FeedRecord & { achieverId: string }) | undefined>;
  /** False when the achiever has no such feed. */
  deleteFeed(achieverId: string, id: string): Promise<boolean>;
  /** Open tasks, of one project or all, and every project and label. */
  rowsForFeed(achieverId: string, projectId: string | null): Promise<LiveRow[]>;

  /** Resolves when the commit would survive a crash of the machine (I1). @throws LockstepError `mutation-gap` */
  commit(request: CommitRequest): Promise<Commit>;
  /**
   * Where a cursor that this database gave goes on, or why it cannot be continued: `epoch` when what it has seen is
   * not in here, because a backup was put back since; `ahead` when it is past the newest change; `horizon` when
   * rows were forgotten whose deletion it has not seen.
   */
  resume(achieverId: string, cursor: Cursor): Promise<Pick<Head, 'seq' | 'horizon'> | ResyncReason>;
  changesSince(achieverId: string, seq: number, limit: number): Promise<ChangedRows>;
  /** What digests are made of, and what is missing in them. */
  revisions(achieverId: string): Promise<Revisions>;
  /** Every row of these buckets (protocol/digest.ts), tombstones included, and the number of that instant. */
  rowsInBuckets(achieverId: string, buckets: readonly number[]): Promise<{ seq: number; rows: Row[] }>;
  head(achieverId: string): Promise<Head>;
  /** What was done to one row, the newest first, whole commits only; undefined when there is no such row. */
  history(request: HistoryRequest): Promise<HistoryPage | undefined>;
  /** Forgets the ids of mutations that came before this instant, wall-clock ms: a repeat is not recognised by them. */
  forgetMutations(before: number): Promise<void>;
  /**
   * Forgets rows that were deleted, and last changed, before this instant, wall-clock ms, and their history; not that
   * they were there.
   */
  forgetTombstones(before: number): Promise<void>;

  close(): Promise<void>;
}
