// The mark: two ticks in step, one a moment behind the other.
import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';

@customElement('ls-mark')
export class Mark extends LitElement {
  override render() {
    return html`<svg viewBox="0 0 32 32" aria-hidden="true">
      <path class="behind" d="M4 17.5l6.5 6.5L22 9" />
      <path d="M10.5 17.5L17 24 28.5 9" />
    </svg>`;
  }

  static override styles = css`
    :host {
      display: inline-block;
      inline-size: 1em;
      block-size: 1em;
    }
    svg {
      display: block;
      inline-size: 100%;
      block-size: 100%;
      fill: none;
      stroke: var(--accent);
      stroke-width: 3.4;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    .behind {
      opacity: 0.4;
    }
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-mark': Mark;
  }
}
