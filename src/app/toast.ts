// What just happened, with a way back. One at a time; it stays while it is pointed at or has the focus.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { icon } from './icons.ts';
import { strings } from './strings.ts';
import { base, controls } from './styles.ts';

export interface ToastContent {
  text: string;
  undo?: () => Promise<unknown>;
  /** Another thing to do, in the place of undo; the toast then stays. */
  action?: { label: string; run: () => void };
}

const SHOWN_MS = 6_000;

@customElement('ls-toast')
export class Toast extends LitElement {
  @state() private content: ToastContent | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  show(content: ToastContent): void {
    this.content = content;
    this.#wait();
  }

  override render() {
    const { content } = this;
    return html`<div aria-live="polite" @pointerenter=${this.#hold} @pointerleave=${this.#wait}>
      ${
        content
          ? html`<p @focusin=${this.#hold} @focusout=${this.#wait}>
              <span>${content.text}</span>
              ${content.undo ? html`<button @click=${this.#undo}>${strings.undo}</button>` : nothing}
              ${
                content.action
                  ? html`<button @click=${content.action.run}>${content.action.label}</button>`
                  : nothing
              }
              <button class="dismiss" aria-label=${strings.dismiss} @click=${this.#dismiss}>
                ${icon('close')}
              </button>
            </p>`
          : nothing
      }
    </div>`;
  }

  #hold = (): void => clearTimeout(this.#timer);

  #wait = (): void => {
    clearTimeout(this.#timer);
    if (this.content?.action === undefined) this.#timer = setTimeout(this.#dismiss, SHOWN_MS);
  };

  #dismiss = (): void => {
    this.content = null;
  };

  #undo = (): void => {
    const undo = this.content?.undo;
    this.#dismiss();
    void undo?.();
  };

  static override styles = [
    base,
    controls,
    css`
      :host {
        position: fixed;
        inset-block-end: 24px;
        inset-inline: 16px;
        z-index: 2;
        display: grid;
        justify-items: center;
        pointer-events: none;
      }
      p {
        display: flex;
        align-items: center;
        gap: 4px;
        max-width: min(32rem, 100%);
        padding: 4px 4px 4px 16px;
        border-radius: var(--radius-m);
        background: var(--ink);
        color: var(--paper);
        font: var(--text-s);
        pointer-events: auto;
        animation: rise var(--slow) var(--ease);
      }
      span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        margin-inline-end: 8px;
      }
      button {
        flex: none;
        font-weight: var(--strong);
      }
      button:hover {
        background: color-mix(in oklch, var(--paper) 16%, transparent);
      }
      button:focus-visible {
        outline-color: var(--paper);
        outline-offset: -2px;
      }
      .dismiss {
        display: grid;
        place-items: center;
        inline-size: 32px;
        padding: 0;
      }
      @keyframes rise {
        from {
          opacity: 0;
          transform: translateY(8px);
        }
      }
      @media (prefers-reduced-motion: reduce) {
        @keyframes rise {
          from {
            opacity: 0;
          }
        }
      }
      @media (width < 640px) {
        :host {
          inset-block-end: calc(72px + env(safe-area-inset-bottom));
        }
      }
      @media (forced-colors: active) {
        p {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];
}

/** Shows a toast in the app's one place for it. */
export function showToast(content: ToastContent): void {
  dispatchEvent(new CustomEvent('lockstep-toast', { detail: content }));
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-toast': Toast;
  }
}
