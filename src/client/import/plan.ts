// From what a file holds to what would be stored: where each project goes, which labels and sections are there
// already, which rows are here from an earlier import, and a place for each of the others.
import type { EntityName } from '../../protocol/wire.ts';
import { LIST } from '../../storage/lists.ts';
import type { OutlineView, RowState, RowStates } from '../types.ts';
import type { FileContents, ImportedRow } from './model.ts';

/** Where a project of the file goes: a new one, one that is there, or the inbox. */
export type Target = { to: 'new' } | { to: 'project'; id: string } | { to: 'inbox' };

/** A project of the file, for the person to say where it goes. */
export interface Destination {
  id: string;
  title: string;
  tasks: number;
  /** The inbox has no sections. */
  hasSections: boolean;
  target: Target;
}

export interface Counts {
  projects: number;
  sections: number;
  labels: number;
  filters: number;
  tasks: number;
  steps: number;
  completed: number;
  trashed: number;
}

export interface ImportPlan {
  changes: { entity: EntityName; id: string; to: RowState }[];
  /** Rows that are here already and stay as they are. */
  known: number;
  /** Rows that were deleted here and come back. */
  returning: number;
}

/** Rows read at a time. */
const PAGE = 500;

export function count({ rows }: FileContents): Counts {
  const of = (fits: (row: ImportedRow) => boolean) => rows.filter(fits).length;
  const kind = (entity: EntityName) => of((row) => row.entity === entity && !row.gone);
  const isTask = ({ entity, gone }: ImportedRow) => entity === 'task' && !gone;
  return {
    projects: kind('project'),
    sections: kind('section'),
    labels: kind('label'),
    filters: kind('filter'),
    tasks: of((row) => isTask(row) && row.fields['parentId'] === undefined),
    steps: of((row) => isTask(row) && row.fields['parentId'] !== undefined),
    completed: of((row) => isTask(row) && row.fields['completedAt'] !== undefined),
    trashed: of(({ gone }) => gone === true),
  };
}

/** Projects go where one of their name is, else a new one is made. */
export function destinations({ rows }: FileContents, { projects }: OutlineView): Destination[] {
  const tasks = Map.groupBy(rows, ({ fields }) => fields['projectId']);
  return rows
    .filter(({ entity, gone }) => entity === 'project' && !gone)
    .map(({ id, fields: { title } }) => {
      const same =
        projects.find((one) => one.id === id) ?? projects.find((one) => isSameName(one.title, title));
      const inside = tasks.get(id) ?? [];
      return {
        id,
        title,
        tasks: inside.filter(({ entity }) => entity === 'task').length,
        hasSections: inside.some(({ entity }) => entity === 'section'),
        target: same ? { to: 'project', id: same.id } : { to: 'new' },
      };
    });
}

/** Reads what is here and says what is left to store. Nothing is stored. */
export async function planImport(
  contents: FileContents,
  targets: readonly Pick<Destination, 'id' | 'target'>[],
  outline: OutlineView,
  rows: Pick<RowStates, 'read' | 'ordersAtEnd'>,
): Promise<ImportPlan> {
  const ids = whereThingsAre(contents.rows, targets, outline);
  const wanted: ImportedRow[] = [];
  for (const row of contents.rows) if (!isMapped(row, ids)) wanted.push(moved(row, ids));

  const plan: ImportPlan = { changes: [], known: contents.rows.length - wanted.length, returning: 0 };
  const missing: ImportedRow[] = [];
  for (let at = 0; at < wanted.length; at += PAGE) {
    const page = wanted.slice(at, at + PAGE);
    const states = await rows.read(page.map(({ id }) => id));
    for (const [i, row] of page.entries()) {
      const state = states[i]!;
      const isHere = 'entity' in state;
      if (isHere && (row.gone || !state.gone)) plan.known++;
      else {
        if (isHere) plan.returning++;
        missing.push(row);
      }
    }
  }
  const orders = await placesOf(missing, new Set(missing.map(({ id }) => id)), rows);
  plan.changes = missing.map(({ entity, id, fields, gone = false }) => ({
    entity,
    id,
    to: { order: orders.get(id), ...fields, gone },
  }));
  return plan;
}

/** Ids of the file that are something else here: a project, section or label of the same name; null is the inbox. */
function whereThingsAre(
  rows: ImportedRow[],
  targets: readonly Pick<Destination, 'id' | 'target'>[],
  outline: OutlineView,
): Map<string, string | null> {
  const ids = new Map<string, string | null>();
  for (const { id, target } of targets)
    if (target.to !== 'new') ids.set(id, target.to === 'inbox' ? null : target.id);
  const labels = new Map(outline.labels.map(({ id, title }) => [title.toLowerCase(), id]));
  const sections = new Map(outline.sections.map(({ id, title, projectId }) => [`${projectId} ${title}`, id]));
  const here = new Set([...outline.labels, ...outline.sections].map(({ id }) => id));
  for (const { entity, id, fields, gone } of rows) {
    if (gone || here.has(id)) continue;
    if (entity === 'label') {
      const known = labels.get(fields.title.toLowerCase());
      if (known !== undefined) ids.set(id, known);
    }
    if (entity === 'section') {
      const project = ids.get(fields['projectId'] as string);
      if (project === null) ids.set(id, null);
      const known = sections.get(`${project} ${fields.title}`);
      if (known !== undefined) ids.set(id, known);
    }
  }
  return ids;
}

/** Something else stands for it here. */
const isMapped = ({ id }: ImportedRow, ids: Map<string, string | null>): boolean =>
  (ids.get(id) ?? id) !== id || ids.get(id) === null;

/** The row with its references to what is here. */
function moved(row: ImportedRow, ids: Map<string, string | null>): ImportedRow {
  const fields = { ...row.fields };
  for (const name of ['projectId', 'sectionId']) {
    const to = ids.get(fields[name] as string);
    if (to === null) delete fields[name];
    else if (to !== undefined) fields[name] = to;
  }
  const labels = fields['labels'] as string[] | undefined;
  if (labels) fields['labels'] = [...new Set(labels.map((label) => ids.get(label) ?? label))];
  return { ...row, fields };
}

/** Keys for rows that bring none, behind what stands in each list, in the order of the file. */
async function placesOf(
  rows: ImportedRow[],
  news: ReadonlySet<string>,
  { ordersAtEnd }: Pick<RowStates, 'ordersAtEnd'>,
): Promise<Map<string, string>> {
  const { generateNKeysBetween } = await import('fractional-indexing');
  const orders = new Map<string, string>();
  const placed = rows.filter(({ fields }) => fields['order'] === undefined);
  for (const [list, group] of Map.groupBy(placed, listOf)) {
    // What is made by this import has nothing in it yet.
    const container = holderOf(group[0]!);
    const isNew = container !== undefined && news.has(container);
    const keys = isNew
      ? generateNKeysBetween(null, null, group.length)
      : await ordersAtEnd(list, group.length);
    for (const [i, { id }] of group.entries()) orders.set(id, keys[i]!);
  }
  return orders;
}

const holderOf = ({ fields }: ImportedRow): string | undefined =>
  (fields['parentId'] ?? fields['sectionId'] ?? fields['projectId']) as string | undefined;

function listOf(row: ImportedRow): string {
  const { entity, fields } = row;
  if (entity !== 'task') return entity;
  if (fields['parentId'] !== undefined) return LIST.steps(fields['parentId'] as string);
  return LIST.in(holderOf(row) ?? null);
}

const isSameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
