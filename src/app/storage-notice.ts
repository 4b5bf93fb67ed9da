// Says above the tasks what is wrong with this device's storage, and what is safe. Nothing is said while all is well.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SyncStatus } from '../client/types.ts';
import { troubleOf } from './storage-trouble.ts';
import { base, controls } from './styles.ts';
import { appWords } from './words/app.ts';
import { storageWords } from './words/storage.ts';
import { troubleWords } from './words/trouble.ts';

interface Notice {
  title: string;
  text: string;
}

/** What is wrong with the storage, in words; null when nothing is. */
function describeStorage(status: SyncStatus): Notice | null {
  const trouble = troubleOf(status);
  if (trouble === null) return null;
  const text = trouble === 'full' ? describeFull(status) : storageWords[`${trouble}Text`];
  return { title: troubleWords[trouble], text };
}

function describeFull({ storageError, local }: SyncStatus): string {
  if (!storageError) return storageWords.fullForOthersText;
  return local ? storageWords.fullTextLocal : storageWords.fullText;
}

function describeLoss({ lostAt, local }: SyncStatus): Notice | null {
  if (lostAt === null) return null;
  return { title: storageWords.lost, text: local ? storageWords.lostTextLocal : storageWords.lostText };
}

/** Where a reload helps, or at least does no harm. */
const RELOADABLE = new Set(['storage-newer', 'storage-unavailable']);

/**
 * @fires app-reload the person wants the page anew, in its newest version
 * @fires loss-known the person knows that the browser removed the data
 */
@customElement('ls-storage-notice')
export class StorageNotice extends LitElement {
  @property({ attribute: false }) status!: SyncStatus;

  override render() {
    const { status } = this;
    const trouble = describeStorage(status);
    const said = trouble ?? describeLoss(status);
    // The region is there before it speaks, so that it is heard.
    return html`<div role="alert">
      ${
        said
          ? html`<section>
              <h2>${said.title}</h2>
              <p>${said.text}</p>
              ${trouble ? this.#renderReload() : this.#button(storageWords.understood, 'loss-known')}
            </section>`
          : nothing
      }
    </div>`;
  }

  #renderReload() {
    const { storageError } = this.status;
    return storageError && RELOADABLE.has(storageError)
      ? this.#button(appWords.reload, 'app-reload')
      : nothing;
  }

  #button(label: string, intent: string) {
    return html`<button
      class="outlined"
      @click=${() => this.dispatchEvent(new CustomEvent(intent, { bubbles: true, composed: true }))}
    >
      ${label}
    </button>`;
  }

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        max-width: 720px;
        margin-inline: auto;
        padding-inline: var(--gutter);
      }
      section {
        margin-block: 8px 0;
        margin-inline-start: 36px;
        padding: 12px 16px;
        border-inline-start: 2px solid var(--ember);
        background: var(--sunken);
        font: var(--text-s);
      }
      h2 {
        font: var(--text-row);
        font-weight: var(--strong);
      }
      p {
        margin-block-start: 2px;
        max-width: 66ch;
        color: var(--ink-2);
      }
      button {
        margin-block-start: 8px;
      }
      @media (hover: none) {
        section {
          margin-inline-start: 0;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-storage-notice': StorageNotice;
  }
}
