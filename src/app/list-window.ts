// Which parts of a long list are in the document: those around what is in sight, and those that must not go, each in
// its place. The rest is room. What is being read stays where it is, whatever comes, goes or grows above it.
// Loaded with the first list that is long.
import type { ListItem } from './list-items.ts';
import type { TaskList } from './task-list.ts';
import type { TaskRow } from './task-row.ts';

/** Room without rows. */
export interface Gap {
  key: string;
  /** px */
  gap: number;
}

/** Rows are put in this far around what is in sight, px: further than one turn of a wheel or stroke of a finger. */
const AROUND = 1_200;
/** … and at once after a jump, so that its frame is short. */
const AT_ONCE = 240;
/** When the rows end this near to what is in sight, others are put in: a few at a time, so that no frame is long. */
const NEAR = 1_000;
/** Somebody who scrolls is read ahead for: so many rows, and so many at a time. */
const AHEAD = 5_000;
const STEP = 500;
const AHEAD_EVERY_MS = 100;

export class ListWindow {
  readonly #host: TaskList;
  readonly #list: () => HTMLElement;
  #scroller: Element | null = null;
  #life = new AbortController();
  readonly #resizes = new ResizeObserver((entries) => this.#measured(entries));
  readonly #observed = new Set<Element>();
  #items: readonly ListItem[] = [];
  /** Where each item begins, px from the top of the list; at the end, where the last one ends. */
  #tops = new Float64Array(1);
  #places = new Map<string, number>();
  /** Heights that are not the usual ones, px. */
  readonly #heights = new Map<string, number>();
  #usual = { row: 0, heading: 0 };
  #width = 0;
  #isStale = false;
  #from = 0;
  #to = 0;
  /** Where the sight ended in the list when it was rendered last, px. */
  #bottom = 0;
  #isSmall = false;
  #hasScrolled = false;
  #aheadAt = 0;
  /** Rows of windows that were asked for. */
  readonly #asked = new Map<string, number>();
  /** The last task is to be focused, as soon as it was read. */
  #toEnd = false;
  /** The rows that came in last are not drawn yet: only then is it known where everything stands. */
  #holding: Promise<void> | null = null;
  /** What is in sight, and where it stood before the update. */
  #anchors: { key: string; top: number }[] = [];

  constructor(host: TaskList, list: () => HTMLElement) {
    this.#host = host;
    this.#list = list;
  }

  disconnect(): void {
    this.#life.abort();
    this.#resizes.disconnect();
    this.#observed.clear();
    (this.#scroller as HTMLElement | null)?.style.removeProperty('overflow-anchor');
    this.#scroller = null;
  }

  /**
   * Call while rendering: what of the items is to be in the document, in order, and the room between.
   * @param ids tasks that are in it wherever they are.
   */
  pick(items: readonly ListItem[], ids: readonly (string | null)[]): (ListItem | Gap)[] {
    this.#connect();
    const held = new Set([
      ...ids,
      ...[...this.#parts()].flatMap(([key, part]) => (isHeld(part) ? [key] : [])),
    ]);
    let { top, bottom } = this.#sight();
    // Scrolling alone moves nothing, and measuring is what costs most in its frames.
    if (items !== this.#items || this.#isStale) {
      if (!this.#holding) this.#anchors = this.#findAnchors();
      const before = this.#anchors.map(({ key }) => this.#topOf(key) ?? 0);
      this.#lay(items);
      const after = this.#anchors.map(({ key }) => this.#topOf(key));
      const shift = median(after.flatMap((at, i) => (at === undefined ? [] : [at - before[i]!])));
      top += shift;
      bottom += shift;
    }
    this.#bottom = bottom;
    const around = this.#isSmall ? AT_ONCE : AROUND;
    this.#from = this.#at(top - around);
    this.#to = this.#at(bottom + around) + 1;

    const picked: (ListItem | Gap)[] = [];
    let y = 0;
    items.forEach((item, i) => {
      if (item.kind === 'rest' || !((i >= this.#from && i < this.#to) || held.has(item.key))) return;
      const gap = this.#tops[i]! - y;
      if (gap > 0) picked.push({ key: y === 0 ? 'gap' : `gap ${item.key}`, gap });
      picked.push(item);
      y = this.#tops[i + 1]!;
    });
    const gap = this.#tops[items.length]! - y;
    if (gap > 0) picked.push({ key: 'gap end', gap });
    return picked;
  }

  /** To the last task. False when it can be gone to at once; else that happens as soon as it was read. */
  goToEnd(): boolean {
    const rests = this.#items.filter(({ kind }) => kind === 'rest');
    this.#toEnd = rests.length > 0;
    for (const rest of rests) this.#ask(rest, rest.rows);
    return this.#toEnd;
  }

  /** The person wants something else than to go to the end. */
  stay(): void {
    this.#toEnd = false;
  }

  /** Call after each update. Resolves when everything stands where it stays, before it is painted. */
  updated(): Promise<void> {
    this.#observe();
    this.#askForMore();
    this.#reachEnd();
    return (this.#holding ??= this.#hold().finally(() => (this.#holding = null)));
  }

  #reachEnd(): void {
    const last = this.#items.findLast(({ kind }) => kind === 'row' || kind === 'rest');
    if (!this.#toEnd || last?.kind === 'rest') return;
    this.#toEnd = false;
    if (last) this.#host.focusTask(last.key);
  }

  #observe(): void {
    for (const part of this.#observed)
      if (!part.isConnected) {
        this.#resizes.unobserve(part);
        this.#observed.delete(part);
      }
    for (const part of this.#parts().values())
      if (!this.#observed.has(part)) {
        this.#resizes.observe(part);
        this.#observed.add(part);
      }
  }

  /** Puts what was in sight where it was before the update; before anything is painted. */
  async #hold(): Promise<void> {
    const added = [...this.#parts().values()].map((part) => part as TaskRow).filter((row) => !row.hasUpdated);
    if (this.#anchors.length > 0) await Promise.all(added.map((row) => row.updateComplete));
    if (!this.#scroller) return;
    const parts = this.#parts();
    const shifts = this.#anchors.flatMap(({ key, top }) => {
      const part = parts.get(key);
      return part ? [part.getBoundingClientRect().top - top] : [];
    });
    this.#anchors = [];
    this.#scrollBy(median(shifts));
    if (!this.#isSmall) return;
    requestAnimationFrame(() => {
      this.#isSmall = false;
      this.#host.requestUpdate();
    });
  }

  #askForMore(): void {
    const isTime = performance.now() - this.#aheadAt >= AHEAD_EVERY_MS;
    this.#items.forEach((item, i) => {
      if (item.kind !== 'rest') return;
      const missing = Math.ceil((this.#bottom + AROUND - this.#tops[i]!) / this.#usual.row);
      const isNear = missing > 0 || (this.#hasScrolled && missing > -AHEAD);
      if (missing > 0 || (isNear && isTime)) {
        this.#aheadAt = performance.now();
        this.#ask(item, Math.min(Math.max(missing, 0) + STEP, item.rows));
      } else if (isNear) setTimeout(() => this.#host.requestUpdate(), AHEAD_EVERY_MS);
    });
  }

  #ask({ group: { more, tasks } }: ListItem, further: number): void {
    const rows = tasks.length + further;
    if (more === undefined || (this.#asked.get(more) ?? 0) >= rows) return;
    this.#asked.set(more, rows);
    this.#host.dispatchEvent(new CustomEvent('list-more', { detail: { show: more, rows } }));
  }

  #connect(): void {
    if (this.#scroller) return;
    const scroller = (this.#scroller = scrollerOf(this.#host));
    this.#life = new AbortController();
    const target = scroller === document.scrollingElement ? document : scroller;
    target.addEventListener('scroll', this.#scrolled, { passive: true, signal: this.#life.signal });
    addEventListener('resize', () => this.#host.requestUpdate(), { signal: this.#life.signal });
    // Two that hold what is read in its place would do it twice.
    (scroller as HTMLElement).style.overflowAnchor = 'none';
  }

  #scrolled = (): void => {
    this.#hasScrolled = true;
    const { top, bottom } = this.#sight();
    const last = this.#items.length;
    const covers =
      (this.#from === 0 || this.#tops[this.#from]! <= top - NEAR) &&
      (this.#to >= last || this.#tops[this.#to]! >= bottom + NEAR);
    if (covers) return;
    this.#isSmall = this.#tops[this.#from]! > bottom || this.#tops[Math.min(this.#to, last)]! < top;
    this.#host.requestUpdate();
  };

  /** What of the list is in sight, px from its top. */
  #sight(): { top: number; bottom: number } {
    const [from, to] = this.#edges();
    const { top } = this.#list().getBoundingClientRect();
    return { top: from - top, bottom: to - top };
  }

  #edges(): [top: number, bottom: number] {
    if (this.#scroller === document.scrollingElement) return [0, innerHeight];
    const { top, bottom } = this.#scroller!.getBoundingClientRect();
    return [top, bottom];
  }

  #parts(): Map<string, Element> {
    const parts = [...this.#list().children].filter((part) => (part as HTMLElement).dataset['key']);
    return new Map(parts.map((part) => [(part as HTMLElement).dataset['key']!, part]));
  }

  /** At the very top, what comes in is meant to be seen. */
  #findAnchors(): { key: string; top: number }[] {
    if (this.#scroller!.scrollTop <= 0 || this.#items.length === 0) return [];
    const [from, to] = this.#edges();
    return [...this.#parts()].flatMap(([key, part]) => {
      const { top, bottom } = part.getBoundingClientRect();
      return bottom > from && top < to ? [{ key, top }] : [];
    });
  }

  #lay(items: readonly ListItem[]): void {
    this.#isStale = false;
    this.#learn();
    this.#items = items;
    this.#tops = new Float64Array(items.length + 1);
    this.#places = new Map();
    let y = 0;
    items.forEach((item, i) => {
      this.#tops[i] = y;
      this.#places.set(item.key, i);
      y += this.#heightOf(item);
    });
    this.#tops[items.length] = y;
  }

  #heightOf({ key, kind, rows }: ListItem): number {
    if (kind === 'sentinel') return 1;
    if (kind === 'rest') return rows * this.#usual.row;
    return this.#heights.get(key) ?? this.#usual[kind];
  }

  /** How high rows and headings are at this width and size of text: the middle of those that are there. */
  #learn(): void {
    const list = this.#list();
    const width = list.clientWidth;
    if (width !== this.#width) this.#heights.clear();
    else if (this.#usual.row > 0) return;
    this.#width = width;
    const heights = (selector: string) =>
      [...list.querySelectorAll<HTMLElement>(selector)].map((part) => part.getBoundingClientRect().height);
    const row = median(heights('ls-task-row')) || 40;
    this.#usual = { row, heading: median(heights('ls-group-heading')) || row * 1.5 };
  }

  #topOf(key: string): number | undefined {
    const at = this.#places.get(key);
    return at === undefined ? undefined : this.#tops[at];
  }

  /** The item at a distance from the top of the list. */
  #at(y: number): number {
    let [low, high] = [0, Math.max(this.#items.length - 1, 0)];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#tops[middle]! <= y) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Rows are not always as high as they were taken to be: what is in sight stays, the room is made to fit. */
  #measured(entries: readonly ResizeObserverEntry[]): void {
    if (!this.#scroller) return;
    if (this.#list().clientWidth !== this.#width) {
      this.#isStale = true;
      return this.#host.requestUpdate();
    }
    const first = this.#at(this.#sight().top);
    let [above, unusual] = [0, 0];
    for (const { target, borderBoxSize } of entries) {
      const key = (target as HTMLElement).dataset['key'];
      const at = key === undefined ? undefined : this.#places.get(key);
      if (key === undefined || at === undefined || !target.isConnected) continue;
      const item = this.#items[at]!;
      const height = borderBoxSize[0]!.blockSize;
      const difference = height - this.#heightOf(item);
      if (item.kind === 'sentinel' || Math.abs(difference) < 0.5) continue;
      this.#heights.set(key, height);
      this.#isStale = true;
      unusual += 1;
      if (at < first) above += difference;
    }
    if (!this.#isStale) return;
    // Another density or size of text.
    if (unusual > entries.length / 2) this.#usual.row = 0;
    if (this.#scroller.scrollTop > 0) this.#scrollBy(above);
    this.#host.requestUpdate();
  }

  #scrollBy(distance: number): void {
    if (Math.abs(distance) >= 0.5) this.#scroller!.scrollTop += distance;
  }
}

/** It has the focus or something unfinished, or the pointer holds it. */
const isHeld = (part: Element): boolean =>
  part.matches(':focus-within, :active') || (part as Partial<TaskRow>).isUnfinished === true;

/** What scrolls an element: it may be outside of the element's shadow tree. */
function scrollerOf(element: Element): Element {
  for (let node: Node | null = element; node;) {
    if (node instanceof Element && /auto|scroll/.test(getComputedStyle(node).overflowY)) return node;
    node = (node as Element).assignedSlot ?? node.parentNode ?? (node as ShadowRoot).host ?? null;
  }
  return document.scrollingElement!;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
