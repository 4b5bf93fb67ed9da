// Scrolls what is under the pointer while the pointer is near its upper or lower edge, the faster the nearer.

/** How near is near, px. */
const EDGE = 56;
/** Right at the edge, px a second. */
const FASTEST = 900;

export class Autoscroll {
  readonly #onScroll: () => void;
  #scroller: Element | null = null;
  /** Px a second, downwards. */
  #speed = 0;
  #frame = 0;

  /** @param onScroll called after each bit. */
  constructor(onScroll: () => void) {
    this.#onScroll = onScroll;
  }

  /** @param scroller what to scroll; null for nothing. */
  at({ y }: { y: number }, scroller: Element | null): void {
    this.#scroller = scroller;
    this.#speed = scroller ? speedAt(y, scroller) : 0;
    if (this.#speed === 0) return this.stop();
    if (this.#frame === 0) this.#frame = requestAnimationFrame((now) => this.#go(now, now));
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  #go(before: number, now: number): void {
    const scroller = this.#scroller!;
    const { scrollTop } = scroller;
    scroller.scrollTop += (this.#speed * Math.min(now - before, 50)) / 1000;
    if (scroller.scrollTop !== scrollTop) this.#onScroll();
    this.#frame = requestAnimationFrame((next) => this.#go(now, next));
  }
}

function speedAt(y: number, scroller: Element): number {
  const { top, bottom } = scroller.getBoundingClientRect();
  // What lies over the lower edge on a phone.
  const covered = Number.parseFloat(getComputedStyle(scroller).scrollPaddingBlockEnd) || 0;
  const up = top + EDGE - y;
  const down = y - (bottom - covered - EDGE);
  const depth = up > 0 ? -up : Math.max(down, 0);
  return (Math.max(-EDGE, Math.min(depth, EDGE)) / EDGE) * FASTEST;
}

/** The scrolling element at a point, or the one that `within` is in. */
export function scrollerOf({ x, y }: { x: number; y: number }, within: Element): Element | null {
  return scrollerAbove(elementAt(x, y)) ?? scrollerAbove(within);
}

function scrollerAbove(from: Element | null): Element | null {
  for (let one = from; one; one = parentOf(one)) {
    const { overflowY } = getComputedStyle(one);
    if ((overflowY === 'auto' || overflowY === 'scroll') && one.scrollHeight > one.clientHeight) return one;
  }
  return null;
}

const parentOf = (one: Element): Element | null => {
  const parent = one.assignedSlot ?? one.parentNode;
  return parent instanceof ShadowRoot ? parent.host : parent instanceof Element ? parent : null;
};

/** What is at a point of the window, in whatever shadow tree. */
export function elementAt(x: number, y: number): Element | null {
  let found = document.elementFromPoint(x, y);
  for (let root = found?.shadowRoot; root;) {
    const inner: Element | null = root.elementFromPoint(x, y);
    if (inner === null || inner === found) break;
    found = inner;
    root = inner.shadowRoot;
  }
  return found;
}

/** The element of this name that an element is in, through all shadow trees. */
export function within<Name extends keyof HTMLElementTagNameMap>(
  from: Element | null,
  name: Name,
): HTMLElementTagNameMap[Name] | null {
  for (let one = from; one; one = parentOf(one))
    if (one.localName === name) return one as HTMLElementTagNameMap[Name];
  return null;
}
