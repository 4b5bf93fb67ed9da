// What a person does, as one thing however many rows it touches: stored in one transaction, told once, undone as one.
import { LockstepError } from '../protocol/errors.ts';
import type { Mutation } from '../protocol/mutations.ts';
import type { EntityName } from '../protocol/wire.ts';
import { MAX_NOTES, MAX_QUERY, MAX_TITLE } from '../protocol/wire.ts';
import type { Database } from '../storage/database.ts';
import { append } from '../storage/outbox.ts';
import type { LockstepSchema } from '../storage/schema.ts';
import { readRows, type SeenRow } from '../storage/task-reader.ts';
import type { RowState, Step, TextBase } from './types.ts';

/** The account's database in this tab; throws LockstepError `signed-out` when there is none. */
export interface Desk {
  database: Database<LockstepSchema>;
  achieverId: string;
}

/** A state to bring one row to: fields to set, and whether it is there. A row that nobody knows is created. */
export interface Change {
  entity: EntityName;
  id: string;
  to: RowState;
  /** The text that the person started from; without it the current one's. */
  base?: TextBase | undefined;
  /** The row, where it was just read. */
  seen?: SeenRow;
}

/** Fields that the server merges as text when two devices changed them: they carry what they started from. */
const MERGED_AS_TEXT = new Set(['title', 'notes']);

/** Edits stored in one transaction: an import of thousands must leave room for others in between. */
const MAX_TOGETHER = 500;

/**
 * @param onSteps called with what the person did, when it is stored.
 * @param onFailed called when it could not be stored; whoever asked for it hears of it, too.
 */
export class Changes {
  readonly desk: () => Desk;
  readonly #onStored: (ids: string[]) => void;
  readonly #onSteps: (steps: Step[]) => void;
  readonly #onFailed: (error: unknown) => void;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(
    desk: () => Desk,
    onStored: (ids: string[]) => void,
    onSteps: (steps: Step[]) => void,
    onFailed: (error: unknown) => void = () => {},
  ) {
    this.desk = desk;
    this.#onStored = onStored;
    this.#onSteps = onSteps;
    this.#onFailed = onFailed;
  }

  /** One after the other: two quick additions must not be given the same place. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => {});
    return result;
  }

  /** The rows' states as people see them; a row that nobody knows is gone. */
  async read(ids: readonly string[]): Promise<RowState[]> {
    const seen = new Map((await readRows(this.desk().database, ids)).map((one) => [one.row.id, one]));
    return ids.map((id) => stateOf(seen.get(id)));
  }

  /**
   * Does several changes as one thing that the person did.
   * @param onStored called with the number of rows that are safe so far.
   * @throws LockstepError `unknown-row`, `invalid-field`, or of the storage; of a large change, what was stored by
   *   then stays, and is told.
   */
  async make(changes: readonly Change[], onStored?: (rows: number) => void): Promise<Step[]> {
    const steps: Step[] = [];
    try {
      for (let at = 0; at < changes.length; at += MAX_TOGETHER) {
        steps.push(...(await this.bring(changes.slice(at, at + MAX_TOGETHER))));
        onStored?.(steps.length);
      }
    } finally {
      if (steps.length > 0) this.#onSteps(steps);
    }
    return steps;
  }

  /** The same for something that is part of another deed, such as its undo: nobody is told of steps. */
  async bring(changes: readonly Change[]): Promise<Step[]> {
    const { database, achieverId } = this.desk();
    const ids = changes.map(({ id }) => id);
    const unread = changes.flatMap(({ id, seen }) => (seen ? [] : [id]));
    const rows = unread.length > 0 ? await readRows(database, unread) : [];
    const read = new Map(rows.map((seen) => [seen.row.id, seen]));
    const plans = changes.map((change) => plan(change, change.seen ?? read.get(change.id)));
    const mutations = plans.flatMap((one) => one.mutations);
    if (mutations.length === 0) return [];
    await append(database, achieverId, ...mutations).catch((error: unknown) => {
      this.#onFailed(error);
      throw error;
    });
    this.#onStored([...new Set(ids)]);
    return plans.map(({ step }) => step);
  }
}

type Edit = Omit<Mutation, 'id' | 'n'>;

/** What has to be sent for a change, and how it is taken back. */
function plan(
  { entity, id, to, base }: Change,
  seen: SeenRow | undefined,
): { mutations: Edit[]; step: Step } {
  const { gone, ...all } = to;
  const row = { entity, entityId: id, baseRevision: seen?.baseRevision ?? 0 };
  const now = stateOf(seen);
  // What comes back or goes has most of its fields already.
  const fields = gone === undefined ? all : Object.fromEntries(Object.entries(all).filter(isNews(now)));
  checkFields(fields);
  const title = textOf(seen ? now : fields, 'title');
  const step = { entity, id, title };
  if (seen === undefined) {
    // What was in the trash elsewhere comes here by being made and deleted.
    if (gone === undefined || (gone && title === '')) throw new LockstepError('unknown-row');
    const made = { ...step, before: { gone: true }, after: { gone, title } };
    const create: Edit = { ...row, kind: 'create', fields: withoutNulls(fields) };
    return { mutations: gone ? [create, { ...row, kind: 'delete' }] : [create], step: made };
  }

  const mutations: Edit[] = [];
  const before: RowState = {};
  for (const field in fields) before[field] = now[field] ?? null;
  if (Object.keys(fields).length > 0) {
    const texts = Object.entries(before).filter(([field]) => MERGED_AS_TEXT.has(field));
    mutations.push({
      ...row,
      kind: 'update',
      fields,
      baseRevision: base?.revision ?? row.baseRevision,
      ...(base || texts.length > 0 ? { base: base?.fields ?? Object.fromEntries(texts) } : {}),
    });
  }
  if (gone !== undefined) {
    before.gone = !gone;
    mutations.push({ ...row, kind: gone ? 'delete' : 'restore' });
  }
  return { mutations, step: { ...step, before, after: to } };
}

const stateOf = (seen: SeenRow | undefined): RowState =>
  seen ? { ...(seen.row as object), gone: seen.row.deletedAt !== undefined } : { gone: true };

const textOf = (state: RowState, field: string): string =>
  typeof state[field] === 'string' ? state[field] : '';

const isNews =
  (now: RowState) =>
  ([field, value]: [string, unknown]) =>
    JSON.stringify(now[field] ?? null) !== JSON.stringify(value ?? null);

const withoutNulls = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));

const LONGEST: [field: string, max: number, words: string][] = [
  ['title', MAX_TITLE, 'A title has'],
  ['notes', MAX_NOTES, 'Notes have'],
  ['query', MAX_QUERY, 'A query has'],
];

/** What the server would refuse is said before it is stored, while the person still has the text at hand. */
export function checkFields(fields: RowState): void {
  if (fields.title !== undefined && textOf(fields, 'title').trim() === '')
    throw new LockstepError('invalid-field', 'A title is needed.', { field: 'title' });
  for (const [field, max, words] of LONGEST)
    if (textOf(fields, field).length > max)
      throw new LockstepError('invalid-field', `${words} at most ${max} characters.`, { field, max });
}
