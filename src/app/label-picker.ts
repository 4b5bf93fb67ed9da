// A task's labels: those it has, each with a way to take it off, and a field that finds others or makes a new one.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { TaskPatch } from '../client/types.ts';
import type { Label } from '../protocol/rows.ts';
import { icon } from './icons.ts';
import { composes } from './keys.ts';
import { nameListStyles } from './name-list-styles.ts';
import { base, controls, picker } from './styles.ts';
import { changeWords } from './words/change.ts';
import { detailWords as words } from './words/detail.ts';

/** Labels that are offered at once. */
const MAX_OFFERED = 8;

interface Offer {
  name: string;
  /** Null for one that would be made. */
  id: string | null;
}

/**
 * @fires task-patch `TaskPatch`: the labels that the task should have
 * @fires label-create `{title}` a label that nobody knows yet is wanted on the task
 */
@customElement('ls-label-picker')
export class LabelPicker extends LitElement {
  /** Ids of the labels that the task has. */
  @property({ attribute: false }) chosen: readonly string[] = [];
  @property({ attribute: false }) labels: readonly Label[] = [];
  @property({ type: Boolean }) readOnly = false;
  @state() private text = '';
  @state() private isOpen = false;
  @state() private current = 0;
  @query('input') private field!: HTMLInputElement;

  override render() {
    const { readOnly } = this;
    return html`
      ${repeat(
        this.chosen,
        (id) => id,
        (id) => this.#renderToken(id),
      )}
      ${readOnly ? nothing : this.#renderField()}
    `;
  }

  #renderToken(id: string) {
    const name = this.labels.find((label) => label.id === id)?.title ?? changeWords.goneLabel;
    return html`<span class="token">
      <span>${name}</span>
      ${
        this.readOnly
          ? nothing
          : html`<button aria-label=${words.removeLabel({ name })} @click=${() => this.#remove(id)}>
              ${icon('close')}
            </button>`
      }
    </span>`;
  }

  #renderField() {
    const offers = this.isOpen ? this.#offers : [];
    const isOpen = offers.length > 0;
    return html`<div class="find" @focusout=${this.#left}>
      <input
        class="quiet"
        role="combobox"
        aria-label=${words.addLabel}
        aria-autocomplete="list"
        aria-expanded=${isOpen}
        aria-controls=${isOpen ? 'offers' : nothing}
        aria-activedescendant=${isOpen ? `offer-${this.current}` : nothing}
        placeholder=${words.addLabel}
        autocomplete="off"
        enterkeyhint="done"
        .value=${this.text}
        @input=${this.#typed}
        @click=${() => (this.isOpen = true)}
        @keydown=${this.#keydown}
      />
      ${
        isOpen
          ? html`<ul id="offers" role="listbox" aria-label=${words.labels}>
              ${offers.map((offer, i) => this.#renderOffer(offer, i))}
            </ul>`
          : nothing
      }
    </div>`;
  }

  #renderOffer({ name, id }: Offer, i: number) {
    return html`<li
      id="offer-${i}"
      role="option"
      aria-selected=${i === this.current}
      @pointerdown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#take({ name, id })}
    >
      ${id === null ? words.createLabel({ name }) : name}
    </li>`;
  }

  /** Labels that begin with what is written, then those that have it anywhere, then itself as a new one. */
  get #offers(): Offer[] {
    const text = fold(this.text);
    const others = this.labels.filter(({ id }) => !this.chosen.includes(id));
    const fitting = others.filter(({ title }) => fold(title).includes(text));
    const begins = ({ title }: Label) => Number(fold(title).startsWith(text));
    const offers: Offer[] = fitting
      .toSorted((a, b) => begins(b) - begins(a))
      .slice(0, MAX_OFFERED)
      .map(({ id, title }) => ({ id, name: title }));
    const isNew = text !== '' && !this.labels.some(({ title }) => fold(title) === text);
    return isNew ? [...offers, { id: null, name: this.text.trim() }] : offers;
  }

  #typed = (): void => {
    this.text = this.field.value;
    this.isOpen = true;
    this.current = 0;
  };

  #left = (): void => {
    this.isOpen = false;
    this.text = '';
  };

  #keydown = (event: KeyboardEvent): void => {
    if (composes(event)) return;
    const offers = this.#offers;
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        event.preventDefault();
        const by = event.key === 'ArrowDown' ? 1 : -1;
        const from = this.isOpen ? this.current + by : 0;
        this.isOpen = true;
        this.current = offers.length === 0 ? 0 : (from + offers.length) % offers.length;
        return;
      }
      case 'Enter': {
        event.preventDefault();
        const offer = this.isOpen ? offers[this.current] : undefined;
        if (offer) this.#take(offer);
        return;
      }
      case 'Escape':
        // The panel stays: there was something to take back here.
        if (this.isOpen || this.text !== '') event.preventDefault();
        return this.#left();
      case 'Backspace': {
        const last = this.chosen.at(-1);
        if (this.text === '' && last !== undefined && !event.repeat) this.#remove(last);
      }
    }
  };

  #take({ id, name }: Offer): void {
    this.text = '';
    this.current = 0;
    this.field.focus();
    this.isOpen = false;
    if (id === null) this.#fire('label-create', { title: name });
    else this.#fire('task-patch', { labels: [...this.chosen, id] } satisfies TaskPatch);
  }

  #remove(id: string): void {
    const labels = this.chosen.filter((one) => one !== id);
    this.#fire('task-patch', { labels: labels.length > 0 ? labels : null } satisfies TaskPatch);
    // The button goes with its label.
    this.field.focus();
  }

  #fire(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  static override styles = [
    base,
    controls,
    picker,
    nameListStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 6px;
        min-inline-size: 0;
      }
      .find {
        position: relative;
        flex: 1 1 120px;
      }
      input.quiet {
        inline-size: calc(100% + 8px);
        cursor: text;
      }
      input::placeholder {
        color: var(--ink-3);
        opacity: 1;
      }
      [role='listbox'] {
        inset-inline-start: 0;
        min-inline-size: 180px;
        max-inline-size: min(320px, 100%);
      }
    `,
  ];
}

/** Names are the same whatever their case. */
const fold = (name: string): string => name.trim().toLocaleLowerCase();

declare global {
  interface HTMLElementTagNameMap {
    'ls-label-picker': LabelPicker;
  }
}
