// What a person does to several tasks at once, with the question before it and the word after it. Each is one deed.
import type { Container, Place, Step, TaskPatch } from '../client/types.ts';
import type { LockstepWithUndo } from '../client/undo-stack.ts';
import type { Task } from '../protocol/rows.ts';
import type { BulkDialog, Wish } from './bulk-dialog.ts';
import './bulk-dialog.ts';
import { formatCivil } from './dates.ts';
import { askWithShares, isMassChange, isMassDeletion, sharesOf } from './mass-change.ts';
import { run } from './outline-commands.ts';
import { type Outline, outlineOf } from './outline.ts';
import { openTask, readRoute } from './route.ts';
import { showToast } from './toast.ts';
import { sayUndo } from './undo-words.ts';
import { bulkWords as words } from './words/bulk.ts';
import { detailWords } from './words/detail.ts';
import { viewWords } from './words/view.ts';

export const ASKING = ['date', 'move', 'label', 'priority'] as const;
export type Asking = (typeof ASKING)[number];
export type BulkAction = 'complete' | 'reopen' | 'restore' | 'delete' | Asking;

/** Where tasks are dropped: beside one, or where they get these fields. Labels come to those that they have. */
export type Drop = { place: Place } | { patch: TaskPatch };

type State = Task & { gone?: boolean };

export class Bulk {
  readonly #lockstep: LockstepWithUndo;
  /** Where dialogs stand. */
  readonly #root: HTMLElement | DocumentFragment;

  constructor(lockstep: LockstepWithUndo, root: HTMLElement | DocumentFragment) {
    this.#lockstep = lockstep;
    this.#root = root;
  }

  /** @returns whether it was done; not when the person thought better of it, or it failed. */
  async do(action: BulkAction, ids: readonly string[]): Promise<boolean> {
    let done = false;
    const worked = await run(async () => {
      const tasks = await this.#read(ids);
      if (tasks.length === 0) return;
      done = await this.#perform(action, tasks);
    });
    return worked && done;
  }

  async drop(drop: Drop, ids: readonly string[]): Promise<boolean> {
    let done = false;
    const worked = await run(async () => {
      const { bulk } = this.#lockstep;
      if ('place' in drop) {
        await (await bulk()).move(ids, drop.place);
        done = true;
      } else {
        done = await this.#put(await this.#read(ids), drop.patch);
      }
    });
    return worked && done;
  }

  async #read(ids: readonly string[]): Promise<State[]> {
    const states = await this.#lockstep.rows.read(ids);
    return states.map((state) => state as unknown as State).filter(({ id }) => id !== undefined);
  }

  async #perform(action: BulkAction, tasks: State[]): Promise<boolean> {
    const { tasks: commands, bulk } = this.#lockstep;
    const ids = tasks.map(({ id }) => id);
    switch (action) {
      case 'complete': {
        const open = tasks.filter(({ completedAt }) => !completedAt).map(({ id }) => id);
        return this.#deed(
          open,
          () => commands.completeAll(open, true),
          (n) => words.completed({ n }),
        );
      }
      case 'reopen': {
        const done = tasks.filter(({ completedAt }) => completedAt).map(({ id }) => id);
        return this.#deed(
          done,
          () => commands.completeAll(done, false),
          (n) => words.reopened({ n }),
        );
      }
      case 'restore':
        return this.#deed(
          ids,
          async () => (await bulk()).restore(ids),
          (n) => words.restored({ n }),
        );
      case 'delete':
        return this.#delete(tasks);
      default: {
        const wish = await this.#ask(action, tasks);
        return wish !== null && this.#fulfil(wish, tasks);
      }
    }
  }

  async #ask(about: Asking, tasks: State[]): Promise<Wish | null> {
    let dialog = this.#root.querySelector<BulkDialog>('ls-bulk-dialog');
    if (dialog === null) {
      dialog = document.createElement('ls-bulk-dialog');
      this.#root.append(dialog);
    }
    return dialog.ask(about, tasks, await this.#outline());
  }

  async #delete(tasks: State[]): Promise<boolean> {
    const ids = tasks.map(({ id }) => id);
    const counted = tasks.filter(({ completedAt, parentId }) => !completedAt && !parentId);
    const shares = await sharesOf(this.#lockstep, await this.#outline(), counted);
    const n = ids.length;
    const question = { title: words.massDelete({ n }), yes: words.delete };
    if (isMassDeletion(n, shares) && !(await askWithShares(question, shares, viewWords.deleteText)))
      return false;
    return this.#deed(
      ids,
      async () => {
        await this.#lockstep.tasks.deleteAll(ids);
        if (ids.includes(readRoute().taskId ?? '')) openTask(null);
      },
      () => words.deleted({ n }),
    );
  }

  #fulfil(wish: Wish, tasks: State[]): Promise<boolean> {
    if (wish.about !== 'label') return this.#put(tasks, wish.patch);
    const { add, remove, made } = wish;
    return this.#change(
      tasks,
      ({ labels = [] }) => labelsOf([...labels.filter((id) => !remove.includes(id)), ...add]),
      (n) => words.labelled({ n }),
      made,
    );
  }

  /** Gives tasks the fields of a place or a choice. */
  async #put(tasks: State[], patch: TaskPatch): Promise<boolean> {
    const { projectId, sectionId = null, dueDate, priority, labels } = patch;
    if (projectId !== undefined) return this.#moveInto(tasks, { projectId, sectionId });
    if (labels) {
      const add = ({ labels: now = [] }: Task) => labelsOf([...now, ...labels]);
      return this.#change(tasks, add, (n) => words.labelled({ n }));
    }
    if (priority !== undefined) {
      const name = { priority: detailWords[`priority-${(priority ?? 0) as 0}`] };
      return this.#change(
        tasks,
        () => ({ priority }),
        (n) => words.prioritised({ n, ...name }),
      );
    }
    if (dueDate) {
      const day = formatCivil(dueDate);
      return this.#change(
        tasks,
        () => ({ dueDate }),
        (n) => words.due({ n, day }),
      );
    }
    const question = { title: words.massClear({ n: tasks.length }), yes: words.noDate };
    if (isMassChange(tasks.length) && !(await askWithShares(question, [], words.undoable))) return false;
    // Without its day, a time says nothing.
    const clear = ({ dueTime }: Task) => ({ dueDate: null, ...(dueTime && { dueTime: null }) });
    return this.#change(tasks, clear, (n) => words.undated({ n }));
  }

  async #moveInto(tasks: State[], where: Container): Promise<boolean> {
    const ids = tasks.map(({ id }) => id);
    const name = nameOf(where, await this.#outline());
    const question = { title: words.massMove({ n: ids.length, where: name }), yes: words.doMove };
    if (isMassChange(ids.length) && !(await askWithShares(question, [], words.undoable))) return false;
    return this.#deed(
      ids,
      async () => (await this.#lockstep.bulk()).moveInto(ids, where),
      (n) => words.moved({ n, where: name }),
    );
  }

  #change(
    tasks: State[],
    patchOf: (task: Task) => TaskPatch,
    say: (n: number) => string,
    made?: ReadonlyMap<string, string>,
  ): Promise<boolean> {
    const ids = tasks.map(({ id }) => id);
    return this.#deed(ids, async () => (await this.#lockstep.bulk()).change(ids, patchOf, made), say);
  }

  /** Does it, and says so with the way back. Where nothing had to change there is nothing to take back. */
  async #deed(
    ids: readonly string[],
    command: () => Promise<unknown>,
    say: (n: number) => string,
  ): Promise<boolean> {
    if (ids.length === 0) return true;
    let done: Step[] = [];
    const stop = this.#lockstep.onSteps((steps) => {
      if (steps.some(({ id }) => ids.includes(id))) done = steps;
    });
    try {
      await command();
    } finally {
      stop();
    }
    const step = done.find(({ id }) => ids.includes(id));
    showToast({
      text: say(ids.length),
      ...(step && { undo: () => sayUndo(this.#lockstep.undo.undo(step.id)) }),
    });
    return true;
  }

  /** As it is now, also where no element watches it. */
  async #outline(): Promise<Outline> {
    const live = outlineOf(this.#lockstep);
    if (live.value.isRead) return live.value;
    const { promise, resolve } = Promise.withResolvers<void>();
    const stop = live.subscribe(() => resolve());
    await promise;
    stop();
    return live.value;
  }
}

const labelsOf = (ids: string[]): TaskPatch => ({ labels: ids.length > 0 ? [...new Set(ids)] : null });

const nameOf = ({ projectId, sectionId }: Container, outline: Outline): string => {
  const project = outline.project(projectId ?? undefined)?.title ?? viewWords.inbox;
  const section = outline.find(sectionId ?? undefined)?.title;
  return section === undefined ? project : detailWords.sectionOf({ project, section });
};
