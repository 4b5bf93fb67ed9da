// What a person does to projects, labels, saved filters and sections, with what is said of it.
import { explain } from './explain.ts';
import type { LockstepWithUndo } from '../client/undo-stack.ts';
import type { Filter, Label, Project, Section } from '../protocol/rows.ts';
import { colourOf, COLOURS } from './colours.ts';
import type { MenuItem } from './menu.ts';
import type { Outline } from './outline.ts';
import { showToast } from './toast.ts';
import { offerUndo } from './undo-words.ts';
import { taskWords } from './words/task.ts';
import { viewWords } from './words/view.ts';

export type OutlineRow = Project | Label | Filter | Section;
export type Kind = 'projects' | 'labels' | 'filters';

const COMMANDS = { project: 'projects', label: 'labels', filter: 'filters', section: 'sections' } as const;

/** Runs a command; says so when it did not work. */
export async function run(command: () => Promise<unknown>): Promise<boolean> {
  try {
    await command();
    return true;
  } catch (error) {
    showToast({ text: explain(error) });
    return false;
  }
}

/** What the menu of a project, label or filter offers. */
export const outlineActions = (row: Project | Label | Filter): MenuItem[] => [
  { action: 'rename', label: taskWords.rename },
  { action: 'up', label: taskWords.moveUp },
  { action: 'down', label: taskWords.moveDown },
  { action: 'delete', label: taskWords.delete, danger: true },
  ...[undefined, ...COLOURS].map((colour) => ({
    action: `colour ${colour ?? ''}`,
    label: viewWords[`colour-${colour ?? 'none'}`],
    colour: colourOf(colour),
    group: viewWords.colour,
    checked: row.colour === colour,
  })),
];

export class OutlineCommands {
  readonly #lockstep: () => LockstepWithUndo;
  readonly #outline: () => Outline;

  constructor(lockstep: () => LockstepWithUndo, outline: () => Outline) {
    this.#lockstep = lockstep;
    this.#outline = outline;
  }

  /** Does what was chosen in a menu of `outlineActions`, but for `rename`, which begins on screen. */
  choose(row: OutlineRow, action: string): Promise<boolean> {
    if (action.startsWith('colour ')) return this.#set(row, { colour: action.slice(7) || null });
    if (action === 'up') return this.move(row, -1);
    if (action === 'down') return this.move(row, 1);
    return this.delete(row);
  }

  rename = (row: OutlineRow, title: string): Promise<boolean> => this.#set(row, { title });

  move(row: OutlineRow, by: -1 | 1): Promise<boolean> {
    const outline = this.#outline();
    const siblings: OutlineRow[] =
      row.entity === 'section' ? outline.sectionsOf(row.projectId) : outline[COMMANDS[row.entity]];
    const neighbour = siblings[siblings.findIndex(({ id }) => id === row.id) + by];
    if (!neighbour) return Promise.resolve(false);
    const place = by < 0 ? { before: neighbour.id } : { after: neighbour.id };
    return run(() => this.#commands(row).move(row.id, place));
  }

  /** With a project goes everything in it; tasks that lose a section or a label stay. */
  async delete(row: OutlineRow): Promise<boolean> {
    const { id, title, entity } = row;
    let tasks = 0;
    let wanted = true;
    const counted = await run(async () => {
      if (entity !== 'project') return;
      const { confirm, countTasksIn, isMassDeletion } = await import('./later.ts');
      tasks = await countTasksIn(this.#lockstep(), id, this.#outline());
      if (!isMassDeletion(tasks, [{ list: title, taken: tasks, of: tasks }])) return;
      wanted = await confirm({
        title: viewWords.deleteTitle({ title, n: tasks }),
        text: viewWords.deleteText,
        yes: taskWords.delete,
      });
    });
    if (!counted || !wanted) return false;
    if (!(await run(() => this.#commands(row).delete(id)))) return false;
    const text = tasks > 0 ? viewWords.deletedWith({ title, n: tasks }) : taskWords.deleted({ title });
    offerUndo(this.#lockstep(), id, text);
    return true;
  }

  #set(row: OutlineRow, fields: { title?: string; colour?: string | null }): Promise<boolean> {
    return run(() => this.#commands(row).update(row.id, fields));
  }

  #commands({ entity }: OutlineRow): {
    update(id: string, fields: object): Promise<void>;
    move(id: string, place: { before: string } | { after: string }): Promise<void>;
    delete(id: string): Promise<void>;
  } {
    return this.#lockstep()[COMMANDS[entity]];
  }
}
