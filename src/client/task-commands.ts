// Commands: what a person does to tasks. Each stores one outbox row and resolves when it is safe on this device.
import { generateKeyBetween } from 'fractional-indexing';
import { v7 as uuidv7 } from 'uuid';
import { LockstepError } from '../protocol/errors.ts';
import type { Mutation } from '../protocol/mutations.ts';
import { MAX_NOTES, MAX_TITLE } from '../protocol/wire.ts';
import type { Database } from '../storage/database.ts';
import { append } from '../storage/outbox.ts';
import type { LockstepSchema } from '../storage/schema.ts';
import { nearestOrder, readList, readRow, type SeenRow } from '../storage/task-reader.ts';
import type { Place, Step, TaskCommands, TaskPatch, TaskState } from './types.ts';

/** The account's database in this tab; throws LockstepError `signed-out` when there is none. */
export interface Desk {
  database: Database<LockstepSchema>;
  achieverId: string;
}

/** Fields that the server merges as text when two devices changed them: they carry what they started from. */
const MERGED_AS_TEXT = new Set(['title', 'notes']);

/** @param onStep called with each step that the person took. */
export function createTaskCommands(
  desk: () => Desk,
  onStored: (ids: string[]) => void,
  onStep: (step: Step) => void,
): TaskCommands {
  // One after the other: two quick additions must not be given the same place.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work);
    queue = result.catch(() => {});
    return result;
  };

  async function store(mutation: Omit<Mutation, 'id' | 'n' | 'entity'>): Promise<void> {
    checkFields(mutation.fields ?? {});
    const { database, achieverId } = desk();
    await append(database, achieverId, { entity: 'task', ...mutation });
    onStored([mutation.entityId]);
  }

  async function known(id: string): Promise<SeenRow> {
    const seen = await readRow(desk().database, id);
    if (!seen) throw new LockstepError('unknown-row');
    return seen;
  }

  /** @returns what it did. */
  async function set(id: string, { gone, ...fields }: TaskState, base?: TaskBase): Promise<Step> {
    const seen = await known(id);
    const now = stateOf(seen);
    const before: Record<string, unknown> = {};
    for (const field in fields) before[field] = now[field as keyof TaskPatch] ?? null;
    const step = { taskId: id, title: now.title ?? '' };
    if (gone !== undefined) {
      await store({ entityId: id, kind: gone ? 'delete' : 'restore', baseRevision: seen.baseRevision });
      return { ...step, before: { gone: !gone }, after: { gone } };
    }
    const texts = Object.entries(before).filter(([field]) => MERGED_AS_TEXT.has(field));
    await store({
      entityId: id,
      kind: 'update',
      fields,
      baseRevision: base?.revision ?? seen.baseRevision,
      ...(base || texts.length > 0 ? { base: base?.fields ?? Object.fromEntries(texts) } : {}),
    });
    return { ...step, before, after: fields };
  }

  const change = async (id: string, state: TaskState, base?: TaskBase) => onStep(await set(id, state, base));

  return {
    create: (fields) =>
      inTurn(async () => {
        const id = uuidv7();
        const order = fields.order ?? (await orderOnTop(desk().database));
        await store({ entityId: id, kind: 'create', baseRevision: 0, fields: { ...fields, order } });
        const { title } = fields;
        onStep({ taskId: id, title, before: { gone: true }, after: { gone: false, title } });
        return id;
      }),

    update: (id, fields, base) => inTurn(() => change(id, fields, base)),

    complete: (id, completed) =>
      inTurn(() => change(id, { completedAt: completed ? new Date().toISOString() : null })),

    move: (id, place) => inTurn(async () => change(id, { order: await orderAt(desk().database, id, place) })),

    delete: (id) => inTurn(() => change(id, { gone: true })),

    restore: (id) => inTurn(() => change(id, { gone: false })),

    async read(id) {
      const seen = await readRow(desk().database, id);
      return seen ? stateOf(seen) : { gone: true };
    },

    set: (id, state) => inTurn(async () => void (await set(id, state))),
  };
}

/** What the server would refuse is said before it is stored, while the person still has the text at hand. */
export function checkFields(fields: TaskPatch): void {
  if (fields.title !== undefined && (fields.title ?? '').trim() === '')
    throw new LockstepError('invalid-field', 'A task needs a title.');
  if ((fields.title?.length ?? 0) > MAX_TITLE)
    throw new LockstepError('invalid-field', `A title has at most ${MAX_TITLE} characters.`);
  if ((fields.notes?.length ?? 0) > MAX_NOTES)
    throw new LockstepError('invalid-field', `Notes have at most ${MAX_NOTES} characters.`);
}

type TaskBase = Parameters<TaskCommands['update']>[2];

const stateOf = ({ row }: SeenRow): TaskState => ({
  ...(row as TaskPatch),
  gone: row.deletedAt !== undefined,
});

/** The fractional key in front of every open task: what was just added is where people look first. */
async function orderOnTop(database: Database<LockstepSchema>): Promise<string> {
  const { rows } = await readList(database, 'open', 1);
  return generateKeyBetween(null, orderOf(rows[0]));
}

/** The fractional key right before or behind every task that stands where `place` says. */
async function orderAt(database: Database<LockstepSchema>, id: string, place: Place): Promise<string> {
  const anchorId = 'before' in place ? place.before : place.after;
  const anchor = await readRow(database, anchorId);
  if (anchor === undefined) throw new LockstepError('unknown-row');
  const order = orderOf(anchor);
  if ('before' in place) return generateKeyBetween(await nearestOrder(database, order, 'before', id), order);
  if (order === null) return generateKeyBetween(await nearestOrder(database, null, 'before', id), null);
  return generateKeyBetween(order, await nearestOrder(database, order, 'after', id));
}

const orderOf = (seen: SeenRow | undefined): string | null =>
  (seen?.row as { order?: string } | undefined)?.order ?? null;
