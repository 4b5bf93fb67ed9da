// What just happened, with a way back. One at a time; it stays while it is pointed at or has the focus.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { icon } from './icons.ts';
import { base, controls } from './styles.ts';
import { appWords } from './words/app.ts';

export interface ToastContent {
  text: string;
  /** @param hadFocus the focus was on the button, which is gone by then. */
  undo?: (hadFocus?: boolean) => Promise<unknown>;
  /** Another thing to do, in the place of undo; the toast then stays. */
  action?: { label: string; run: () => void };
}

const SHOWN_MS = 6_000;

/** @fires focus-lost it went with the focus in it */
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
              ${content.undo ? html`<button @click=${this.#undo}>${appWords.undo}</button>` : nothing}
              ${
                content.action
                  ? html`<button @click=${content.action.run}>${content.action.label}</button>`
                  : nothing
              }
              <button class="dismiss" aria-label=${appWords.dismiss} @click=${this.#dismiss}>
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
    if (this.content?.action === undefined) this.#timer = setTimeout(() => void this.#dismiss(), SHOWN_MS);
  };

  #dismiss = async (): Promise<void> => {
    const hadFocus = this.matches(':focus-within');
    this.content = null;
    await this.updateComplete;
    if (hadFocus) this.dispatchEvent(new Event('focus-lost', { bubbles: true }));
  };

  #undo = (): void => {
    const undo = this.content?.undo;
    const hadFocus = this.matches(':focus-within');
    void this.#dismiss();
    void undo?.(hadFocus);
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
        padding: 4px;
        padding-inline-start: 16px;
        border-radius: var(--radius-m);
        background: var(--ink);
        color: var(--paper);
        font: var(--text-s);
        pointer-events: auto;
        animation: rise var(--slow) var(--ease);
      }
      span {
        display: -webkit-box;
        overflow: hidden;
        margin-inline-end: 8px;
        /* No padding: lines that are cut off would show in it. */
        margin-block: 6px;
        overflow-wrap: anywhere;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 3;
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
          inset-block-end: calc(var(--bar) + var(--foot, 64px));
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
