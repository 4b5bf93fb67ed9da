// The engine's storage on IndexedDB: the only writer of base rows and of the cursor.
import { v7 as uuidv7 } from 'uuid';
import { LockstepError } from '../protocol/errors.ts';
import type { LiveRow, Row } from '../protocol/rows.ts';
import type { Application, Cursor, EngineStorage, Unsent } from '../sync/engine-storage.ts';
import { keepConflicts, type RowChange } from './conflicts.ts';
import type { Database } from './database.ts';
import { listKeyOf } from './lists.ts';
import { readUnsent, renumber } from './outbox.ts';
import type { BaseRecord, LockstepSchema, OutboxRecord } from './schema.ts';

export class DeviceStorage implements EngineStorage {
  readonly #database: Database<LockstepSchema>;
  readonly #achieverId: string;
  /** The term that this host took; null before it took one. */
  #term: number | null = null;

  constructor(database: Database<LockstepSchema>, achieverId: string) {
    this.#database = database;
    this.#achieverId = achieverId;
  }

  takeTerm(): Promise<void> {
    return this.#database.use(async (idb) => {
      const tx = idb.transaction('meta', 'readwrite');
      const term = (await readTerm(tx.store)) + 1;
      await Promise.all([tx.store.put({ term }, 'term'), tx.done]);
      this.#term = term;
    });
  }

  readState(): Promise<{ cursor: Cursor | null; clientId: string }> {
    return this.#database.use(async (idb) => {
      const tx = idb.transaction('meta', 'readwrite');
      const cursor = (await tx.store.get('cursor')) as Cursor | undefined;
      let client = (await tx.store.get('client')) as { clientId: string; offset: number } | undefined;
      if (client === undefined) {
        // A database without a client id is new, or came back empty: its cursor is null, so it starts over.
        client = { clientId: uuidv7(), offset: 0 };
        await tx.store.put(client, 'client');
        await tx.store.put({ achieverId: this.#achieverId }, 'achiever');
      }
      await tx.done;
      return { cursor: cursor ?? null, clientId: client.clientId };
    });
  }

  apply({ rows, cursor, confirmed = [], rejected = [], clashes = [] }: Application): Promise<string[]> {
    return this.#database.use(async (idb) => {
      const tx = idb.transaction(['base', 'outbox', 'rejected', 'conflicts', 'meta'], 'readwrite');
      const base = tx.objectStore('base');
      const outbox = tx.objectStore('outbox');
      const touched = new Set<string>();
      const latest = newestOfEach(rows);
      const [stored] = await Promise.all([
        Promise.all(latest.map(({ id }) => base.get(id))),
        this.#checkTerm(tx.objectStore('meta')),
      ]);
      const changes = new Map<string, RowChange>();
      const writes: Promise<unknown>[] = [];
      latest.forEach((row, i) => {
        const before = stored[i];
        if (before !== undefined && before.revision >= row.revision) return;
        const after = toRecord(row, before);
        touched.add(row.id);
        changes.set(row.id, { before, after });
        writes.push(base.put(after));
      });

      const settled = new Map<string, OutboxRecord>();
      const reasons = new Map(rejected.map(({ mutationId, error }) => [mutationId, error]));
      for (const mutationId of [...confirmed, ...reasons.keys()]) {
        const record = await outbox.index('byMutation').get(mutationId);
        if (record === undefined) continue;
        touched.add(record.entityId);
        settled.set(mutationId, record);
        writes.push(outbox.delete(record.key!));
        const error = reasons.get(mutationId);
        if (error) writes.push(tx.objectStore('rejected').put({ ...record, mutationId, error }));
      }

      writes.push(keepConflicts(tx.objectStore('conflicts'), clashes, settled, changes));
      if (cursor) writes.push(tx.objectStore('meta').put(cursor, 'cursor'));
      await Promise.all([...writes, tx.done]);
      return [...touched];
    });
  }

  unsent(limit: number): Promise<Unsent[]> {
    return this.#database.use((idb) => readUnsent(idb, limit));
  }

  counts(): Promise<{ unsent: number; rejected: number }> {
    return this.#database.use(async (idb) => {
      const tx = idb.transaction(['outbox', 'rejected']);
      const [unsent, rejected] = await Promise.all([
        tx.objectStore('outbox').count(),
        tx.objectStore('rejected').count(),
      ]);
      return { unsent, rejected };
    });
  }

  renumber(): Promise<string> {
    return this.#database.use((idb) => renumber(idb, (meta) => this.#checkTerm(meta)));
  }

  replaceBase(rows: Row[], cursor: Cursor, keepMissing: boolean): Promise<void> {
    return this.#database.use(async (idb) => {
      const tx = idb.transaction(['base', 'outbox', 'meta'], 'readwrite', { durability: 'strict' });
      await this.#checkTerm(tx.objectStore('meta'));
      const base = tx.objectStore('base');
      const before = new Map((await base.getAll()).map((record) => [record.id, record]));
      await base.clear();
      const writes: Promise<unknown>[] = rows.map((row) => base.put(toRecord(row, before.get(row.id))));
      for (const { id } of rows) before.delete(id);
      if (keepMissing)
        for (const record of before.values())
          if (record.deletedAt === undefined) writes.push(tx.objectStore('outbox').add(this.#asNew(record)));
      writes.push(tx.objectStore('meta').put(cursor, 'cursor'));
      await Promise.all([...writes, tx.done]);
    });
  }

  /** Reads in the transaction of the writes: nobody can take the lead in between. */
  async #checkTerm(meta: TermReader): Promise<void> {
    if (this.#term !== null && (await readTerm(meta)) !== this.#term) throw new LockstepError('superseded');
  }

  /** The edit that makes a row anew, with its id and all its fields. */
  #asNew(record: BaseRecord) {
    const { entity, id, revision: _, createdAt: __, updatedAt: ___, listKey: ____, ...fields } = record;
    const mutation = { id: uuidv7(), entity, entityId: id, kind: 'create' as const, fields, baseRevision: 0 };
    return { mutation, entityId: id, achieverId: this.#achieverId, at: Date.now() };
  }
}

interface TermReader {
  get(key: 'term'): Promise<unknown>;
}

const readTerm = async (meta: TermReader): Promise<number> =>
  ((await meta.get('term')) as { term: number } | undefined)?.term ?? 0;

/** One row per id, the newest; a batch may carry several states of one. */
function newestOfEach(rows: readonly Row[]): Row[] {
  const newest = new Map<string, Row>();
  for (const row of rows) if ((newest.get(row.id)?.revision ?? 0) < row.revision) newest.set(row.id, row);
  return [...newest.values()];
}

/** A row as it is stored; a tombstone keeps what was known of the row, so that it stays readable. */
function toRecord(row: Row, before: BaseRecord | undefined): BaseRecord {
  const { listKey: _, ...known } = before ?? ({} as Partial<BaseRecord>);
  const record: BaseRecord = 'deletedAt' in row ? { ...known, ...row } : { ...(row as LiveRow) };
  const listKey = listKeyOf(record);
  if (listKey) record.listKey = listKey;
  return record;
}
