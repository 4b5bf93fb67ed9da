// What tabs and a waiting service worker say to each other about taking over. Two versions of the app meet here, so
// that messages only ever gain optional fields (I10).

/** Tab → waiting service worker: the person asked for the new version. The name is workbox-window's. */
export const SKIP_WAITING = 'SKIP_WAITING';

/** Tab → waiting service worker: this tab could do without its page; ask the others. */
export const TAKE_OVER_WHEN_IDLE = 'TAKE_OVER_WHEN_IDLE';

/** Service worker → tab, with a port for the answer, true or false: could the page be loaded anew right now? */
export const ASK_IDLE = 'ASK_IDLE';

export interface UpdateMessage {
  type: typeof SKIP_WAITING | typeof TAKE_OVER_WHEN_IDLE | typeof ASK_IDLE;
}
