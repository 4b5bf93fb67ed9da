// The store on node:sqlite: one file, WAL, fsync at every commit.
import { DatabaseSync } from 'node:sqlite';
import { LockstepError } from '../../../protocol/errors.ts';
import type { LiveRow } from '../../../protocol/rows.ts';
import type { ResyncReason } from '../../../protocol/stream.ts';
import type {
  ChangedRow,
  ChangedRows,
  Commit,
  CommitRequest,
  Cursor,
  DeviceRecord,
  FeedRecord,
  Head,
  HistoryRequest,
  Identity,
  Revisions,
  Store,
} from '../store.ts';
import { toWire } from '../apply-mutation.ts';
import { commitBatch } from './commit-batch.ts';
import { GroupCommit } from './group-commit.ts';
import { readHistory } from './history.ts';
import { migrate } from './migrations.ts';
import { readRecord, type RowRecord } from './row-record.ts';
import { COUNTER_ROW, type Sequence } from './sequence.ts';
import { prepareAll, type Statements } from './statements.ts';

/** A token that ran out is kept this long, to be told from one that never was. */
const KEEP_EXPIRED_TOKENS_MS = 24 * 3600 * 1000;

export class SqliteStore implements Store {
  readonly epoch: string;
  readonly #database: DatabaseSync;
  readonly #sql: Statements;
  readonly #group: GroupCommit;
  readonly #sequence: Sequence;
  readonly #ordinal: number;

  /**
   * @param file path of the database; it is created or migrated.
   * @param sequence how commits get their numbers; only the test of the sequence has another one.
   */
  constructor(file: string, sequence: Sequence = COUNTER_ROW) {
    this.#database = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 10_000 });
    this.#database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    migrate(this.#database, file);
    this.#sql = prepareAll(this.#database);
    this.#group = new GroupCommit(this.#database);
    this.#sequence = sequence;
    const { ordinal, epoch } = this.#sql.beginEpoch.get() as { ordinal: number; epoch: string };
    this.epoch = epoch;
    this.#ordinal = ordinal;
  }

  createAchiever(account: Parameters<Store['createAchiever']>[0]) {
    return this.#group.run(() => {
      const { n } = this.#sql.countAchievers.get() as { n: number };
      if (account.onlyFirst && n > 0) return 'signups-closed' as const;
      const { id, email, passwordHash, now } = account;
      if (this.#sql.insertAchiever.run(id, email, passwordHash, now).changes === 0)
        return 'email-taken' as const;
      this.#sql.insertCounter.run(id);
      return null;
    });
  }

  async findAchiever(email: string) {
    return this.#sql.achieverByEmail.get(email) as { id: string; passwordHash: string } | undefined;
  }

  removeAchiever(achieverId: string) {
    return this.#group.run(() => void this.#sql.deleteAchiever.run(achieverId));
  }

  async accountOf(achieverId: string) {
    return this.#sql.accountById.get(achieverId) as { email: string; passwordHash: string } | undefined;
  }

  changePassword(achieverId: string, passwordHash: string, exceptDevice: string) {
    return this.#group.run(() => {
      this.#sql.setPassword.run(passwordHash, achieverId);
      const ended = this.#sql.endOtherSessions.all(achieverId, exceptDevice) as { id: string }[];
      for (const { id } of ended) this.#sql.deleteTokens.run(id);
      return ended.map(({ id }) => id);
    });
  }

  createInvitation({ hash, achieverId, expiresAt, now }: Parameters<Store['createInvitation']>[0]) {
    return this.#group.run(() => {
      this.#sql.deleteOldInvitations.run(now);
      this.#sql.insertInvitation.run(hash, achieverId, expiresAt);
    });
  }

  takeInvitation(hash: string, now: number) {
    return this.#group.run(() => {
      const taken = this.#sql.takeInvitation.get(hash, now) as { achieverId: string } | undefined;
      return taken?.achieverId;
    });
  }

  createDevice({ id, achieverId, name, sessionHash, expiresAt, now }: Parameters<Store['createDevice']>[0]) {
    return this.#group.run(() => {
      this.#sql.insertDevice.run(id, achieverId, name, sessionHash, expiresAt, now, now);
    });
  }

  async findSession(sessionHash: string, now: number) {
    return this.#sql.sessionByHash.get(sessionHash, now) as Identity | undefined;
  }

  createToken({ hash, identity, expiresAt, sessionExpiresAt, now }: Parameters<Store['createToken']>[0]) {
    return this.#group.run(() => {
      this.#sql.insertToken.run(hash, identity.deviceId, expiresAt);
      this.#sql.deleteOldTokens.run(identity.deviceId, now - KEEP_EXPIRED_TOKENS_MS);
      this.#sql.slideSession.run(sessionExpiresAt, now, identity.deviceId);
    });
  }

  async findToken(hash: string) {
    return this.#sql.tokenByHash.get(hash) as Identity | undefined;
  }

  async devices(achieverId: string, now: number) {
    return this.#sql.devicesOf.all(achieverId, now) as unknown as DeviceRecord[];
  }

  renameDevice(achieverId: string, deviceId: string, name: string) {
    return this.#group.run(() => this.#sql.renameDevice.run(name, achieverId, deviceId).changes > 0);
  }

  endDevice(achieverId: string, deviceId: string) {
    return this.#group.run(() => {
      if (this.#sql.endSession.run(achieverId, deviceId).changes === 0) return false;
      this.#sql.deleteTokens.run(deviceId);
      return true;
    });
  }

  createFeed(feed: Parameters<Store['createFeed']>[0]) {
    const { id, achieverId, as, projectId, secretHash, createdAt, atMost } = feed;
    return this.#group.run(
      () =>
        this.#sql.insertFeed.run(id, achieverId, as, projectId, secretHash, createdAt, atMost).changes === 1,
    );
  }

  async feeds(achieverId: string) {
    return this.#sql.feedsOf.all(achieverId) as unknown as FeedRecord[];
  }

  async findFeed(secretHash: string) {
    return this.#sql.feedByHash.get(secretHash) as (FeedRecord & { achieverId: string }) | undefined;
  }

  deleteFeed(achieverId: string, id: string) {
    return this.#group.run(() => this.#sql.deleteFeed.run(achieverId, id).changes === 1);
  }

  async rowsForFeed(achieverId: string, projectId: string | null) {
    const records = this.#sql.rowsForFeed.all(achieverId, projectId) as unknown as RowRecord[];
    return records.map((record) => toWire(readRecord(record)) as LiveRow);
  }

  commit(request: CommitRequest): Promise<Commit> {
    const prepared = this.#sequence.prepare();
    return this.#group.run(() =>
      commitBatch(this.#sql, request, (digest) => {
        const seq = this.#sequence.take(this.#sql, request.achieverId, digest, prepared);
        this.#sql.startEpoch.run(request.achieverId, this.#ordinal, seq - 1);
        return seq;
      }),
    );
  }

  async resume(achieverId: string, cursor: Cursor): Promise<Pick<Head, 'seq' | 'horizon'> | ResyncReason> {
    const { epoch, seq } = cursor;
    const known = this.#sql.ordinalOf.get(epoch) as { ordinal: number } | undefined;
    if (known === undefined) return 'epoch';
    const next = this.#sql.nextStart.get(achieverId, known.ordinal) as { seq: number } | undefined;
    if (next !== undefined && seq > next.seq) return 'epoch';
    const head = this.#head(achieverId);
    if (seq > head.seq) return 'ahead';
    if (seq < head.horizon && cursor.horizon !== head.horizon) return 'horizon';
    return { seq, horizon: head.horizon };
  }

  async changesSince(achieverId: string, seq: number, limit: number): Promise<ChangedRows> {
    return this.#atOneInstant(() => this.#changesSince(achieverId, seq, limit));
  }

  /** One read transaction: rows, head and digest belong together, whoever else writes to the file. */
  #atOneInstant<T>(read: () => T): T {
    this.#database.exec('BEGIN');
    try {
      return read();
    } finally {
      this.#database.exec('COMMIT');
    }
  }

  #changesSince(achieverId: string, seq: number, limit: number): ChangedRows {
    const head = this.#head(achieverId);
    let records = this.#sql.rowsSince.all(achieverId, seq, limit + 1) as unknown as RowRecord[];
    const hasMore = records.length > limit;
    if (hasMore) {
      // A page holds whole commits: its cursor stands between two of them.
      const cut = records[limit]!.seq;
      records = records.filter((record) => record.seq < cut);
      if (records.length === 0) records = this.#sql.rowsAt.all(achieverId, cut) as unknown as RowRecord[];
    }
    const upTo = hasMore ? records.at(-1)!.seq : Math.max(head.seq, seq);
    return { rows: records.map(toChanged), upTo, hasMore: hasMore && upTo < head.seq, head };
  }

  async head(achieverId: string): Promise<Head> {
    return this.#head(achieverId);
  }

  async revisions(achieverId: string): Promise<Revisions> {
    return this.#atOneInstant(() => ({
      seq: this.#head(achieverId).seq,
      rows: this.#sql.revisions.all(achieverId) as unknown as Revisions['rows'],
      forgotten: (this.#sql.forgotten.all(achieverId) as { id: string }[]).map(({ id }) => id),
    }));
  }

  async rowsInBuckets(achieverId: string, buckets: readonly number[]) {
    const endings = JSON.stringify(buckets.map((bucket) => bucket.toString(16).padStart(2, '0')));
    return this.#atOneInstant(() => {
      const records = this.#sql.rowsEndingIn.all(achieverId, endings) as unknown as RowRecord[];
      const rows = records.map((record) => toWire(readRecord(record)));
      return { seq: this.#head(achieverId).seq, rows };
    });
  }

  async history({ entity, ...request }: HistoryRequest) {
    const row = this.#sql.rowById.get(request.achieverId, request.rowId) as RowRecord | undefined;
    return row?.entity === entity ? readHistory(this.#sql, request) : undefined;
  }

  forgetMutations(before: number): Promise<void> {
    return this.#group.run(() => void this.#sql.deleteOldMutations.run(before));
  }

  forgetTombstones(before: number): Promise<void> {
    const instant = new Date(before).toISOString();
    return this.#group.run(() => {
      this.#sql.moveHorizon.run(instant);
      this.#sql.deleteOldHistory.run(instant);
      this.#sql.keepOldIds.run(instant);
      this.#sql.deleteOldTombstones.run(instant);
    });
  }

  async close(): Promise<void> {
    // What waits is committed first.
    await this.#group.run(() => {});
    this.#database.close();
  }

  #head(achieverId: string): Head {
    const head = this.#sql.counter.get(achieverId) as Head | undefined;
    if (head === undefined) throw new LockstepError('session-ended');
    return head;
  }
}

function toChanged(record: RowRecord): ChangedRow {
  const { origin_device_id: deviceId, origin_device_name: deviceName } = record;
  return {
    row: toWire(readRecord(record)),
    seq: record.seq,
    origin: deviceId && deviceName ? { deviceId, deviceName } : null,
  };
}
