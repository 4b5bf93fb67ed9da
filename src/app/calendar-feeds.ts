// Calendar feeds: which there are, a new one with its address shown once, and the end of each.
import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { LiveQuery, OutlineView, SessionState } from '../client/types.ts';
import type { LockstepWithUndo } from '../client/undo-stack.ts';
import type { Feed, FeedKind } from '../protocol/feeds.ts';
import type { FeedWish } from '../protocol/port.ts';
import { formatInstant } from './dates.ts';
import { dataParts } from './import-styles.ts';
import { LiveController } from './live-controller.ts';
import { lockstepContext } from './lockstep-context.ts';
import { explain } from './explain.ts';
import { base, controls, fields } from './styles.ts';
import { dataWords } from './words/data.ts';

@customElement('ls-calendar-feeds')
export class CalendarFeeds extends LitElement {
  @consume({ context: lockstepContext })
  private lockstep!: LockstepWithUndo;
  /** Null until the server has answered. */
  @state() private feeds: Feed[] | null = null;
  /** What went wrong, or was done. */
  @state() private said = '';
  /** Of the feed that was just made. */
  @state() private address = '';
  @state() private busy = false;
  @query('input') private input!: HTMLInputElement;
  @query('[name=project]') private project!: HTMLSelectElement;
  @query('[name=as]') private kind!: HTMLSelectElement;
  readonly #session = new LiveController<SessionState>(this);
  readonly #outline = new LiveController<OutlineView>(this);
  #query: LiveQuery<OutlineView> | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#session.watch(this.lockstep.session);
    this.#query = this.lockstep.liveOutline();
    this.#outline.watch(this.#query);
    if (!this.#isLocal) void this.#ask({});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#query?.close();
  }

  override render() {
    return html`<section aria-labelledby="feeds">
      <h3 id="feeds">${dataWords.feeds}</h3>
      <p>${this.#isLocal ? dataWords.feedsLocal : dataWords.feedsText}</p>
      ${this.#isLocal ? nothing : html`${this.#renderFeeds()}${this.#renderForm()}${this.#renderAddress()}`}
      <p role="status">${this.said}</p>
    </section>`;
  }

  get #isLocal(): boolean {
    const session = this.#session.value;
    return session?.state === 'signed-in' && session.local;
  }

  #renderFeeds() {
    const { feeds } = this;
    if (feeds === null) return this.busy ? html`<p>${dataWords.asking}</p>` : nothing;
    return html`<ul>
      ${feeds.map((feed) => {
        const what = this.#nameOf(feed);
        return html`<li>
          <span
            >${what}, ${dataWords[`feed-${feed.as}`]}
            <small>${dataWords.feedSince({ when: formatInstant(feed.createdAt) })}</small></span
          >
          <button
            class="danger"
            aria-label=${dataWords.revokeFeed({ what })}
            ?disabled=${this.busy}
            @click=${() => void this.#ask({ revoke: feed.id })}
          >
            ${dataWords.revoke}
          </button>
        </li>`;
      })}
    </ul>`;
  }

  #renderForm() {
    const projects = this.#outline.value?.projects ?? [];
    return html`<form @submit=${this.#make}>
        <label>
          ${dataWords.feedWhat}
          <select name="project">
            <option value="">${dataWords.feedAll}</option>
            ${projects.map(({ id, title }) => html`<option value=${id}>${title}</option>`)}
          </select>
        </label>
        <label>
          ${dataWords.feedHow}
          <select name="as">
            ${(['events', 'tasks'] as const).map((as) => html`<option value=${as}>${dataWords[`feed-${as}`]}</option>`)}
          </select>
        </label>
        <button class="outlined" ?disabled=${this.busy || this.feeds === null}>${dataWords.makeFeed}</button>
      </form>
      <p>${dataWords.feedHint}</p>`;
  }

  #renderAddress() {
    if (this.address === '') return nothing;
    return html`<div class="address">
        <input
          readonly
          aria-label=${dataWords.feedAddress}
          .value=${this.address}
          @focus=${() => this.input.select()}
        />
        <button class="outlined" @click=${() => void this.#copy()}>${dataWords.copy}</button>
      </div>
      <p class="once">${dataWords.feedOnce}</p>`;
  }

  #nameOf({ projectId }: Feed): string {
    if (projectId === undefined) return dataWords.feedAll;
    return this.#outline.value?.projects.find(({ id }) => id === projectId)?.title ?? dataWords.feedGone;
  }

  #make = (event: SubmitEvent): void => {
    event.preventDefault();
    const [projectId, as] = [this.project.value, this.kind.value as FeedKind];
    void this.#ask({ make: { as, ...(projectId === '' ? {} : { projectId }) } });
  };

  async #ask(wish: FeedWish): Promise<void> {
    this.busy = true;
    this.said = this.address = '';
    try {
      const { feeds, path } = await this.lockstep.feeds(wish);
      this.feeds = feeds;
      if (path !== undefined) this.address = new URL(path, location.origin).href;
      else if (feeds.length === 0) this.said = dataWords.noFeeds;
    } catch (error) {
      const { code } = error as { code?: string };
      this.said = code === 'too-many-feeds' ? dataWords.tooManyFeeds : explain(error);
    } finally {
      this.busy = false;
    }
  }

  async #copy(): Promise<void> {
    await navigator.clipboard.writeText(this.address).then(
      () => (this.said = dataWords.copied),
      () => (this.said = dataWords.notCopied),
    );
  }

  static override styles = [
    base,
    controls,
    fields,
    dataParts,
    css`
      :host {
        display: block;
      }
      li,
      .address {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 8px 16px;
      }
      ul {
        margin-block: 8px;
      }
      li {
        padding-block: 4px;
        border-block-end: 1px solid var(--line);
        font: var(--text-row);
        overflow-wrap: anywhere;
      }
      button {
        flex: none;
      }
      small {
        font: var(--text-s);
        color: var(--ink-2);
      }
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 8px 12px;
        margin-block: 12px 8px;
      }
      label {
        display: grid;
        grid-template-columns: minmax(0, max-content);
        max-width: 100%;
        gap: 4px;
        font: var(--text-s);
        color: var(--ink-2);
      }
      .address {
        margin-block: 12px 4px;
      }
      .address input {
        font: var(--text-s);
        text-overflow: ellipsis;
      }
      .once {
        color: var(--ink);
      }
      p[role='status']:empty {
        display: none;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-calendar-feeds': CalendarFeeds;
  }
}
