// The keys that a person chose, kept on this device like the theme and the same in all its tabs.
import { readListKeysBy } from '../keys.ts';
import { chordOf } from './chords.ts';
import type { Command, CommandId } from './command.ts';
import { COMMANDS } from './index.ts';

/** Says on `window` that keys are others now. */
export const KEYS_EVENT = 'lockstep-keys';
const STORED = 'lockstep-keys';

/** What no page gets, or what is in everybody's hands: pressed as a key of its own, it would not do. */
const TAKEN = /^(Space|(Shift\+)?Tab|Escape|(Mod|Meta|Ctrl)\+(Shift\+)?([tnwqr]|Tab)|F5)$/;

type Own = Partial<Record<CommandId, string[]>>;

let own: Own = read();

/** The keys of a command: the person's own, else those it comes with. */
export const keysOf = ({ id, keys, fixed }: Command): readonly string[] => (fixed ? keys : (own[id] ?? keys));

/** The command that a key pressed now stands for; what belongs to a sequence is none. */
export function commandOf(event: KeyboardEvent): CommandId | null {
  const chord = chordOf(event);
  return COMMANDS.find((command) => keysOf(command).includes(chord))?.id ?? null;
}

/** The key to name where there is room for one; undefined for a command without keys. */
export const firstKeyOf = (id: CommandId): string | undefined =>
  COMMANDS.filter((command) => command.id === id).flatMap(keysOf)[0];

export const isOwn = ({ id }: Command): boolean => own[id] !== undefined;

/** Why a key cannot be one of a command's. */
export type KeyProblem =
  /** The browser, or every page, has it. */
  | { kind: 'taken' }
  /** Lists hear single keys. */
  | { kind: 'single' }
  /** It is another command's, whose keys cannot be changed. */
  | { kind: 'fixed'; of: Command }
  /** It is another command's: the two can be swapped. */
  | { kind: 'used'; of: Command };

/** Null when the command can have the key. */
export function problemOf(command: Command, key: string): KeyProblem | null {
  const chords = key.split(' ');
  const isButton = key === 'Enter' && command.where !== 'list';
  if (isButton || chords.some((chord) => TAKEN.test(chord))) return { kind: 'taken' };
  if (command.inText && !key.startsWith('Mod+')) return { kind: 'taken' };
  if (command.where === 'list' && chords.length > 1) return { kind: 'single' };
  const of = COMMANDS.find((other) => other !== command && keysOf(other).some((one) => collide(one, key)));
  return of ? { kind: of.fixed ? 'fixed' : 'used', of } : null;
}

/** Also the beginning of a sequence is no key of its own. */
const collide = (a: string, b: string): boolean => `${a} `.startsWith(`${b} `) || `${b} `.startsWith(`${a} `);

export function setKeys(command: Command, keys: readonly string[]): void {
  store({ ...own, [command.id]: [...keys] });
}

/** The command gets the key, and who had it the command's former ones. */
export function swapKeys(command: Command, key: string, other: Command): void {
  const former = keysOf(command);
  const left = keysOf(other).filter((one) => !collide(one, key));
  store({ ...own, [command.id]: [key], [other.id]: left.length > 0 ? left : [...former] });
}

/** Back to what it comes with, and whoever was given these keys in the meantime, too; without a command, all of them. */
export const resetKeys = (command?: Command): void => store(command ? without(own, command) : {});

function without(keys: Own, command: Command): Own {
  const others: Own = { ...keys };
  delete others[command.id];
  const inTheWay = COMMANDS.filter(({ id }) =>
    others[id]?.some((one) => command.keys.some((key) => collide(one, key))),
  );
  return inTheWay.reduce<Own>(without, others);
}

/** Calls `listener` whenever keys change, in this tab or another one; returns the way to stop. */
export function onKeys(listener: () => void): () => void {
  addEventListener(KEYS_EVENT, listener);
  return () => removeEventListener(KEYS_EVENT, listener);
}

/** Begins to follow the other tabs; call it once. */
export function followKeys(): void {
  addEventListener('storage', (event) => {
    const { key } = event as StorageEvent;
    if (key === STORED || key === null) take(read());
  });
  tellLists();
}

function store(keys: Own): void {
  if (Object.keys(keys).length === 0) localStorage.removeItem(STORED);
  else localStorage.setItem(STORED, JSON.stringify(keys));
  take(keys);
}

function take(keys: Own): void {
  own = keys;
  tellLists();
  dispatchEvent(new Event(KEYS_EVENT));
}

/** Lists know their keys by the first of those that a command comes with. */
function tellLists(): void {
  const inLists = COMMANDS.filter(({ where, fixed }) => where === 'list' && !fixed);
  const gone = inLists.flatMap(({ keys }) => keys.map((key) => [key, ''] as const));
  const stand = inLists.flatMap((command) => keysOf(command).map((key) => [key, command.keys[0]!] as const));
  const meant = new Map([...gone, ...stand]);
  readListKeysBy((event) => {
    const chord = chordOf(event);
    return meant.get(chord) ?? chord.replace('Shift+', '');
  });
}

/** What does not look like keys of ours is left out: a newer version may have written it. */
function read(): Own {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? '{}');
    const known = COMMANDS.map(({ id }) => [id, (stored as Own | null)?.[id]] as const);
    return Object.fromEntries(known.filter(([, keys]) => isKeys(keys)));
  } catch {
    return {};
  }
}

function isKeys(keys: unknown): boolean {
  return Array.isArray(keys) && keys.every((key) => typeof key === 'string' && key !== '');
}
