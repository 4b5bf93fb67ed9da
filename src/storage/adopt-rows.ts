// A device that was used without an account gets one: its rows go into the account's outbox as new ones, with the
// same ids, and reach the server as any other edit does. Nothing is taken away before it is stored there.
import { deleteDB } from 'idb';
import { v7 as uuidv7 } from 'uuid';
import type { Mutation } from '../protocol/mutations.ts';
import { Database } from './database.ts';
import { overlay } from './overlay.ts';
import {
  type BaseRecord,
  DATABASE_VERSION,
  databaseName,
  type LockstepSchema,
  type OutboxRecord,
  upgrade,
} from './schema.ts';

/** What of the local rows is in the account's outbox already: their last change, by id. */
type Adopted = Map<string, string | undefined>;

export class RowAdoption {
  readonly #achieverId: string;
  readonly #from: Database<LockstepSchema>;
  readonly #to: Database<LockstepSchema>;
  readonly #adopted: Adopted = new Map();

  /** @param localId stands for the achiever on a device without an account. */
  constructor(localId: string, achieverId: string) {
    this.#achieverId = achieverId;
    this.#from = new Database(databaseName(localId), DATABASE_VERSION, upgrade);
    this.#to = new Database(databaseName(achieverId), DATABASE_VERSION, upgrade);
  }

  /**
   * Copies what is not copied yet; again for what another tab stored meanwhile. Repeating it after a crash is
   * harmless: a second create of an id is taken as an update.
   */
  async copy(): Promise<void> {
    const [rows, drafts] = await this.#from.use(async (idb) => {
      const tx = idb.transaction(['base', 'outbox', 'drafts']);
      const [base, outbox, drafts] = await Promise.all([
        tx.objectStore('base').getAll(),
        tx.objectStore('outbox').getAll(),
        tx.objectStore('drafts').getAll(),
      ]);
      return [seeAll(base, outbox), drafts] as const;
    });
    const changed = rows.filter(({ id, updatedAt }) => this.#adopted.get(id) !== updatedAt);
    await this.#to.use(async (idb) => {
      const tx = idb.transaction(['outbox', 'drafts'], 'readwrite', { durability: 'strict' });
      const outbox = tx.objectStore('outbox');
      const records = changed.flatMap((row) => this.#edit(row) ?? []);
      await Promise.all([
        ...records.map((record) => outbox.add(record)),
        ...drafts.map((draft) => tx.objectStore('drafts').put(draft)),
        tx.done,
      ]);
    });
    for (const { id, updatedAt } of changed) this.#adopted.set(id, updatedAt);
  }

  /** Removes the local rows. */
  async finish(): Promise<void> {
    this.#to.close();
    this.#from.close();
    await deleteDB(this.#from.name);
  }

  /** The edit that makes a row at the server; a row that was deleted here never gets there. */
  #edit(row: BaseRecord): OutboxRecord | null {
    const {
      entity,
      id,
      revision: _,
      createdAt: __,
      updatedAt: ___,
      deletedAt,
      listKeys: ____,
      ...fields
    } = row;
    const mutation: Omit<Mutation, 'n'> =
      deletedAt === undefined
        ? { id: uuidv7(), entity, entityId: id, kind: 'create', fields, baseRevision: 0 }
        : { id: uuidv7(), entity, entityId: id, kind: 'delete' };
    if (deletedAt !== undefined && !this.#adopted.has(id)) return null;
    return { mutation, entityId: id, achieverId: this.#achieverId, at: Date.now() };
  }
}

function seeAll(base: BaseRecord[], outbox: OutboxRecord[]): BaseRecord[] {
  const rows = new Map(base.map((row) => [row.id, row]));
  for (const [id, edits] of Map.groupBy(outbox, ({ entityId }) => entityId)) {
    const seen = overlay(rows.get(id), edits);
    if (seen) rows.set(id, seen);
  }
  return [...rows.values()];
}
