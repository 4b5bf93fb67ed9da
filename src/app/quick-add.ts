// Quick add: one line, Enter, and the next. Dates, names and steps are understood while they are written; pasting
// many lines makes many tasks.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { OutlineView } from '../client/types.ts';
import {
  nameAt,
  type OpenName,
  readLine,
  readLines,
  type Readers,
  type Understood,
  writeName,
} from './capture.ts';
import { icon } from './icons.ts';
import { composes } from './keys.ts';
import { spoken } from './language.ts';
import type { NameList } from './name-list.ts';
import { nameListStyles } from './name-list-styles.ts';
import { base } from './styles.ts';
import { dropLine, holdLine, type Line, lineOf } from './unstored-lines.ts';
import { taskWords } from './words/task.ts';

/** How long a line waits for what reads its dates. */
const PATIENCE_MS = 1_000;

/**
 * @fires task-add `{captured, line}` in the order in which they were written; whoever stores it drops the line
 * @fires add-leave Escape was pressed
 */
@customElement('ls-quick-add')
export class QuickAdd extends LitElement {
  /** The projects and labels whose names are completed. */
  @property({ attribute: false }) outline: OutlineView | null = null;
  /** Says where tasks go, where that is not where they always go. */
  @property() hint = '';
  @state() private understood: Understood[] = [];
  @state() private open: OpenName | null = null;
  @query('input') private field!: HTMLInputElement;
  /** Without its ways as long as it is not loaded. */
  @query('ls-name-list') private names!: (Partial<NameList> & Element) | null;
  /** Parts that the person wants to stand as they are, in the line that is being written. */
  #ignored = new Set<string>();
  #readers: Readers = {};
  #loading: { locale: string; done: Promise<void> } | null = null;
  /** What stood in the field when the page was left. */
  #left: Line | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('pagehide', this.#leave);
    addEventListener('pageshow', this.#comeBack);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.#leave);
    removeEventListener('pageshow', this.#comeBack);
  }

  override focus(options?: FocusOptions): void {
    this.field.focus(options);
  }

  /** What is typed and not yet a task. */
  get text(): string {
    return this.field.value;
  }

  set text(text: string) {
    this.field.value = text;
  }

  /** Puts back what could not be stored, before anything typed since. */
  giveBack(text: string): void {
    this.field.value = [text.replace(/\s*[\r\n]+\s*/g, ' '), this.field.value].filter(Boolean).join(' ');
    this.#read();
  }

  /** Goes on with what an earlier page left. */
  resume(lines: readonly Line[]): void {
    for (const line of lines) {
      if (line.entered) {
        void this.#enter(line);
        continue;
      }
      this.giveBack(line.text);
      dropLine(line);
    }
  }

  override render() {
    const { open, names } = this;
    return html`<label>
        ${icon('plus')}
        <input
          aria-label=${taskWords.addTask}
          placeholder=${this.hint || taskWords.addTask}
          autocomplete="off"
          enterkeyhint="done"
          aria-autocomplete="list"
          aria-controls=${open ? 'names' : nothing}
          aria-activedescendant=${(open && names?.currentId) || nothing}
          @focus=${() => void this.#load()}
          @blur=${() => (this.open = null)}
          @input=${this.#read}
          @click=${this.#read}
          @keydown=${this.#keydown}
          @paste=${this.#paste}
        />
      </label>
      ${
        open
          ? html`<ls-name-list
              id="names"
              .open=${open}
              .outline=${this.outline}
              @name-choose=${this.#choose}
              @name-current=${() => this.requestUpdate()}
            ></ls-name-list>`
          : nothing
      }
      <ls-capture-preview
        .parts=${this.understood}
        .captured=${this.understood.length > 0 ? this.#readLine().captured : null}
        .outline=${this.outline}
        @part-ignore=${this.#ignore}
      ></ls-capture-preview>`;
  }

  /** What reads dates and repetitions is loaded when somebody begins to write; without it they stay text. */
  #load(): Promise<void> {
    const { locale } = spoken();
    if (this.#loading?.locale === locale) return this.#loading.done;
    const done = import('./line-readers.ts')
      .then(({ loadReaders }) => loadReaders(locale))
      .then((readers) => {
        this.#readers = readers;
        this.#read();
      })
      .catch(() => void (this.#loading = null));
    this.#loading = { locale, done };
    return done;
  }

  #readLine() {
    return readLine(this.field.value, this.#readers, this.#ignored);
  }

  #read = (): void => {
    const { value, selectionStart } = this.field;
    this.understood = this.#readLine().understood;
    const caret = this.matches(':focus-within') ? selectionStart : null;
    this.open = this.outline && caret !== null ? nameAt(value, caret) : null;
  };

  #keydown = (event: KeyboardEvent): void => {
    if (composes(event)) return;
    if (this.open && this.names?.take?.(event)) {
      event.preventDefault();
      return;
    }
    if (event.key === 'Escape') {
      if (this.open) this.open = null;
      else {
        this.field.blur();
        this.dispatchEvent(new CustomEvent('add-leave'));
      }
      event.stopPropagation();
    }
    if (event.key !== 'Enter') return;
    event.preventDefault();
    this.#submit();
  };

  /** A network that gives nothing must not keep a task from being stored: then its dates stay text. */
  #loadSoon(): Promise<void> {
    if (this.#readers.dates) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    setTimeout(resolve, PATIENCE_MS);
    return Promise.race([this.#load(), promise]);
  }

  #submit(): void {
    const text = this.field.value;
    if (text.trim() === '') return;
    const line = lineOf(text, this.#ignored, true);
    this.#clear();
    void this.#enter(line);
  }

  async #enter(line: Line): Promise<void> {
    holdLine(line);
    await this.#loadSoon();
    const captured = /[\r\n]/.test(line.text)
      ? readLines(line.text, this.#readers)
      : [readLine(line.text, this.#readers, new Set(line.ignored)).captured];
    if (captured.length === 0) return dropLine(line);
    const detail = { captured, line };
    this.dispatchEvent(new CustomEvent('task-add', { detail, bubbles: true, composed: true }));
  }

  #clear(): void {
    this.field.value = '';
    this.#ignored = new Set();
    this.understood = [];
    this.open = null;
  }

  #paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text.split(/[\r\n]+/).filter((line) => line.trim() !== '').length < 2) return;
    event.preventDefault();
    void this.#enter(lineOf(text, [], true));
  };

  #leave = (): void => {
    if (this.field?.value.trim()) holdLine((this.#left = lineOf(this.field.value, [], false)));
  };

  /** The same page, out of the browser's memory (bfcache): its field has what it had. */
  #comeBack = ({ persisted }: PageTransitionEvent): void => {
    if (persisted && this.#left) dropLine(this.#left);
  };

  #choose = ({ detail: { name } }: CustomEvent<{ name: string }>): void => {
    const { open, field } = this;
    if (!open) return;
    const behind = field.value.slice(field.selectionStart ?? field.value.length).replace(/^"/, '');
    const before = `${field.value.slice(0, open.at)}${writeName(open.kind, name)} `;
    field.value = before + behind.trimStart();
    field.setSelectionRange(before.length, before.length);
    this.focus();
    this.#read();
  };

  #ignore = ({ detail: { text } }: CustomEvent<{ text: string }>): void => {
    this.#ignored = new Set([...this.#ignored, text]);
    this.#read();
    this.focus();
  };

  static override styles = [
    base,
    nameListStyles,
    css`
      :host {
        position: relative;
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
        text-overflow: ellipsis;
        block-size: 44px;
        padding: 0;
        padding-inline: 28px 8px;
        unicode-bidi: plaintext;
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
      [role='listbox'] {
        inset-inline-start: 56px;
        min-inline-size: 220px;
        max-inline-size: calc(100% - 56px);
        font: var(--text-s);
        color: var(--ink);
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
          padding-inline-start: 38px;
        }
        [role='listbox'] {
          inset-inline-start: 8px;
          max-inline-size: calc(100% - 16px);
        }
      }
      /* The field is at the bottom edge there. */
      @media (width < 640px) {
        label {
          border-color: transparent;
        }
        [role='listbox'] {
          inset-block: auto 100%;
          margin: 0 0 4px;
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
