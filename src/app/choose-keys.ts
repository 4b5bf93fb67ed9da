// What a key means for the choice of tasks, pressed on a row of a list. Which key is which command's, the registry knows
// (commands/): here is what a command means when several tasks are chosen.
import type { BulkAction } from './bulk.ts';
import type { CommandId } from './commands/command.ts';
import { commandOf, firstKeyOf } from './commands/own-keys.ts';
import { listKey } from './keys.ts';

/** Of what is done with the tasks themselves. */
type ChosenWish = { kind: 'do'; action: BulkAction } | { kind: 'priority'; priority: number | null };

export type ChooseWish =
  { kind: 'toggle' | 'all' | 'end' } | { kind: 'extend' | 'shift'; by: -1 | 1 } | ChosenWish;

/** The command for one task that does the same; of several actions with one command, the first is meant by its key. */
const COMMANDS: Partial<Record<BulkAction, CommandId>> = {
  complete: 'complete',
  reopen: 'complete',
  restore: 'complete',
  date: 'due',
  move: 'project',
  label: 'labels',
  delete: 'delete',
};
const ACTIONS = Object.entries(COMMANDS) as [BulkAction, CommandId][];

/** The key that does it, as chords.ts names it; undefined when none does. */
export function keyOf(action: BulkAction): string | undefined {
  const command = COMMANDS[action];
  return command && firstKeyOf(command);
}

/** @param some tasks are chosen; then the keys of the focused row speak of all of them. */
export function readChooseKey(event: KeyboardEvent, some: boolean): ChooseWish | null {
  const { key, altKey, shiftKey } = event;
  const letter = key.toLowerCase();
  if (event.ctrlKey || event.metaKey) return letter === 'a' && !altKey && !shiftKey ? { kind: 'all' } : null;
  const by = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : null;
  if (by !== null && shiftKey) return altKey ? null : { kind: 'extend', by };
  if (listKey(event) === 'x' && !shiftKey) return { kind: 'toggle' };
  if (!some) return null;
  const shift = ['Alt+ArrowUp', 'Alt+ArrowDown'].indexOf(listKey(event));
  if (shift >= 0) return { kind: 'shift', by: shift === 0 ? -1 : 1 };
  if (key === 'Escape') return { kind: 'end' };
  return wishOf(commandOf(event));
}

/** What a command means for all that are chosen. */
export function wishOf(command: CommandId | null): ChosenWish | null {
  const priority = command && /^priority-(\d)$/.exec(command)?.[1];
  if (priority) return { kind: 'priority', priority: Number(priority) || null };
  const action = ACTIONS.find(([, id]) => id === command)?.[0];
  return action ? { kind: 'do', action } : null;
}
