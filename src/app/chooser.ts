// Joins a view with the choice of its tasks: what clicks, keys and fingers choose, the bar that says so, what is done
// with it, and dragging. Loaded once the first rows are on screen; it listens from outside, so that the list and its
// rows know nothing of it but which of them are chosen.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LockstepWithUndo } from '../client/undo-stack.ts';
import { type Asking, Bulk, type BulkAction, type Drop } from './bulk.ts';
import './choose-bar.ts';
import type { ChooseBar } from './choose-bar.ts';
import { readChooseKey, wishOf } from './choose-keys.ts';
import { all, type Choice, extend, inOrder, keep, NOTHING, toggle } from './choice.ts';
import { askPalette, type TaskPage } from './commands/ask-palette.ts';
import type { CommandId } from './commands/command.ts';
import { composes } from './keys.ts';
import { drag, type Drag } from './drag.ts';
import { watchTouch } from './drag-touch.ts';
import { explain } from './explain.ts';
import { stepOf } from './step-place.ts';
import type { TaskList } from './task-list.ts';
import type { TaskRow } from './task-row.ts';
import { showToast } from './toast.ts';
import { readWholeView } from './view-ids.ts';
import type { ViewReader } from './view-reader.ts';
import { bulkWords } from './words/bulk.ts';

/** What has its own keys and clicks within a row or beside the list. */
const OWN = 'ls-menu, .more, .rename, ls-choose-bar, ls-name-field, ls-quick-add, dialog';
/** After these, there is nothing left to do with the tasks at once. */
const ENDING: readonly BulkAction[] = ['complete', 'reopen', 'restore', 'delete', 'move'];
/** The palette's page that asks for it. */
const PAGES: Record<Asking, TaskPage> = {
  date: 'due',
  move: 'project',
  label: 'labels',
  priority: 'priority',
};

export class Chooser implements ReactiveController {
  readonly #host: HTMLElement & ReactiveControllerHost;
  readonly #root: ShadowRoot;
  readonly #list: TaskList;
  readonly #lockstep: LockstepWithUndo;
  readonly #reader: ViewReader;
  readonly #bulk: Bulk;
  readonly #bar: ChooseBar;
  readonly #life = new AbortController();
  #choice: Choice = NOTHING;
  /** The windows that the choice was last compared with. */
  #compared: object | null = null;
  #drag: Drag | null = null;
  /** What was pressed last, `none` for a key: not every browser says it of a click. */
  #pointer = 'mouse';

  constructor(
    host: HTMLElement & ReactiveControllerHost,
    list: TaskList,
    lockstep: LockstepWithUndo,
    reader: ViewReader,
  ) {
    this.#host = host;
    this.#root = list.getRootNode() as ShadowRoot;
    this.#list = list;
    this.#lockstep = lockstep;
    this.#reader = reader;
    this.#bulk = new Bulk(lockstep);
    this.#bar = document.createElement('ls-choose-bar');
    list.before(this.#bar);
    host.addController(this);
    const { signal } = this.#life;
    const on = (type: string, listener: (event: never) => void, capture = false) =>
      host.addEventListener(type, listener as (event: Event) => void, { signal, capture });
    on('keydown', this.#keydown, true);
    on('pointerdown', ({ pointerType }: PointerEvent) => (this.#pointer = pointerType), true);
    on('mousedown', this.#pressed, true);
    on('focusin', this.#focused);
    on('click', this.#clicked, true);
    on('task-grab', this.#grabbed);
    on('task-bulk', this.#asked);
    on('bulk-do', ({ detail: { action } }: CustomEvent<{ action: BulkAction }>) => this.#do(action));
    on('choice-do', this.#commanded);
    on('choose-all', () => void this.#chooseAll());
    on('choose-end', () => this.#end());
    // Before the keyboard of commands, which knows of the task that is open.
    window.addEventListener('keydown', this.#keyElsewhere, { signal, capture: true });
    watchTouch(list, signal, {
      grab: (row, at) => this.#lift(row, at, true),
      choose: ({ task: { id } }) => {
        this.#choose(toggle(this.#choice, id));
        this.#list.focusTask(id);
      },
    });
  }

  stop(): void {
    this.#life.abort();
    this.#drag?.end(false);
    this.#host.removeController(this);
    this.#bar.remove();
  }

  /** What somebody else takes out of the view is chosen no more. */
  hostUpdated(): void {
    const { lists } = this.#reader;
    if (lists === this.#compared) return;
    this.#compared = lists;
    if (this.#choice.ids.size > 0) void this.#compare(lists);
    this.#show();
  }

  async #compare(lists: object): Promise<void> {
    const { groups } = this.#reader;
    const shown = new Set(groups.flatMap(({ tasks }) => tasks.map(({ id }) => id)));
    if ([...this.#choice.ids].every((id) => shown.has(id))) return;
    // Rows behind the window may be there all the same.
    const hasMore = groups.some(({ more }) => more !== undefined);
    try {
      const there = hasMore ? new Set(await readWholeView(this.#lockstep, this.#reader)) : shown;
      if (lists === this.#compared) this.#choose(keep(this.#choice, (id) => shown.has(id) || there.has(id)));
    } catch {
      // Signed out, or the storage failed, which is said elsewhere: the next reading decides.
    }
  }

  #choose(choice: Choice): void {
    if (choice === this.#choice) return;
    this.#choice = choice;
    this.#list.chosen = choice.ids;
    this.#show();
  }

  #show(): void {
    const { ids } = this.#choice;
    this.#bar.toggleAttribute('over', this.#bar.previousElementSibling?.localName === 'ls-quick-add');
    this.#bar.count = ids.size;
    this.#bar.actions = this.#actions([...ids]);
  }

  #actions(ids: readonly string[]): BulkAction[] {
    const { name } = this.#reader.state.view;
    if (name === 'trash') return ['restore'];
    const allDone = ids.every((id) => this.#reader.find(id)?.completedAt !== undefined);
    const done = name === 'logbook' || (ids.length > 0 && allDone) ? 'reopen' : 'complete';
    return [done, 'date', 'move', 'label', 'priority', 'delete'];
  }

  async #chooseAll(): Promise<void> {
    try {
      this.#choose(all(await readWholeView(this.#lockstep, this.#reader)));
    } catch (error) {
      showToast({ text: explain(error) });
    }
  }

  #end(): void {
    const inBar = this.#root.activeElement === this.#bar;
    this.#choose(NOTHING);
    if (inBar) this.#list.focus();
  }

  get #order(): string[] {
    return this.#reader.groups.flatMap(({ tasks }) => tasks.map(({ id }) => id));
  }

  /** What a wish on a row is about: all that is chosen, or the row alone. */
  #subject(id: string): string[] {
    const { ids } = this.#choice;
    return ids.has(id) ? inOrder(ids, this.#order) : [id];
  }

  #do(action: BulkAction, ids = inOrder(this.#choice.ids, this.#order)): void {
    const [first] = this.#actions(ids);
    // One key for what is done with a task, open, done or deleted.
    const meant = action === 'complete' ? first! : action;
    if (!this.#actions(ids).includes(meant)) return;
    const finish = () => {
      if (ENDING.includes(meant) && ids.some((id) => this.#choice.ids.has(id))) this.#end();
    };
    if (!isAsking(meant)) return void this.#bulk.do(meant, ids).then((done) => done && finish());
    // The palette stands beside the view: it is the app's.
    const shell = { lockstep: this.#lockstep, renderRoot: this.#host.getRootNode() as ShadowRoot };
    askPalette({ page: PAGES[meant], shell, ids, byTouch: this.#pointer === 'touch', done: finish });
  }

  #asked = ({ detail: { id, action } }: CustomEvent<{ id: string; action: BulkAction | 'choose' }>): void => {
    if (action === 'choose') this.#choose(toggle(this.#choice, id));
    else this.#do(action, this.#subject(id));
  };

  /** From the palette, of all that is chosen. */
  #commanded = ({ detail: { command } }: CustomEvent<{ command: CommandId }>): void => {
    const wish = wishOf(command);
    if (wish?.kind === 'do') this.#do(wish.action);
    else if (wish) this.#prioritise(wish.priority);
  };

  #keydown = (event: KeyboardEvent): void => {
    const row = rowOf(event);
    if (!row || event.defaultPrevented || composes(event)) return;
    const { id } = row.task;
    const some = this.#choice.ids.size > 0;
    const wish = readChooseKey(event, some);
    if (wish === null || (wish.kind === 'shift' && !this.#choice.ids.has(id))) return;
    event.preventDefault();
    event.stopPropagation();
    // A key held down is one wish, but for those that go on from row to row.
    if (event.repeat && wish.kind !== 'extend' && wish.kind !== 'shift') return;
    switch (wish.kind) {
      case 'toggle':
        return this.#choose(toggle(this.#choice, id));
      case 'all':
        return void this.#chooseAll();
      case 'end':
        return this.#end();
      case 'extend':
        return this.#extendBy(id, wish.by);
      case 'shift':
        return this.#shiftBy(id, wish.by);
      case 'do':
        return this.#do(wish.action);
      case 'priority':
        return this.#prioritise(wish.priority);
    }
  };

  /** Where nothing has the focus, the keys of the choice itself work, too. */
  #keyElsewhere = (event: KeyboardEvent): void => {
    this.#pointer = 'none';
    if (event.defaultPrevented || composes(event)) return;
    const nowhere = event.target === document.body;
    const inBar = event.composedPath().includes(this.#bar);
    if (!nowhere && !inBar) return;
    const wish = readChooseKey(event, this.#choice.ids.size > 0);
    if (wish?.kind === 'end') this.#end();
    else if (wish?.kind === 'all') void this.#chooseAll();
    else if (wish?.kind === 'do' && !event.repeat) this.#do(wish.action);
    else if (wish?.kind === 'priority' && !event.repeat) this.#prioritise(wish.priority);
    else return;
    event.preventDefault();
  };

  #prioritise(priority: number | null): void {
    void this.#bulk.drop({ patch: { priority } }, inOrder(this.#choice.ids, this.#order));
  }

  #extendBy(id: string, by: -1 | 1): void {
    const order = this.#order;
    const to = order[order.indexOf(id) + by];
    this.#choose(extend(this.#choice, id, to ?? id, order));
    if (to !== undefined) this.#list.focusTask(to);
  }

  /** All that is chosen goes along with the row that has the focus. */
  #shiftBy(id: string, by: -1 | 1): void {
    const { ids } = this.#choice;
    const to = stepOf(this.#reader.groups, ids, id, by);
    if (!to) return;
    const drop: Drop = 'place' in to ? to : { patch: to.group.puts! };
    void this.#bulk.drop(drop, inOrder(ids, this.#order));
  }

  /** The bar lies over the field that adds tasks: who writes there has done with choosing. */
  #focused = (event: FocusEvent): void => {
    const isWriting = (one: EventTarget) => one instanceof Element && one.localName === 'ls-quick-add';
    if (event.composedPath().some(isWriting)) this.#choose(NOTHING);
  };

  /** Drawing out a stretch must not select its text. */
  #pressed = (event: MouseEvent): void => {
    if (event.shiftKey && event.button === 0 && rowOf(event)) event.preventDefault();
  };

  #clicked = (event: MouseEvent): void => {
    const row = rowOf(event);
    if (!row || event.button !== 0) return;
    const { id } = row.task;
    const some = this.#choice.ids.size > 0;
    const order = this.#order;
    if (event.shiftKey) this.#choose(extend(this.#choice, this.#list.currentTask ?? id, id, order));
    else if (event.ctrlKey || event.metaKey) this.#choose(toggle(this.#choice, id));
    // A finger that has begun to choose goes on choosing.
    else if (some && this.#pointer === 'touch') this.#choose(toggle(this.#choice, id));
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.#list.focusTask(id);
  };

  #grabbed = ({ detail: { id, event } }: CustomEvent<{ id: string; event: PointerEvent }>): void => {
    const row = event.composedPath().find((one): one is TaskRow => (one as TaskRow).task?.id === id);
    if (!row || event.button !== 0) return;
    event.preventDefault();
    const held = this.#lift(row, event);
    if (!held) return;
    const { signal } = held;
    const { pointerId } = event;
    const on = (type: string, listener: (event: PointerEvent) => void) =>
      window.addEventListener(
        type,
        (one) => (one as PointerEvent).pointerId === pointerId && listener(one as PointerEvent),
        { signal },
      );
    on('pointermove', ({ clientX: x, clientY: y }) => held.move({ x, y }));
    on('pointerup', () => held.end(true));
    on('pointercancel', () => held.end(false));
  };

  /** A row leaves the sheet, and all that is chosen with it. */
  #lift(row: TaskRow, at: { x: number; y: number }, byTouch = false): Drag | null {
    if (row.task.deletedAt !== undefined) return null;
    this.#drag?.end(false);
    const ids = this.#subject(row.task.id);
    this.#drag = drag({
      ids,
      words: ids.length > 1 ? bulkWords.dragged({ n: ids.length }) : row.task.title,
      at,
      byTouch,
      list: this.#list,
      groups: () => this.#reader.groups,
      onEnd: (drop) => void this.#dropped(drop, ids),
    });
    return this.#drag;
  }

  async #dropped(drop: Drop | null, ids: string[]): Promise<void> {
    this.#drag = null;
    if (drop === null) return;
    const done = await this.#bulk.drop(drop, ids);
    if (done && ids.length > 1) this.#end();
  }
}

const isAsking = (action: BulkAction): action is Asking => action in PAGES;

/** The row that an event is about, unless it came from what has its own keys. */
function rowOf(event: Event): TaskRow | undefined {
  const path = event.composedPath().filter((one): one is Element => one instanceof Element);
  const at = path.findIndex(({ localName }) => localName === 'ls-task-row');
  if (at < 0 || path.slice(0, at).some((one) => one.matches(OWN))) return undefined;
  return path[at] as TaskRow;
}
