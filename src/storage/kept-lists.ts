// Windows of lists that are kept in step: read once, then only the rows that changed and those that come into a
// window. A list that is read to its end costs as much for each change as one of which a screenful is read.
// Every row is as it was at one instant, its unconfirmed edits included; a window is never older than the changes
// that were told.
import type { IDBPTransaction } from 'idb';
import { conflictsOf } from './conflicts.ts';
import type { Database } from './database.ts';
import { compareListKeys, keyIn, type ListRequest, rangeOf } from './lists.ts';
import type { BaseRecord, ConflictRecord, ListKey, LockstepSchema } from './schema.ts';
import { confirmed, type ListWindow, merge, see, type SeenRow } from './task-reader.ts';

/** A row with unconfirmed edits; `seen` is missing when there is nothing to show them on. */
interface Edited {
  base: BaseRecord | undefined;
  seen: SeenRow | undefined;
}

interface Kept {
  request: ListRequest;
  /** Rows without unconfirmed edits, in order, as far as they were read. */
  rows: SeenRow[];
  /** Where reading stopped: behind this key there may be more. Null when the list was read to its end. */
  end: ListKey | 'start' | null;
  window: ListWindow;
  /** What `window` was made of: `rows` as they were, and edited ones. */
  made: { rows: SeenRow[]; edited: SeenRow[] };
}

interface State {
  edits: ReadonlyMap<string, Edited>;
  conflicts: ReadonlyMap<string, ConflictRecord[]>;
  kept: ReadonlyMap<string, Kept>;
}

type Tx = IDBPTransaction<LockstepSchema, ('base' | 'outbox' | 'conflicts')[]>;

const NOTHING: State = { edits: new Map(), conflicts: new Map(), kept: new Map() };
/** So many changed rows are always read one by one; of more, a tenth of what is kept. */
const FEW = 50;
/** Rows read besides those that are wanted, where edited ones may be among them. */
const MAX_SPARE = 200;

export class KeptLists {
  #database: Database<LockstepSchema> | null = null;
  #state = NOTHING;

  /**
   * The windows as they are now. A window in which nothing changed is the same object as before.
   * @param changed rows that may have changed since the last call; null when any may have.
   */
  async read<Name extends string>(
    database: Database<LockstepSchema>,
    requests: Record<Name, ListRequest>,
    changed: ReadonlySet<string> | null,
  ): Promise<Record<Name, ListWindow>> {
    const few = changed !== null && this.#database === database && this.#isFew(changed) ? changed : null;
    // Nothing is kept of a reading that fails: it may be repeated.
    const state = await database.use((idb) => {
      const tx = idb.transaction(['base', 'outbox', 'conflicts']);
      return few ? follow(tx, this.#state, requests, few) : begin(tx, requests);
    });
    this.#database = database;
    this.#state = state;
    const windows = [...state.kept].map(([name, { window }]) => [name, window]);
    return Object.fromEntries(windows) as Record<Name, ListWindow>;
  }

  #isFew({ size }: ReadonlySet<string>): boolean {
    if (size <= FEW) return true;
    const kept = [...this.#state.kept.values()].reduce((sum, { rows }) => sum + rows.length, 0);
    return size * 10 <= kept;
  }
}

async function begin(tx: Tx, requests: Record<string, ListRequest>): Promise<State> {
  const [outbox, found] = await Promise.all([
    tx.objectStore('outbox').getAll(),
    tx.objectStore('conflicts').getAll(),
  ]);
  const conflicts = Map.groupBy(found, ({ entityId }) => entityId);
  const edits = new Map<string, Edited>();
  const records = Map.groupBy(outbox, ({ entityId }) => entityId);
  await Promise.all(
    [...records].map(async ([id, edit]) => {
      const base = await tx.objectStore('base').get(id);
      edits.set(id, { base, seen: withConflicts(see(base, edit), conflicts) });
    }),
  );
  return fill(tx, { ...NOTHING, edits, conflicts }, requests);
}

async function follow(
  tx: Tx,
  before: State,
  requests: Record<string, ListRequest>,
  changed: ReadonlySet<string>,
): Promise<State> {
  if (changed.size === 0) return fill(tx, before, requests);
  const edits = new Map(before.edits);
  const conflicts = new Map(before.conflicts);
  const settled: SeenRow[] = [];
  await Promise.all(
    [...changed].map(async (id) => {
      const [base, records, found] = await Promise.all([
        tx.objectStore('base').get(id),
        tx.objectStore('outbox').index('byEntity').getAll(id),
        tx.objectStore('conflicts').getAll(conflictsOf(id)),
      ]);
      if (found.length > 0) conflicts.set(id, found);
      else conflicts.delete(id);
      if (records.length > 0) edits.set(id, { base, seen: withConflicts(see(base, records), conflicts) });
      else {
        edits.delete(id);
        if (base) settled.push(withConflicts(confirmed(base), conflicts)!);
      }
    }),
  );
  const kept = new Map(
    [...before.kept].map(([name, list]) => [name, { ...list, rows: replace(list, changed, settled) }]),
  );
  return fill(tx, { edits, conflicts, kept }, requests);
}

/** The rows of a list, those that changed taken out, and those of them put in that belong there now. */
function replace({ rows, request, end }: Kept, changed: ReadonlySet<string>, settled: SeenRow[]): SeenRow[] {
  const entering = settled.filter(({ row }) => {
    const at = keyIn(row, request);
    return at !== undefined && end !== 'start' && (end === null || compareListKeys(at, end) <= 0);
  });
  const staying = rows.filter(({ row }) => !changed.has(row.id));
  if (entering.length === 0 && staying.length === rows.length) return rows;
  return insert(staying, entering, request);
}

/** Puts rows where they belong among others, which are in order already; few of them without sorting all. */
function insert(rows: SeenRow[], entering: SeenRow[], request: ListRequest): SeenRow[] {
  if (entering.length > FEW) return merge(rows, entering, request);
  const key = ({ row }: SeenRow) => keyIn(row, request)!;
  const all = [...rows];
  for (const seen of entering) {
    const at = key(seen);
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compareListKeys(key(all[middle]!), at) < 0) low = middle + 1;
      else high = middle;
    }
    all.splice(low, 0, seen);
  }
  return all;
}

/** Reads what the windows lack, counts what is behind them, and lays the edited rows over them. */
async function fill(tx: Tx, state: State, requests: Record<string, ListRequest>): Promise<State> {
  const edited = new Map<string, SeenRow[]>();
  for (const { seen } of state.edits.values())
    for (const list of listsOf(seen?.row)) add(edited, list, seen!);
  const covered = new Map<string, BaseRecord[]>();
  for (const { base } of state.edits.values()) for (const list of listsOf(base)) add(covered, list, base!);

  const entries = await Promise.all(
    Object.entries(requests).map(async ([name, request]): Promise<[string, Kept]> => {
      const known = state.kept.get(name);
      const same = known && isSameStretch(known.request, request) ? known : undefined;
      const of = same ?? { rows: [], end: 'start' as const };
      const [{ rows, end }, counted] = await Promise.all([
        top(tx, of, request, state),
        of.end === null ? 0 : tx.objectStore('base').index('byLists').count(rangeOf(request)),
      ]);
      const shown = (edited.get(request.list) ?? []).filter(({ row }) => keyIn(row, request));
      const wereCounted = (covered.get(request.list) ?? []).filter((row) => keyIn(row, request)).length;
      const unedited = end === null ? rows.length : counted - wereCounted;
      const total = unedited + shown.length;
      const isSame =
        same?.made.rows === rows &&
        same.request.limit === request.limit &&
        same.window.total === total &&
        same.made.edited.length === shown.length &&
        same.made.edited.every((seen, i) => seen === shown[i]);
      const window = isSame
        ? same.window
        : { rows: insert(rows, shown, request).slice(0, request.limit), total };
      return [name, { request, rows, end, window, made: { rows, edited: shown } }];
    }),
  );
  return { ...state, kept: new Map(entries) };
}

/** Reads on behind what is kept of a list until it has as many rows as are wanted. */
async function top(
  tx: Tx,
  { rows, end }: Pick<Kept, 'rows' | 'end'>,
  request: ListRequest,
  { edits, conflicts }: State,
): Promise<Pick<Kept, 'rows' | 'end'>> {
  const { list, limit, below } = request;
  const index = tx.objectStore('base').index('byLists');
  while (end !== null && rows.length < limit) {
    const range =
      end === 'start' ? rangeOf(request) : IDBKeyRange.bound(end, [list, below ?? []], true, true);
    // To IndexedDB, none at most means all.
    const count = Number.isFinite(limit) ? limit - rows.length + Math.min(edits.size, MAX_SPARE) : 0;
    const page = await index.getAll(range, count);
    end = count === 0 || page.length < count ? null : keyIn(page.at(-1)!, request)!;
    // One that went from before the end to behind it, of which nothing was told yet, is not in both places.
    const again = new Set(page.map(({ id }) => id));
    const read = page
      .filter(({ id }) => !edits.has(id))
      .map((row) => withConflicts(confirmed(row), conflicts)!);
    rows = [...rows.filter(({ row }) => !again.has(row.id)), ...read];
  }
  return { rows, end };
}

const listsOf = (row: BaseRecord | undefined): string[] => (row?.listKeys ?? []).map(([list]) => list);

function add<T>(lists: Map<string, T[]>, list: string, one: T): void {
  const rows = lists.get(list);
  if (rows) rows.push(one);
  else lists.set(list, [one]);
}

function withConflicts(
  seen: SeenRow | undefined,
  conflicts: ReadonlyMap<string, ConflictRecord[]>,
): SeenRow | undefined {
  if (seen) seen.conflicts = conflicts.get(seen.row.id) ?? [];
  return seen;
}

const isSameStretch = (a: ListRequest, b: ListRequest): boolean =>
  a.list === b.list && a.from === b.from && a.below === b.below;
