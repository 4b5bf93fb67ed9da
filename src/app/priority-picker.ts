// A task's priority: 1 to 4, or none.
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { TaskPatch } from '../client/types.ts';
import { formatCount } from './numbers.ts';
import { base } from './styles.ts';
import { detailWords as words } from './words/detail.ts';

const NONE = 0;
const PRIORITIES = [NONE, 1, 2, 3, 4] as const;

/** @fires task-patch `TaskPatch`: the priority that it should have */
@customElement('ls-priority-picker')
export class PriorityPicker extends LitElement {
  @property({ type: Number }) priority: number | undefined;
  @property({ type: Boolean }) readOnly = false;

  override render() {
    const now = this.priority ?? NONE;
    return html`<div role="radiogroup" aria-label=${words.priority}>
      ${PRIORITIES.map(
        (priority) =>
          html`<label class="p${priority}" title=${words[`priority-${priority}`]}>
            <input
              type="radio"
              name="priority"
              aria-label=${words[`priority-${priority}`]}
              .checked=${live(priority === now)}
              ?disabled=${this.readOnly}
              @change=${() => this.#choose(priority)}
            />
            <span aria-hidden="true">${priority === NONE ? words.noPriority : formatCount(priority)}</span>
          </label>`,
      )}
    </div>`;
  }

  #choose(priority: number): void {
    const detail: TaskPatch = { priority: priority === NONE ? null : priority };
    this.dispatchEvent(new CustomEvent('task-patch', { detail, bubbles: true, composed: true }));
  }

  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      [role='radiogroup'] {
        display: flex;
        margin-inline-start: -8px;
      }
      label {
        position: relative;
        display: grid;
        place-items: center;
        min-inline-size: 32px;
        min-block-size: 32px;
        padding-inline: 8px;
        border-radius: var(--radius);
        color: var(--ink-2);
        font-variant-numeric: tabular-nums;
        cursor: pointer;
      }
      label:hover {
        background: color-mix(in oklch, var(--ink) 7%, transparent);
      }
      input {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        margin: 0;
        opacity: 0;
        cursor: inherit;
      }
      label:has(:disabled) {
        cursor: default;
        background: none;
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--focus);
        outline-offset: -2px;
      }
      label:has(:checked) {
        font-weight: var(--strong);
        color: var(--priority, var(--ink));
      }
      /* The mark under the number, not its colour alone, says which one is set. */
      label:has(:checked)::after {
        content: '';
        position: absolute;
        inset-block-end: 3px;
        inline-size: 12px;
        block-size: 2px;
        background: currentColor;
      }
      .p1 {
        --priority: var(--ember);
      }
      .p2 {
        --priority: var(--amber);
      }
      .p3 {
        --priority: var(--accent);
      }
      @media (pointer: coarse) {
        label {
          min-inline-size: 44px;
          min-block-size: 44px;
        }
      }
      @media (forced-colors: active) {
        label:has(:checked)::after {
          background: Highlight;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-priority-picker': PriorityPicker;
  }
}
