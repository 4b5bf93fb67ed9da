// Keeps the focus in the page when what had it leaves: on to the heading of the view that comes, into a task that is
// opened from the keyboard, back to the row of a task that is closed. Never takes it from where it is.
import { deepActiveElement } from './deep-query.ts';
import { onRoute } from './route.ts';

/** A row that is not there by then is not in this list. */
const ROW_FRAMES = 20;
/** What is not there by then does not come. */
const MOST_FRAMES = 120;

/** What of the shell is needed here. */
interface TaskPanel extends Element {
  taskId: string;
}
interface TaskPage extends Element {
  focusTask(id: string): void;
}

/** @param root of the shell: views, the panel and the first screen come and go in it. */
export function keepFocus(root: ShadowRoot): void {
  // Somebody may have been quicker than this code.
  let had = withParents(root.activeElement);
  root.addEventListener('focusin', () => (had = withParents(root.activeElement)));
  new MutationObserver((records) => {
    const gone = records.flatMap(({ removedNodes }) => [...removedNodes]).find((node) => had.includes(node));
    if (gone) void bringBack(root, gone);
    else if (records.some(({ addedNodes }) => [...addedNodes].some(isPane)) && isByKeyboard())
      void focusWhenThere(
        () => panelOf(root),
        () => true,
      );
  }).observe(root, { childList: true, subtree: true });
  root.addEventListener('focus-lost', () => void bringBack(root, null));
  // Another task in the same panel: the link that led to it is gone.
  onRoute(() => void bringBack(root, null));
}

async function bringBack(root: ShadowRoot, gone: Node | null): Promise<void> {
  const closed = gone instanceof Element ? gone.querySelector<TaskPanel>('ls-task-detail') : null;
  if (closed) {
    root.querySelector<TaskPage>('ls-tasks-view')?.focusTask(closed.taskId);
    await frames(ROW_FRAMES, () => !isNowhere());
  }
  await focusWhenThere(() => (root.querySelector('.pane') ? panelOf(root) : headingOf(root)), isNowhere);
}

async function focusWhenThere(find: () => HTMLElement | null, isWanted: () => boolean): Promise<void> {
  // What is about to go is gone by then, and what is on its way to the focus has it.
  await frames(2, () => false);
  await frames(MOST_FRAMES, () => !isWanted() || find() !== null);
  const target = find();
  if (!target || !isWanted()) return;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

const panelOf = (root: ShadowRoot): HTMLElement | null => inside(root, 'ls-task-detail', 'section');

const headingOf = (root: ShadowRoot): HTMLElement | null =>
  root.querySelector<HTMLElement>('h1') ??
  inside(root, 'ls-settings-page, ls-sign-in', 'h1') ??
  inside(root, 'ls-tasks-view', 'ls-view-head', 'h1');

/** The way through shadow trees, one selector for each. */
function inside(root: ParentNode, ...selectors: string[]): HTMLElement | null {
  let found: ParentNode | null = root;
  for (const selector of selectors)
    found = ((found as Element | null)?.shadowRoot ?? found)?.querySelector<HTMLElement>(selector) ?? null;
  return found as HTMLElement | null;
}

function withParents(node: Node | null): Node[] {
  return node === null ? [] : [node, ...withParents(node.parentNode)];
}

const isPane = (node: Node): boolean => node instanceof Element && node.matches('.pane');
const isNowhere = (): boolean => document.activeElement === document.body || document.activeElement === null;
const isByKeyboard = (): boolean => deepActiveElement()?.matches(':focus-visible') === true;

/** Waits for that many frames, or until something is so. */
async function frames(most: number, isSo: () => boolean): Promise<void> {
  for (let n = 0; n < most && !isSo(); n++) await new Promise(requestAnimationFrame);
}
