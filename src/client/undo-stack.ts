// Undo and redo: every step is taken back by a new change that sets what was there before, and only where what the
// step set is still there. What came in between is said and never overwritten unasked.
// It stands on top of the library: pages without undo need not load it.
import type { Lockstep, RowState, Step } from './types.ts';

export interface UndoResult {
  /** What was done, or was not. */
  steps: Step[];
  /** Fields that were set elsewhere since: then nothing was done. */
  changed: string[];
  /** Does it all the same. */
  anyway(): Promise<void>;
}

export interface Undo {
  /** Takes back the newest thing that was done, or the newest to one row. Null when there is none. */
  undo(rowId?: string): Promise<UndoResult | null>;
  redo(): Promise<UndoResult | null>;
  /** Takes back any step, also another device's; that is a thing done of its own. */
  revert(step: Step): Promise<UndoResult>;
}

export type LockstepWithUndo = Lockstep & { readonly undo: Undo };

export const withUndo = (lockstep: Lockstep): LockstepWithUndo => ({
  ...lockstep,
  undo: createUndo(lockstep),
});

type Steps = Step[];

/** What undo needs of the library. */
type UndoneIn = Pick<Lockstep, 'session' | 'onSteps' | 'settled'> & {
  rows: Pick<Lockstep['rows'], 'read' | 'bring'>;
};

/** Undo and redo of what was done in this tab since it opened, by whoever is signed in. */
export function createUndo({ rows, session, onSteps, settled }: UndoneIn): Undo {
  const done: Steps[] = [];
  const undone: Steps[] = [];
  // One after the other: a key held down must not take back one step twice.
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work);
    queue = result.catch(() => {});
    return result;
  };

  /** Leads each row of `to` from its `before` to its `after`. */
  async function go(steps: Steps, to: Steps, then: () => void): Promise<UndoResult> {
    const anyway = async () => {
      await rows.bring(to.map(({ entity, id, after }) => ({ entity, id, to: after })));
      then();
    };
    const now = await rows.read(to.map(({ id }) => id));
    // Where somebody else was there already, nothing is left to do.
    const left = to.filter((step, i) => fieldsThatDiffer(now[i]!, step.after).length > 0);
    const changed = left.flatMap((step) => fieldsThatDiffer(now[to.indexOf(step)]!, step.before));
    if (left.length === 0) then();
    else if (changed.length === 0) await anyway();
    else return { steps, changed: [...new Set(changed)], anyway };
    return { steps, changed: [], anyway };
  }

  function remember(steps: Steps): void {
    done.push(steps);
    undone.length = 0;
  }
  onSteps(remember);
  // Nobody takes back what somebody else did here before.
  let achieverId: string | null = null;
  session.subscribe((now) => {
    const next = now.state === 'signed-in' ? now.achieverId : null;
    if (next !== achieverId) done.length = undone.length = 0;
    achieverId = next;
  });

  return {
    undo: (rowId) =>
      inTurn(async () => {
        // Whoever is quick means what was just asked for, not what was done before it.
        await settled();
        const at = done.findLastIndex((steps) => !rowId || steps.some(({ id }) => id === rowId));
        const [steps] = at < 0 ? [] : done.splice(at, 1);
        return steps ? go(steps, flip(steps), () => undone.push(steps)) : null;
      }),
    redo: () =>
      inTurn(async () => {
        const steps = undone.pop();
        return steps ? go(steps, steps, () => done.push(steps)) : null;
      }),
    revert: (step) => inTurn(() => go([step], flip([step]), () => remember(flip([step])))),
  };
}

/** From last to first: what was made on top of something goes before it. */
const flip = (steps: Steps): Steps =>
  steps.map(({ before, after, ...rest }) => ({ ...rest, before: after, after: before })).reverse();

const fieldsThatDiffer = (now: RowState, then: RowState): string[] =>
  Object.entries(then).flatMap(([field, value]) =>
    JSON.stringify(now[field] ?? null) === JSON.stringify(value) ? [] : [field],
  );
