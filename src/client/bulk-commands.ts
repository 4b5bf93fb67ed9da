// Commands for many tasks at once: each is one deed. Loaded with the first of them.
import { LockstepError } from '../protocol/errors.ts';
import type { Task } from '../protocol/rows.ts';
import { LIST } from '../storage/lists.ts';
import { readRows, type SeenRow } from '../storage/task-reader.ts';
import type { Change, Changes } from './changes.ts';
import { ordersAt, ordersAtEnd, ordersOnTop } from './places.ts';
import { listOf, withSteps } from './task-trees.ts';
import type { BulkCommands, Container, RowState, TaskPatch } from './types.ts';

export function createBulkCommands(changes: Changes): BulkCommands {
  const database = () => changes.desk().database;

  async function newLabelChanges(labels: ReadonlyMap<string, string>): Promise<Change[]> {
    if (labels.size === 0) return [];
    const orders = await ordersAtEnd(database(), 'label', labels.size);
    return [...labels].map(([id, title], i) => ({
      entity: 'label',
      id,
      to: { order: orders[i], title, gone: false },
    }));
  }

  /** Puts tasks under each other somewhere, with what is under them. */
  async function put(ids: readonly string[], orders: string[], where: TaskPatch): Promise<void> {
    const { projectId, sectionId } = where;
    const placed = new Map(ids.map((id, i) => [id, { ...where, order: orders[i]! }]));
    const tree = await withSteps(database(), ids);
    await changes.make(
      tree.flatMap((seen) => news(seen, placed.get(seen.row.id) ?? { projectId, sectionId })),
    );
  }

  return {
    change: (ids, patchOf, newLabels = new Map()) =>
      changes.inTurn(async () => {
        const rows = await readRows(database(), ids);
        const patches = rows.flatMap((seen) => news(seen, patchOf(taskOf(seen))));
        await changes.make([...(await newLabelChanges(newLabels)), ...patches]);
      }),

    move: (ids, place) =>
      changes.inTurn(async () => {
        const [anchor] = await readRows(database(), ['before' in place ? place.before : place.after]);
        if (anchor === undefined) throw new LockstepError('unknown-row');
        const { projectId = null, sectionId = null, parentId = null } = taskOf(anchor);
        const where = { projectId, sectionId, parentId };
        await put(ids, await ordersAt(database(), listOf(where), ids[0]!, place, ids.length), where);
      }),

    moveInto: (ids, where) =>
      changes.inTurn(async () => {
        const roots = await rootsElsewhere(ids, where);
        const list = LIST.in(where.sectionId ?? where.projectId);
        const orders = await ordersOnTop(database(), list, roots.length);
        await put(roots, orders, { ...where, parentId: null });
      }),

    restore: (ids) =>
      changes.inTurn(async () => {
        const rows = await withSteps(database(), ids, LIST.goneSteps);
        await changes.make(
          rows.map((seen) => ({ entity: 'task', id: seen.row.id, to: { gone: false }, seen })),
        );
      }),
  };

  /** Those that are not in `where` yet, without the steps of others among them: these go along. */
  async function rootsElsewhere(ids: readonly string[], where: Container): Promise<string[]> {
    const tasks = new Map((await withSteps(database(), ids)).map((seen) => [seen.row.id, taskOf(seen)]));
    const chosen = new Set(ids);
    const isUnder = ({ parentId = '' }: Task): boolean => {
      const parent = tasks.get(parentId);
      return parent !== undefined && (chosen.has(parentId) || isUnder(parent));
    };
    const isThere = ({ projectId, sectionId, parentId }: Task) =>
      parentId === undefined &&
      (projectId ?? null) === where.projectId &&
      (sectionId ?? null) === where.sectionId;
    return ids.filter((id) => {
      const task = tasks.get(id);
      return task !== undefined && !isUnder(task) && !isThere(task);
    });
  }
}

const taskOf = ({ row }: SeenRow): Task => row as unknown as Task;

/** The change that sets what is not set already; none when nothing is left. */
function news(seen: SeenRow, patch: TaskPatch): Change[] {
  const now = taskOf(seen) as unknown as RowState;
  const differs = ([field, value]: [string, unknown]) =>
    JSON.stringify(now[field] ?? null) !== JSON.stringify(value ?? null);
  const fields = Object.entries(patch).filter(differs);
  if (fields.length === 0) return [];
  return [{ entity: 'task', id: seen.row.id, to: Object.fromEntries(fields), seen }];
}
