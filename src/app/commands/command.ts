// What a person can do, in one place: the keyboard, the palette, the sheet of keys and the settings read it from here.
//
// A command: an entry in one of the lists beside this file, its name in `words/command.*`. A feature of its own brings
// a list of its own, which index.ts takes in.
import type { LockstepWithUndo } from '../../client/undo-stack.ts';
import type { TaskList } from '../task-list.ts';
import type { TaskRow } from '../task-row.ts';
import type { commandWords } from '../words/command.ts';

/** Its name in words/command.*, too. */
export type CommandId = Extract<keyof typeof commandWords, string>;

export interface Command {
  id: CommandId;
  group: (typeof GROUPS)[number];
  /**
   * Keys that it has unless the person chose others: chords as in chords.ts, or two of them one after the other
   * (`g i`). Empty for one that the palette alone offers.
   */
  keys: readonly string[];
  /**
   * `anywhere`; on a `task`: the row with the focus, else the open one; or in a `list`, which does it by itself:
   * list-keys.ts tells it the key.
   */
  where: 'anywhere' | 'task' | 'list';
  /** Also while a text is written; then its keys must not write one. */
  inText?: true;
  /** Its keys are as people know them everywhere, and cannot be changed. */
  fixed?: true;
  /** The palette does not offer it. */
  unlisted?: true;
  /** From elsewhere on the page it leads into the list. */
  enters?: true;
  /** Does it, from the palette, too. Without, lists and the browser do. */
  run?(shell: Shell, target: Target | null): unknown;
}

export const GROUPS = ['anywhere', 'go', 'task', 'list'] as const;

/** The tasks that are meant, and where the focus is on one of them, its row. */
export interface Target {
  ids: readonly string[];
  row: TaskRow | null;
  /** Where several were chosen, their list: `choice-do` tells it a command (chooser.ts). */
  choice?: TaskList;
}

/** What commands ask of the app. */
export interface Shell {
  readonly lockstep: LockstepWithUndo;
  readonly renderRoot: HTMLElement | DocumentFragment;
  /** Begins a new task, where tasks can be added, else in the inbox. */
  capture(text: string): Promise<void>;
  /** Closes the task that is open, if one is. */
  closeTask(): void;
  inspectSync(): void;
}
