// What tasks are put into, as the elements ask for it: projects, sections and labels by their ids, and one query
// for all elements of a page.
import type { Live, Lockstep, OutlineView } from '../client/types.ts';
import type { Filter, Label, Project, Section } from '../protocol/rows.ts';
import { SharedLive } from './shared-live.ts';

export class Outline implements OutlineView {
  readonly projects: Project[];
  readonly sections: Section[];
  readonly labels: Label[];
  readonly filters: Filter[];
  /** False until the database was asked once. */
  readonly isRead: boolean;
  readonly #byId: Map<string, Project | Section | Label | Filter>;

  constructor(view?: OutlineView) {
    const { projects = [], sections = [], labels = [], filters = [] } = view ?? {};
    this.projects = projects;
    this.sections = sections;
    this.labels = labels;
    this.filters = filters;
    this.isRead = view !== undefined;
    this.#byId = new Map([...projects, ...sections, ...labels, ...filters].map((row) => [row.id, row]));
  }

  /** Whatever has this id; undefined where it was deleted or is not known yet. */
  find(id: string | undefined): Project | Section | Label | Filter | undefined {
    return id === undefined ? undefined : this.#byId.get(id);
  }

  project(id: string | undefined): Project | undefined {
    const found = this.find(id);
    return found?.entity === 'project' ? found : undefined;
  }

  /** Labels in their own order, whatever the order in which a task has them. */
  labelsOf(ids: readonly string[] = []): Label[] {
    return ids.length === 0 ? [] : this.labels.filter(({ id }) => ids.includes(id));
  }

  sectionsOf(projectId: string): Section[] {
    return this.sections.filter((section) => section.projectId === projectId);
  }
}

const shared = new WeakMap<Lockstep, Live<Outline>>();

/** The outline of whoever is signed in; one query however many elements watch it. */
export function outlineOf(lockstep: Lockstep): Live<Outline> {
  const known = shared.get(lockstep);
  if (known) return known;
  const live = new SharedLive(
    () => new Outline(),
    (set) => {
      const query = lockstep.liveOutline();
      let read: OutlineView | undefined;
      const stop = query.subscribe((view) => {
        // Most changes are to tasks: then it is the same as before.
        if (view !== read) set(new Outline((read = view)));
      });
      return () => {
        stop();
        query.close();
      };
    },
  );
  shared.set(lockstep, live);
  return live;
}
