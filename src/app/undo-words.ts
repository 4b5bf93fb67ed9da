// Undo and redo on screen: does it, and says what was taken back, or why it was not.
import type { Step } from '../client/types.ts';
import type { LockstepWithUndo, UndoResult } from '../client/undo-stack.ts';
import { formatList } from './dates.ts';
import { explain } from './explain.ts';
import { fieldName } from './field-names.ts';
import { showToast } from './toast.ts';
import { undoWords } from './words/undo.ts';

/** Runs one undo or redo. `done` makes the words for what it did; without them nothing is said when it worked. */
export async function sayUndo(
  work: Promise<UndoResult | null>,
  done?: (values: { what: string }) => string,
  none?: string,
): Promise<void> {
  try {
    const result = await work;
    if (result === null) return none === undefined ? undefined : showToast({ text: none });
    const { steps, changed, anyway } = result;
    if (changed.length === 0) return await sayDone(steps, done);
    const fields = formatList(changed.map(fieldName));
    showToast({
      text: undoWords.notUndone({ fields }),
      action: {
        label: undoWords.undoAnyway,
        run: () => void anyway().catch((error: unknown) => showToast({ text: explain(error) })),
      },
    });
  } catch (error) {
    showToast({ text: explain(error) });
  }
}

/** Says what was just done to a row, with a way back. */
export const offerUndo = ({ undo }: LockstepWithUndo, id: string, text: string): void =>
  showToast({ text, undo: () => sayUndo(undo.undo(id)) });

/** The words for every kind of change come when the first is taken back; where they cannot, the list speaks for itself. */
async function sayDone(steps: Step[], done?: (values: { what: string }) => string): Promise<void> {
  if (!done) return;
  const words = await import('./change-words.ts').catch(() => null);
  if (words) showToast({ text: done({ what: words.describeSteps(steps) }) });
}
