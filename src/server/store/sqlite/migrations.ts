// The SQLite schema, forward only. A migration never changes once it has been released.
import { existsSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { type Counted, formatDigest, moveDigest } from '../../../protocol/digest.ts';

type Migration = string | ((database: DatabaseSync) => void);

const MIGRATIONS: Migration[] = [
  `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  INSERT INTO meta VALUES ('epoch', lower(hex(randomblob(8))));

  CREATE TABLE achievers (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE counters (
    achiever_id TEXT PRIMARY KEY REFERENCES achievers (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    digest TEXT NOT NULL
  ) STRICT;

  CREATE TABLE devices (
    id TEXT PRIMARY KEY,
    achiever_id TEXT NOT NULL REFERENCES achievers (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    session_hash TEXT UNIQUE,
    session_expires_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX devices_by_achiever ON devices (achiever_id);

  CREATE TABLE tokens (
    hash TEXT PRIMARY KEY,
    device_id TEXT NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX tokens_by_device ON tokens (device_id);

  CREATE TABLE rows (
    achiever_id TEXT NOT NULL REFERENCES achievers (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    entity TEXT NOT NULL,
    revision INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    deleted_at TEXT,
    fields TEXT NOT NULL,
    field_revisions TEXT NOT NULL,
    origin_device_id TEXT,
    PRIMARY KEY (achiever_id, id)
  ) STRICT;
  CREATE INDEX rows_by_seq ON rows (achiever_id, seq);

  CREATE TABLE mutations (
    achiever_id TEXT NOT NULL REFERENCES achievers (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    error TEXT,
    applied_at INTEGER NOT NULL,
    PRIMARY KEY (achiever_id, id)
  ) STRICT;
  CREATE INDEX mutations_by_age ON mutations (applied_at);

  CREATE TABLE clients (
    achiever_id TEXT NOT NULL REFERENCES achievers (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    last_n INTEGER NOT NULL,
    PRIMARY KEY (achiever_id, id)
  ) STRICT;
  `,
  `
  CREATE TABLE history (
    entry INTEGER PRIMARY KEY,
    achiever_id TEXT NOT NULL REFERENCES achievers (id) ON DELETE CASCADE,
    row_id TEXT NOT NULL,
    seq INTEGER NOT NULL,
    mutation_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    at TEXT NOT NULL,
    field TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    lost TEXT
  ) STRICT;
  CREATE INDEX history_by_row ON history (achiever_id, row_id, seq);
  CREATE INDEX history_of_conflicts ON history (achiever_id, mutation_id) WHERE lost IS NOT NULL;
  `,
  countDigests,
  `
  CREATE TABLE epochs (ordinal INTEGER PRIMARY KEY, epoch TEXT NOT NULL UNIQUE) STRICT;
  INSERT INTO epochs SELECT 1, value FROM meta WHERE name = 'epoch';
  DROP TABLE meta;

  CREATE TABLE epoch_starts (
    achiever_id TEXT NOT NULL REFERENCES achievers (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL REFERENCES epochs (ordinal),
    seq INTEGER NOT NULL,
    PRIMARY KEY (achiever_id, ordinal)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE counters ADD COLUMN horizon INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX tombstones_by_age ON rows (updated_at) WHERE deleted_at IS NOT NULL;
  `,
  `
  CREATE TABLE feeds (
    id TEXT PRIMARY KEY,
    achiever_id TEXT NOT NULL REFERENCES achievers (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    project_id TEXT,
    secret_hash TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX feeds_by_achiever ON feeds (achiever_id);
  `,
  `
  CREATE TABLE invitations (
    hash TEXT PRIMARY KEY,
    achiever_id TEXT NOT NULL REFERENCES achievers (id) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE forgotten_rows (
    achiever_id TEXT NOT NULL REFERENCES achievers (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    PRIMARY KEY (achiever_id, id)
  ) STRICT, WITHOUT ROWID;
  `,
];

/** The third: digests hold the time of each row's last change, too. */
function countDigests(database: DatabaseSync): void {
  const digests = new Map<string, bigint>();
  const live = database.prepare(
    `SELECT achiever_id AS achieverId, id, revision, updated_at AS updatedAt FROM rows WHERE deleted_at IS NULL`,
  );
  for (const row of live.iterate() as Iterable<{ achieverId: string } & NonNullable<Counted>>)
    digests.set(row.achieverId, moveDigest(digests.get(row.achieverId) ?? 0n, null, row));
  const update = database.prepare(`UPDATE counters SET digest = ? WHERE achiever_id = ?`);
  for (const [achieverId, digest] of digests) update.run(formatDigest(digest), achieverId);
}

/** The database was written by a newer version of the program. */
export class NewerDatabaseError extends Error {}

/**
 * Brings the database to the newest version; an existing one is copied to `<file>.v<version>.backup` first.
 * @throws NewerDatabaseError
 */
export function migrate(database: DatabaseSync, file: string, migrations = MIGRATIONS): void {
  const { user_version: from } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (from > migrations.length)
    throw new NewerDatabaseError(
      `${file} belongs to a newer version of Lockstep (schema ${from}): update the program.`,
    );
  if (from === migrations.length) return;
  const backup = `${file}.v${from}.backup`;
  if (from > 0 && !existsSync(backup)) database.prepare('VACUUM INTO ?').run(backup);
  for (const [version, migration] of migrations.entries()) {
    if (version < from) continue;
    database.exec('BEGIN IMMEDIATE');
    if (typeof migration === 'string') database.exec(migration);
    else migration(database);
    database.exec(`PRAGMA user_version = ${version + 1}; COMMIT`);
  }
}
