// What the benchmark of the app measures in the page itself, from the event until the frame is painted.
import type { Page } from '@playwright/test';
import type { Lockstep } from '../../src/client/types.ts';

interface Probes {
  /** Goes to an address within the app; resolves with the ms until so many rows of its list are painted. */
  goTo(path: string, rows: number): Promise<number>;
  /** The ms from the next event of this type until the frame after `holds` is painted. */
  after(type: string, what: 'frame' | 'done'): Promise<number>;
  /** The ms that a search takes until its tasks are there. */
  search(text: string): Promise<number>;
  /** From the top, by so many px in each frame, in so many frames at most. */
  scroll(step: number, most: number): Promise<Scrolled>;
}

export interface Scrolled {
  /** Ms of every frame. */
  frames: number[];
  /** Frames in which there was no row in the middle of the page. */
  blank: number;
  /** Rows in the document at most. */
  rows: number;
}

/** In the page, put there by `install`. */
declare const lockstepProbes: Probes;

export const installProbes = (page: Page) => page.addInitScript(install);
export const goTo = (page: Page, path: string, rows: number): Promise<number> =>
  page.evaluate(([to, count]) => lockstepProbes.goTo(to, count), [path, rows] as const);
export const searchFor = (page: Page, text: string): Promise<number> =>
  page.evaluate((words) => lockstepProbes.search(words), text);
export const scrollThrough = (page: Page, step: number, most: number): Promise<Scrolled> =>
  page.evaluate(([px, count]) => lockstepProbes.scroll(px, count), [step, most] as const);

/** Ms from what `act` does in the page until the frame with what comes of it is painted. */
export async function paintOf(
  page: Page,
  type: string,
  what: 'frame' | 'done',
  act: () => Promise<void>,
): Promise<number> {
  const took = page.evaluate(([event, until]) => lockstepProbes.after(event, until), [type, what] as const);
  // What is asked behind it answers: the probe is there.
  await page.evaluate(() => 0);
  await act();
  return took;
}

/** Runs in the page. */
function install(): void {
  const app = () =>
    document.querySelector('ls-app') as unknown as (HTMLElement & { lockstep: Lockstep }) | null;
  const view = () => app()?.shadowRoot?.querySelector('ls-tasks-view');
  const list = () => view()?.shadowRoot?.querySelector('ls-task-list')?.shadowRoot;
  const rows = () => [...(list()?.querySelectorAll('ls-task-row') ?? [])];
  const afterPaint = (then: () => void) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    requestAnimationFrame(() => port2.postMessage(null));
  };
  const when = (holds: () => boolean): Promise<number> =>
    new Promise((resolve) => {
      const look = () =>
        holds() ? afterPaint(() => resolve(performance.now())) : requestAnimationFrame(look);
      look();
    });

  const probes: Probes = {
    async goTo(path, count) {
      const before = view();
      const start = performance.now();
      history.pushState({ entry: crypto.randomUUID() }, '', path);
      dispatchEvent(new Event('lockstep-route'));
      const isThere = () => view() !== before && rows().length >= count;
      const late = setTimeout(
        () => console.error(`${path} has ${rows().length} rows, not ${count}.`),
        20_000,
      );
      const end = await when(isThere);
      clearTimeout(late);
      return end - start;
    },
    after: (type, what) =>
      new Promise((resolve) => {
        const take = (event: Event) => {
          const start = event.timeStamp;
          const path = event.composedPath();
          const row = path.find((one) => (one as Element).localName === 'ls-task-row') as Element | undefined;
          const isDone = () => !row?.isConnected || row.shadowRoot?.querySelector('.title.done') !== null;
          // The listeners of the page come first.
          setTimeout(() => {
            void when(() => what === 'frame' || isDone()).then((end) => resolve(end - start));
          });
        };
        addEventListener(type, take, { capture: true, once: true });
      }),
    async search(text) {
      const found = app()!.lockstep.liveSearch('', 50);
      await found.ready;
      const start = performance.now();
      found.setText(text);
      await new Promise<void>((resolve) => {
        const stop = found.subscribe(() => {
          stop();
          resolve();
        });
      });
      found.close();
      return performance.now() - start;
    },
    async scroll(step, most) {
      const main = app()?.shadowRoot?.querySelector('main') ?? document.scrollingElement!;
      const frames: number[] = [];
      let [blank, inDocument] = [0, 0];
      let last = await new Promise<number>(requestAnimationFrame);
      const end = () => main.scrollHeight - main.clientHeight;
      for (let at = 0; at < end() && frames.length < most; at += step) {
        main.scrollTop = at;
        const now = await new Promise<number>(requestAnimationFrame);
        frames.push(now - last);
        last = now;
        const hit = list()?.elementFromPoint(innerWidth / 2, innerHeight / 2);
        if (list() && hit?.localName !== 'ls-task-row') blank += 1;
        inDocument = Math.max(inDocument, list()?.querySelectorAll('ls-task-row').length ?? 0);
      }
      return { frames, blank, rows: inDocument };
    },
  };
  Object.assign(globalThis, { lockstepProbes: probes });
}
