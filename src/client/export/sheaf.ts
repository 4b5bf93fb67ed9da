// The rows of an export in the order in which people see them: projects, their sections, the tasks in each, steps
// under theirs. It holds of each task only where it stands; the tasks themselves are read page by page.
import type { Task } from '../../protocol/rows.ts';
import type { AnyRow, RowStates } from '../types.ts';

const PAGE = 500;
/** Behind every fractional key, as in the lists. */
const NO_ORDER = '~';

/** A task with where it stands. */
export interface PlacedTask {
  task: Task;
  project: string;
  section: string;
  /** 0 for a task, 1 for a step of it, … */
  depth: number;
}

interface Place {
  id: string;
  order: string;
  title: string;
}

/** Everything that can be read of the device. */
export class Sheaf {
  readonly #rows: Pick<RowStates, 'read' | 'pages'>;
  readonly projects = new Map<string, string>();
  readonly labels = new Map<string, string>();
  /** Rows that were found. */
  total = 0;
  readonly #containers: (Place & { entity: 'project' | 'section'; projectId?: string })[] = [];
  /** Tasks by what they stand in: a task, a section, a project, or '' for the inbox. */
  readonly #inside = new Map<string, Place[]>();

  constructor(rows: Pick<RowStates, 'read' | 'pages'>) {
    this.#rows = rows;
  }

  /** Finds out where everything stands. Deleted rows are no part of it. */
  async gather(onRead: (rows: number) => void): Promise<this> {
    const tasks: [holders: string[], place: Place][] = [];
    for await (const page of this.#rows.pages()) {
      this.total += page.length;
      for (const row of page) if (row.deletedAt === undefined) this.#take(row, tasks);
      onRead(this.total);
    }
    const here = new Set([...tasks.map(([, { id }]) => id), ...this.#containers.map(({ id }) => id)]);
    // What a task stood in may be gone: then it stands in the next larger thing.
    for (const [holders, place] of tasks) {
      const holder = holders.find((id) => here.has(id)) ?? '';
      const inside = this.#inside.get(holder);
      if (inside) inside.push(place);
      else this.#inside.set(holder, [place]);
    }
    for (const places of this.#inside.values()) places.sort(compare);
    this.#containers.sort(compare);
    return this;
  }

  /** The tasks in order, read a page at a time. */
  async *tasks(): AsyncGenerator<PlacedTask[]> {
    let page: Omit<PlacedTask, 'task'>[] = [];
    let ids: string[] = [];
    for (const { id, ...place } of this.#walk()) {
      ids.push(id);
      page.push(place);
      if (ids.length < PAGE) continue;
      yield await this.#read(ids, page);
      [ids, page] = [[], []];
    }
    if (ids.length > 0) yield await this.#read(ids, page);
  }

  #take(row: AnyRow, tasks: [string[], Place][]): void {
    const { entity, id, title } = row;
    const place = { id, title: entity === 'task' ? '' : title, order: row.order ?? NO_ORDER };
    if (entity === 'project') this.projects.set(id, title);
    if (entity === 'label') this.labels.set(id, title);
    if (entity === 'project') this.#containers.push({ ...place, entity });
    if (entity === 'section') this.#containers.push({ ...place, entity, projectId: row.projectId });
    if (entity !== 'task') return;
    const { parentId, sectionId, projectId } = row;
    tasks.push([[parentId, sectionId, projectId].filter((one) => one !== undefined), place]);
  }

  *#walk(): Generator<Omit<PlacedTask, 'task'> & { id: string }> {
    const inside = (id: string) => this.#inside.get(id) ?? [];
    const seen = new Set<string>();
    function* below(places: Place[], project: string, section: string) {
      // Not by calling itself: steps of steps can be nested as deeply as somebody likes.
      const stack = places.map(({ id }) => ({ id, depth: 0 })).reverse();
      for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
        const { id, depth } = next;
        if (seen.has(id)) continue;
        seen.add(id);
        yield { id, depth, project, section };
        const steps = inside(id).map((step) => ({ id: step.id, depth: depth + 1 }));
        stack.push(...steps.reverse());
      }
    }
    yield* below(inside(''), '', '');
    for (const project of this.#containers.filter(({ entity }) => entity === 'project')) {
      yield* below(inside(project.id), project.title, '');
      for (const section of this.#containers.filter(({ projectId }) => projectId === project.id))
        yield* below(inside(section.id), project.title, section.title);
    }
    // Two devices can put two tasks under each other; an export has them all the same.
    yield* below([...this.#inside.values()].flat(), '', '');
  }

  async #read(ids: string[], places: Omit<PlacedTask, 'task'>[]): Promise<PlacedTask[]> {
    const states = await this.#rows.read(ids);
    return states.flatMap((state, i) =>
      state.gone ? [] : [{ ...places[i]!, task: state as unknown as Task }],
    );
  }
}

const compare = (a: Place, b: Place): number =>
  a.order === b.order ? (a.id < b.id ? -1 : 1) : a.order < b.order ? -1 : 1;
