// Undo and redo on screen: does it, and says what was taken back, or why it was not.
import type { StepResult } from '../client/undo-stack.ts';
import { describeStep } from './change-words.ts';
import { explain, strings } from './strings.ts';
import { showToast } from './toast.ts';

/** Runs one undo or redo. `done` makes the words for what it did; without them nothing is said when it worked. */
export async function sayUndo(
  work: Promise<StepResult | null>,
  done?: (what: string) => string,
  none?: string,
): Promise<void> {
  try {
    const result = await work;
    if (result === null) return none === undefined ? undefined : showToast({ text: none });
    const { step, changed, anyway } = result;
    if (changed.length === 0) return done && showToast({ text: done(describeStep(step)) });
    const fields = changed.map((field) => strings.fieldNames[field] ?? field);
    showToast({
      text: strings.notUndone(fields),
      action: {
        label: strings.undoAnyway,
        run: () => void anyway().catch((error: unknown) => showToast({ text: explain(error) })),
      },
    });
  } catch (error) {
    showToast({ text: explain(error) });
  }
}
