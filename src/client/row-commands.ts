// Commands for projects, sections, labels and saved filters.
import { v7 as uuidv7 } from 'uuid';
import type { EntityName } from '../protocol/wire.ts';
import { LIST } from '../storage/lists.ts';
import { readList, readLists } from '../storage/task-reader.ts';
import type { Change, Changes } from './changes.ts';
import { orderAt, ordersAtEnd } from './places.ts';
import type { RowCommands, RowState } from './types.ts';

/** @param withIt what goes when a row of this kind is deleted, as further changes. */
export function createRowCommands<Fields extends object, Needed extends keyof Fields>(
  changes: Changes,
  entity: EntityName,
  withIt: (id: string) => Promise<Change[]> = async () => [],
): RowCommands<Fields, Needed> {
  const database = () => changes.desk().database;
  const make = (id: string, to: RowState, more: Change[] = []) => changes.make([{ entity, id, to }, ...more]);
  return {
    create: (fields, id = uuidv7()) =>
      changes.inTurn(async () => {
        const [order] = await ordersAtEnd(database(), entity, 1);
        await make(id, { order, ...fields, gone: false });
        return id;
      }),
    update: (id, fields) => changes.inTurn(async () => void (await make(id, fields as RowState))),
    move: (id, place) =>
      changes.inTurn(
        async () => void (await make(id, { order: await orderAt(database(), entity, id, place) })),
      ),
    delete: (id) => changes.inTurn(async () => void (await make(id, { gone: true }, await withIt(id)))),
    restore: (id) => changes.inTurn(async () => void (await make(id, { gone: false }))),
  };
}

/** With a project go its sections and its tasks, with their steps. */
export function whatAProjectHolds(changes: Changes): (id: string) => Promise<Change[]> {
  return async (id) => {
    const { database } = changes.desk();
    const all = (list: string) => ({ list, limit: Infinity });
    const sections = (await readList(database, 'section', Infinity)).rows
      .map(({ row }) => row as { id: string; projectId?: string })
      .filter(({ projectId }) => projectId === id);
    const containers = [id, ...sections.map((section) => section.id)];
    const requests = Object.fromEntries(containers.map((one) => [one, all(LIST.in(one))]));
    const lists = await readLists(database, { ...requests, done: all(LIST.doneIn(id)) });
    const tasks = Object.values(lists).flatMap(({ rows }) => rows.map(({ row }) => row.id));
    const steps = await readLists(
      database,
      Object.fromEntries(tasks.map((task) => [task, all(LIST.steps(task))])),
    );
    const under = Object.values(steps).flatMap(({ rows }) => rows.map(({ row }) => row.id));
    const gone = (entity: EntityName, one: string): Change => ({ entity, id: one, to: { gone: true } });
    return [
      ...sections.map((section) => gone('section', section.id)),
      ...[...new Set([...tasks, ...under])].map((one) => gone('task', one)),
    ];
  };
}

/** The tasks of a section stay in its project. */
export function leaveSection(changes: Changes): (id: string) => Promise<Change[]> {
  return async (id) => {
    const { rows } = await readList(changes.desk().database, LIST.in(id), Infinity);
    return rows.map(({ row }) => ({ entity: 'task', id: row.id, to: { sectionId: null } }));
  };
}
