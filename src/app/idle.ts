// Whether nobody is at work in this tab, so that its page could be loaded anew without anybody noticing.
import type { Lockstep } from '../client/types.ts';
import { queryDeep } from './deep-query.ts';
import { keepText } from './unsaved.ts';

/** After this long without a sign of the person, a tab that is on screen counts as left alone. */
const QUIET_MS = 5 * 60_000;
const SIGNS = ['pointerdown', 'pointermove', 'wheel', 'keydown', 'input', 'touchstart'];

export class Idleness {
  readonly #lockstep: Lockstep;
  #signAt = performance.now();

  constructor(lockstep: Lockstep) {
    this.#lockstep = lockstep;
    const note = () => (this.#signAt = performance.now());
    for (const sign of SIGNS) addEventListener(sign, note, { capture: true, passive: true });
    document.addEventListener('visibilitychange', note);
  }

  /** Nobody is looking or nobody moved for minutes, nothing is open or unsent, and what was typed is stored. */
  async isIdle(): Promise<boolean> {
    if (!this.#isLeftAlone || !this.#isFlushed || isSomethingOpen()) return false;
    // Somebody may have come back while drafts were being stored.
    return (await keepText()) && this.#isLeftAlone;
  }

  get #isLeftAlone(): boolean {
    return document.visibilityState === 'hidden' || performance.now() - this.#signAt >= QUIET_MS;
  }

  /** A version that is too old to write cannot send what waits: the next one will. */
  get #isFlushed(): boolean {
    const { unsent, needsUpdate } = this.#lockstep.status.value;
    return unsent === 0 || needsUpdate;
  }
}

const isSomethingOpen = (): boolean => queryDeep(document, 'dialog[open], :popover-open').length > 0;
