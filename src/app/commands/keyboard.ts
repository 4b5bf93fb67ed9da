// Hears what is pressed anywhere and does the command that it stands for. What an element does with a key itself comes
// first: a key that was taken there is none here.
import { deepActiveElement, queryDeep } from '../deep-query.ts';
import { explain } from '../explain.ts';
import { composes } from '../keys.ts';
import { readRoute } from '../route.ts';
import type { TaskList } from '../task-list.ts';
import type { TaskRow } from '../task-row.ts';
import { showToast } from '../toast.ts';
import { chordOf } from './chords.ts';
import type { Command, Shell, Target } from './command.ts';
import { COMMANDS } from './index.ts';
import { followKeys, keysOf, onKeys } from './own-keys.ts';

/** How long the second key of a sequence may take. */
const SEQUENCE_MS = 1_200;

/** What stands above the page has keys of its own. */
const ABOVE = 'dialog[open], [popover], [role=menu]';
const TEXT =
  'textarea, [contenteditable], input:not([type=checkbox], [type=radio], [type=date], [type=time])';
const NEAR_CHOICE = ['ls-task-list', 'ls-choose-bar'];
/** In these a letter or a digit means something, too. */
const FIELD = `${TEXT}, select, input:not([type=checkbox])`;

export class Keyboard {
  readonly #shell: Shell;
  #byKey = new Map<string, Command>();
  /** First keys of sequences. */
  #beginnings = new Set<string>();
  #begun = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(shell: Shell) {
    this.#shell = shell;
    followKeys();
    onKeys(this.#learn);
    this.#learn();
  }

  /** @param path where the key was pressed, as `event.composedPath()` said then. */
  press(event: KeyboardEvent, path: readonly EventTarget[]): void {
    const chord = chordOf(event);
    if (chord === '' || composes(event)) return;
    if (event.defaultPrevented) return this.#end();
    const isIn = (selector: string) => path.some((one) => one instanceof Element && one.matches(selector));
    if (isIn(ABOVE)) return;
    const key = this.#begun === '' ? chord : `${this.#begun} ${chord}`;
    this.#end();
    const command = this.#byKey.get(key) ?? this.#byKey.get(chord);
    const isCommand = /^(Mod|Ctrl|Meta|Alt)\+/.test(chord);
    if (!command?.inText && (isIn(TEXT) || (!isCommand && isIn(FIELD)))) return;
    // Held down, a key is one wish; what was done can be taken back step by step.
    if (event.repeat && !isCommand) return;
    if (command) this.#do(command, event, path);
    else if (this.#beginnings.has(chord)) this.#begin(chord, event);
  }

  #do(command: Command, event: KeyboardEvent, path: readonly EventTarget[]): void {
    // A dialog keeps the page behind it from being used, wherever the focus is.
    if (queryDeep(document, ':modal').length > 0) return;
    if (command.where === 'list') return command.enters && enterList() ? event.preventDefault() : undefined;
    const target = targetOf(path);
    if (command.where === 'task' && target === null) return;
    if (command.id !== 'close') event.preventDefault();
    runCommand(command, this.#shell, target);
  }

  #begin(chord: string, event: KeyboardEvent): void {
    event.preventDefault();
    this.#begun = chord;
    this.#timer = setTimeout(() => this.#end(), SEQUENCE_MS);
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#begun = '';
  }

  #learn = (): void => {
    const keys = COMMANDS.flatMap((command) => keysOf(command).map((key) => [key, command] as const));
    this.#byKey = new Map(keys);
    this.#beginnings = new Set(keys.flatMap(([key]) => (key.includes(' ') ? key.split(' ')[0]! : [])));
  };
}

/** Does a command; says so when it did not work. */
export function runCommand(command: Command, shell: Shell, target: Target | null): void {
  const work = async () => command.run?.(shell, target);
  work().catch((error: unknown) => showToast({ text: explain(error) }));
}

/** What is meant: all that is chosen, the row with the focus, or the task that is open. What was deleted is not. */
function targetOf(path: readonly EventTarget[]): Target | null {
  const choice = choiceOf(path);
  if (choice)
    return readRoute().view.name === 'trash' ? null : { ids: [...choice.chosen], row: null, choice };
  const row = path.find((one) => (one as Partial<TaskRow>).localName === 'ls-task-row') as
    TaskRow | undefined;
  if (row) return row.task.deletedAt === undefined ? { ids: [row.task.id], row } : null;
  const { taskId } = readRoute();
  return taskId === null ? null : { ids: [taskId], row: null };
}

/** The list with chosen tasks, unless the focus is somewhere that has nothing to do with them. */
function choiceOf(path: readonly EventTarget[]): TaskList | undefined {
  const isNear = path.some((one) => NEAR_CHOICE.includes((one as Partial<Element>).localName ?? ''));
  if (!isNear && path[0] !== document.body) return undefined;
  return queryDeep<TaskList>(document, 'ls-task-list').find(({ chosen }) => chosen.size > 0);
}

/** Leads to the row that Tab would lead to, when the focus is nowhere. */
function enterList(): boolean {
  const active = deepActiveElement();
  if (active && active !== document.body) return false;
  const row = queryDeep<TaskRow>(document, 'ls-task-row').find(({ current }) => current);
  row?.focus();
  return row !== undefined;
}
