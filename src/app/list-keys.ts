// What a key means that is pressed on a row of a list.
import { listKey } from './keys.ts';

export type ListWish =
  'next' | 'previous' | 'first' | 'last' | 'up' | 'down' | 'open' | 'rename' | 'menu' | 'delete';

const WISHES: Record<string, ListWish> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Home: 'first',
  End: 'last',
  'Alt+ArrowUp': 'up',
  'Alt+ArrowDown': 'down',
  Enter: 'open',
  F2: 'rename',
  ContextMenu: 'menu',
  ArrowRight: 'menu',
  Delete: 'delete',
  Backspace: 'delete',
};

/** Null for every other key. */
export const readListKey = (event: KeyboardEvent): ListWish | null => WISHES[listKey(event)] ?? null;
