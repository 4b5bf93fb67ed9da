// A name being written in place: Enter and leaving the field keep it, Escape does not.
import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { composes } from './keys.ts';
import { base } from './styles.ts';

/**
 * @fires name-done `{title}` once, without blanks around it, and never empty
 * @fires name-cancel nothing was named
 */
@customElement('ls-name-field')
export class NameField extends LitElement {
  @property() label = '';
  @property() value = '';
  @property() placeholder = '';
  @query('input') private field!: HTMLInputElement;
  #done = false;

  protected override firstUpdated(): void {
    this.field.focus();
    this.field.select();
  }

  override render() {
    return html`<input
      aria-label=${this.label}
      placeholder=${this.placeholder}
      autocomplete="off"
      maxlength="500"
      .value=${this.value}
      @keydown=${this.#keydown}
      @blur=${this.#end}
    />`;
  }

  #keydown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (composes(event) || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    // The key must not press the button that gets the focus now.
    event.preventDefault();
    if (event.key === 'Enter') this.#end();
    else this.#fire('name-cancel');
  };

  #end = (): void => {
    const title = this.field.value.trim();
    if (title === '') this.#fire('name-cancel');
    else this.#fire('name-done', { title });
  };

  /** Going away takes the focus, which must not say it a second time. */
  #fire(type: string, detail?: unknown): void {
    if (this.#done) return;
    this.#done = true;
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      input {
        width: 100%;
        min-height: 32px;
        padding: 3px 7px;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: var(--raised);
        color: var(--ink);
        font: inherit;
        font-size: max(1em, 0.9375rem);
      }
      @media (pointer: coarse) {
        input {
          min-height: 44px;
          font-size: max(1em, 1rem);
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-name-field': NameField;
  }
}
