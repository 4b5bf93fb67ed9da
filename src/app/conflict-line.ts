// What two devices disagreed about, under the field: which value stands, and the other one a tap away.
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FieldConflict } from '../client/types.ts';
import { describeConflict } from './change-words.ts';
import { deviceHue } from './device-hue.ts';
import { icon } from './icons.ts';
import { type Names, NO_NAMES } from './names.ts';
import { base, controls } from './styles.ts';
import { conflictWords } from './words/conflict.ts';

/** How often “3 min ago” is said anew. */
const AGE_MS = 30_000;

/**
 * @fires conflict-use `FieldConflict`: the value that gave way is wanted
 * @fires conflict-dismiss `FieldConflict`: the value that stands is fine
 */
@customElement('ls-conflict-line')
export class ConflictLine extends LitElement {
  @property({ attribute: false }) conflict!: FieldConflict;
  /** The value that stands. */
  @property({ attribute: false }) now: unknown;
  /** Of what the values may speak of. */
  @property({ attribute: false }) names: Names = NO_NAMES;
  @property({ type: Boolean }) readOnly = false;
  #ageTimer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ageTimer = setInterval(() => this.requestUpdate(), AGE_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#ageTimer);
  }

  override render() {
    const { conflict, now } = this;
    const { mine, device } = conflict;
    // A press on a button must not blur the field: leaving a field saves it.
    return html`<p @pointerdown=${(event: Event) => event.preventDefault()}>
      <span class="hue" .style=${device ? `background: ${deviceHue(device.deviceId)}` : ''}></span>
      <span class="words">${describeConflict(conflict, now, this.names)}</span>
      <button class="link" ?disabled=${this.readOnly} @click=${() => this.#fire('conflict-use')}>
        ${mine ? conflictWords.useMine : conflictWords.useTheirs}
      </button>
      <button
        class="dismiss"
        aria-label=${conflictWords.keepAsIs}
        @click=${() => this.#fire('conflict-dismiss')}
      >
        ${icon('close')}
      </button>
    </p>`;
  }

  #fire(type: 'conflict-use' | 'conflict-dismiss'): void {
    this.dispatchEvent(new CustomEvent(type, { detail: this.conflict, bubbles: true, composed: true }));
  }

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        letter-spacing: normal;
      }
      p {
        display: flex;
        align-items: center;
        gap: 8px;
        min-height: 32px;
        font: var(--text-s);
        font-weight: 400;
        color: var(--ink-2);
        font-variant-numeric: tabular-nums;
      }
      .hue {
        flex: none;
        align-self: stretch;
        inline-size: 2px;
        margin-block: 6px;
        background: var(--ink-3);
      }
      .words {
        overflow-wrap: anywhere;
      }
      .link {
        flex: none;
      }
      .dismiss {
        display: grid;
        place-items: center;
        flex: none;
        inline-size: 32px;
        margin-inline-start: -4px;
        padding: 0;
        color: var(--ink-3);
      }
      @media (pointer: coarse) {
        .dismiss {
          inline-size: 44px;
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

declare global {
  interface HTMLElementTagNameMap {
    'ls-conflict-line': ConflictLine;
  }
}
