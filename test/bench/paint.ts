// When something is on screen: measured in the page, on the clock that all pages of a machine share.
import type { Page } from '@playwright/test';

interface Bench {
  /** Resolves with the instant after the frame in which this text heads the list. */
  watch(text: string): Promise<number>;
  /** Resolves with the ms since navigation began, after the frame in which so many rows are there. */
  rows(count: number): Promise<number>;
  /** Resolves with the instant of the next Enter. */
  enter(): Promise<number>;
}

/** In the page, put there by `install`. */
declare const lockstepBench: Bench;

/** Prepares a page before it navigates. */
export const watchPaint = (page: Page) => page.addInitScript(install);

/** Runs in the page. */
function install(): void {
  const first = (): string | undefined => {
    const list = deep('ls-tasks-view', 'ls-task-list');
    if (list)
      return (deep('ls-tasks-view', 'ls-task-list', 'ls-task-row', '.title') as HTMLElement)?.innerText;
    return document.querySelector('li')?.innerText;
  };
  const deep = (...path: string[]): Element | null => {
    let root: ParentNode | null = document.querySelector('ls-app')?.shadowRoot ?? null;
    let found: Element | null = null;
    for (const step of path) {
      found = root?.querySelector(step) ?? null;
      root = found?.shadowRoot ?? null;
    }
    return found;
  };
  const afterPaint = (then: () => void) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    requestAnimationFrame(() => port2.postMessage(null));
  };
  const now = () => performance.timeOrigin + performance.now();
  const rows = () =>
    deep('ls-tasks-view', 'ls-task-list')?.shadowRoot?.querySelectorAll('ls-task-row').length;
  const when = (holds: () => boolean): Promise<number> =>
    new Promise((resolve) => {
      const look = () => (holds() ? afterPaint(() => resolve(now())) : requestAnimationFrame(look));
      look();
    });
  const bench: Bench = {
    watch: (text) => when(() => first() === text),
    rows: async (count) => (await when(() => (rows() ?? 0) >= count)) - performance.timeOrigin,
    enter: () =>
      new Promise((resolve) => {
        const take = (event: KeyboardEvent) => {
          if (event.key === 'Enter') resolve(performance.timeOrigin + event.timeStamp);
        };
        addEventListener('keydown', take, { capture: true, once: true });
      }),
  };
  Object.assign(globalThis, { lockstepBench: bench });
}

/**
 * Types `text` into the field of `from`; resolves with the ms from Enter until it is painted in `seenBy`, the tab in
 * front: one behind another is painted when the browser feels like it.
 */
export async function typeAndWatch(from: Page, seenBy: Page, text: string): Promise<number> {
  await seenBy.bringToFront();
  const field = from.getByRole('textbox', { name: 'Add a task' });
  await field.fill(text);
  const watch = seenBy.evaluate((title) => lockstepBench.watch(title), text);
  const pressed = from.evaluate(() => lockstepBench.enter());
  // What is asked behind it answers: the watch has begun.
  for (const page of [from, seenBy]) await page.evaluate(() => 0);
  await field.press('Enter');
  const start = await pressed;
  return (await watch) - start;
}

export const untilRows = (page: Page, count: number): Promise<number> =>
  page.evaluate((n) => lockstepBench.rows(n), count);
