// One connection to one IndexedDB database per context: opened when first used, given up when another context
// wants to upgrade or delete it, opened again when the browser closed it under us.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { LockstepError } from '../protocol/errors.ts';

/** How long a version upgrade may be blocked by another context before it is called off. */
const BLOCKED_MS = 3_000;

export class Database<Schema extends DBSchema> {
  readonly name: string;
  readonly #version: number;
  readonly #upgrade: (database: IDBPDatabase<Schema>, from: number) => void;
  #opening: Promise<IDBPDatabase<Schema>> | null = null;
  #gone = false;

  constructor(
    name: string,
    version: number,
    upgrade: (database: IDBPDatabase<Schema>, from: number) => void,
  ) {
    this.name = name;
    this.#version = version;
    this.#upgrade = upgrade;
  }

  /**
   * Runs `work` on the open database; once more on a fresh connection if the old one turned out to be closed.
   * @throws LockstepError `storage-full`, `storage-newer`, `storage-unavailable`, or `signed-out` when the
   *   database was deleted.
   */
  async use<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#open());
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw storageError(error);
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
    const opening = this.#opening;
    this.#opening = null;
    opening?.then(
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
    if (this.#opening) return this.#opening;
    const opening = this.#connect();
    this.#opening = opening;
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = null;
    });
    return opening;
  }

  #connect(): Promise<IDBPDatabase<Schema>> {
    const { promise, resolve, reject } = Promise.withResolvers<IDBPDatabase<Schema>>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    openDB<Schema>(this.name, this.#version, {
      upgrade: (database, from) => this.#upgrade(database, from),
      blocked: () => {
        timer = setTimeout(() => {
          const words = 'Another tab keeps the old database open: close it and reload.';
          reject(new LockstepError('storage-unavailable', words));
        }, BLOCKED_MS);
      },
      blocking: (_current, wanted) => (wanted === null ? this.abandon() : this.close()),
      terminated: () => this.close(),
    })
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
    return promise;
  }
}

/** A storage failure as our error; every other error as it is. */
function storageError(error: unknown): unknown {
  if (!(error instanceof DOMException)) return error;
  if (error.name === 'QuotaExceededError') return new LockstepError('storage-full');
  if (error.name === 'VersionError') return new LockstepError('storage-newer');
  return new LockstepError('storage-unavailable', error.message, { name: error.name });
}
