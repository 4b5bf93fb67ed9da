// Every SQL statement of the SQLite store, by name.
import type { DatabaseSync, StatementSync } from 'node:sqlite';

const SQL = {
  beginEpoch: `INSERT INTO epochs (epoch) VALUES (lower(hex(randomblob(8)))) RETURNING ordinal, epoch`,
  ordinalOf: `SELECT ordinal FROM epochs WHERE epoch = ?`,
  startEpoch: `INSERT INTO epoch_starts (achiever_id, ordinal, seq) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
  nextStart: `SELECT seq FROM epoch_starts WHERE achiever_id = ? AND ordinal > ? ORDER BY ordinal LIMIT 1`,

  countAchievers: `SELECT count(*) AS n FROM achievers`,
  insertAchiever: `INSERT INTO achievers (id, email, password_hash, created_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (email) DO NOTHING`,
  // What belongs to it goes with it (ON DELETE CASCADE).
  deleteAchiever: `DELETE FROM achievers WHERE id = ?`,
  insertCounter: `INSERT INTO counters (achiever_id, seq, digest) VALUES (?, 0, '0000000000000000')`,
  achieverByEmail: `SELECT id, password_hash AS passwordHash FROM achievers WHERE email = ?`,

  accountById: `SELECT email, password_hash AS passwordHash FROM achievers WHERE id = ?`,
  setPassword: `UPDATE achievers SET password_hash = ? WHERE id = ?`,
  endOtherSessions: `UPDATE devices SET session_hash = NULL WHERE achiever_id = ? AND id <> ?
    AND session_hash IS NOT NULL RETURNING id`,
  insertInvitation: `INSERT INTO invitations (hash, achiever_id, expires_at) VALUES (?, ?, ?)`,
  deleteOldInvitations: `DELETE FROM invitations WHERE expires_at <= ?`,
  takeInvitation: `DELETE FROM invitations WHERE hash = ? AND expires_at > ? RETURNING achiever_id AS achieverId`,

  insertDevice: `INSERT INTO devices
    (id, achiever_id, name, session_hash, session_expires_at, created_at, last_seen_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)`,
  sessionByHash: `SELECT id AS deviceId, achiever_id AS achieverId, name AS deviceName,
    session_expires_at AS expiresAt FROM devices WHERE session_hash = ? AND session_expires_at > ?`,
  slideSession: `UPDATE devices SET session_expires_at = ?, last_seen_at = ? WHERE id = ?`,
  insertToken: `INSERT INTO tokens (hash, device_id, expires_at) VALUES (?, ?, ?)`,
  deleteOldTokens: `DELETE FROM tokens WHERE device_id = ? AND expires_at < ?`,
  tokenByHash: `SELECT tokens.device_id AS deviceId, achiever_id AS achieverId, name AS deviceName,
    tokens.expires_at AS expiresAt FROM tokens JOIN devices ON devices.id = tokens.device_id
    WHERE tokens.hash = ? AND session_hash IS NOT NULL`,
  devicesOf: `SELECT id, name, created_at AS createdAt, last_seen_at AS lastSeenAt FROM devices
    WHERE achiever_id = ? AND session_hash IS NOT NULL AND session_expires_at > ? ORDER BY last_seen_at DESC`,
  renameDevice: `UPDATE devices SET name = ? WHERE achiever_id = ? AND id = ? AND session_hash IS NOT NULL`,
  // The row stays, so that changes keep naming the device they came from.
  endSession: `UPDATE devices SET session_hash = NULL WHERE achiever_id = ? AND id = ?
    AND session_hash IS NOT NULL`,
  deleteTokens: `DELETE FROM tokens WHERE device_id = ?`,

  insertFeed: `INSERT INTO feeds (id, achiever_id, kind, project_id, secret_hash, created_at)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE (SELECT count(*) FROM feeds WHERE achiever_id = ?2) < ?7`,
  feedsOf: `SELECT id, kind AS "as", project_id AS projectId, created_at AS createdAt FROM feeds
    WHERE achiever_id = ? ORDER BY created_at, id`,
  feedByHash: `SELECT id, achiever_id AS achieverId, kind AS "as", project_id AS projectId, created_at AS createdAt
    FROM feeds WHERE secret_hash = ?`,
  deleteFeed: `DELETE FROM feeds WHERE achiever_id = ? AND id = ?`,
  // Completed tasks may be many times as many as the open ones: they are not even read.
  rowsForFeed: `SELECT * FROM rows WHERE achiever_id = ?1 AND deleted_at IS NULL AND (entity IN ('project', 'label')
      OR entity = 'task' AND fields ->> '$.completedAt' IS NULL AND (?2 IS NULL OR fields ->> '$.projectId' = ?2))
    ORDER BY entity, id`,

  counter: `SELECT seq, digest, horizon FROM counters WHERE achiever_id = ?`,
  advanceCounter: `UPDATE counters SET seq = seq + 1, digest = ? WHERE achiever_id = ? RETURNING seq`,

  rowById: `SELECT * FROM rows WHERE achiever_id = ? AND id = ?`,
  upsertRow: `INSERT INTO rows (achiever_id, id, entity, revision, seq, created_at, updated_at, deleted_at,
      fields, field_revisions, origin_device_id)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (achiever_id, id) DO UPDATE SET revision = excluded.revision, seq = excluded.seq,
      updated_at = excluded.updated_at, deleted_at = excluded.deleted_at, fields = excluded.fields,
      field_revisions = excluded.field_revisions, origin_device_id = excluded.origin_device_id`,
  rowsSince: `SELECT rows.*, devices.name AS origin_device_name FROM rows
    LEFT JOIN devices ON devices.id = rows.origin_device_id
    WHERE rows.achiever_id = ? AND seq > ? ORDER BY seq LIMIT ?`,
  rowsAt: `SELECT rows.*, devices.name AS origin_device_name FROM rows
    LEFT JOIN devices ON devices.id = rows.origin_device_id
    WHERE rows.achiever_id = ? AND seq = ?`,

  revisions: `SELECT id, revision, updated_at AS updatedAt FROM rows WHERE achiever_id = ? AND deleted_at IS NULL`,
  // The last byte of the id is the bucket.
  rowsEndingIn: `SELECT * FROM rows WHERE achiever_id = ? AND substr(id, -2) IN (SELECT value FROM json_each(?))`,

  mutationById: `SELECT entity_id AS entityId, error FROM mutations WHERE achiever_id = ? AND id = ?`,
  insertMutation: `INSERT INTO mutations (achiever_id, id, entity_id, error, applied_at) VALUES (?, ?, ?, ?, ?)`,
  deleteOldMutations: `DELETE FROM mutations WHERE applied_at < ?`,

  // A tombstone's last change may be later than its deletion: an edit is taken into a deleted row.
  moveHorizon: `UPDATE counters SET horizon = max(horizon, forgotten.seq)
    FROM (SELECT achiever_id, max(seq) AS seq FROM rows WHERE deleted_at IS NOT NULL AND updated_at < ?
      GROUP BY achiever_id) AS forgotten
    WHERE counters.achiever_id = forgotten.achiever_id`,
  deleteOldHistory: `DELETE FROM history WHERE (achiever_id, row_id) IN
    (SELECT achiever_id, id FROM rows WHERE deleted_at IS NOT NULL AND updated_at < ?)`,
  // An id is small, and tells a device that comes back after long what it must not bring back.
  keepOldIds: `INSERT OR IGNORE INTO forgotten_rows (achiever_id, id)
    SELECT achiever_id, id FROM rows WHERE deleted_at IS NOT NULL AND updated_at < ?`,
  forgotten: `SELECT id FROM forgotten_rows WHERE achiever_id = ?`,
  deleteOldTombstones: `DELETE FROM rows WHERE deleted_at IS NOT NULL AND updated_at < ?`,

  insertHistory: `INSERT INTO history
    (achiever_id, row_id, seq, mutation_id, device_id, at, field, before, after, lost)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  historyBefore: `SELECT history.*, devices.name AS device_name FROM history
    LEFT JOIN devices ON devices.id = history.device_id
    WHERE history.achiever_id = ? AND row_id = ? AND seq < ? ORDER BY seq DESC, entry DESC LIMIT ?`,
  historyAt: `SELECT history.*, devices.name AS device_name FROM history
    LEFT JOIN devices ON devices.id = history.device_id
    WHERE history.achiever_id = ? AND row_id = ? AND seq = ? ORDER BY entry DESC`,
  lastSetBefore: `SELECT history.*, devices.name AS device_name FROM history
    LEFT JOIN devices ON devices.id = history.device_id
    WHERE history.achiever_id = ? AND row_id = ? AND seq < ? AND field = ?
    ORDER BY seq DESC, entry DESC LIMIT 1`,
  conflictsOf: `SELECT row_id, seq, field, after, lost FROM history
    WHERE achiever_id = ? AND mutation_id = ? AND lost IS NOT NULL ORDER BY entry`,

  clientById: `SELECT last_n AS lastN FROM clients WHERE achiever_id = ? AND id = ?`,
  upsertClient: `INSERT INTO clients (achiever_id, id, last_n) VALUES (?, ?, ?)
    ON CONFLICT (achiever_id, id) DO UPDATE SET last_n = excluded.last_n`,
} as const;

export type Statements = Record<keyof typeof SQL, StatementSync>;

export const prepareAll = (database: DatabaseSync): Statements =>
  Object.fromEntries(Object.entries(SQL).map(([name, sql]) => [name, database.prepare(sql)])) as Statements;
