// The field of the search, and what is to be said of what was found. Loaded when somebody searches.
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { SearchView } from '../client/types.ts';
import { icon } from './icons.ts';
import { composes } from './keys.ts';
import { INBOX, navigate, pathOf, readRoute } from './route.ts';
import { base, controls } from './styles.ts';
import { MAX_FOUND } from './view-reader.ts';
import { searchWords as words } from './words/search.ts';
import { viewWords } from './words/view.ts';

export { hitsOf } from './search-hits.ts';

/** Browsers refuse to be told of a new address too often. */
const ADDRESS_MS = 400;
/** An answer that takes longer is worth a word. */
const SLOW_MS = 400;

/**
 * @fires search-change `{text}` with every letter
 * @fires search-done the person goes on to what was found
 */
@customElement('ls-search-field')
export class SearchField extends LitElement {
  /** What the address says. */
  @property() text = '';
  @property({ attribute: false }) found: SearchView | null = null;
  @state() private typed = '';
  @state() private isSlow = false;
  @query('input') private field!: HTMLInputElement;
  #addressTimer: ReturnType<typeof setTimeout> | undefined;
  #slowTimer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('lockstep-search', this.#again);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('lockstep-search', this.#again);
    clearTimeout(this.#addressTimer);
    clearTimeout(this.#slowTimer);
  }

  override focus(options?: FocusOptions): void {
    this.field.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('text') && this.text !== this.typed) this.#set(this.text);
    if (!this.#waits) {
      clearTimeout(this.#slowTimer);
      this.isSlow = false;
    }
  }

  protected override firstUpdated(): void {
    if (readRoute().taskId === null) this.focus();
  }

  protected override updated(): void {
    if (this.field.value !== this.typed) this.field.value = this.typed;
  }

  override render() {
    return html`<h1>${viewWords.search}</h1>
      <label>
        ${icon('search')}
        <input
          type="search"
          aria-label=${viewWords.search}
          placeholder=${words.hint}
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          enterkeyhint="search"
          @input=${this.#input}
          @keydown=${this.#keydown}
          @blur=${this.#tellAddress}
        />
        ${
          this.typed
            ? html`<button aria-label=${words.clear} title=${words.clear} @click=${this.#clear}>
                ${icon('close')}
              </button>`
            : nothing
        }
      </label>
      <p role="status">${this.#said}</p>`;
  }

  /** What was found is not yet what is asked for. */
  get #waits(): boolean {
    return this.typed.trim() !== '' && this.found?.text !== this.typed;
  }

  get #said(): string {
    if (this.typed.trim() === '') return words.empty;
    if (this.isSlow) return words.reading;
    if (!this.found?.text) return '';
    const { total } = this.found;
    if (total === 0) return words.none({ text: this.found.text.trim() });
    return total < MAX_FOUND ? words.found({ n: total }) : words.more({ n: total });
  }

  #set(text: string): void {
    this.typed = text;
    clearTimeout(this.#slowTimer);
    this.#slowTimer = setTimeout(() => (this.isSlow = this.#waits), SLOW_MS);
  }

  #input = (): void => {
    this.#set(this.field.value);
    this.#fire('search-change', { text: this.typed });
    this.#addressTimer ??= setTimeout(this.#tellAddress, ADDRESS_MS);
  };

  /** The address is that of what is looked for, so that Back, a reload and a bookmark find it again. */
  #tellAddress = (): void => {
    clearTimeout(this.#addressTimer);
    this.#addressTimer = undefined;
    const route = readRoute();
    if (!this.isConnected || route.view.name !== 'search' || route.view.text === this.typed) return;
    history.replaceState(history.state, '', pathOf({ ...route, view: { ...route.view, text: this.typed } }));
  };

  #keydown = (event: KeyboardEvent): void => {
    if (composes(event)) return;
    if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      this.#fire('search-done');
    }
    if (event.key !== 'Escape') return;
    event.preventDefault();
    if (this.typed) this.#clear();
    // Opened by its address alone, it has nothing before it.
    else if (history.state) history.back();
    else navigate({ view: INBOX, taskId: null });
  };

  #clear = (): void => {
    this.field.value = '';
    this.#input();
    this.focus();
  };

  #again = (): void => {
    this.focus();
    this.field.select();
  };

  #fire(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  static override styles = [
    base,
    controls,
    css`
      h1 {
        position: absolute;
        clip-path: inset(50%);
      }
      :host {
        display: block;
      }
      label {
        position: relative;
        display: flex;
        align-items: center;
        min-height: 52px;
        padding-inline-start: 36px;
        border-block-end: 1px solid var(--control);
        cursor: text;
      }
      label:focus-within {
        border-color: var(--accent);
        box-shadow: 0 1px 0 var(--accent);
      }
      label > svg {
        position: absolute;
        inset-inline-start: 10px;
        color: var(--ink-3);
      }
      input {
        flex: 1;
        min-inline-size: 0;
        block-size: 52px;
        padding: 0;
        border: 0;
        background: none;
        color: var(--ink);
        font: var(--text-l);
        unicode-bidi: plaintext;
      }
      input::-webkit-search-cancel-button {
        display: none;
      }
      /* The line under the field shows the focus. */
      input:focus-visible {
        outline: none;
      }
      input::placeholder {
        color: var(--ink-3);
        opacity: 1;
      }
      button {
        position: relative;
        inline-size: 36px;
        flex: none;
        color: var(--ink-3);
      }
      @media (pointer: coarse) {
        button {
          inline-size: 44px;
        }
      }
      p {
        min-block-size: 1.125rem;
        margin-block: 12px 16px;
        padding-inline-start: 36px;
        color: var(--ink-3);
        font: var(--text-s);
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
    'ls-search-field': SearchField;
  }
}
