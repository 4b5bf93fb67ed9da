// The folder that holds everything the server keeps: the database, its backups and generated secrets. Nobody but
// the server's user may look inside.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface DataFolder {
  database: string;
  /** The key of the cursors' MAC: made once, kept for the life of the data. */
  secret: Buffer;
}

/** Opens the folder, making it and the secret where they are missing. */
export function openDataFolder(folder: string): DataFolder {
  // Also for what SQLite makes beside its file, and for a folder that others could look into already.
  process.umask(0o077);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'secret');
  if (!existsSync(file)) {
    // Whole or not there: a crash in between must not leave an empty key.
    writeFileSync(`${file}.new`, randomBytes(32), { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  }
  return { database: join(folder, 'lockstep.db'), secret: readFileSync(file) };
}
