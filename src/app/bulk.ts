// What a person does to several tasks at once, with the question before it and the word after it. Each is one deed.
import type { Container, Place, Step, TaskPatch } from '../client/types.ts';
import type { LockstepWithUndo } from '../client/undo-stack.ts';
import type { Task } from '../protocol/rows.ts';
import { formatCivil, formatCivilTime } from './dates.ts';
import { askWithShares, isMassChange, isMassDeletion, sharesOf } from './mass-change.ts';
import { run } from './outline-commands.ts';
import { type Outline, outlineOf } from './outline.ts';
import { openTask, readRoute } from './route.ts';
import { showToast } from './toast.ts';
import { sayUndo } from './undo-words.ts';
import { bulkWords as words } from './words/bulk.ts';
import { detailWords } from './words/detail.ts';
import { viewWords } from './words/view.ts';

export type Deed = 'complete' | 'reopen' | 'restore' | 'delete';
/** For these it has to be asked what the tasks should get. */
export type Asking = 'date' | 'move' | 'label' | 'priority';
export type BulkAction = Deed | Asking;

/** What tasks should get. Labels of a patch come to those that they have. */
export type Wish = { patch: TaskPatch } | LabelWish;

export interface LabelWish {
  add: readonly string[];
  remove: readonly string[];
  /** Labels that nobody had yet: titles by ids. */
  made: ReadonlyMap<string, string>;
}

/** Where tasks are dropped: beside one, or where they get these fields. */
export type Drop = { place: Place } | { patch: TaskPatch };

type State = Task & { gone?: boolean };

/** What each says is whether it was done; not when the person thought better of it, or it failed. */
export class Bulk {
  readonly #lockstep: LockstepWithUndo;

  constructor(lockstep: LockstepWithUndo) {
    this.#lockstep = lockstep;
  }

  do = (deed: Deed, ids: readonly string[]): Promise<boolean> =>
    this.#run(async () => this.#perform(deed, await this.#read(ids)));

  give = (wish: Wish, ids: readonly string[]): Promise<boolean> =>
    this.#run(async () => this.#fulfil(wish, await this.#read(ids)));

  drop(drop: Drop, ids: readonly string[]): Promise<boolean> {
    if ('patch' in drop) return this.give(drop, ids);
    return this.#run(async () => {
      await (await this.#lockstep.bulk()).move(ids, drop.place);
      return true;
    });
  }

  async #run(work: () => Promise<boolean>): Promise<boolean> {
    let done = false;
    const worked = await run(async () => (done = await work()));
    return worked && done;
  }

  async #read(ids: readonly string[]): Promise<State[]> {
    const states = await this.#lockstep.rows.read(ids);
    return states.map((state) => state as unknown as State).filter(({ id }) => id !== undefined);
  }

  async #perform(deed: Deed, tasks: State[]): Promise<boolean> {
    const { tasks: commands, bulk } = this.#lockstep;
    const ids = tasks.map(({ id }) => id);
    if (ids.length === 0) return false;
    switch (deed) {
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
    }
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

  async #fulfil(wish: Wish, tasks: State[]): Promise<boolean> {
    if (tasks.length === 0) return false;
    if ('patch' in wish) return this.#put(tasks, wish.patch);
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
    const { projectId, sectionId = null, dueDate, dueTime, priority, labels } = patch;
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
      const day = [formatCivil(dueDate), ...(dueTime ? [formatCivilTime(dueTime)] : [])].join(', ');
      return this.#change(
        tasks,
        () => ({ dueDate, ...(dueTime && { dueTime }) }),
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
