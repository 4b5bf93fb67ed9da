// The way from a wish to the palette. By an event, since the palette knows every command; and at once, since people
// go on typing behind the key.
import type { Shell, Target } from './command.ts';

export const PALETTE_EVENT = 'lockstep-palette';

/** What is asked for about tasks. */
export type TaskPage = 'due' | 'project' | 'labels' | 'priority';

export interface TaskRequest {
  page: TaskPage;
  shell: Pick<Shell, 'lockstep' | 'renderRoot'>;
  ids: readonly string[];
  /** A finger asks: it wants no keyboard on its screen before it touches the line. */
  byTouch?: boolean;
  /** Called when they have what was chosen. */
  done?: () => void;
}

/** Anything can be done or found, with the tasks that are meant, too. */
export interface AnyRequest {
  page: 'all';
  shell: Shell;
  target: Target | null;
}

export type PaletteRequest = TaskRequest | AnyRequest;

export const askPalette = (detail: PaletteRequest): boolean =>
  dispatchEvent(new CustomEvent(PALETTE_EVENT, { detail }));
