// The edge between the list and an open task, on a desktop: draws the task's pane to another width, which is kept on
// this device like the theme. The app's grid reads the width from `--pane` and keeps it within the same bounds.
import { css, html, LitElement } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { base } from './styles.ts';
import { detailWords as words } from './words/detail.ts';

const KEY = 'lockstep-pane';
const MIN_PX = 400;
const MAX_PX = 520;
/** What the sidebar and a list need beside it. */
const BESIDE_PX = 632;
/** Of the window's width, until somebody chooses. */
const USUAL = 0.36;
const STEP_PX = 16;

const widest = (): number => Math.max(MIN_PX, Math.min(MAX_PX, innerWidth - BESIDE_PX));
const within = (px: number): number => Math.round(Math.max(MIN_PX, Math.min(px, widest())));
const isMirrored = (): boolean => document.documentElement.dir === 'rtl';

/** What the person chose on this device, px; null where that is nothing, or nothing that can be read. */
const readWidth = (): number | null => Number(localStorage.getItem(KEY)) || null;

function applyWidth(px: number | null): void {
  if (px === null) document.documentElement.style.removeProperty('--pane');
  else document.documentElement.style.setProperty('--pane', `${px}px`);
}

applyWidth(readWidth());

@customElement('ls-pane-edge')
export class PaneEdge extends LitElement {
  /** What is wanted, px; null for the usual width. */
  @state() private wanted = readWidth();
  /** The pane's width less what the pointer says, px, while the pointer draws. */
  #held: number | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('resize', this.#resized);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('resize', this.#resized);
  }

  override render() {
    return html`<div
      role="separator"
      tabindex="0"
      aria-orientation="vertical"
      aria-label=${words.paneWidth}
      aria-valuemin=${MIN_PX}
      aria-valuemax=${widest()}
      aria-valuenow=${this.#width}
      title=${words.paneHint}
      @keydown=${this.#press}
      @dblclick=${() => this.#choose(null)}
      @pointerdown=${this.#grab}
      @pointermove=${this.#draw}
      @pointerup=${this.#letGo}
      @pointercancel=${this.#letGo}
    ></div>`;
  }

  get #width(): number {
    return within(this.wanted ?? innerWidth * USUAL);
  }

  #resized = (): void => this.requestUpdate();

  #show(px: number | null): void {
    this.wanted = px;
    applyWidth(px);
  }

  #choose(px: number | null): void {
    this.#show(px);
    if (px === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, String(px));
  }

  #press = (event: KeyboardEvent): void => {
    const px = this.#widthBy(event);
    if (px === undefined) return;
    // In a list the same keys lead from row to row.
    event.preventDefault();
    event.stopPropagation();
    this.#choose(within(px));
  };

  /** The pane is at the end of the line: the edge moves away from it as it grows. */
  #widthBy({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): number | undefined {
    if (altKey || ctrlKey || metaKey) return undefined;
    const [grows, shrinks] = isMirrored() ? ['ArrowRight', 'ArrowLeft'] : ['ArrowLeft', 'ArrowRight'];
    if (key === grows) return this.#width + STEP_PX;
    if (key === shrinks) return this.#width - STEP_PX;
    return { Home: MIN_PX, End: MAX_PX }[key];
  }

  #grab = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    (event.target as Element).setPointerCapture(event.pointerId);
    this.#held = this.#width - toEnd(event);
  };

  #draw = (event: PointerEvent): void => {
    if (this.#held !== null) this.#show(within(toEnd(event) + this.#held));
  };

  #letGo = (): void => {
    if (this.#held !== null && this.wanted !== readWidth()) this.#choose(this.wanted);
    this.#held = null;
  };

  static override styles = [
    base,
    css`
      :host {
        display: none;
      }
      /* Beside the list's scrollbar, and before anything of the task that can be touched. */
      @media (width >= 1024px) {
        :host {
          display: block;
          position: fixed;
          inset-block: 0;
          z-index: 1;
          inline-size: 24px;
          margin-inline-start: -4px;
        }
      }
      div {
        block-size: 100%;
        cursor: ew-resize;
        touch-action: none;
        user-select: none;
      }
      div::after {
        content: '';
        position: absolute;
        inset-block: 0;
        inset-inline-start: 2px;
        inline-size: 3px;
        opacity: 0;
        background: var(--accent);
        transition: opacity var(--fast) var(--ease);
      }
      div:is(:hover, :active)::after {
        opacity: 1;
      }
      div:focus-visible {
        outline: 0;
      }
      div:focus-visible::after {
        opacity: 1;
        background: var(--focus);
      }
      @media (forced-colors: active) {
        div::after {
          background: Highlight;
          forced-color-adjust: none;
        }
      }
    `,
  ];
}

/** From the pointer to the end of the window's lines, px. */
const toEnd = ({ clientX }: PointerEvent): number => (isMirrored() ? clientX : innerWidth - clientX);

declare global {
  interface HTMLElementTagNameMap {
    'ls-pane-edge': PaneEdge;
  }
}
