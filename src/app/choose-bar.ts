// How many tasks are chosen, and what can be done with them. Where there is room it lies over the field that adds tasks,
// on a phone above the bar of lists.
import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { BulkAction } from './bulk.ts';
import { keyOf } from './choose-keys.ts';
import { isApple } from './commands/chords.ts';
import { drawIcon, icon } from './icons.ts';
import { nameOf } from './key-names.ts';
import { base, controls } from './styles.ts';
import { bulkWords as words } from './words/bulk.ts';

const flag = svg`<path d="M4 14V2.5h8.5l-2 3 2 3H4" />`;
const into = svg`<path d="M2.5 8h7M7 5l3 3-3 3M10.5 3h3v10h-3" />`;

const SIGNS: Record<BulkAction, () => TemplateResult> = {
  complete: () => icon('check'),
  reopen: () => icon('restore'),
  restore: () => icon('restore'),
  date: () => icon('today'),
  move: () => drawIcon(into),
  label: () => icon('label'),
  priority: () => drawIcon(flag),
  delete: () => icon('trash'),
};

/**
 * @fires bulk-do `{action}`
 * @fires choose-all
 * @fires choose-end
 */
@customElement('ls-choose-bar')
export class ChooseBar extends LitElement {
  /** How many are chosen; the bar is there from one on. */
  @property({ type: Number }) count = 0;
  @property({ attribute: false }) actions: readonly BulkAction[] = [];
  @query('.bar button') private first!: HTMLButtonElement | null;

  override focus(options?: FocusOptions): void {
    this.first?.focus(options);
  }

  protected override updated(): void {
    this.#makeRoom(this.count > 0);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#makeRoom(false);
  }

  /** What is said at the foot of the page stands above the bar. */
  #makeRoom(shown: boolean): void {
    const { style } = document.documentElement;
    if (shown) style.setProperty('--foot', '112px');
    else style.removeProperty('--foot');
  }

  override render() {
    const { count } = this;
    return html`<p class="said" aria-live="polite">${count > 0 ? words.selected({ n: count }) : nothing}</p>
      ${count > 0 ? this.#renderBar() : nothing}`;
  }

  #renderBar() {
    return html`<div class="bar" role="toolbar" aria-label=${words.actions}>
      <div class="what">
        <span class="count" aria-hidden="true">${words.selected({ n: this.count })}</span>
        <button
          class="all"
          aria-label=${words.all}
          aria-keyshortcuts="Control+A"
          title=${words.all}
          @click=${() => this.#fire('choose-all')}
        >
          ${words.allShort}
        </button>
        <button
          class="end"
          aria-label=${words.end}
          title="${words.end} (Esc)"
          @click=${() => this.#fire('choose-end')}
        >
          ${icon('close')}
        </button>
      </div>
      <div class="actions">${this.actions.map((action) => this.#renderAction(action))}</div>
    </div>`;
  }

  #renderAction(action: BulkAction) {
    const name = words[action];
    const key = keyOf(action);
    return html`<button
      class=${action === 'delete' ? 'action danger' : 'action'}
      aria-label=${name}
      aria-keyshortcuts=${key?.replace('Mod', isApple() ? 'Meta' : 'Control') ?? nothing}
      title=${key === undefined ? name : `${name} (${nameOf(key)})`}
      @click=${() => this.#fire('bulk-do', { action })}
    >
      ${SIGNS[action]()}<span>${name}</span>
    </button>`;
  }

  #fire(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        container-type: inline-size;
        z-index: 2;
      }
      .said {
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
        white-space: nowrap;
      }
      .bar {
        display: flex;
        align-items: center;
        gap: 8px;
        inline-size: 100%;
        min-block-size: 44px;
        background: var(--paper);
        border-block-end: 1px solid var(--accent);
      }
      .what {
        display: flex;
        align-items: center;
        flex: 1;
      }
      .count {
        padding-inline-start: 6px;
        margin-inline-end: auto;
        font: var(--text-s);
        font-weight: var(--strong);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .all {
        color: var(--ink-2);
        white-space: nowrap;
      }
      .end {
        order: -1;
        display: grid;
        place-items: center;
        inline-size: 32px;
        padding: 0;
        color: var(--ink-2);
      }
      .actions {
        display: flex;
      }
      .action {
        display: flex;
        align-items: center;
        padding-inline: 8px;
        white-space: nowrap;
      }
      .action svg {
        flex: none;
      }
      /* Names where they have room, else signs; on a phone both. */
      @container (inline-size >= 600px) {
        .action svg {
          display: none;
        }
      }
      @container (inline-size < 600px) {
        .action span {
          position: absolute;
          clip-path: inset(50%);
        }
      }
      @media (width >= 640px) {
        /* Nothing moves away under the pointer when the first one is chosen. */
        :host {
          position: sticky;
          inset-block-start: 0;
        }
        :host([over]) {
          inset-block-start: 44px;
          block-size: 0;
        }
        :host([over]) .bar {
          position: absolute;
          inset-block-end: 0;
        }
      }
      @media (width < 640px) {
        :host {
          container-type: normal;
        }
        .bar {
          position: fixed;
          inset-inline: 0;
          inset-block-end: var(--bar);
          z-index: 2;
          display: block;
          padding: 0 4px 4px;
          background: var(--raised);
          border-block: 1px solid var(--line);
        }
        .end {
          order: 1;
          inline-size: 44px;
        }
        .count {
          padding-inline-start: 12px;
        }
        .actions {
          display: grid;
          grid-auto-flow: column;
          grid-auto-columns: minmax(0, 1fr);
        }
        .action {
          flex-direction: column;
          justify-content: center;
          gap: 3px;
          min-block-size: 52px;
          padding: 4px 0;
          font: var(--text-xs);
          font-size: 0.6875rem;
        }
        .action span {
          position: static;
          clip-path: none;
          max-inline-size: 100%;
          overflow: hidden;
          text-overflow: ellipsis;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-choose-bar': ChooseBar;
  }
}
