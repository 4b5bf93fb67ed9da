// The palette: one line that does and finds anything by keyboard, and asks what tasks should get: a day, a project,
// labels, a priority. The focus stays in the line; what it offers stands under it. Loaded with the rest (later.ts).
import { html, LitElement, nothing, type PropertyValues, svg } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { LiveSearch, RowState, SearchView } from '../client/types.ts';
import { Bulk, type Wish } from './bulk.ts';
import { colourOf } from './colours.ts';
import { PALETTE_EVENT, type PaletteRequest, type TaskRequest } from './commands/ask-palette.ts';
import { explain } from './explain.ts';
import { drawIcon, icon } from './icons.ts';
import { keyStyles, partsOf, renderKeys } from './key-names.ts';
import { composes } from './keys.ts';
import { type LabelChoice, NO_LABELS, wishOf } from './label-choice.ts';
import { spoken } from './language.ts';
import { LiveController } from './live-controller.ts';
import { Outline, outlineOf } from './outline.ts';
import type { Item } from './palette-item.ts';
import { everything } from './palette-pages.ts';
import { paletteStyles } from './palette-styles.ts';
import { type Asked, TASK_PAGES } from './palette-task-pages.ts';
import { base, controls } from './styles.ts';
import { showToast } from './toast.ts';
import { appWords } from './words/app.ts';
import { paletteWords as words } from './words/palette.ts';

/** Tasks that are offered; the search shows the others. */
const MAX_FOUND = 8;

const minus = svg`<path d="M4 8h8" />`;

@customElement('ls-palette')
export class Palette extends LitElement {
  @state() private request: PaletteRequest | null = null;
  @state() private text = '';
  /** Key of the item that Enter takes. */
  @state() private current = '';
  @state() private states: RowState[] = [];
  @state() private dates: Asked['dates'] = null;
  @state() private day: Asked['day'] = null;
  @state() private labels: LabelChoice = NO_LABELS;
  /** At the thumb, and without a keyboard on the screen, until the line is touched. */
  @state() private isLow = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('[role=combobox]') private field!: HTMLInputElement;
  readonly #outline = new LiveController<Outline>(this);
  readonly #found = new LiveController<SearchView>(this);
  #search: LiveSearch | null = null;
  #items: Item[] = [];
  /** The current one is the person's choice: it stays, whatever is found on top of it. */
  #isChosen = false;

  async show(request: PaletteRequest): Promise<void> {
    this.#giveLabels();
    this.request = request;
    this.text = '';
    this.#isChosen = false;
    this.states = [];
    this.day = null;
    this.isLow = request.page !== 'all' && request.byTouch === true;
    const { lockstep } = request.shell;
    this.#outline.watch(outlineOf(lockstep));
    if (request.page === 'all') {
      this.#search ??= lockstep.liveSearch('', MAX_FOUND);
      this.#found.watch(this.#search);
    }
    await this.updateComplete;
    this.field.value = '';
    if (!this.dialog.open) this.dialog.showModal();
    if (request.page === 'all') return;
    const states = await lockstep.rows.read(request.ids);
    if (this.request === request) this.states = states;
    if (request.page === 'due') await this.#loadDates();
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    if (!this.request) return;
    this.#items = this.#itemsOf(this.request);
    if (this.#isChosen && this.#at >= 0) return;
    // What a task has already is where one begins: Enter alone changes nothing then.
    const has = this.text === '' ? this.#items.find(({ having, stays }) => having === 'all' && !stays) : null;
    this.current = (has ?? this.#items[0])?.key ?? '';
  }

  #itemsOf(request: PaletteRequest): Item[] {
    const { text, states, dates, day, labels } = this;
    const outline = this.#outline.value ?? new Outline();
    if (request.page !== 'all') {
      const choose = (next: LabelChoice) => (this.labels = next);
      const give: Asked['give'] = (patch) => this.#give(request, { patch });
      return TASK_PAGES[request.page](text, { outline, states, dates, day, labels, choose, give });
    }
    const { shell, target } = request;
    const found = text.trim() === '' ? [] : (this.#found.value?.tasks ?? []);
    return everything(text, { shell, target, outline, found });
  }

  protected override updated(): void {
    this.renderRoot.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  override render() {
    const page = this.request?.page ?? 'all';
    const ask = words[`ask-${page}`];
    const about = this.#about;
    const at = this.#at;
    return html`<dialog
      class=${this.isLow ? 'low' : ''}
      aria-label=${about ?? ask}
      closedby="any"
      @close=${this.#closed}
      @pointerdown=${this.#pressed}
    >
      ${about === null ? nothing : html`<h2>${about}</h2>`}
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
        inputmode=${this.isLow ? 'none' : nothing}
        autofocus
        @input=${this.#typed}
        @keydown=${this.#keydown}
        @click=${this.#touched}
      />
      <div id="items" role="listbox" aria-label=${words.results} aria-multiselectable=${page === 'labels'}>
        ${this.#renderGroups()}
      </div>
      ${this.#items.length === 0 ? html`<p>${page === 'due' ? words.notADate : words.none}</p>` : nothing}
      ${page === 'labels' && about !== null ? html`<p class="note">${words.someStays}</p>` : nothing}
      <div class="count" role="status">${words.found({ n: this.#items.length })}</div>
      ${page === 'due' ? this.#renderCalendar() : nothing}
      <footer>
        <div class="hints" aria-hidden="true">${this.#renderHints(page)}</div>
        ${
          page === 'labels'
            ? html`<button class="primary" @click=${() => this.dialog.close()}>${appWords.done}</button>`
            : nothing
        }
      </footer>
    </dialog>`;
  }

  /** What is asked of how many, where they are several. */
  get #about(): string | null {
    const { request } = this;
    if (!request || request.page === 'all' || request.ids.length < 2) return null;
    return words[`of-${request.page}`]({ n: request.ids.length });
  }

  /** A day can be found without writing, too. It is offered first then: what a calendar says on the way is not meant. */
  #renderCalendar() {
    const [first, ...others] = this.states.map(({ dueDate }) => dueDate ?? '');
    const now = others.every((date) => date === first) ? first : '';
    return html`<label class="calendar"
      >${words.otherDay}
      <input
        type="date"
        min="1900-01-01"
        .value=${this.day ?? (now as string | undefined) ?? ''}
        @change=${this.#picked}
        @keydown=${this.#pickedKey}
    /></label>`;
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
    const { label, detail, keys = [], done } = item;
    return html`<div
      role="option"
      id="item-${at}"
      class=${done ? 'done' : ''}
      aria-selected=${item.key === this.current}
      @pointermove=${() => this.#point(item.key)}
      @mousedown=${(event: Event) => event.preventDefault()}
      @click=${() => void this.#take(item)}
    >
      <span class="sign">${this.#renderSign(item)}</span>
      <span class="label">${label}</span>
      ${detail ? html`<span class="detail">${detail}</span>` : nothing} ${this.#renderHaving(item)}
      ${keys.length > 0 ? html`<span class="keys">${renderKeys(keys.slice(0, 1))}</span>` : nothing}
    </div>`;
  }

  #renderHaving({ having }: Item) {
    if (having === 'all')
      return html`<span class="chosen" role="img" aria-label=${words.chosen}>${icon('check')}</span>`;
    if (having !== 'some') return nothing;
    return html`<span class="chosen" role="img" aria-label=${words.some}>${drawIcon(minus)}</span>`;
  }

  #renderSign({ icon: name, colour, done, priority }: Item) {
    if (name) return icon(name);
    if (priority !== undefined) return html`<span class="box p${priority}"></span>`;
    if (done !== undefined) return html`<span class=${done ? 'box checked' : 'box'}></span>`;
    return colour === undefined
      ? nothing
      : html`<span class="dot" .style=${`background:${colourOf(colour)}`}></span>`;
  }

  /** What Enter does with the one that is current, and how several come to an end. */
  #renderHints(page: PaletteRequest['page']) {
    const item = this.#items[this.#at];
    const hint = (chord: string, text: string) =>
      html`<span>${partsOf(chord).map((part) => html`<kbd>${part}</kbd>`)} ${text}</span>`;
    return html`${hint('Enter', item?.complete ? words.openTask : words.choose)}
    ${item?.complete ? hint('Mod+Enter', words.completeTask) : nothing}
    ${page === 'labels' ? hint('Escape', words.finish) : nothing}`;
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
    this.day = null;
    if (this.request?.page === 'all') this.#search?.setText(this.text);
  };

  /** Focused anew, so that the keyboard comes that was not wanted before. */
  #touched = (): void => {
    if (!this.isLow) return;
    this.isLow = false;
    this.field.removeAttribute('inputmode');
    this.field.blur();
    this.field.focus();
  };

  #picked = ({ target }: Event): void => {
    const { value, validity } = target as HTMLInputElement;
    // While its year is written, it is another one.
    this.day = value !== '' && validity.valid ? value : null;
    this.field.value = this.text = '';
    this.#isChosen = false;
  };

  #pickedKey = (event: KeyboardEvent): void => {
    const [first] = this.#items;
    if (event.key !== 'Enter' || this.day === null || !first) return;
    event.preventDefault();
    void this.#take(first);
  };

  #keydown = (event: KeyboardEvent): void => {
    if (composes(event)) return;
    const byDigit = this.request?.page === 'priority' && this.text === '';
    const priority = byDigit ? this.#items.find(({ key }) => key === event.key) : undefined;
    if (priority) {
      event.preventDefault();
      return void this.#take(priority);
    }
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
    if (item.stays) {
      this.field.value = this.text = '';
      this.#point(item.key);
    } else this.dialog.close();
    try {
      await (completes && item.complete ? item.complete() : item.run());
    } catch (error) {
      showToast({ text: explain(error) });
    }
  }

  async #give({ shell, ids, done }: TaskRequest, wish: Wish): Promise<void> {
    if (await new Bulk(shell.lockstep).give(wish, ids)) done?.();
  }

  /** However the page is left: what was ticked is one deed, and nobody ticks in vain. */
  #giveLabels(): void {
    const { request } = this;
    const wish = wishOf(this.labels);
    this.labels = NO_LABELS;
    if (wish && request && request.page !== 'all') void this.#give(request, wish);
  }

  async #loadDates(): Promise<void> {
    const { loadDateReader } = await import('./date-reader.ts');
    this.dates = await loadDateReader(spoken().locale);
  }

  /** A press beside it closes it, also where the browser does not do so by itself. */
  #pressed = (event: PointerEvent): void => {
    const { left, right, top, bottom } = this.dialog.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    if (x < left || x > right || y < top || y > bottom) this.dialog.close();
  };

  /** The event comes a moment after the end: it may be open again by then. */
  #closed = (): void => {
    if (this.dialog.open) return;
    this.#giveLabels();
    this.#search?.close();
    this.#search = null;
    this.#found.watch(null);
  };

  static override styles = [base, controls, keyStyles, paletteStyles];
}

/** Opens the palette of the app that asks for it. */
addEventListener(PALETTE_EVENT, (event) => {
  const request = (event as CustomEvent<PaletteRequest>).detail;
  const { shell } = request;
  let palette = shell.renderRoot.querySelector('ls-palette');
  if (palette === null) {
    palette = document.createElement('ls-palette');
    shell.renderRoot.append(palette);
  }
  palette.show(request).catch((error: unknown) => showToast({ text: explain(error) }));
});

declare global {
  interface HTMLElementTagNameMap {
    'ls-palette': Palette;
  }
}
