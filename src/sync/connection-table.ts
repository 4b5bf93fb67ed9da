// The connection as a total table: state × event → next state and effects. A pure function; connection.ts
// performs the effects. Every cell is written out, so that "cannot happen" is a decision and not an accident.
import type { ConnectionState } from '../protocol/port.ts';

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
  /** The stream is up but not to be trusted: its last byte is too old, or its token is about to end. */
  | 'stale';

export type ConnectionEffect =
  /** Start an attempt with a new number and a new AbortController. */
  | 'open'
  /** End the current attempt at once. */
  | 'abort'
  /** Tell the server that the stream is left on purpose; comes before `abort`. */
  | 'leave'
  /** Count the failure and set the retry timer. */
  | 'schedule-retry'
  | 'cancel-retry'
  /** Forget earlier failures. */
  | 'reset-failures';

export interface Transition {
  to: ConnectionState;
  effects: readonly ConnectionEffect[];
}

const go = (to: ConnectionState, ...effects: ConnectionEffect[]): Transition => ({ to, effects });

/** Events of an attempt that was aborted are filtered by its number; what reaches a cell is current. */
export const CONNECTION_TABLE: Record<ConnectionState, Record<ConnectionEvent, Transition>> = {
  'signed-out': {
    want: go('connecting', 'open'),
    pause: go('paused'),
    'sign-out': go('signed-out'),
    live: go('signed-out'),
    drop: go('signed-out'),
    retry: go('signed-out'),
    wake: go('signed-out'),
    stale: go('signed-out'),
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
  },
};
