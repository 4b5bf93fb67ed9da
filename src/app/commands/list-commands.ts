// What is done in a list by keys. The lists do it themselves (list-keys.ts): these are the names and the keys.
import { remove } from './task-commands.ts';
import type { Command, CommandId } from './command.ts';

const inList = (id: CommandId, ...keys: string[]): Command => ({
  id,
  group: 'list',
  keys,
  where: 'list',
  unlisted: true,
});

export const listCommands: readonly Command[] = [
  { ...inList('list-next', 'ArrowDown', 'j'), enters: true },
  { ...inList('list-previous', 'ArrowUp', 'k'), enters: true },
  inList('list-first', 'Home'),
  inList('list-last', 'End'),
  inList('list-open', 'Enter'),
  { ...inList('list-check', 'Space'), fixed: true },
  inList('list-rename', 'F2'),
  inList('list-menu', 'ArrowRight', 'ContextMenu'),
  inList('list-up', 'Alt+ArrowUp'),
  inList('list-down', 'Alt+ArrowDown'),
  inList('list-choose', 'x'),
  { ...inList('list-extend', 'Shift+ArrowDown', 'Shift+ArrowUp'), fixed: true },
  { ...inList('list-all', 'Mod+a'), fixed: true },
  { id: 'delete', group: 'list', keys: ['Delete', 'Backspace'], where: 'list', run: remove },
];
