// Group commit: what arrives while one turn of the event loop runs shares one transaction and one fsync. Each
// piece of work has a savepoint of its own, so that one that fails takes nobody with it.
import type { DatabaseSync } from 'node:sqlite';

interface Job {
  work: () => unknown;
  done: PromiseWithResolvers<unknown>;
}

export class GroupCommit {
  readonly #database: DatabaseSync;
  #waiting: Job[] = [];

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Runs `work` in the next transaction; resolves with its result once that is committed (I1). */
  run<T>(work: () => T): Promise<T> {
    const done = Promise.withResolvers<unknown>();
    this.#waiting.push({ work, done });
    if (this.#waiting.length === 1) setImmediate(() => this.#commit());
    return done.promise as Promise<T>;
  }

  #commit(): void {
    const jobs = this.#waiting.splice(0);
    const database = this.#database;
    try {
      database.exec('BEGIN IMMEDIATE');
      const settlements = jobs.map(({ work, done }) => {
        database.exec('SAVEPOINT job');
        try {
          const result = work();
          database.exec('RELEASE job');
          return () => done.resolve(result);
        } catch (error) {
          database.exec('ROLLBACK TO job; RELEASE job');
          return () => done.reject(error);
        }
      });
      database.exec('COMMIT');
      for (const settle of settlements) settle();
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      for (const { done } of jobs) done.reject(error);
    }
  }
}
