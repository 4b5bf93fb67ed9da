// The connection as a total table: state × event → next state and effects. A pure function; connection.ts
// performs the effects. Every cell is written out, so that "cannot happen" is a decision and not an accident.
import type { ConnectionState } from '../protocol/port.ts';

/**
 * `renewing`: live, and the stream that is to follow is being opened beside. `polling`: streams are held back on
 * the way, and `changes` is asked for now and then. `probing`: polling, and a stream is being tried beside.
 */
export type StreamState = ConnectionState | 'renewing' | 'polling' | 'probing';

/** What tabs are told: whether changes come by, not how. */
export const SHOWN_AS: Record<StreamState, ConnectionState> = {
  'signed-out': 'signed-out',
  paused: 'paused',
  connecting: 'connecting',
  live: 'live',
  renewing: 'live',
  polling: 'live',
  probing: 'live',
  waiting: 'waiting',
};

export type ConnectionEvent =
  /** No reason to be down is left. */
  | 'want'
  /** Hidden, superseded or too old: be down, quietly. */
  | 'pause'
  /** There is no session to speak for. */
  | 'sign-out'
  /** The stream said `live`: the replay is complete. */
  | 'live'
  /** The attempt failed, the stream ended, or it fell silent. */
  | 'drop'
  /** The wait is over. */
  | 'retry'
  /** Something suggests that trying now may work: visible again, online, woken from sleep. */
  | 'wake'
  /** The stream is up but not to be gone on with: its last byte is too old, or its transport wants a new one. */
  | 'stale'
  /** The stream's token is about to end. */
  | 'renew'
  /** The server answers, and yet nothing was heard of the stream: something on the way holds it back. */
  | 'withheld'
  /** The stream beside said `live`. */
  | 'next-live'
  /** The stream beside failed, ended or said nothing. */
  | 'next-drop';

export type ConnectionEffect =
  /** Start an attempt. */
  | 'open'
  /** Start an attempt beside the current one, or beside the polls. */
  | 'open-next'
  /** End the current attempt at once. */
  | 'abort'
  /** Tell the server that the stream is left on purpose; comes before `abort`. */
  | 'leave'
  /** End the attempt beside, and tell the server. */
  | 'drop-next'
  /** The attempt beside is the current one from now on; comes after `abort`. */
  | 'promote'
  /** Count the failure and set the retry timer. */
  | 'schedule-retry'
  /** Set the same timer for trying a stream beside the polls. */
  | 'schedule-probe'
  | 'cancel-retry'
  /** Ask for changes now. */
  | 'poll'
  /** Ask for changes now and then. */
  | 'schedule-polls'
  | 'cancel-polls'
  /** Forget earlier failures. */
  | 'reset-failures';

export interface Transition {
  to: StreamState;
  effects: readonly ConnectionEffect[];
}

const go = (to: StreamState, ...effects: ConnectionEffect[]): Transition => ({ to, effects });

/** What an aborted attempt says reaches no cell. */
export const CONNECTION_TABLE: Record<StreamState, Record<ConnectionEvent, Transition>> = {
  'signed-out': {
    want: go('connecting', 'open'),
    pause: go('paused'),
    'sign-out': go('signed-out'),
    live: go('signed-out'),
    drop: go('signed-out'),
    retry: go('signed-out'),
    wake: go('signed-out'),
    stale: go('signed-out'),
    renew: go('signed-out'),
    withheld: go('signed-out'),
    'next-live': go('signed-out'),
    'next-drop': go('signed-out'),
  },
  paused: {
    want: go('connecting', 'open'),
    pause: go('paused'),
    'sign-out': go('signed-out'),
    live: go('paused'),
    drop: go('paused'),
    retry: go('paused'),
    wake: go('paused'),
    stale: go('paused'),
    renew: go('paused'),
    withheld: go('paused'),
    'next-live': go('paused'),
    'next-drop': go('paused'),
  },
  connecting: {
    want: go('connecting'),
    pause: go('paused', 'leave', 'abort', 'reset-failures'),
    'sign-out': go('signed-out', 'leave', 'abort', 'reset-failures'),
    live: go('live', 'reset-failures'),
    drop: go('waiting', 'abort', 'schedule-retry'),
    retry: go('connecting'),
    wake: go('connecting'),
    stale: go('connecting', 'leave', 'abort', 'open'),
    // A replay so long that its token ends: what it brought is stored, and another one goes on from there.
    renew: go('connecting', 'leave', 'abort', 'open'),
    withheld: go('polling', 'abort', 'reset-failures', 'schedule-polls', 'schedule-probe'),
    'next-live': go('connecting'),
    'next-drop': go('connecting'),
  },
  live: {
    want: go('live'),
    pause: go('paused', 'leave', 'abort'),
    'sign-out': go('signed-out', 'leave', 'abort'),
    live: go('live'),
    drop: go('waiting', 'abort', 'schedule-retry'),
    retry: go('live'),
    wake: go('live'),
    stale: go('connecting', 'leave', 'abort', 'open'),
    renew: go('renewing', 'open-next'),
    withheld: go('live'),
    'next-live': go('live'),
    'next-drop': go('live'),
  },
  renewing: {
    want: go('renewing'),
    pause: go('paused', 'leave', 'abort', 'drop-next'),
    'sign-out': go('signed-out', 'leave', 'abort', 'drop-next'),
    live: go('renewing'),
    // The one that is to follow is on its way: nothing to wait for.
    drop: go('connecting', 'abort', 'promote'),
    retry: go('renewing'),
    wake: go('renewing'),
    // After a sleep, neither is to be trusted.
    stale: go('connecting', 'leave', 'abort', 'drop-next', 'open'),
    renew: go('renewing'),
    withheld: go('renewing'),
    'next-live': go('live', 'leave', 'abort', 'promote', 'reset-failures'),
    // The current one goes on until its token ends.
    'next-drop': go('live', 'drop-next'),
  },
  polling: {
    want: go('polling'),
    pause: go('paused', 'cancel-polls', 'cancel-retry', 'reset-failures'),
    'sign-out': go('signed-out', 'cancel-polls', 'cancel-retry', 'reset-failures'),
    live: go('polling'),
    // A poll failed: now it is the network.
    drop: go('waiting', 'cancel-polls', 'cancel-retry', 'reset-failures', 'schedule-retry'),
    retry: go('probing', 'open-next'),
    wake: go('probing', 'cancel-retry', 'open-next', 'poll'),
    stale: go('probing', 'cancel-retry', 'open-next', 'poll'),
    renew: go('polling'),
    withheld: go('polling'),
    'next-live': go('polling'),
    'next-drop': go('polling'),
  },
  probing: {
    want: go('probing'),
    pause: go('paused', 'cancel-polls', 'drop-next', 'reset-failures'),
    'sign-out': go('signed-out', 'cancel-polls', 'drop-next', 'reset-failures'),
    live: go('probing'),
    drop: go('waiting', 'cancel-polls', 'drop-next', 'reset-failures', 'schedule-retry'),
    retry: go('probing'),
    // The one being tried was opened in another world.
    wake: go('probing', 'drop-next', 'open-next', 'poll'),
    stale: go('probing', 'drop-next', 'open-next', 'poll'),
    renew: go('probing'),
    withheld: go('probing'),
    'next-live': go('live', 'cancel-polls', 'promote', 'reset-failures'),
    'next-drop': go('polling', 'drop-next', 'schedule-probe'),
  },
  waiting: {
    want: go('waiting'),
    pause: go('paused', 'cancel-retry', 'reset-failures'),
    'sign-out': go('signed-out', 'cancel-retry', 'reset-failures'),
    live: go('waiting'),
    drop: go('waiting'),
    retry: go('connecting', 'open'),
    wake: go('connecting', 'cancel-retry', 'open'),
    stale: go('connecting', 'cancel-retry', 'open'),
    renew: go('waiting'),
    withheld: go('waiting'),
    'next-live': go('waiting'),
    'next-drop': go('waiting'),
  },
};
