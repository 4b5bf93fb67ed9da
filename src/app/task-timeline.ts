// A task's history: who did what to it and when, newest first, with what gave way. Only the server knows it.
import { consume } from '@lit/context';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { SyncStatus } from '../client/types.ts';
import type { LockstepWithUndo } from '../client/undo-stack.ts';
import type { HistoryEntry, HistoryPage } from '../protocol/history.ts';
import { describeChange, formatValue } from './change-words.ts';
import { formatAgo, formatMoment } from './dates.ts';
import { deviceHue } from './device-hue.ts';
import { LiveController } from './live-controller.ts';
import { lockstepContext } from './lockstep-context.ts';
import { explain } from './explain.ts';
import { type Names, NO_NAMES } from './names.ts';
import { base, controls } from './styles.ts';
import { excerpt } from './text-excerpt.ts';
import { showToast } from './toast.ts';
import { sayUndo } from './undo-words.ts';
import { appWords } from './words/app.ts';
import { historyWords } from './words/history.ts';
import { taskWords } from './words/task.ts';
import { undoWords } from './words/undo.ts';

type Loading = 'no' | 'newest' | 'earlier' | 'failed' | 'offline';

/** How often “3 min ago” is said anew. */
const AGE_MS = 30_000;
/** Without a way to the server the last word is that there is none. */
const OFFLINE = new Set(['offline', 'host-unreachable', 'session-ended', 'signed-out']);

@customElement('ls-task-timeline')
export class TaskTimeline extends LitElement {
  @consume({ context: lockstepContext })
  private lockstep!: LockstepWithUndo;

  @property() taskId = '';
  @property() taskTitle = '';
  /** The task's confirmed revision: when it moves, there is something new to tell. */
  @property({ type: Number }) revision = 0;
  /** Of what its changes may speak of. */
  @property({ attribute: false }) names: Names = NO_NAMES;
  /** The task is deleted: only that can be taken back. */
  @property({ type: Boolean }) readOnly = false;
  @state() private entries: HistoryEntry[] = [];
  @state() private hasMore = false;
  @state() private loading: Loading = 'no';
  readonly #status = new LiveController<SyncStatus>(this);
  #ageTimer: ReturnType<typeof setInterval> | undefined;
  /** Numbers the requests for the newest page: only the last one counts. */
  #asked = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#status.watch(this.lockstep.status);
    this.#ageTimer = setInterval(() => this.requestUpdate(), AGE_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#ageTimer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('taskId')) {
      this.entries = [];
      this.hasMore = false;
    }
    const backAgain = this.loading === 'offline' && this.#status.value?.connection === 'live';
    if (changed.has('taskId') || changed.has('revision') || backAgain) void this.#loadNewest();
  }

  override render() {
    const { entries, loading } = this;
    return html`
      ${this.#renderState()}
      <ol aria-label=${taskWords.history} aria-busy=${loading === 'newest'}>
        ${repeat(entries.filter(isTold), keyOf, (entry) => this.#renderEntry(entry))}
      </ol>
      ${
        this.hasMore
          ? html`<button
              class="outlined"
              aria-disabled=${loading === 'earlier'}
              @click=${() => void this.#loadEarlier()}
            >
              ${historyWords.showEarlier}
            </button>`
          : nothing
      }
    `;
  }

  #renderState() {
    const { loading, entries } = this;
    if (loading === 'newest' && entries.length === 0)
      return html`<p class="state">${historyWords.loading}</p>`;
    if (loading === 'offline') return html`<p class="state" role="status">${historyWords.offline}</p>`;
    if (loading === 'failed')
      return html`<p class="state" role="status">
        ${historyWords.failed}
        <button class="link" @click=${() => void this.#loadNewest()}>${appWords.tryAgain}</button>
      </p>`;
    if (loading === 'no' && entries.length === 0) return html`<p class="state">${historyWords.empty}</p>`;
    return nothing;
  }

  #renderEntry(entry: HistoryEntry) {
    const { device, at } = entry;
    const session = this.lockstep.session.value;
    const isHere = session.state === 'signed-in' && device?.deviceId === session.deviceId;
    const who = isHere ? historyWords.thisDevice : (device?.deviceName ?? historyWords.unknownDevice);
    const canUndo = !isHere && (!this.readOnly || entry.field === 'deletedAt');
    const words = describeChange(entry, '', this.names);
    return html`<li tabindex="-1">
      <span class="hue" .style=${device ? `background: ${deviceHue(device.deviceId)}` : ''}></span>
      <p><strong>${historyWords.who({ who })}</strong> ${words}</p>
      ${entry.field === 'notes' ? renderExcerpt(entry) : nothing} ${this.#renderLost(entry)}
      <p class="meta">
        <time datetime=${at} title=${formatMoment(at)}>${formatAgo(Date.parse(at))}</time>
        ${
          canUndo
            ? html`<button
                class="link"
                aria-label=${historyWords.undoEntry({ who, what: words })}
                @click=${() => this.#undo(entry)}
              >
                ${historyWords.undoThis}
              </button>`
            : nothing
        }
      </p>
    </li>`;
  }

  #renderLost({ field, lost }: HistoryEntry) {
    if (lost === undefined || field === 'order') return nothing;
    const none = lost === null;
    return html`<p class="lost">
      <span
        >${none ? historyWords.noneGaveWay : historyWords.gaveWay({ value: formatValue(field, lost, this.names) })}</span
      >
      ${
        this.readOnly
          ? nothing
          : html`<button class="link" @click=${() => void this.#use(field, lost)}>
              ${historyWords.useThis}
            </button>`
      }
    </p>`;
  }

  async #use(field: string, value: unknown): Promise<void> {
    await this.lockstep.tasks
      .update(this.taskId, { [field]: value })
      .catch((error: unknown) => showToast({ text: explain(error) }));
  }

  #undo({ field, before, after }: HistoryEntry): void {
    const isLife = field === 'deletedAt' || (field === 'title' && before === null);
    // What began with this entry is gone without it.
    const step = isLife
      ? {
          before: { gone: field === 'title' || before !== null },
          after: { gone: field !== 'title' && after !== null },
        }
      : { before: { [field]: before }, after: { [field]: after } };
    void sayUndo(
      this.lockstep.undo.revert({ entity: 'task', id: this.taskId, title: this.taskTitle, ...step }),
      undoWords.undone,
    );
  }

  async #loadNewest(): Promise<void> {
    const asked = ++this.#asked;
    this.loading = 'newest';
    const page = await this.#load();
    if (asked !== this.#asked || page === null) return;
    const oldest = page.entries.at(-1)?.seq ?? 0;
    const known = this.entries.filter(({ seq }) => seq < oldest);
    // What lies between the two is not known when nothing of the page was: start over from it.
    const joins = this.entries.some(({ seq }) => seq >= oldest);
    this.entries = joins ? [...page.entries, ...known] : page.entries;
    if (!joins || known.length === 0) this.hasMore = page.hasMore;
  }

  async #loadEarlier(): Promise<void> {
    if (this.loading === 'earlier') return;
    this.loading = 'earlier';
    const { taskId } = this;
    const page = await this.#load(this.entries.at(-1)?.seq);
    if (page === null || taskId !== this.taskId) return;
    const count = this.entries.length;
    this.entries = [...this.entries, ...page.entries];
    this.hasMore = page.hasMore;
    if (this.hasMore) return;
    // The button goes: whoever had the focus there reads on with what it brought.
    await this.updateComplete;
    this.renderRoot.querySelectorAll('li')[count]?.focus();
  }

  async #load(before?: number): Promise<HistoryPage | null> {
    const { taskId } = this;
    try {
      const page = await this.lockstep.history(taskId, before);
      if (taskId !== this.taskId) return null;
      this.loading = 'no';
      return page;
    } catch (error) {
      const { code = '' } = error as { code?: string };
      // A task that only this device has, has no history yet.
      if (taskId === this.taskId)
        this.loading = code === 'unknown-row' ? 'no' : this.#isOffline(code) ? 'offline' : 'failed';
      return null;
    }
  }

  /** While changes arrive, it is not for want of a network: then asking again is the person's to decide. */
  #isOffline(code: string): boolean {
    return OFFLINE.has(code) && this.#status.value?.connection !== 'live';
  }

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        font: var(--text-s);
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        position: relative;
        padding-block: 8px;
        padding-inline-start: 14px;
      }
      li + li {
        border-block-start: 1px solid var(--line);
      }
      .hue {
        position: absolute;
        inset-block: 10px;
        inset-inline-start: 0;
        inline-size: 2px;
        background: var(--line);
      }
      p {
        overflow-wrap: anywhere;
      }
      strong {
        font-weight: var(--medium);
      }
      .state {
        padding-block: 8px;
        color: var(--ink-2);
      }
      .meta,
      .lost {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 12px;
        color: var(--ink-2);
      }
      .meta {
        min-height: 24px;
        color: var(--ink-3);
        font-variant-numeric: tabular-nums;
      }
      .excerpt {
        margin-block: 4px;
        padding-inline-start: 10px;
        border-inline-start: 1px solid var(--line);
        color: var(--ink-2);
        overflow-wrap: anywhere;
      }
      .excerpt :is(ins, del) {
        display: block;
        white-space: pre-wrap;
        text-decoration: none;
      }
      .excerpt ins {
        color: var(--ink);
      }
      .excerpt ins::before {
        content: '+ ' / '';
        color: var(--ok);
      }
      .excerpt del {
        text-decoration: line-through;
        text-decoration-thickness: 1px;
      }
      .excerpt del::before {
        content: '− ' / '';
        color: var(--ember);
      }
      .outlined {
        margin-block-start: 8px;
      }
      @media (pointer: coarse) {
        .link {
          min-height: 44px;
        }
      }
      @media (forced-colors: active) {
        .hue {
          background: Highlight !important;
        }
      }
    `,
  ];
}

/** Commits are numbered, and a commit sets a field of a row once in most cases; the values tell the rest apart. */
const keyOf = ({ seq, field, before, after }: HistoryEntry): string =>
  JSON.stringify([seq, field, before, after]);

/** What binds the occurrences of a recurring task together says nothing to anybody. */
const isTold = ({ field, before }: HistoryEntry): boolean =>
  field !== 'seriesId' && !(field === 'order' && before === null);

function renderExcerpt({ before, after }: HistoryEntry) {
  const { removed, added, more } = excerpt(text(before), text(after));
  return html`<div class="excerpt">
    ${removed.map((line) => html`<del>${line}</del>`)} ${added.map((line) => html`<ins>${line}</ins>`)}
    ${more > 0 ? historyWords.moreLines({ n: more }) : nothing}
  </div>`;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

declare global {
  interface HTMLElementTagNameMap {
    'ls-task-timeline': TaskTimeline;
  }
}
