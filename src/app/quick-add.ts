// Quick add: one line, Enter, and the next. Pasting many lines makes many tasks.
import { css, html, LitElement } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { icon } from './icons.ts';
import { composes } from './keys.ts';
import { strings } from './strings.ts';
import { base } from './styles.ts';

/** @fires task-add `{titles}` in the order in which they were written */
@customElement('ls-quick-add')
export class QuickAdd extends LitElement {
  @query('input') private field!: HTMLInputElement;

  override focus(options?: FocusOptions): void {
    this.field.focus(options);
  }

  /** Puts back what could not be stored, before anything typed since. */
  giveBack(titles: string[]): void {
    this.field.value = [...titles, this.field.value].filter((title) => title !== '').join(' ');
  }

  override render() {
    return html`<label>
      ${icon('plus')}
      <input
        aria-label=${strings.addTask}
        placeholder=${strings.addTask}
        autocomplete="off"
        enterkeyhint="done"
        @keydown=${this.#keydown}
        @paste=${this.#paste}
      />
    </label>`;
  }

  #keydown = (event: KeyboardEvent): void => {
    if (composes(event)) return;
    if (event.key === 'Escape') this.field.blur();
    if (event.key !== 'Enter') return;
    event.preventDefault();
    this.#add([this.field.value]);
    this.field.value = '';
  };

  #paste = (event: ClipboardEvent): void => {
    const lines = (event.clipboardData?.getData('text/plain') ?? '').split(/\r\n|\r|\n/);
    if (lines.filter((line) => line.trim() !== '').length < 2) return;
    event.preventDefault();
    this.#add(lines);
  };

  #add(lines: string[]): void {
    const titles = lines.map((line) => line.trim()).filter((line) => line !== '');
    if (titles.length > 0)
      this.dispatchEvent(new CustomEvent('task-add', { detail: { titles }, bubbles: true, composed: true }));
  }

  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      label {
        display: flex;
        align-items: center;
        min-height: 44px;
        padding-inline-start: 36px;
        position: relative;
        border-block-end: 1px solid var(--control);
        color: var(--ink-3);
        cursor: text;
        transition: border-color var(--fast) var(--ease);
      }
      label svg {
        position: absolute;
        inset-inline-start: 36px;
        color: var(--accent);
      }
      label:focus-within {
        border-color: var(--accent);
        box-shadow: 0 1px 0 var(--accent);
      }
      input {
        flex: 1;
        min-width: 0;
        block-size: 44px;
        padding: 0 8px 0 28px;
        border: 0;
        background: none;
        color: var(--ink);
        font: var(--text-row);
        font-size: max(0.9375rem, 15px);
      }
      /* The line under the field shows the focus. */
      input:focus-visible {
        outline: none;
      }
      input::placeholder {
        color: var(--ink-3);
        opacity: 1;
      }
      @media (hover: none) {
        label {
          padding-inline-start: 0;
        }
        label svg {
          inset-inline-start: 10px;
        }
        input {
          font-size: 1rem;
          padding-inline-start: 36px;
        }
      }
      @media (width < 640px) {
        label {
          border-color: transparent;
        }
      }
      @media (forced-colors: active) {
        label:focus-within {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-quick-add': QuickAdd;
  }
}
