// Messages between a tab and the host over a MessagePort, and the name of the host's worker.
// Messages only ever gain optional fields: tabs and host of two versions may meet (I10).
import type { Device } from './auth.ts';
import type { ErrorBody, ErrorCode } from './errors.ts';
import type { Feed, NewFeed } from './feeds.ts';
import type { HistoryPage } from './history.ts';
import type { Origin } from './stream.ts';

/** So that hosts with different ports never share a worker. */
const PORT_VERSION = 1;

/**
 * The name of a host's worker. It says which tabs share one, and to a dedicated worker whether it replaces a
 * leading one that its tab found dead.
 */
export const workerName = (generation: number, replaces: boolean): string =>
  `lockstep-${PORT_VERSION}-${generation}${replaces ? REPLACES : ''}`;

const REPLACES = '-replaces';

export const isReplacement = (name: string): boolean => name.endsWith(REPLACES);

/** Tag of the browser's wake-up for the service worker, on `sync` and `periodicsync` alike. */
export const BACKGROUND_SYNC = 'lockstep-outbox';

/** States of the connection (src/sync/connection-table.ts). */
export type ConnectionState = 'signed-out' | 'paused' | 'connecting' | 'live' | 'waiting';

/** What the host knows about being in step; the tab adds what it sees in its own database. */
export interface HostStatus {
  connection: ConnectionState;
  /** Mutations in the outbox. */
  unsent: number;
  /** Mutations the server refused, set aside for the person. */
  rejected: number;
  /** Wall-clock ms at which the stream was last known complete; null before the first time. */
  liveAt: number | null;
  /** Wall-clock ms of the next attempt while `waiting`. */
  retryAt: number | null;
  /** Times that rows were not the server's and were put right, since the host started. */
  mended?: number;
  /** How changes come by: streamed through fetch or XMLHttpRequest, or asked for where streams are held back. */
  transport?: 'fetch' | 'xhr' | 'polling';
  /** Why what comes in cannot be stored on this device; null when it can. */
  notStored?: ErrorCode | null;
  /** Nothing of the account has reached this device yet: an empty list says nothing. */
  unfilled?: boolean;
  /** The host of a newer version of the app leads: it sends this one's edits and brings what is new. */
  superseded?: boolean;
  /** The session ended: edits stay on this device until the person signs in again. */
  needsSignIn: boolean;
  /** The client is too old to write; edits stay on this device until it is updated. */
  needsUpdate: boolean;
}

/** A request to the API as a tab makes it: the host puts the token on. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below `/api/`. */
  path: string;
  body?: unknown;
}

/** Tab → host. */
export type TabMessage =
  | {
      type: 'hello';
      tabId: string;
      visible: boolean;
      /** Web Lock that the tab holds as long as it lives: the host notices its death by getting it. */
      lock: string;
    }
  | { type: 'ping' }
  | { type: 'visibility'; visible: boolean }
  /** The tab stored outbox rows for these entity ids. */
  | { type: 'stored'; ids: string[] }
  /** The tab gave a refused mutation up: count again. */
  | { type: 'discarded' }
  /** Something suggests that the network or the machine woke up. */
  | { type: 'wake' }
  /** The account on this device changed: read it again. */
  | { type: 'account' }
  | { type: 'sign-out'; requestId: string; discardUnsent: boolean }
  /** What was done to a task, in the commits before number `before`: the host asks the server. */
  | { type: 'history'; requestId: string; taskId: string; before?: number }
  /** What is asked of the server beside rows, such as the account's devices: the host has the token. */
  | { type: 'request'; requestId: string; request: ApiRequest }
  /** Tasks with these words: the host keeps the index for all tabs. */
  | { type: 'search'; requestId: string; text: string; limit: number }
  /** Which devices are signed in: the host asks the server. */
  | { type: 'devices'; requestId: string }
  /** Calendar feeds: the host makes or revokes one first, where it is told to. */
  | ({ type: 'feeds'; requestId: string } & FeedWish)
  | { type: 'bye' };

export interface FeedWish {
  make?: NewFeed;
  revoke?: string;
}

/** The feeds that there are, and the address of the one that was just made. */
export interface FeedsReply {
  feeds: Feed[];
  path?: string;
}

/** Host → tab. Every message carries the `bootId`: WebKit restarts workers silently (bug 318873). */
export type HostMessage = { bootId: string } & (
  | { type: 'pong' }
  | { type: 'status'; status: HostStatus }
  /** Base rows or the outbox changed for these ids; `null` means "anything may have". */
  | { type: 'changed'; ids: string[] | null; origin: Origin | null; fields?: Record<string, string[]> }
  /** The answer to a request; `unsent` is how many mutations kept a sign-out from happening. */
  | {
      type: 'reply';
      requestId: string;
      unsent?: number;
      history?: HistoryPage;
      devices?: Device[];
      /** What the server said to a `request`. */
      answer?: unknown;
      /** Ids of tasks that were found, the best first, and the words that they have. */
      found?: string[];
      terms?: string[];
      feeds?: FeedsReply;
      error?: ErrorBody;
    }
  /** The account on this device changed or left: read it again. */
  | { type: 'account' }
  /** A newer host took over: connect to it. */
  | { type: 'superseded' }
);
