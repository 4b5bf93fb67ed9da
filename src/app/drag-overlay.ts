// What is seen of a drag: a sign that follows the pointer, the line between two rows, the frame around what would take
// the tasks. It lies over everything and is in nobody's way.
import type { Target } from './drop-target.ts';

const LAYER = `
  position: fixed; inset: 0; inline-size: auto; block-size: auto; margin: 0; padding: 0; border: 0;
  background: none; overflow: visible; pointer-events: none; color: var(--ink);`;
const SIGN = `
  position: absolute; inset-block-start: 0; left: 0; max-inline-size: 240px; padding: 6px 12px;
  border: 1px solid var(--accent); border-radius: var(--radius); background: var(--raised);
  font: var(--text-s); white-space: nowrap; overflow: hidden; text-overflow: ellipsis;`;
const LINE = `
  position: absolute; block-size: 2px; margin-block-start: -1px; background: var(--accent);
  forced-color-adjust: none;`;
const FRAME = `
  position: absolute; border: 2px solid var(--accent); border-radius: var(--radius);
  background: color-mix(in oklch, var(--accent) 10%, transparent);`;
/** Space for the handle and the box of a row, px. */
const INDENT = 28;

export class Overlay {
  readonly #layer = part(LAYER);
  readonly #sign = part(SIGN);
  readonly #line = part(LINE);
  readonly #frame = part(FRAME);
  readonly #lift: number;

  constructor(words: string, byTouch: boolean) {
    this.#lift = byTouch ? 64 : -12;
    this.#sign.textContent = words;
    this.#sign.dir = 'auto';
    this.#layer.className = 'drag';
    this.#layer.setAttribute('aria-hidden', 'true');
    this.#layer.popover = 'manual';
    this.#layer.append(this.#frame, this.#line, this.#sign);
    this.aim(null, document.body);
    document.body.append(this.#layer);
    this.#layer.showPopover();
  }

  move({ x, y }: { x: number; y: number }): void {
    const { offsetWidth, offsetHeight } = this.#sign;
    const left = Math.max(8, Math.min(x + 12, innerWidth - offsetWidth - 8));
    const top = Math.max(8, Math.min(y - this.#lift, innerHeight - offsetHeight - 8));
    this.#sign.style.transform = `translate(${left}px, ${top}px)`;
  }

  aim(target: Target | null, list: Element): void {
    const { line, frame } = target ?? {};
    this.#line.style.display = line === undefined ? 'none' : 'block';
    this.#frame.style.display = frame === undefined ? 'none' : 'block';
    if (line !== undefined) {
      const { left, width } = list.getBoundingClientRect();
      const fromStart = getComputedStyle(list).direction === 'rtl' ? left : left + INDENT;
      place(this.#line, { left: fromStart, top: line, width: width - INDENT });
    }
    if (frame) place(this.#frame, frame.getBoundingClientRect());
  }

  remove(): void {
    this.#layer.remove();
  }
}

function part(css: string): HTMLElement {
  const element = document.createElement('div');
  element.style.cssText = `box-sizing: border-box; ${css}`;
  return element;
}

function place(
  { style }: HTMLElement,
  { left, top, width, height }: { left: number; top: number; width: number; height?: number },
): void {
  style.left = `${left}px`;
  style.top = `${top}px`;
  style.width = `${width}px`;
  if (height !== undefined) style.height = `${height}px`;
}
