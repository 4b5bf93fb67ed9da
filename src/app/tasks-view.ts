// The list's page: joins the library's queries and commands with the elements that show them.
import { consume } from '@lit/context';
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { LiveTaskLists, Place, RemoteChange, TaskCommands, TaskListsView } from '../client/types.ts';
import type { LockstepWithUndo } from '../client/undo-stack.ts';
import { LiveController } from './live-controller.ts';
import { lockstepContext } from './lockstep-context.ts';
import { navigate } from './route.ts';
import { explain, strings } from './strings.ts';
import { base } from './styles.ts';
import './quick-add.ts';
import type { QuickAdd } from './quick-add.ts';
import './task-list.ts';
import type { TaskList } from './task-list.ts';
import { showToast } from './toast.ts';
import { sayUndo } from './undo-words.ts';

const PAGE = { open: 100, completed: 20 };
const NONE = { tasks: [], total: 0 };
const NOTHING: TaskListsView = { open: NONE, completed: NONE };
const FOLDED = 'lockstep-completed-folded';

interface Rename {
  id: string;
  title: string;
  base: Parameters<TaskCommands['update']>[2];
}

@customElement('ls-tasks-view')
export class TasksView extends LitElement {
  @consume({ context: lockstepContext })
  private lockstep!: LockstepWithUndo;

  @property() selectedId: string | null = null;
  @state() private showCompleted = localStorage.getItem(FOLDED) === null;
  @state() private read = false;
  @query('ls-task-list') private list!: TaskList;
  @query('ls-quick-add') private quickAdd!: QuickAdd;
  readonly #lists = new LiveController<TaskListsView>(this);
  #query: LiveTaskLists | null = null;
  #limits = { ...PAGE };
  #stop = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.#query = this.lockstep.liveTasks(this.#limits);
    this.#lists.watch(this.#query);
    void this.#query.ready.then(() => (this.read = true));
    this.#stop = this.lockstep.onRemoteChange((change) => void this.#trace(change));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#query?.close();
    this.#stop();
  }

  protected override shouldUpdate(_changed: PropertyValues<this>): boolean {
    return this.lockstep !== undefined;
  }

  override render() {
    const { open, completed } = this.#lists.value ?? NOTHING;
    const empty = this.read && open.total === 0;
    return html`
      <h1>${strings.tasks}</h1>
      <ls-quick-add @task-add=${this.#add}></ls-quick-add>
      ${
        empty
          ? html`<div class="empty">
              <h2>${strings.emptyTitle}</h2>
              <p>${strings.emptyText}</p>
            </div>`
          : ''
      }
      <ls-task-list
        .open=${open}
        .completed=${completed}
        .showCompleted=${this.showCompleted}
        .selectedId=${this.selectedId}
        @task-open=${({ detail }: CustomEvent<{ id: string }>) => navigate({ page: 'task', id: detail.id })}
        @task-complete=${this.#complete}
        @task-rename=${this.#rename}
        @task-delete=${this.#delete}
        @task-move=${this.#move}
        @list-more=${this.#more}
        @completed-toggle=${this.#toggleCompleted}
      ></ls-task-list>
      <slot></slot>
    `;
  }

  focusTask(id: string): void {
    this.list.focusTask(id);
  }

  /** Runs the command that a row asked for, and tells the row when the list shows what came of it. */
  async #runForRow(id: string, command: () => Promise<unknown>): Promise<boolean> {
    const done = await this.#run(command);
    void this.#settle(id);
    return done;
  }

  async #settle(id: string): Promise<void> {
    await this.#query?.refresh();
    await this.updateComplete;
    await this.list?.updateComplete;
    this.list?.settle(id);
  }

  /** Runs a command; what it could not store is said, with the person's words given back. */
  async #run(command: () => Promise<unknown>, onFailure = () => {}): Promise<boolean> {
    try {
      await command();
      return true;
    } catch (error) {
      onFailure();
      showToast({ text: explain(error) });
      return false;
    }
  }

  #title(id: string): string {
    const { open, completed } = this.#lists.value ?? NOTHING;
    return [...open.tasks, ...completed.tasks].find((task) => task.id === id)?.title ?? strings.untitled;
  }

  #add = async ({ detail: { titles } }: CustomEvent<{ titles: string[] }>): Promise<void> => {
    // Each goes on top of the one before: from last to first, they stand as they were written.
    const left = [...titles];
    const create = async () => {
      while (left.length > 0) {
        await this.lockstep.tasks.create({ title: left.at(-1)! });
        left.pop();
      }
    };
    await this.#run(create, () => this.quickAdd.giveBack(left));
  };

  #complete = async ({ detail }: CustomEvent<{ id: string; completed: boolean }>): Promise<void> => {
    const { id, completed } = detail;
    const title = this.#title(id);
    const done = await this.#runForRow(id, () => this.lockstep.tasks.complete(id, completed));
    if (done && completed)
      showToast({
        text: strings.completed(title),
        undo: () => this.#undo(id),
      });
  };

  #rename = ({ detail: { id, title, base } }: CustomEvent<Rename>): void =>
    void this.#runForRow(id, () => this.lockstep.tasks.update(id, { title }, base));

  #delete = async ({ detail: { id } }: CustomEvent<{ id: string }>): Promise<void> => {
    const title = this.#title(id);
    if (!(await this.#run(() => this.lockstep.tasks.delete(id)))) return;
    if (id === this.selectedId) navigate({ page: 'list' });
    showToast({ text: strings.deleted(title), undo: () => this.#undo(id) });
  };

  /** Takes back what was just said about a task. */
  #undo = (id: string): Promise<void> => sayUndo(this.lockstep.undo.undo(id));

  #move = ({ detail: { id, place } }: CustomEvent<{ id: string; place: Place }>): void =>
    void this.#run(() => this.lockstep.tasks.move(id, place));

  #more = ({ detail: { show } }: CustomEvent<{ show: 'open' | 'completed' }>): void => {
    this.#limits = { ...this.#limits, [show]: this.#limits[show] + PAGE[show] * 2 };
    this.#query?.setLimits(this.#limits);
  };

  #toggleCompleted = (): void => {
    this.showCompleted = !this.showCompleted;
    if (this.showCompleted) localStorage.removeItem(FOLDED);
    else localStorage.setItem(FOLDED, '1');
  };

  /** The mark goes on the row as it is after the change, which may have moved it. */
  async #trace(change: RemoteChange): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 30));
    await this.updateComplete;
    await this.list?.updateComplete;
    this.list?.trace(change);
  }

  static override styles = [
    base,
    css`
      :host {
        display: block;
        max-width: 720px;
        margin-inline: auto;
        padding: 24px var(--gutter) 96px;
      }
      h1 {
        padding-inline-start: 36px;
        margin-block-end: 16px;
        font: var(--text-list);
        font-weight: var(--strong);
        letter-spacing: -0.02em;
      }
      .empty {
        padding: 56px 36px;
        color: var(--ink-2);
        text-wrap: balance;
      }
      .empty h2 {
        margin-block-end: 4px;
        font: var(--text-l);
        font-weight: var(--medium);
        color: var(--ink);
      }
      @media (hover: none) {
        h1 {
          padding-inline-start: 8px;
        }
        .empty {
          padding-inline: 8px;
        }
      }
      @media (width < 640px) {
        :host {
          padding-block-end: 160px;
        }
        ls-quick-add {
          position: fixed;
          inset-inline: 0;
          inset-block-end: 0;
          z-index: 1;
          padding: 4px var(--gutter) max(8px, env(safe-area-inset-bottom));
          background: var(--raised);
          border-block-start: 1px solid var(--line);
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-tasks-view': TasksView;
  }
}
