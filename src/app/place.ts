// Where the person is on the page, beyond its address: scroll, focus and caret. Kept for the page's own reload, so
// that an update changes nothing that a person would see.
import { deepActiveElement, queryDeep } from './deep-query.ts';
import { PLACE } from './place-key.ts';

/** How long after a start rows and drafts may take to be on the page. */
const TRIES = 100;
const BETWEEN_MS = 50;
const SCROLLERS = 'main, .pane';

type TextField = HTMLInputElement | HTMLTextAreaElement;

interface Place {
  /** Of the list and of the details. */
  scrollTops: number[];
  /** By its label, and which one of those that have the same. */
  focus: { label: string; index: number; selection: [number, number] | null } | null;
}

/** Call right before the page is loaded anew. */
export function rememberPlace(): void {
  const place: Place = {
    scrollTops: queryDeep(document, SCROLLERS).map(({ scrollTop }) => scrollTop),
    focus: focusOf(deepActiveElement()),
  };
  sessionStorage.setItem(PLACE, JSON.stringify(place));
}

/** Goes back there, as far as it still exists and until the person does something. */
export async function returnToPlace(): Promise<void> {
  const stored = sessionStorage.getItem(PLACE);
  if (stored === null) return;
  sessionStorage.removeItem(PLACE);
  const place = JSON.parse(stored) as Place;
  const moved = new AbortController();
  for (const sign of ['pointerdown', 'wheel', 'keydown'])
    addEventListener(sign, () => moved.abort(), { signal: moved.signal, capture: true });
  const left: Set<(place: Place) => boolean> = new Set([focus, scroll]);
  for (let tries = 0; left.size > 0 && tries < TRIES && !moved.signal.aborted; tries++) {
    for (const step of left) if (step(place)) left.delete(step);
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS));
  }
  moved.abort();
}

function focusOf(element: Element | null): Place['focus'] {
  const label = element?.getAttribute('aria-label');
  if (!element || !label) return null;
  const { selectionStart, selectionEnd } = element as TextField;
  const selection: [number, number] | null =
    typeof selectionStart === 'number' ? [selectionStart, selectionEnd!] : null;
  return { label, index: labelled(label).indexOf(element as TextField), selection };
}

const labelled = (label: string): TextField[] =>
  queryDeep<TextField>(document, `[aria-label="${CSS.escape(label)}"]`);

/** A draft, or a line for a new task, may still be on its way. */
function focus({ focus: wanted }: Place): boolean {
  if (wanted === null) return true;
  const element = labelled(wanted.label)[wanted.index];
  if (!element) return false;
  element.focus({ preventScroll: true });
  if (wanted.selection === null) return true;
  if (element.value.length < wanted.selection[1]) return false;
  element.setSelectionRange(...wanted.selection);
  return true;
}

/** Each step towards the end makes the list longer, until the place is there again. */
function scroll({ scrollTops }: Place): boolean {
  const scrollers = queryDeep(document, SCROLLERS);
  scrollTops.forEach((top, i) => {
    if (scrollers[i]) scrollers[i].scrollTop = top;
  });
  return scrollTops.every((top, i) => Math.abs((scrollers[i]?.scrollTop ?? -1) - top) < 2);
}
