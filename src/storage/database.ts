// One connection to one IndexedDB database per context: opened when first used, given up when another context
// wants to upgrade or delete it, opened again when the browser closed it under us.
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import { LockstepError } from '../protocol/errors.ts';

/** How long a version upgrade may be blocked by another context before those who wait for it are told. */
const BLOCKED_MS = 3_000;
/** A request behind another one that is blocked hears nothing of it: after this long, it is taken for blocked, too. */
const SILENT_MS = 10_000;
/** After a full disk, storing is tried again by itself this much later. */
const FULL_RETRY_MS = 60_000;

/** Brings a database from version `from` to the one asked for, in the transaction `tx`. */
type Upgrade<Schema extends DBSchema> = (
  database: IDBPDatabase<Schema>,
  from: number,
  tx: IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>,
) => void;

export interface DatabaseOptions {
  /** The connection was taken: the database was deleted, upgraded, or closed by the browser. */
  onTaken?: () => void;
  /** Deleting it means no farewell: the next use creates it anew. */
  outlives?: boolean;
}

interface Connection<Schema> {
  opening: Promise<IDBPDatabase<Schema>>;
  /** `opening`, for those who do not want to wait while it is blocked. */
  usable: Promise<IDBPDatabase<Schema>>;
}

export class Database<Schema extends DBSchema> {
  readonly name: string;
  readonly #version: number;
  readonly #upgrade: Upgrade<Schema>;
  readonly #options: DatabaseOptions;
  #connection: Connection<Schema> | null = null;
  #gone = false;

  constructor(name: string, version: number, upgrade: Upgrade<Schema>, options: DatabaseOptions = {}) {
    this.name = name;
    this.#version = version;
    this.#upgrade = upgrade;
    this.#options = options;
  }

  /** It was deleted or given up: nothing works any more. */
  get isGone(): boolean {
    return this.#gone;
  }

  /**
   * Runs `work` on the open database; once more on a fresh connection if the old one was closed under it. What an
   * aborted transaction wrote is not there, so that repeating it is safe.
   * @throws LockstepError `storage-full`, `storage-newer`, `storage-blocked`, `storage-unavailable`, or `signed-out`
   *   when the database was deleted.
   */
  async use<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#open());
    } catch (error) {
      if (!isClosed(error)) throw storageError(error);
    }
    this.close();
    try {
      return await work(await this.#open());
    } catch (error) {
      throw storageError(error);
    }
  }

  /** Lets go of the connection; the next use opens it again. */
  close(): void {
    const connection = this.#connection;
    this.#connection = null;
    connection?.opening.then(
      (database) => database.close(),
      () => {},
    );
  }

  /** Lets go for good: the account left this device, and a late read must not create the database anew. */
  abandon(): void {
    this.#gone = true;
    this.close();
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    if (this.#gone) return Promise.reject(new LockstepError('signed-out'));
    return (this.#connection ??= this.#connect()).usable;
  }

  #connect(): Connection<Schema> {
    const blocked = Promise.withResolvers<never>();
    const giveUp = () => blocked.reject(new LockstepError('storage-blocked'));
    let timer = setTimeout(giveUp, SILENT_MS);
    const opening = openDB<Schema>(this.name, this.#version, {
      upgrade: (database, from, _to, tx) => {
        clearTimeout(timer);
        this.#upgrade(database, from, tx);
      },
      blocked() {
        clearTimeout(timer);
        timer = setTimeout(giveUp, BLOCKED_MS);
      },
      blocking: (_current, wanted) => {
        if (wanted === null && !this.#options.outlives) this.#gone = true;
        this.#taken(connection);
      },
      terminated: () => this.#taken(connection),
    });
    const connection = { opening, usable: Promise.race([opening, blocked.promise]) };
    opening
      .then(
        // Once it is open, late as it may be, nobody has to hear that it was blocked.
        () => (connection.usable = opening),
        () => this.#connection === connection && (this.#connection = null),
      )
      .finally(() => clearTimeout(timer));
    return connection;
  }

  /** At once: whoever wants the database waits for us. */
  #taken(connection: Connection<Schema>): void {
    if (this.#connection === connection) this.#connection = null;
    void connection.opening.then((database) => database.close());
    this.#options.onTaken?.();
  }
}

/** The browser closed the connection, before the work or in the middle of it. */
const isClosed = (error: unknown): boolean =>
  error instanceof DOMException && (error.name === 'InvalidStateError' || error.name === 'AbortError');

/** A storage failure as our error; every other error as it is. */
function storageError(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  const { name, message } = error;
  if (name === 'QuotaExceededError')
    return new LockstepError('storage-full', undefined, { retryAfterMs: FULL_RETRY_MS });
  if (name === 'VersionError') return new LockstepError('storage-newer');
  return new LockstepError('storage-unavailable', message, { name });
}
