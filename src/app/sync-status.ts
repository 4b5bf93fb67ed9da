// The sync status: answers "is it safe to close?" and "do I have the edits of my other device?".
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SyncStatus } from '../client/types.ts';
import { formatTime } from './dates.ts';
import { icon } from './icons.ts';
import { troubleOf } from './storage-trouble.ts';
import { base } from './styles.ts';
import { appWords } from './words/app.ts';
import { syncWords } from './words/sync.ts';
import { troubleWords } from './words/trouble.ts';
import type { UpdateState } from './updates.ts';

interface Words {
  /** filled = live, ring = saved here and on its way, hollow = offline, square = needs the person. */
  dot: 'filled' | 'ring' | 'hollow' | 'square';
  short: string;
  detail: string;
}

/** The one place that decides what a status looks and reads like. */
export function describe(status: SyncStatus): Words {
  const { connection, unsent, rejected, liveAt } = status;
  const trouble = troubleOf(status);
  if (trouble) return { dot: 'square', short: troubleWords[trouble], detail: troubleWords[trouble] };
  if (status.local) return { dot: 'filled', short: syncWords.local, detail: syncWords.localDetail };
  if (status.needsSignIn)
    return { dot: 'square', short: syncWords.signIn({ n: unsent }), detail: syncWords.sessionEnded };
  if (status.needsUpdate)
    return { dot: 'square', short: syncWords.update({ n: unsent }), detail: syncWords.updateDetail };
  if (rejected > 0) {
    const text = syncWords.rejected({ n: rejected });
    return { dot: 'square', short: text, detail: text };
  }
  if (!status.hostReachable)
    return { dot: 'hollow', short: syncWords.offline({ n: unsent }), detail: syncWords.hostDetail };
  if (status.superseded && unsent === 0)
    return { dot: 'ring', short: syncWords.superseded, detail: syncWords.supersededDetail };
  if (status.superseded)
    return { dot: 'ring', short: syncWords.sending({ n: unsent }), detail: syncWords.supersededDetail };
  // Safe to close, but others' edits may be on their way: not the full dot.
  if (connection === 'live' && unsent === 0 && status.transport === 'polling')
    return { dot: 'ring', short: syncWords.polling, detail: syncWords.pollingDetail };
  if (connection === 'live' && unsent === 0)
    return { dot: 'filled', short: syncWords.live, detail: syncWords.liveDetail };
  if (connection === 'live')
    return { dot: 'ring', short: syncWords.sending({ n: unsent }), detail: syncWords.sending({ n: unsent }) };
  if (connection === 'connecting')
    return { dot: 'ring', short: syncWords.connecting, detail: syncWords.connectingDetail };
  if (connection === 'waiting')
    return {
      dot: 'hollow',
      short: syncWords.offline({ n: unsent }),
      detail:
        liveAt === null ? syncWords.offlineDetail : syncWords.offlineSince({ time: formatTime(liveAt) }),
    };
  return { dot: 'hollow', short: syncWords.paused, detail: syncWords.paused };
}

/**
 * @fires sign-in-again the person wants to sign in again
 * @fires review-rejected the person wants to see what the server did not take
 * @fires take-update the person wants the new version of the app
 * @fires inspect-sync the person wants to know more
 */
@customElement('ls-sync-status')
export class SyncStatusElement extends LitElement {
  @property({ attribute: false }) status!: SyncStatus;
  @property() updateState: UpdateState = 'none';

  override render() {
    const { dot, short, detail } = describe(this.status);
    return html`<div role="status" aria-label=${syncWords.sync} title=${detail}>
        <span class="dot ${dot}"></span><span class="words">${short}</span>
      </div>
      ${this.#renderWay()}
      <button
        class="inspect"
        aria-label=${syncWords.details}
        title=${syncWords.details}
        @click=${() => this.#fire('inspect-sync')}
      >
        ${icon('pulse')}
      </button>`;
  }

  /** What the person can do about it: one thing at a time. */
  #renderWay() {
    const { needsSignIn, needsUpdate, superseded, rejected } = this.status;
    if (needsSignIn)
      return html`<button @click=${() => this.#fire('sign-in-again')}>${syncWords.signInNow}</button>`;
    if (!needsUpdate && rejected > 0)
      return html`<button @click=${() => this.#fire('review-rejected')}>${syncWords.review}</button>`;
    if (!needsUpdate && this.updateState === 'none') return nothing;
    // A field that has the focus keeps it, so that it has it again afterwards.
    const isQuiet = !needsUpdate && !superseded;
    return html`<button
      class=${isQuiet ? 'quiet' : nothing}
      title=${this.updateState === 'outdated' ? appWords.updateDone : appWords.updateReady}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#fire('take-update')}
    >
      ${appWords.update}
    </button>`;
  }

  #fire(type: string): void {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true }));
  }

  static override styles = [
    base,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 8px;
        min-width: 0;
      }
      div {
        display: flex;
        align-items: center;
        gap: 8px;
        min-width: 0;
        font: var(--text-s);
        color: var(--ink-2);
        font-variant-numeric: tabular-nums;
      }
      .words {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .inspect {
        display: grid;
        place-items: center;
        flex: none;
        inline-size: 32px;
        block-size: 32px;
        padding: 0;
        border: 0;
        background: none;
        color: var(--ink-3);
      }
      .inspect:hover {
        color: var(--ink);
      }
      .dot {
        flex: none;
        inline-size: 10px;
        block-size: 10px;
        border-radius: 50%;
        border: 2px solid var(--ok);
        transition: background var(--steady) var(--ease);
      }
      .filled {
        background: var(--ok);
      }
      .ring {
        border-color: var(--accent);
      }
      .hollow {
        border-color: var(--ink-3);
        border-width: 1.5px;
      }
      .square {
        border-radius: 2px;
        border-color: var(--ember);
        background: var(--ember);
      }
      button {
        font: var(--text-s);
        font-weight: var(--medium);
        min-height: 32px;
        padding: 4px 10px;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: none;
        color: inherit;
        cursor: pointer;
      }
      .quiet {
        border-color: transparent;
        color: var(--ink-2);
      }
      .quiet:hover {
        border-color: var(--control);
        color: var(--ink);
      }
      @media (width < 480px) {
        .words {
          display: -webkit-box;
          -webkit-box-orient: vertical;
          -webkit-line-clamp: 2;
          white-space: normal;
        }
      }
      @media (forced-colors: active) {
        .dot {
          forced-color-adjust: none;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sync-status': SyncStatusElement;
  }
}
