// The sync inspector: how this device is in step, what waits, who else is there, and what came in. For people who
// want to know, and for a report that says nothing of what they wrote.
import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type {
  LiveQuery,
  Lockstep,
  RejectedEdit,
  SignedInDevice,
  SyncStatus,
  WaitingEdit,
} from '../client/types.ts';
import { fieldName } from './field-names.ts';
import { formatAgo, formatTime } from './dates.ts';
import { deviceHue } from './device-hue.ts';
import { askToKeep, type Keeping, readKeeping } from './keep-data.ts';
import { describeKeeping } from './keep-words.ts';
import { LiveController } from './live-controller.ts';
import { lockstepContext } from './lockstep-context.ts';
import { explain } from './explain.ts';
import { base, controls, dialogs } from './styles.ts';
import { describe } from './sync-status.ts';
import type { SyncTape, TapeEntry } from './sync-tape.ts';
import { appWords } from './words/app.ts';
import { inspectorWords } from './words/inspector.ts';
import { syncWords } from './words/sync.ts';
import { storageWords } from './words/storage.ts';

const SHOWN = 20;
/** How often “3 s ago” is made anew. */
const TICK_MS = 1_000;
/** This device was in contact at most this long ago, whatever its clock says: it then asked for its token. */
const TOKEN_LIFE_MS = 15 * 60_000;

@customElement('ls-sync-inspector')
export class SyncInspector extends LitElement {
  @consume({ context: lockstepContext })
  private lockstep!: Lockstep;
  @property({ attribute: false }) status!: SyncStatus;
  @property({ attribute: false }) tape: SyncTape | null = null;
  @state() private devices: SignedInDevice[] | string | null = null;
  @state() private keeping: Keeping | null = null;
  /** Said in here: what is outside of a modal dialog is not read aloud. */
  @state() private said = '';
  /** Replaced by tests. */
  @property({ attribute: false }) storage: StorageManager | undefined = navigator.storage;
  @query('dialog') private dialog!: HTMLDialogElement;
  readonly #waiting = new LiveController<WaitingEdit[]>(this);
  readonly #rejected = new LiveController<RejectedEdit[]>(this);
  readonly #entries = new LiveController<TapeEntry[]>(this);
  #queries: LiveQuery<unknown>[] = [];
  #ticks: ReturnType<typeof setInterval> | undefined;

  async show(): Promise<void> {
    await this.updateComplete;
    const [waiting, rejected] = [this.lockstep.liveWaiting(SHOWN), this.lockstep.liveRejected()];
    this.#queries = [waiting, rejected];
    this.#waiting.watch(waiting);
    this.#rejected.watch(rejected);
    this.#ticks = setInterval(() => this.requestUpdate(), TICK_MS);
    this.said = '';
    this.dialog.showModal();
    void this.#readKeeping();
    this.devices = null;
    this.devices = await this.lockstep.devices().catch(explain);
  }

  protected override willUpdate(): void {
    if (this.dialog?.open) this.#entries.watch(this.tape?.entries ?? null);
  }

  override render() {
    const words = inspectorWords;
    const { status } = this;
    return html`<dialog aria-labelledby="inspector" @close=${this.#closed}>
      <h2 id="inspector" tabindex="-1" autofocus>${words.title}</h2>
      <dl>
        ${this.#facts().map(
          ([name, value]) =>
            html`<div>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>`,
        )}
      </dl>
      ${
        this.keeping?.kept === false
          ? html`<button class="link" @click=${() => void this.#askToKeep()}>
              ${storageWords.askToKeep}
            </button>`
          : nothing
      }
      ${this.#renderWaiting(words.waiting({ n: status.unsent }), this.#waiting.value ?? [])}
      ${status.rejected > 0 ? this.#renderWaiting(words.rejected({ n: status.rejected }), this.#rejected.value ?? []) : nothing}
      <section>
        <h3>${words.devices}</h3>
        ${this.#renderDevices()}
      </section>
      <section>
        <h3>${words.tape}</h3>
        ${this.#renderTape(this.#entries.value ?? [])}
      </section>
      <p class="said" role="status">${this.said}</p>
      <div class="ways">
        <button class="primary" @click=${() => this.dialog.close()}>${appWords.done}</button>
        <button class="outlined" @click=${() => void this.#copy()}>${words.copy}</button>
      </div>
    </dialog>`;
  }

  /** What there is to know without the tasks. */
  #facts(): [string, string][] {
    const words = inspectorWords;
    const { status } = this;
    const { transport, liveAt, mended = 0 } = status;
    const lag = this.#entries.value?.find((entry) => entry.lag !== null)?.lag;
    const facts: [string, string][] = [[words.state, describe(status).detail]];
    const keeping = this.keeping ? describeKeeping(this.keeping) : [];
    if (status.local) return [...facts, ...keeping];
    facts.push([words.transport, words.comes({ transport: transport ?? 'none' })]);
    facts.push([words.upTo, liveAt === null ? words.never : formatAgo(liveAt)]);
    if (status.retryAt !== null) facts.push([words.retry, formatTime(status.retryAt)]);
    facts.push([words.lag, lag === undefined || lag === null ? words.unknown : words.ms({ n: lag })]);
    if (mended > 0) facts.push([words.mended, words.times({ n: mended })]);
    return [...facts, ...keeping];
  }

  #renderWaiting(title: string, edits: WaitingEdit[]) {
    return html`<section>
      <h3>${title}</h3>
      <ul>
        ${edits.map(
          ({ kind, fields, at }) =>
            html`<li>
              <span class="what"><strong>${syncWords.kind({ kind })}</strong> ${this.#nameOf(fields)}</span>
              <span class="when">${formatAgo(at)}</span>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  /** The title, where the edit has one, else which fields it sets. */
  #nameOf(fields: WaitingEdit['fields']): string {
    if (typeof fields.title === 'string') return fields.title;
    return Object.keys(fields).map(fieldName).join(', ');
  }

  #renderDevices() {
    const words = inspectorWords;
    if (this.devices === null) return html`<p class="quiet">${words.asking}</p>`;
    if (typeof this.devices === 'string') return html`<p class="quiet">${this.devices}</p>`;
    if (this.devices.length === 0) return html`<p class="quiet">${words.onlyThis}</p>`;
    const now = serverTime(this.devices);
    return html`<ul>
      ${this.devices.map(
        ({ id, name, lastSeenAt, current }) =>
          html`<li>
            <span class="what"
              ><span class="hue" .style=${`background: ${deviceHue(id)}`}></span>${name}
              ${current ? html`<em>${words.thisDevice}</em>` : nothing}</span
            >
            <span class="when">${current ? '' : formatAgo(Date.parse(lastSeenAt), now)}</span>
          </li>`,
      )}
    </ul>`;
  }

  #renderTape(entries: TapeEntry[]) {
    const words = inspectorWords;
    if (entries.length === 0) return html`<p class="quiet">${words.silence}</p>`;
    return html`<ol>
      ${entries.slice(0, SHOWN).map(
        (entry) =>
          html`<li>
            <span class="what"
              >${entry.device} ·
              ${words.deed({ deed: deedOf(entry) })}${entry.title ? html` · ${entry.title}` : nothing}</span
            >
            <span class="when">${entry.lag === null ? formatAgo(entry.at) : words.ms({ n: entry.lag })}</span>
          </li>`,
      )}
    </ol>`;
  }

  async #readKeeping(): Promise<void> {
    this.keeping = await readKeeping(this.storage);
  }

  async #askToKeep(): Promise<void> {
    const agreed = await askToKeep(this.storage);
    this.said = agreed ? storageWords.agreed : storageWords.notAgreed;
    await this.#readKeeping();
  }

  /** Numbers and states, and nothing that a person wrote: no titles, no names, no addresses. */
  async #copy(): Promise<void> {
    const { status } = this;
    const report = {
      status,
      waiting: (this.#waiting.value ?? []).map(({ kind, fields, at }) => ({
        kind,
        at,
        fields: Object.keys(fields),
      })),
      rejected: (this.#rejected.value ?? []).map(({ kind, code, at }) => ({ kind, code, at })),
      devices: Array.isArray(this.devices) ? this.devices.length : null,
      keeping: this.keeping,
      lags: (this.#entries.value ?? []).map(({ at, lag }) => ({ at, lag })),
      at: Date.now(),
      agent: navigator.userAgent,
    };
    const text = JSON.stringify(report, null, 2);
    await navigator.clipboard.writeText(text).then(
      () => (this.said = inspectorWords.copied),
      () => (this.said = inspectorWords.notCopied),
    );
  }

  #closed = (): void => {
    clearInterval(this.#ticks);
    for (const controller of [this.#waiting, this.#rejected, this.#entries]) controller.watch(null);
    for (const one of this.#queries.splice(0)) one.close();
  };

  static override styles = [
    base,
    controls,
    dialogs,
    css`
      dialog {
        width: min(34rem, calc(100vw - 32px));
        max-height: calc(100dvh - 32px);
        overflow-y: auto;
      }
      dl {
        margin: 0;
      }
      dl div,
      li {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: 16px;
        padding-block: 6px;
        border-block-end: 1px solid var(--line);
        font: var(--text-s);
      }
      dt,
      .when,
      .quiet {
        color: var(--ink-2);
      }
      dialog .quiet {
        margin: 6px 0;
        font: var(--text-s);
      }
      dd {
        margin: 0;
        text-align: end;
      }
      dd,
      .when {
        font-variant-numeric: tabular-nums;
      }
      .when {
        flex: none;
      }
      h3 {
        margin: 20px 0 4px;
        font: var(--text-s);
        font-weight: var(--strong);
      }
      ul,
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .what {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      strong {
        font-weight: var(--medium);
        color: var(--ink-2);
      }
      em {
        color: var(--ink-2);
      }
      .hue {
        display: inline-block;
        inline-size: 8px;
        block-size: 8px;
        margin-inline-end: 8px;
        border-radius: 50%;
      }
    `,
  ];
}

/** What a change did, in one word. */
function deedOf({ isNew, deleted, completed, fields }: TapeEntry): string {
  if (deleted) return 'deleted';
  if (isNew) return 'added';
  if (fields.includes('completedAt')) return completed ? 'completed' : 'reopened';
  if (fields.includes('title')) return 'renamed';
  return fields.includes('order') && fields.length === 1 ? 'moved' : 'changed';
}

/** Last contacts are instants of the server, and this device's clock may be wrong by a day. */
function serverTime(devices: SignedInDevice[]): number {
  const current = devices.find((device) => device.current);
  if (current === undefined) return Date.now();
  const seenAt = Date.parse(current.lastSeenAt);
  const isRight = Date.now() >= seenAt && Date.now() <= seenAt + TOKEN_LIFE_MS;
  return isRight ? Date.now() : seenAt;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sync-inspector': SyncInspector;
  }
}
