// Every SQL statement of the SQLite store, by name.
import type { DatabaseSync, StatementSync } from 'node:sqlite';

const SQL = {
  epoch: `SELECT value FROM meta WHERE name = 'epoch'`,

  countAchievers: `SELECT count(*) AS n FROM achievers`,
  insertAchiever: `INSERT INTO achievers (id, email, password_hash, created_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (email) DO NOTHING`,
  insertCounter: `INSERT INTO counters (achiever_id, seq, digest) VALUES (?, 0, '0000000000000000')`,
  achieverByEmail: `SELECT id, password_hash AS passwordHash FROM achievers WHERE email = ?`,

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
  // The row stays, so that changes keep naming the device they came from.
  endSession: `UPDATE devices SET session_hash = NULL WHERE achiever_id = ? AND id = ?
    AND session_hash IS NOT NULL`,
  deleteTokens: `DELETE FROM tokens WHERE device_id = ?`,

  counter: `SELECT seq, digest FROM counters WHERE achiever_id = ?`,
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
