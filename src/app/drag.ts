// Dragging tasks, whatever moves them: a sign of them follows, a line or a frame shows where they would go, the list
// goes on near its edges. Letting go puts them there, Escape does not.
import type { Drop } from './bulk.ts';
import { Autoscroll, scrollerOf } from './autoscroll.ts';
import { type Target, targetAt } from './drop-target.ts';
import { Overlay } from './drag-overlay.ts';
import type { TaskGroup } from './task-group.ts';
import type { TaskList } from './task-list.ts';

/** A point of the window, px. */
export interface Point {
  x: number;
  y: number;
}

interface Start {
  ids: readonly string[];
  /** What the sign says that follows. */
  words: string;
  at: Point;
  /** A finger hides what is under it. */
  byTouch: boolean;
  list: TaskList;
  groups: () => readonly TaskGroup[];
  /** Called once, with null when nothing was dropped anywhere. */
  onEnd: (drop: Drop | null) => void;
}

export interface Drag {
  move(to: Point): void;
  /** @param drop false puts everything back. */
  end(drop: boolean): void;
  /** Aborted when the drag is over. */
  signal: AbortSignal;
}

export function drag({ ids, words, at, byTouch, list, groups, onEnd }: Start): Drag {
  const life = new AbortController();
  const { signal } = life;
  const dragged = new Set(ids);
  const overlay = new Overlay(words, byTouch);
  const autoscroll = new Autoscroll(() => aim());
  let point = at;
  let target: Target | null = null;

  /** Also when what is under the pointer moved, and not the pointer. */
  const aim = () => {
    target = targetAt(point, dragged, list, groups());
    overlay.aim(target, list);
  };
  const end = (drop: boolean) => {
    if (signal.aborted) return;
    life.abort();
    autoscroll.stop();
    overlay.remove();
    onEnd(drop && target ? target.drop : null);
  };

  overlay.move(point);
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      end(false);
    },
    { signal, capture: true },
  );
  window.addEventListener('blur', () => end(false), { signal });

  return {
    signal,
    end,
    move(to) {
      if (signal.aborted) return;
      point = to;
      overlay.move(point);
      aim();
      // Over a way to another list, the list under it stays.
      autoscroll.at(point, target?.elsewhere ? null : scrollerOf(point, list));
    },
  };
}
