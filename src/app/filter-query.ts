// The query of a saved filter, written in place; what of it is not understood is said beside it.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { QueryProblem } from '../client/types.ts';
import { composes } from './keys.ts';
import { base, fields } from './styles.ts';
import { viewWords } from './words/view.ts';

/** @fires query-change `{query}` on Enter, and when the field is left */
@customElement('ls-filter-query')
export class FilterQuery extends LitElement {
  @property() query = '';
  @property({ attribute: false }) problem: QueryProblem | null = null;
  @query('input') private field!: HTMLInputElement;

  override focus(options?: FocusOptions): void {
    this.field.focus(options);
  }

  override render() {
    const { problem } = this;
    return html`<input
        aria-label=${viewWords.query}
        aria-describedby="problem"
        aria-invalid=${problem ? 'true' : nothing}
        placeholder=${viewWords.queryHint}
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        .value=${this.query}
        @keydown=${this.#keydown}
        @blur=${this.#save}
      />
      <p id="problem" aria-live="polite">${problem ? sayProblem(problem) : ''}</p>`;
  }

  #keydown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (composes(event)) return;
    if (event.key === 'Enter') this.#save();
    if (event.key === 'Escape') {
      this.field.value = this.query;
      this.field.blur();
    }
  };

  #save = (): void => {
    const text = this.field.value.trim();
    if (text === '' || text === this.query) return;
    this.dispatchEvent(new CustomEvent('query-change', { detail: { query: text } }));
  };

  static override styles = [
    base,
    fields,
    css`
      :host {
        display: block;
        margin-block-end: 8px;
        padding-inline-start: 36px;
      }
      input {
        font: var(--text-row);
      }
      p {
        min-height: 1.5rem;
        padding-block-start: 4px;
        font: var(--text-s);
        color: var(--ember);
      }
      @media (hover: none) {
        :host {
          padding-inline-start: 8px;
        }
        input {
          font-size: 1rem;
        }
      }
    `,
  ];
}

const sayProblem = ({ code, text }: QueryProblem): string =>
  code === 'empty' ? viewWords['problem-empty'] : viewWords[`problem-${code}`]({ text });

declare global {
  interface HTMLElementTagNameMap {
    'ls-filter-query': FilterQuery;
  }
}
