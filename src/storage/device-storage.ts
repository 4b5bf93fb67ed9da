// The engine's storage on IndexedDB: the only writer of base rows and of the cursor.
import type { IDBPTransaction } from 'idb';
import { v7 as uuidv7 } from 'uuid';
import {
  addToBuckets,
  bucketOf,
  emptyBuckets,
  formatDigest,
  moveDigest,
  parseDigest,
} from '../protocol/digest.ts';
import { LockstepError } from '../protocol/errors.ts';
import type { LiveRow, Row } from '../protocol/rows.ts';
import { editsThatAreMissing } from './missing-edits.ts';
import type { Application, Cursor, EngineStorage, Reached, Unsent } from '../sync/engine-storage.ts';
import { keepConflicts, type RowChange } from './conflicts.ts';
import type { Database } from './database.ts';
import { listKeysOf } from './lists.ts';
import { readUnsent, renumber } from './outbox.ts';
import type { BaseRecord, LockstepSchema, OutboxRecord } from './schema.ts';

/** Rows read at once where all are counted. */
const COUNT_PAGE = 2_000;

export class DeviceStorage implements EngineStorage {
  readonly #database: Database<LockstepSchema>;
  readonly #achieverId: string;
  /** The term that this host took; null before it took one. */
  #term: number | null = null;
  /** The digest that is kept was counted from the rows since this host started. */
  #isCounted = false;

  constructor(database: Database<LockstepSchema>, achieverId: string) {
    this.#database = database;
    this.#achieverId = achieverId;
  }

  takeTerm(): Promise<void> {
    return this.#database.use(async (idb) => {
      const tx = idb.transaction('meta', 'readwrite');
      // A database that came back empty must not give a term again that somebody still holds.
      const term = ((await readTerm(tx.store)) || Math.floor(Math.random() * 2 ** 48)) + 1;
      await Promise.all([tx.store.put({ term }, 'term'), tx.done]);
      this.#term = term;
    });
  }

  readState(): Promise<Reached & { clientId: string }> {
    return this.#database.use(async (idb) => {
      const tx = idb.transaction('meta', 'readwrite');
      const cursor = ((await tx.store.get('cursor')) as Cursor | undefined) ?? null;
      const ahead = ((await tx.store.get('seen')) as Cursor | undefined) ?? null;
      const seen = (ahead?.seq ?? 0) > (cursor?.seq ?? 0) ? ahead : cursor;
      let client = (await tx.store.get('client')) as { clientId: string; offset: number } | undefined;
      if (client === undefined) {
        // A database without a client id is new, or came back empty: its cursor is null, so it starts over.
        client = { clientId: uuidv7(), offset: 0 };
        await tx.store.put(client, 'client');
        await tx.store.put({ achieverId: this.#achieverId }, 'achiever');
      }
      await tx.done;
      return { cursor, seen, clientId: client.clientId };
    });
  }

  apply({ rows, cursor, seen, confirmed = [], rejected = [], clashes = [] }: Application): Promise<string[]> {
    return this.#database.use(async (idb) => {
      const tx = idb.transaction(['base', 'outbox', 'rejected', 'conflicts', 'meta'], 'readwrite');
      const base = tx.objectStore('base');
      const outbox = tx.objectStore('outbox');
      const touched = new Set<string>();
      const latest = newestOfEach(rows);
      const [stored, digestBefore] = await Promise.all([
        Promise.all(latest.map(({ id }) => base.get(id))),
        readDigest(tx.objectStore('meta'), base),
        this.#checkTerm(tx.objectStore('meta')),
      ]);
      let digest = digestBefore;
      const changes = new Map<string, RowChange>();
      const writes: Promise<unknown>[] = [];
      latest.forEach((row, i) => {
        const before = stored[i];
        if (before !== undefined && before.revision >= row.revision) return;
        const after = toRecord(row, before);
        touched.add(row.id);
        changes.set(row.id, { before, after });
        digest = moveDigest(digest, before ?? null, after);
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
      if (changes.size > 0)
        writes.push(tx.objectStore('meta').put({ digest: formatDigest(digest) }, 'digest'));
      if (cursor) writes.push(tx.objectStore('meta').put(cursor, 'cursor'));
      if (seen) writes.push(tx.objectStore('meta').put(seen, 'seen'));
      await Promise.all([...writes, tx.done]);
      return [...touched];
    });
  }

  unsent(limit: number): Promise<{ clientId: string; mutations: Unsent[] }> {
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

  renumber(): Promise<void> {
    return this.#database.use(async (idb) => {
      const tx = idb.transaction(['outbox', 'meta'], 'readwrite', { durability: 'strict' });
      const meta = tx.objectStore('meta');
      await this.#checkTerm(meta);
      await renumber(tx.objectStore('outbox'), meta);
      await tx.done;
    });
  }

  replaceBase(
    rows: Row[],
    cursor: Cursor,
    keepMissing: boolean,
    forgotten?: readonly string[],
  ): Promise<void> {
    return this.#database.use(async (idb) => {
      const tx = idb.transaction(['base', 'outbox', 'meta'], 'readwrite', { durability: 'strict' });
      await this.#checkTerm(tx.objectStore('meta'));
      const base = tx.objectStore('base');
      const before = new Map((await base.getAll()).map((record) => [record.id, record]));
      await base.clear();
      const writes: Promise<unknown>[] = rows.map((row) => base.put(toRecord(row, before.get(row.id))));
      if (keepMissing) writes.push(this.#keepMissing(tx, rows, before.values(), forgotten));
      const digest = formatDigest(digestOf(rows));
      writes.push(
        tx.objectStore('meta').put(cursor, 'cursor'),
        tx.objectStore('meta').put(cursor, 'seen'),
        tx.objectStore('meta').put({ digest }, 'digest'),
      );
      await Promise.all([...writes, tx.done]);
    });
  }

  digest(): Promise<string> {
    return this.#database.use(async (idb) => {
      const tx = idb.transaction(['base', 'meta']);
      const [meta, base] = [tx.objectStore('meta'), tx.objectStore('base')];
      if (this.#isCounted) return formatDigest(await readDigest(meta, base));
      // What was kept in step does not know what the browser lost since: count once in a host's life.
      const digest = formatDigest(await countDigest(base));
      await idb.put('meta', { digest }, 'digest');
      this.#isCounted = true;
      return digest;
    });
  }

  bucketDigests(): Promise<string[]> {
    return this.#database.use(async (idb) => {
      const buckets = emptyBuckets();
      addToBuckets(buckets, await idb.getAll('base'));
      return buckets.map(formatDigest);
    });
  }

  repairBase(rows: Row[], buckets: readonly number[], forgotten?: readonly string[]): Promise<void> {
    return this.#database.use(async (idb) => {
      const tx = idb.transaction(['base', 'outbox', 'meta'], 'readwrite', { durability: 'strict' });
      await this.#checkTerm(tx.objectStore('meta'));
      const base = tx.objectStore('base');
      const all = new Map((await base.getAll()).map((record) => [record.id, record]));
      const held = [...all.values()].filter(({ id }) => buckets.includes(bucketOf(id)));
      const writes: Promise<unknown>[] = [this.#keepMissing(tx, rows, held, forgotten)];
      for (const { id } of held) writes.push(base.delete(id));
      const records = rows.map((row) => toRecord(row, all.get(row.id)));
      for (const { id } of held) all.delete(id);
      for (const record of records) {
        all.set(record.id, record);
        writes.push(base.put(record));
      }
      const digest = formatDigest(digestOf(all.values()));
      writes.push(tx.objectStore('meta').put({ digest }, 'digest'));
      await Promise.all([...writes, tx.done]);
    });
  }

  /** Reads in the transaction of the writes: nobody can take the lead in between. */
  async #checkTerm(meta: TermReader): Promise<void> {
    if (this.#term !== null && (await readTerm(meta)) !== this.#term) throw new LockstepError('superseded');
  }

  /** What the server's rows lack of those held here is sent again, before what waits. */
  async #keepMissing(
    tx: WritableOutbox,
    rows: Row[],
    held: Iterable<BaseRecord>,
    forgotten?: readonly string[],
  ): Promise<void> {
    const edits = editsThatAreMissing(rows, held, forgotten).map((edit) => ({
      mutation: { id: uuidv7(), ...edit },
      entityId: edit.entityId,
      achieverId: this.#achieverId,
      at: Date.now(),
    }));
    if (edits.length > 0) await renumber(tx.objectStore('outbox'), tx.objectStore('meta'), edits);
  }
}

interface RowReader {
  getAll(range?: IDBKeyRange | null, count?: number): Promise<BaseRecord[]>;
}

/** As kept, or counted in a database from before it was kept. */
async function readDigest(meta: { get(key: 'digest'): Promise<unknown> }, base: RowReader): Promise<bigint> {
  const kept = (await meta.get('digest')) as { digest: string } | undefined;
  return kept ? parseDigest(kept.digest) : countDigest(base);
}

/** Counted from the rows, a page at a time. */
async function countDigest(base: RowReader): Promise<bigint> {
  let digest = 0n;
  let range: IDBKeyRange | null = null;
  for (;;) {
    const page = await base.getAll(range, COUNT_PAGE);
    for (const row of page) digest = moveDigest(digest, null, row);
    if (page.length < COUNT_PAGE) return digest;
    range = IDBKeyRange.lowerBound(page.at(-1)!.id, true);
  }
}

function digestOf(rows: Iterable<Row | BaseRecord>): bigint {
  let digest = 0n;
  for (const row of rows) digest = moveDigest(digest, null, row);
  return digest;
}

type WritableOutbox = IDBPTransaction<LockstepSchema, ('base' | 'outbox' | 'meta')[], 'readwrite'>;

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
  const record: BaseRecord = 'deletedAt' in row ? { ...before, ...row } : { ...(row as LiveRow) };
  return { ...record, listKeys: listKeysOf(record) };
}
