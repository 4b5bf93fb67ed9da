// Reordering rows with a pointer: a line shows where the row would go; letting go puts it there, Escape does not.
import type { Place } from '../client/types.ts';
import type { TaskRow } from './task-row.ts';

export interface DropHint {
  /** Distance from the top of the list, px. */
  top: number;
  place: Place;
}

/**
 * Follows the pointer from `grab` on.
 * @param rows the movable rows as they stand now.
 * @param onHint called with where the row would go, and with null at the end.
 * @param onDrop called once if the row was let go somewhere else.
 */
export function dragReorder(
  grab: { id: string; event: PointerEvent },
  list: HTMLElement,
  rows: () => TaskRow[],
  onHint: (hint: DropHint | null) => void,
  onDrop: (place: Place) => void,
): void {
  const life = new AbortController();
  const { signal } = life;
  const { pointerId } = grab.event;
  let hint: DropHint | null = null;
  grab.event.preventDefault();

  const finish = (drop: boolean) => {
    life.abort();
    onHint(null);
    if (drop && hint) onDrop(hint.place);
  };
  window.addEventListener(
    'pointermove',
    (event) => {
      if (event.pointerId !== pointerId) return;
      hint = hintAt(event.clientY, grab.id, list, rows());
      onHint(hint);
    },
    { signal },
  );
  window.addEventListener('pointerup', (event) => event.pointerId === pointerId && finish(true), { signal });
  window.addEventListener('pointercancel', () => finish(false), { signal });
  window.addEventListener('keydown', (event) => event.key === 'Escape' && finish(false), {
    signal,
    capture: true,
  });
}

function hintAt(y: number, id: string, list: HTMLElement, rows: TaskRow[]): DropHint | null {
  const top = list.getBoundingClientRect().top;
  let above: TaskRow | undefined;
  for (const row of rows) {
    const box = row.getBoundingClientRect();
    if (y < box.top + box.height / 2) {
      if (row.task.id === id || above?.task.id === id) return null;
      return { top: box.top - top, place: { before: row.task.id } };
    }
    above = row;
  }
  if (above === undefined || above.task.id === id) return null;
  return { top: above.getBoundingClientRect().bottom - top, place: { after: above.task.id } };
}
