// What a finger on a row means. A moment without moving lifts the row: moving then drags it, letting go chooses it.
// Moving before that scrolls, and a short touch is a click, as ever.
import type { Drag, Point } from './drag.ts';
import type { TaskRow } from './task-row.ts';

/** So long a finger rests on a row before it lifts it. */
const HOLD_MS = 300;
/** A finger that rests moves less than this, px. */
const STILL = 8;

interface Wishes {
  /** The row is lifted; null where it cannot be. */
  grab: (row: TaskRow, at: Point) => Drag | null;
  choose: (row: TaskRow) => void;
}

export function watchTouch(list: HTMLElement, signal: AbortSignal, wishes: Wishes): void {
  list.addEventListener('touchstart', (event) => begin(event, wishes), { signal, passive: false });
}

function begin(start: TouchEvent, { grab, choose }: Wishes): void {
  const [touch] = start.touches;
  const row = pressedRow(start);
  if (!touch || start.touches.length > 1 || !row) return;
  const { identifier } = touch;
  const from = { x: touch.clientX, y: touch.clientY };
  const life = new AbortController();
  let held: Drag | null = null;
  let moved = false;

  const end = (drop: boolean) => {
    clearTimeout(timer);
    life.abort();
    held?.end(drop);
  };
  const timer = setTimeout(() => {
    held = grab(row, from);
    if (held === null) return end(false);
    held.signal.addEventListener('abort', () => life.abort());
  }, HOLD_MS);

  // On what was touched, and not on the list: the row may be drawn elsewhere, or nowhere, while it is dragged.
  const target = start.composedPath()[0]!;
  const on = <Name extends 'touchmove' | 'touchend' | 'touchcancel'>(
    type: Name,
    listener: (event: TouchEvent) => void,
  ) =>
    target.addEventListener(type, listener as (event: Event) => void, {
      signal: life.signal,
      passive: false,
    });
  on('touchmove', (event) => {
    const now = [...event.touches].find((one) => one.identifier === identifier);
    if (!now) return;
    const to = { x: now.clientX, y: now.clientY };
    const isFar = Math.hypot(to.x - from.x, to.y - from.y) > STILL;
    // It scrolls: nothing is lifted any more.
    if (held === null) return isFar ? end(false) : undefined;
    event.preventDefault();
    moved ||= isFar;
    if (moved) held.move(to);
  });
  on('touchend', (event) => {
    const wasHeld = held !== null;
    // No click comes of it.
    if (wasHeld) event.preventDefault();
    end(moved);
    if (wasHeld && !moved) choose(row);
  });
  on('touchcancel', () => end(false));
  // A second finger means something else.
  window.addEventListener('touchstart', (event) => event !== start && end(false), {
    signal: life.signal,
    passive: true,
    capture: true,
  });
  // What the browser offers for a long press on a link would end the touch.
  window.addEventListener('contextmenu', (event) => event.preventDefault(), { signal: life.signal });
}

/** Not where the finger has something of its own to press: a menu, a field, the handle. */
function pressedRow(event: TouchEvent): TaskRow | null {
  const path = event.composedPath().filter((one): one is Element => one instanceof Element);
  const at = path.findIndex(({ localName }) => localName === 'ls-task-row');
  const hasItsOwn = path.slice(0, at).some((one) => one.matches('ls-menu, .more, .rename, .handle'));
  return at < 0 || hasItsOwn ? null : (path[at] as TaskRow);
}
