// The palette: one line that does and finds anything by keyboard, and asks for a day, a project or labels. The focus
// stays in the line; what it offers stands under it. Loaded with the rest (later.ts).
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { LiveSearch, RowState, SearchView } from '../client/types.ts';
import { colourOf } from './colours.ts';
import { PALETTE_EVENT, type PaletteRequest } from './commands/ask-palette.ts';
import type { Shell, Target } from './commands/command.ts';
import { explain } from './explain.ts';
import { icon } from './icons.ts';
import { keyStyles, partsOf, renderKeys } from './key-names.ts';
import { composes } from './keys.ts';
import { spoken } from './language.ts';
import { LiveController } from './live-controller.ts';
import { Outline, outlineOf } from './outline.ts';
import { type Item, PAGES, type World } from './palette-pages.ts';
import { paletteStyles } from './palette-styles.ts';
import { base } from './styles.ts';
import { showToast } from './toast.ts';
import { paletteWords as words } from './words/palette.ts';

/** Tasks that are offered; the search shows the others. */
const MAX_FOUND = 8;

@customElement('ls-palette')
export class Palette extends LitElement {
  @state() private page: PaletteRequest['page'] = 'all';
  @state() private text = '';
  /** Key of the item that Enter takes. */
  @state() private current = '';
  @state() private states: RowState[] = [];
  @state() private dates: World['dates'] = null;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('input') private field!: HTMLInputElement;
  readonly #outline = new LiveController<Outline>(this);
  readonly #found = new LiveController<SearchView>(this);
  #search: LiveSearch | null = null;
  #shell!: Shell;
  #target: Target | null = null;
  #items: Item[] = [];
  /** The current one is the person's choice: it stays, whatever is found on top of it. */
  #isChosen = false;

  /** Opens it for the tasks that are meant. */
  async show(shell: Shell, target: Target | null, page: PaletteRequest['page']): Promise<void> {
    this.#shell = shell;
    this.#target = target;
    this.page = page;
    this.text = '';
    this.#isChosen = false;
    this.states = [];
    this.#outline.watch(outlineOf(shell.lockstep));
    if (page === 'all') {
      this.#search ??= shell.lockstep.liveSearch('', MAX_FOUND);
      this.#found.watch(this.#search);
    }
    await this.updateComplete;
    this.field.value = '';
    if (!this.dialog.open) this.dialog.showModal();
    if (page === 'labels') await this.#readStates();
    if (page === 'due') await this.#loadDates();
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    if (!this.#shell) return;
    const { states, dates } = this;
    const outline = this.#outline.value ?? new Outline();
    const found = this.text.trim() === '' ? [] : (this.#found.value?.tasks ?? []);
    const world: World = { shell: this.#shell, target: this.#target, outline, states, dates, found };
    this.#items = PAGES[this.page](this.text, world);
    if (!this.#isChosen || this.#at < 0) this.current = this.#items[0]?.key ?? '';
  }

  protected override updated(): void {
    this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  override render() {
    const ask = words[`ask-${this.page}`];
    const at = this.#at;
    return html`<dialog aria-label=${ask} closedby="any" @close=${this.#closed} @pointerdown=${this.#pressed}>
      <input
        role="combobox"
        aria-label=${ask}
        aria-autocomplete="list"
        aria-expanded="true"
        aria-controls="items"
        aria-activedescendant=${at < 0 ? nothing : `item-${at}`}
        placeholder=${ask}
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        enterkeyhint="go"
        autofocus
        @input=${this.#typed}
        @keydown=${this.#keydown}
      />
      <div
        id="items"
        role="listbox"
        aria-label=${words.results}
        aria-multiselectable=${this.page === 'labels'}
      >
        ${this.#renderGroups()}
      </div>
      ${this.#items.length === 0 ? html`<p>${this.page === 'due' ? words.notADate : words.none}</p>` : nothing}
      <div class="count" role="status">${words.found({ n: this.#items.length })}</div>
      ${this.#renderHints()}
    </dialog>`;
  }

  #renderGroups() {
    const groups = Map.groupBy(this.#items, ({ group }) => group);
    let at = 0;
    return [...groups].map(([name, items]) => {
      const from = at;
      at += items.length;
      const options = repeat(
        items,
        ({ key }) => key,
        (item, i) => this.#renderItem(item, from + i),
      );
      return name === ''
        ? options
        : html`<div role="group" aria-label=${name}>
            <span class="caption" aria-hidden="true">${name}</span>
            ${options}
          </div>`;
    });
  }

  #renderItem(item: Item, at: number) {
    const { label, detail, keys = [], done, chosen } = item;
    return html`<div
      role="option"
      id="item-${at}"
      class=${done ? 'done' : ''}
      aria-selected=${item.key === this.current}
      @pointermove=${() => this.#point(item.key)}
      @click=${() => void this.#take(item)}
    >
      <span class="sign">${this.#renderSign(item)}</span>
      <span class="label">${label}</span>
      ${detail ? html`<span class="detail">${detail}</span>` : nothing}
      ${chosen ? html`<span class="chosen" role="img" aria-label=${words.chosen}>${icon('check')}</span>` : nothing}
      ${keys.length > 0 ? html`<span class="keys">${renderKeys(keys.slice(0, 1))}</span>` : nothing}
    </div>`;
  }

  #renderSign({ icon: name, colour, done }: Item) {
    if (name) return icon(name);
    if (done !== undefined) return html`<span class=${done ? 'box checked' : 'box'}></span>`;
    return colour === undefined
      ? nothing
      : html`<span class="dot" .style=${`background:${colourOf(colour)}`}></span>`;
  }

  /** What Enter does with the one that is current. */
  #renderHints() {
    const item = this.#items[this.#at];
    const hint = (chord: string, text: string) =>
      html`<span>${partsOf(chord).map((part) => html`<kbd>${part}</kbd>`)} ${text}</span>`;
    return html`<footer aria-hidden="true">
      ${hint('Enter', item?.complete ? words.openTask : words.choose)}
      ${item?.complete ? hint('Mod+Enter', words.completeTask) : nothing}
    </footer>`;
  }

  get #at(): number {
    return this.#items.findIndex(({ key }) => key === this.current);
  }

  #point(key: string): void {
    this.#isChosen = true;
    this.current = key;
  }

  #typed = (): void => {
    this.text = this.field.value;
    this.#isChosen = false;
    if (this.page === 'all') this.#search?.setText(this.text);
  };

  #keydown = (event: KeyboardEvent): void => {
    if (composes(event)) return;
    const { length } = this.#items;
    const to = { ArrowDown: this.#at + 1, ArrowUp: this.#at - 1, PageDown: length - 1, PageUp: 0 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.#point(this.#items.at(length === 0 ? 0 : to % length)?.key ?? '');
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      const item = this.#items[this.#at];
      if (item) void this.#take(item, event.ctrlKey || event.metaKey);
    }
  };

  /** Closed first, so that the focus is where it was before something is done there. */
  async #take(item: Item, completes = false): Promise<void> {
    if (!item.stays) this.dialog.close();
    try {
      await (completes && item.complete ? item.complete() : item.run());
    } catch (error) {
      showToast({ text: explain(error) });
    }
    if (!item.stays) return;
    this.field.value = this.text = '';
    this.#point(item.key);
    await this.#readStates();
  }

  async #readStates(): Promise<void> {
    this.states = await this.#shell.lockstep.rows.read(this.#target?.ids ?? []);
  }

  async #loadDates(): Promise<void> {
    const { loadDateReader } = await import('./date-reader.ts');
    this.dates = await loadDateReader(spoken().locale);
  }

  /** A press beside it closes it, also where the browser does not do so by itself. */
  #pressed = (event: PointerEvent): void => {
    if (event.target === this.dialog) this.dialog.close();
  };

  /** The event comes a moment after the end: it may be open again by then. */
  #closed = (): void => {
    if (this.dialog.open) return;
    this.#search?.close();
    this.#search = null;
    this.#found.watch(null);
  };

  static override styles = [base, keyStyles, paletteStyles];
}

/** Opens the palette of the app that asks for it. */
addEventListener(PALETTE_EVENT, (event) => {
  const { shell, target, page } = (event as CustomEvent<PaletteRequest>).detail;
  let palette = shell.renderRoot.querySelector('ls-palette');
  if (palette === null) {
    palette = document.createElement('ls-palette');
    shell.renderRoot.append(palette);
  }
  palette.show(shell, target, page).catch((error: unknown) => showToast({ text: explain(error) }));
});

declare global {
  interface HTMLElementTagNameMap {
    'ls-palette': Palette;
  }
}
