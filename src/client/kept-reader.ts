// Keeps windows in step with what changed since they were last read: storage/kept-lists.ts and a note of the changes.
import type { Database } from '../storage/database.ts';
import { KeptLists } from '../storage/kept-lists.ts';
import type { ListRequest } from '../storage/lists.ts';
import type { LockstepSchema } from '../storage/schema.ts';
import type { ListWindow } from '../storage/task-reader.ts';

export const keepLists = () => new KeptReader();

export class KeptReader {
  readonly #lists = new KeptLists();
  /** Told since the last reading; null when anything may have changed. */
  #changed: Set<string> | null = null;

  note(ids: readonly string[] | null): void {
    if (ids === null) this.#changed = null;
    else for (const id of ids) this.#changed?.add(id);
  }

  async read<Name extends string>(
    database: Database<LockstepSchema>,
    requests: Record<Name, ListRequest>,
  ): Promise<Record<Name, ListWindow>> {
    const changed = this.#changed;
    // What is told from here on, this reading may miss.
    this.#changed = new Set();
    try {
      return await this.#lists.read(database, requests, changed);
    } catch (error) {
      this.#changed = null;
      throw error;
    }
  }
}
