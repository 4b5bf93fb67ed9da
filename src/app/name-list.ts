// Names of projects or labels that fit what is being written, to be taken by key or pointer. The focus stays in the
// text field; this only says which name is the current one.
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { OutlineView } from '../client/types.ts';
import type { OpenName } from './capture.ts';
import { key } from './plant.ts';
import { captureWords } from './words/capture.ts';

const MAX_NAMES = 6;

/**
 * @fires name-choose `{name}`
 * @fires name-current another name is the current one
 */
@customElement('ls-name-list')
export class NameList extends LitElement {
  @property({ attribute: false }) open!: OpenName;
  @property({ attribute: false }) outline: OutlineView | null = null;
  @state() private current = 0;

  /** The id of the current name's element; null when nothing fits. */
  get currentId(): string | null {
    return this.#names.length > 0 ? `name-${this.current}` : null;
  }

  /** Takes a key that was pressed in the text field; false when it means nothing here. */
  take({ key: pressed }: KeyboardEvent): boolean {
    const names = this.#names;
    if (names.length === 0) return false;
    if (pressed === 'ArrowDown' || pressed === 'ArrowUp') {
      const by = pressed === 'ArrowDown' ? 1 : -1;
      this.current = (this.current + by + names.length) % names.length;
      void this.updateComplete.then(() => this.dispatchEvent(new CustomEvent('name-current')));
      return true;
    }
    if (pressed !== 'Tab' && pressed !== 'Enter') return false;
    // A name that is written out needs nothing more.
    if (pressed === 'Enter' && key(names[this.current]!) === key(this.open.text)) return false;
    this.#choose(names[this.current]!);
    return true;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('open');
    if (changed.has('open') && before?.text !== this.open.text) this.current = 0;
  }

  override render() {
    const names = this.#names;
    if (names.length === 0) return nothing;
    const isNew = (name: string) => !this.#known.some((known) => key(known) === key(name));
    return html`<ul
      role="listbox"
      aria-label=${this.open.kind === 'project' ? captureWords.projects : captureWords.labels}
    >
      ${names.map(
        (name, i) =>
          html`<li
            id="name-${i}"
            role="option"
            aria-selected=${i === this.current}
            @mousedown=${(event: Event) => event.preventDefault()}
            @click=${() => this.#choose(name)}
          >
            ${isNew(name) ? captureWords.create({ name }) : name}
          </li>`,
      )}
    </ul>`;
  }

  get #known(): string[] {
    const { projects = [], labels = [] } = this.outline ?? {};
    return (this.open.kind === 'project' ? projects : labels).map(({ title }) => title);
  }

  /** Names that begin with what is written, then those that have it anywhere, then itself as a new one. */
  get #names(): string[] {
    const text = key(this.open.text);
    const fitting = this.#known.filter((name) => key(name).includes(text));
    const ranked = fitting.sort((a, b) => Number(key(b).startsWith(text)) - Number(key(a).startsWith(text)));
    const isNew = text !== '' && !this.#known.some((name) => key(name) === text);
    return [...ranked.slice(0, MAX_NAMES), ...(isNew ? [this.open.text] : [])];
  }

  #choose(name: string): void {
    this.dispatchEvent(new CustomEvent('name-choose', { detail: { name } }));
  }

  /** In the tree of the text field, which points at the current name: ids end at a shadow root. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-name-list': NameList;
  }
}
