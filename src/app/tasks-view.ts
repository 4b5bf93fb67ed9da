// A view's page: joins the library's queries and commands with the elements that show them.
import { consume } from '@lit/context';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Place, RemoteChange, SearchView, SyncStatus, TextBase } from '../client/types.ts';
import type { LockstepWithUndo } from '../client/undo-stack.ts';
import type { Filter, Label, Project } from '../protocol/rows.ts';
import type { Captured } from './capture.ts';
import type { Chooser } from './chooser.ts';
import { explain } from './explain.ts';
import { lockstepContext } from './lockstep-context.ts';
import { LiveController } from './live-controller.ts';
import { OutlineCommands, run } from './outline-commands.ts';
import { plant } from './plant.ts';
import './quick-add.ts';
import type { QuickAdd } from './quick-add.ts';
import { INBOX, navigate, openTask, type View } from './route.ts';
import { StepProgress } from './step-progress.ts';
import { base } from './styles.ts';
import type { TaskGroup } from './task-group.ts';
import './task-list.ts';
import type { TaskList } from './task-list.ts';
import type { Hits } from './task-row.ts';
import { showToast } from './toast.ts';
import { sayUndo } from './undo-words.ts';
import { dropLine, type Line, takeLines } from './unstored-lines.ts';
import './view-blank.ts';
import './view-head.ts';
import { placeIn } from './view-lists.ts';
import type { ViewOptions } from './view-options.ts';
import { ViewReader } from './view-reader.ts';
import { appWords } from './words/app.ts';
import { taskWords } from './words/task.ts';
import { viewWords } from './words/view.ts';

/** The first rows are on screen by then. */
const CHOOSER_AFTER_MS = 300;
let isChooserHere = false;

interface Rename {
  id: string;
  title: string;
  base: TextBase;
}

/** Of one view as long as it is there: another view is another element. */
@customElement('ls-tasks-view')
export class TasksView extends LitElement {
  @consume({ context: lockstepContext })
  private lockstep!: LockstepWithUndo;

  @property({ attribute: false }) view: View = INBOX;
  @property() selectedId: string | null = null;
  /** The section that new tasks are put in. */
  @state() private addTo: string | undefined;
  /** Loaded with the first search. */
  @state() private hitsOf: ((found: SearchView) => Hits) | null = null;
  @query('ls-task-list') private list!: TaskList | null;
  @query('ls-quick-add') private quickAdd!: QuickAdd | null;
  readonly #reader = new ViewReader(this);
  readonly #progress = new StepProgress(this);
  readonly #commands = new OutlineCommands(
    () => this.lockstep,
    () => this.#reader.outline,
  );
  readonly #status = new LiveController<SyncStatus>(this);
  #stop = () => {};
  #chooser: Chooser | null = null;
  #hasResumed = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#reader.watch(this.lockstep, this.view);
    this.#status.watch(this.lockstep.status);
    this.#stop = this.lockstep.onRemoteChange((change) => void this.#trace(change));
    const loadChooser = () => void this.#loadChooser().catch(() => {});
    requestAnimationFrame(() => setTimeout(loadChooser, isChooserHere ? 0 : CHOOSER_AFTER_MS));
    if (this.view.name !== 'search') return;
    import('./search-field.ts').then(
      ({ hitsOf }) => (this.hitsOf = hitsOf),
      (error: unknown) => showToast({ text: explain(error) }),
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    this.#chooser?.stop();
    this.#chooser = null;
  }

  async #loadChooser(): Promise<void> {
    const { Chooser } = await import('./later.ts');
    isChooserHere = true;
    if (this.isConnected && this.list)
      this.#chooser ??= new Chooser(this, this.list, this.lockstep, this.#reader);
  }

  protected override shouldUpdate(_changed: PropertyValues<this>): boolean {
    return this.lockstep !== undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Back, or a search from elsewhere, leads to another text.
    if (changed.get('view') && this.view.name === 'search') this.#reader.search(this.view.text);
  }

  override render() {
    const { view } = this;
    const { outline, isRead, groups, day, problem, options, found } = this.#reader;
    const row = this.#row;
    const isGone = 'id' in view && outline.isRead && !row;
    const where = placeIn(view, day, this.addTo);
    const section = outline.find(this.addTo);
    return html`
      ${
        view.name === 'search'
          ? html`<ls-search-field
              .text=${view.text}
              .found=${found}
              @search-change=${({ detail }: CustomEvent<{ text: string }>) => this.#reader.search(detail.text)}
              @search-done=${() => this.#focusFirst(groups)}
            ></ls-search-field>`
          : html`<ls-view-head
              .view=${view}
              .row=${row}
              .options=${options}
              @options-change=${this.#setOptions}
              @row-rename=${({ detail }: CustomEvent<{ title: string }>) => row && this.#commands.rename(row, detail.title)}
              @row-do=${({ detail }: CustomEvent<{ action: string }>) => row && void this.#doWithRow(row, detail.action)}
              @section-add=${this.#addSection}
            ></ls-view-head>`
      }
      ${
        row?.entity === 'filter'
          ? html`<ls-filter-query
              .query=${row.query}
              .problem=${problem}
              @query-change=${({ detail }: CustomEvent<{ query: string }>) =>
                void run(() => this.lockstep.filters.update(row.id, { query: detail.query }))}
            ></ls-filter-query>`
          : nothing
      }
      ${
        where && !isGone
          ? html`<ls-quick-add
              .outline=${outline}
              .hint=${section ? viewWords.addTo({ section: section.title }) : ''}
              @task-add=${this.#add}
              @add-leave=${() => (this.addTo = undefined)}
            ></ls-quick-add>`
          : nothing
      }
      ${
        isGone || (isRead && this.#reader.total === 0 && view.name !== 'search')
          ? html`<ls-view-blank .view=${view} .gone=${isGone} .waits=${this.#waits}></ls-view-blank>`
          : nothing
      }
      <ls-task-list
        .groups=${groups}
        .outline=${outline}
        .progress=${this.#progress.value}
        .withProject=${view.name !== 'inbox' && view.name !== 'project'}
        .selectedId=${this.selectedId}
        .hits=${found && this.hitsOf ? this.hitsOf(found) : null}
        @task-open=${({ detail }: CustomEvent<{ id: string }>) => openTask(detail.id)}
        @task-complete=${this.#complete}
        @task-rename=${this.#rename}
        @task-delete=${this.#delete}
        @task-restore=${this.#restore}
        @task-move=${this.#move}
        @task-put=${this.#put}
        @list-more=${({ detail }: CustomEvent<{ show: string; rows?: number }>) =>
          this.#reader.more(detail.show, detail.rows)}
        @list-shown=${({ detail }: CustomEvent<{ ids: string[] }>) =>
          this.#progress.watch(this.lockstep, detail.ids)}
        @group-toggle=${({ detail }: CustomEvent<{ key: string }>) => this.#reader.toggle(detail.key)}
        @section-rename=${this.#renameSection}
        @section-do=${this.#doWithSection}
      ></ls-task-list>
      <slot></slot>
    `;
  }

  protected override updated(): void {
    const { view } = this;
    this.#resume();
    const name = 'id' in view ? this.#row?.title : viewWords[view.name];
    if (view.name === 'filter') import('./filter-query.ts').catch(() => {});
    document.title = name ? `${name} · ${appWords.appName}` : appWords.appName;
  }

  /** An empty list that the server has not filled yet says nothing about the tasks. */
  get #waits(): boolean {
    const { local = true, unfilled = false } = this.#status.value ?? {};
    return unfilled && !local;
  }

  /** There is a field for new tasks. */
  get canAdd(): boolean {
    return this.hasUpdated && this.quickAdd !== null;
  }

  /** Begins a new task with this text. */
  capture(text: string): void {
    this.quickAdd?.giveBack(text);
    this.quickAdd?.focus();
  }

  #focusFirst(groups: readonly TaskGroup[]): void {
    const [first] = groups.flatMap(({ tasks }) => tasks);
    if (first) this.focusTask(first.id);
  }

  focusTask(id: string): void {
    this.list?.focusTask(id);
  }

  /** What the view is of. */
  get #row(): Project | Label | Filter | undefined {
    const row = 'id' in this.view ? this.#reader.outline.find(this.view.id) : undefined;
    return row?.entity === 'section' || row?.entity !== this.view.name ? undefined : row;
  }

  /** Runs the command that a row asked for, and tells the row when the list shows what came of it. */
  async #runForRow(id: string, command: () => Promise<unknown>): Promise<boolean> {
    const done = await run(command);
    void this.#settle(id);
    return done;
  }

  async #settle(id: string): Promise<void> {
    await this.#reader.caughtUp();
    await this.updateComplete;
    await this.list?.updateComplete;
    this.list?.settle(id);
  }

  #title = (id: string): string => this.#reader.find(id)?.title ?? taskWords.untitled;

  #add = async ({ detail }: CustomEvent<{ captured: Captured[]; line: Line }>): Promise<void> => {
    const { captured, line } = detail;
    const { outline, day } = this.#reader;
    const where = placeIn(this.view, day, this.addTo) ?? {};
    const isStored = await run(() => plant(this.lockstep, outline, captured, where, line.id));
    if (!isStored) this.quickAdd?.giveBack(line.text);
    dropLine(line);
  };

  /** Names in what an earlier page left are those of the outline. */
  #resume(): void {
    if (this.#hasResumed || !this.quickAdd || !this.#reader.isRead) return;
    this.#hasResumed = true;
    void takeLines(this.lockstep.rows).then((lines) => this.quickAdd?.resume(lines));
  }

  #complete = async ({ detail }: CustomEvent<{ id: string; completed: boolean }>): Promise<void> => {
    const { id, completed } = detail;
    const title = this.#title(id);
    const done = await this.#runForRow(id, () => this.lockstep.tasks.complete(id, completed));
    if (done && completed)
      showToast({ text: taskWords.completed({ title }), undo: (hadFocus) => this.#undo(id, hadFocus) });
  };

  #rename = async ({ detail: { id, title, base } }: CustomEvent<Rename>): Promise<void> => {
    const rename = () => this.lockstep.tasks.update(id, { title }, base);
    if (!(await this.#runForRow(id, rename))) this.list?.giveBackTitle(id, title, base);
  };

  #delete = async ({ detail: { id } }: CustomEvent<{ id: string }>): Promise<void> => {
    const title = this.#title(id);
    if (!(await run(() => this.lockstep.tasks.delete(id)))) return;
    if (id === this.selectedId) openTask(null);
    showToast({ text: taskWords.deleted({ title }), undo: (hadFocus) => this.#undo(id, hadFocus) });
  };

  #restore = async ({ detail: { id } }: CustomEvent<{ id: string }>): Promise<void> => {
    const title = this.#title(id);
    if (await run(() => this.lockstep.tasks.restore(id)))
      showToast({ text: viewWords.restored({ title }), undo: (hadFocus) => this.#undo(id, hadFocus) });
  };

  /** Takes back what was just said about a task. */
  #undo = async (id: string, hadFocus = false): Promise<void> => {
    await sayUndo(this.lockstep.undo.undo(id));
    if (hadFocus) this.focusTask(id);
  };

  #move = ({ detail: { id, place } }: CustomEvent<{ id: string; place: Place }>): void =>
    void run(() => this.lockstep.tasks.move(id, place));

  /** Into a part of the project that has no tasks yet. */
  #put = ({ detail: { id, group } }: CustomEvent<{ id: string; group: string }>): void =>
    void run(() => this.lockstep.tasks.update(id, { sectionId: group === 'open' ? null : group }));

  #setOptions = ({ detail: { options } }: CustomEvent<{ options: ViewOptions }>): void => {
    this.#reader.options = options;
  };

  async #doWithRow(row: Project | Label | Filter, action: string): Promise<void> {
    const done = await this.#commands.choose(row, action);
    if (done && action === 'delete') navigate({ view: INBOX, taskId: null });
  }

  #addSection = ({ detail: { title } }: CustomEvent<{ title: string }>): void => {
    const { view } = this;
    if (view.name === 'project') void run(() => this.lockstep.sections.create({ title, projectId: view.id }));
  };

  #renameSection = ({ detail: { id, title } }: CustomEvent<{ id: string; title: string }>): void => {
    const section = this.#reader.outline.find(id);
    if (section) void this.#commands.rename(section, title);
  };

  #doWithSection = ({ detail: { id, action } }: CustomEvent<{ id: string; action: string }>): void => {
    const section = this.#reader.outline.find(id);
    if (!section) return;
    if (action !== 'add') return void this.#commands.choose(section, action);
    this.addTo = id;
    this.quickAdd?.focus();
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
      @media (width < 640px) {
        :host {
          padding-block-end: 160px;
        }
        ls-quick-add {
          position: fixed;
          inset-inline: 0;
          inset-block-end: var(--bar);
          z-index: 1;
          padding: 4px var(--gutter);
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
