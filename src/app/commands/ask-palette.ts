// The way from a command to the palette. By an event, since the palette knows every command; and at once, since people
// go on typing behind the key.
import type { Shell, Target } from './command.ts';

export const PALETTE_EVENT = 'lockstep-palette';

export interface PaletteRequest {
  shell: Shell;
  target: Target | null;
  /** What is asked for: anything, or something of the tasks. */
  page: 'all' | 'due' | 'project' | 'labels';
}

export const askPalette = (detail: PaletteRequest): boolean =>
  dispatchEvent(new CustomEvent(PALETTE_EVENT, { detail }));
