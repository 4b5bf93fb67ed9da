// The sync status: answers "is it safe to close?" and "do I have the edits of my other device?".
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SyncStatus } from '../client/types.ts';
import { formatTime } from './dates.ts';
import { strings } from './strings.ts';
import { base } from './styles.ts';

interface Words {
  /** filled = live, ring = saved here and on its way, hollow = offline, square = needs the person. */
  dot: 'filled' | 'ring' | 'hollow' | 'square';
  short: string;
  detail: string;
}

/** The one place that decides what a status looks and reads like. */
export function describe(status: SyncStatus): Words {
  const { connection, unsent, rejected, liveAt } = status;
  const since = liveAt === null ? null : formatTime(liveAt);
  if (status.storageError) {
    const text = strings.errors[status.storageError] ?? strings.failed;
    return { dot: 'square', short: text, detail: text };
  }
  if (status.local) return { dot: 'filled', short: strings.statusLocal, detail: strings.statusLocalDetail };
  if (status.needsSignIn)
    return { dot: 'square', short: strings.signInToSync(unsent), detail: strings.signInAgain };
  if (status.needsUpdate) return { dot: 'square', short: strings.statusUpdate, detail: strings.statusUpdate };
  if (rejected > 0) {
    const text = strings.statusRejected(rejected);
    return { dot: 'square', short: text, detail: text };
  }
  if (!status.hostReachable)
    return { dot: 'hollow', short: strings.statusOffline(unsent), detail: strings.statusHost };
  // Safe to close, but others' edits may be on their way: not the full dot.
  if (connection === 'live' && unsent === 0 && status.transport === 'polling')
    return { dot: 'ring', short: strings.statusPolling, detail: strings.statusPollingDetail };
  if (connection === 'live' && unsent === 0)
    return { dot: 'filled', short: strings.statusLive, detail: strings.statusLiveDetail };
  if (connection === 'live')
    return { dot: 'ring', short: strings.statusSending(unsent), detail: strings.statusSending(unsent) };
  if (connection === 'connecting')
    return { dot: 'ring', short: strings.statusConnecting, detail: strings.statusConnectingDetail };
  if (connection === 'waiting')
    return {
      dot: 'hollow',
      short: strings.statusOffline(unsent),
      detail: strings.statusOfflineDetail(since),
    };
  return { dot: 'hollow', short: strings.statusPaused, detail: strings.statusPaused };
}

/**
 * @fires sign-in-again the person wants to sign in again
 * @fires review-rejected the person wants to see what the server did not take
 */
@customElement('ls-sync-status')
export class SyncStatusElement extends LitElement {
  @property({ attribute: false }) status!: SyncStatus;

  override render() {
    const { dot, short, detail } = describe(this.status);
    return html`<div role="status" aria-label=${strings.sync} title=${detail}>
        <span class="dot ${dot}"></span><span class="words">${short}</span>
      </div>
      ${
        this.status.needsSignIn
          ? html`<button @click=${() => this.#fire('sign-in-again')}>${strings.signIn}</button>`
          : this.status.rejected > 0
            ? html`<button @click=${() => this.#fire('review-rejected')}>${strings.review}</button>`
            : nothing
      }`;
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
