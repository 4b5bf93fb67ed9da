// Every row of the device in pages, for an export: never all of them in memory at once.
import type { LiveRow } from '../protocol/rows.ts';
import type { Database } from './database.ts';
import type { LockstepSchema } from './schema.ts';
import { readRows, type SeenRow } from './task-reader.ts';

const PAGE = 500;

/** A row as people see it; `deletedAt` on deleted ones. */
type AnyRow = LiveRow & { deletedAt?: string };

/**
 * Rows with their unconfirmed edits, those of the base by id and then those that are in the outbox alone. What
 * changes while it is read is read as it is before or after; a row that was there from the beginning is never left
 * out, and none comes twice.
 */
export async function* readPages(database: Database<LockstepSchema>): AsyncGenerator<AnyRow[]> {
  const read = new Set<string>();
  const unsentAtFirst = await unsentIds(database);
  let range: IDBKeyRange | null = null;
  for (;;) {
    const from: IDBKeyRange | null = range;
    const ids = await database.use((idb) => idb.getAllKeys('base', from, PAGE));
    yield* readOnce(ids);
    if (ids.length < PAGE) break;
    range = IDBKeyRange.lowerBound(ids.at(-1)!, true);
  }
  // One that was confirmed meanwhile may have come to stand in front of what was being read.
  const unsent = [...new Set([...unsentAtFirst, ...(await unsentIds(database))])];
  for (let at = 0; at < unsent.length; at += PAGE) yield* readOnce(unsent.slice(at, at + PAGE));

  async function* readOnce(ids: string[]): AsyncGenerator<AnyRow[]> {
    const news = ids.filter((id) => !read.has(id));
    for (const id of news) read.add(id);
    const rows = (await readRows(database, news)).flatMap(readable);
    if (rows.length > 0) yield rows;
  }
}

const unsentIds = (database: Database<LockstepSchema>): Promise<string[]> =>
  database.use(async (idb) => {
    const ids: string[] = [];
    const index = idb.transaction('outbox').store.index('byEntity');
    for (let cursor = await index.openKeyCursor(null, 'nextunique'); cursor; cursor = await cursor.continue())
      ids.push(cursor.key);
    return ids;
  });

/** Of a row that was only ever seen as deleted, nothing is left to read. */
function readable({ row: { listKeys: _, ...row } }: SeenRow): AnyRow[] {
  return 'title' in row ? [row as unknown as AnyRow] : [];
}
