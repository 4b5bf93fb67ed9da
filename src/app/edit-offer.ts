// The other device's value of a field that is being edited: offered beside the text, never put in its place.
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Theirs } from '../client/edit-session.ts';
import { formatAgo } from './dates.ts';
import { base, controls } from './styles.ts';
import { conflictWords } from './words/conflict.ts';

/** How often "3 s ago" is said anew. */
const AGE_MS = 5_000;

/**
 * @fires use-theirs
 * @fires keep-mine
 */
@customElement('ls-edit-offer')
export class EditOffer extends LitElement {
  @property({ attribute: false }) theirs!: Theirs;
  @state() private comparing = false;
  #ageTimer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#ageTimer);
  }

  protected override updated(_changed: PropertyValues<this>): void {
    clearTimeout(this.#ageTimer);
    this.#ageTimer = setTimeout(() => this.requestUpdate(), AGE_MS);
  }

  override render() {
    const { text, origin, at } = this.theirs;
    const device = origin?.deviceName ?? null;
    const ago = formatAgo(at);
    // A press on a button must not blur the field: leaving a field saves it.
    return html`<div @pointerdown=${(event: Event) => event.preventDefault()}>
      <p class="offer">
        ${device === null ? conflictWords.changedElsewhereAgo({ ago }) : conflictWords.changedOnAgo({ device, ago })}
        ·
        <button
          class="link"
          aria-expanded=${this.comparing}
          @click=${() => (this.comparing = !this.comparing)}
        >
          ${conflictWords.seeBoth}
        </button>
      </p>
      ${
        this.comparing
          ? html`<div class="both">
              <h3>${device === null ? conflictWords.fromElsewhere : conflictWords.fromDevice({ device })}</h3>
              <p class="theirs">${text}</p>
              <button class="outlined" @click=${() => this.#fire('use-theirs')}>
                ${conflictWords.useTheirs}
              </button>
              <button class="outlined" @click=${() => this.#fire('keep-mine')}>
                ${conflictWords.keepMine}
              </button>
            </div>`
          : nothing
      }
    </div>`;
  }

  #fire(type: 'use-theirs' | 'keep-mine'): void {
    this.dispatchEvent(new CustomEvent(type));
  }

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        letter-spacing: normal;
      }
      .offer {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        align-items: center;
        padding-block: 4px;
        font: var(--text-s);
        color: var(--ink-2);
      }
      .both {
        margin-block: 4px 8px;
        padding: 12px;
        border-inline-start: 2px solid var(--accent);
        background: var(--sunken);
      }
      h3 {
        margin: 0 0 4px;
        font: var(--text-s);
        font-weight: var(--medium);
        color: var(--ink-2);
      }
      .theirs {
        margin-block-end: 12px;
        font: var(--text-body);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-edit-offer': EditOffer;
  }
}
