// Undo and redo: every step is taken back by a new change that sets what was there before, and only where what the
// step set is still there. What came in between is said and never overwritten unasked.
// It stands on top of the library: pages without undo need not load it.
import type { Lockstep, Step, TaskState } from './types.ts';

export interface StepResult {
  /** What was done, or was not. */
  step: Step;
  /** Fields that were set elsewhere since: then nothing was done. */
  changed: string[];
  /** Does it all the same. */
  anyway(): Promise<void>;
}

export interface Undo {
  /** Takes back the newest step, or the newest of one task. Null when there is none. */
  undo(taskId?: string): Promise<StepResult | null>;
  redo(): Promise<StepResult | null>;
  /** Takes back any step, also another device's; that is a step of its own. */
  revert(step: Step): Promise<StepResult>;
}

export type LockstepWithUndo = Lockstep & { readonly undo: Undo };

export const withUndo = (lockstep: Lockstep): LockstepWithUndo => ({
  ...lockstep,
  undo: createUndo(lockstep),
});

/** Undo and redo of what was done in this tab since it opened, by whoever is signed in. */
export function createUndo({ tasks, session, onStep }: Pick<Lockstep, 'tasks' | 'session' | 'onStep'>): Undo {
  const done: Step[] = [];
  const undone: Step[] = [];
  // One after the other: a key held down must not take back one step twice.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work);
    queue = result.catch(() => {});
    return result;
  };

  /** Leads from `to.before` to `to.after`. */
  async function go(step: Step, to: Step, then: () => void): Promise<StepResult> {
    const anyway = async () => {
      await tasks.set(to.taskId, to.after);
      then();
    };
    const now = await tasks.read(to.taskId);
    const changed = fieldsThatDiffer(now, to.before);
    // Somebody else was there already.
    if (fieldsThatDiffer(now, to.after).length === 0) then();
    else if (changed.length === 0) await anyway();
    else return { step, changed, anyway };
    return { step, changed: [], anyway };
  }

  function remember(step: Step): void {
    done.push(step);
    undone.length = 0;
  }
  onStep(remember);
  // Nobody takes back what somebody else did here before.
  let achieverId: string | null = null;
  session.subscribe((now) => {
    const next = now.state === 'signed-in' ? now.achieverId : null;
    if (next !== achieverId) done.length = undone.length = 0;
    achieverId = next;
  });

  return {
    undo: (taskId) =>
      inTurn(async () => {
        const at = done.findLastIndex((step) => !taskId || step.taskId === taskId);
        const [step] = at < 0 ? [] : done.splice(at, 1);
        return step ? go(step, flip(step), () => undone.push(step)) : null;
      }),
    redo: () =>
      inTurn(async () => {
        const step = undone.pop();
        return step ? go(step, step, () => done.push(step)) : null;
      }),
    revert: (step) => inTurn(() => go(step, flip(step), () => remember(flip(step)))),
  };
}

const flip = ({ before, after, ...rest }: Step): Step => ({ ...rest, before: after, after: before });

const fieldsThatDiffer = (now: TaskState, then: TaskState): string[] =>
  Object.entries(then).flatMap(([field, value]) =>
    JSON.stringify(now[field as keyof TaskState] ?? null) === JSON.stringify(value) ? [] : [field],
  );
