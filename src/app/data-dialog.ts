// The data screen: what comes in, what goes out, and what calendars may read. Loaded when somebody opens it.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { type FileContents, ImportProblem } from '../client/import/model.ts';
import './calendar-feeds.ts';
import './export-data.ts';
import './import-preview.ts';
import type { ImportPreview } from './import-preview.ts';
import { base, controls, dialogs } from './styles.ts';
import { appWords } from './words/app.ts';
import { dataWords } from './words/data.ts';

const ACCEPTED = '.csv,.ics,.ical,.json,.zip,text/csv,text/calendar,application/json,application/zip';

type Reading =
  | { state: 'none' }
  | { state: 'reading'; name: string }
  | { state: 'read'; name: string; contents: FileContents }
  | { state: 'refused'; problem: ImportProblem };

@customElement('ls-data-dialog')
export class DataDialog extends LitElement {
  /** How files are read; a test has its own. */
  reader: (files: readonly File[], signal: AbortSignal) => Promise<FileContents> = async (files, signal) =>
    (await import('./read-import.ts')).readImport(files, signal);
  @state() private reading: Reading = { state: 'none' };
  @state() private dragging = false;
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('input') private input!: HTMLInputElement;
  @query('ls-import-preview') private preview!: ImportPreview | null;
  #read = new AbortController();

  /** Opens it; with files it goes to what is in them. */
  async show(files: readonly File[] = []): Promise<void> {
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
    if (files.length > 0 && !this.preview?.busy) await this.read(files);
  }

  async read(files: readonly File[]): Promise<void> {
    this.#read.abort();
    this.#read = new AbortController();
    const { signal } = this.#read;
    const first = files[0]!.name;
    const name = files.length === 1 ? first : dataWords.andMore({ first, n: files.length - 1 });
    this.reading = { state: 'reading', name };
    try {
      const contents = await this.reader(files, signal);
      if (!signal.aborted) this.reading = { state: 'read', name, contents };
    } catch (error) {
      if (signal.aborted) return;
      const problem = error instanceof ImportProblem ? error : new ImportProblem('unknown-format');
      this.reading = { state: 'refused', problem };
    }
  }

  override render() {
    const { reading } = this;
    const heading = reading.state === 'read' ? dataWords.preview({ files: reading.name }) : dataWords.title;
    return html`<dialog
      aria-labelledby="data"
      class=${this.dragging ? 'dragging' : ''}
      @close=${this.#closed}
      @cancel=${this.#cancel}
      @dragover=${() => (this.dragging = true)}
      @dragleave=${() => (this.dragging = false)}
      @drop=${() => (this.dragging = false)}
    >
      <h2 id="data">${heading}</h2>
      ${
        reading.state === 'read'
          ? html`<ls-import-preview
              .contents=${reading.contents}
              @import-leave=${this.#leave}
              @import-close=${() => this.dialog.close()}
            ></ls-import-preview>`
          : html`${this.#renderImport()}
              <ls-export-data></ls-export-data>
              <ls-calendar-feeds></ls-calendar-feeds>
              <div class="ways">
                <button class="outlined" @click=${() => this.dialog.close()}>${appWords.done}</button>
              </div>`
      }
    </dialog>`;
  }

  #renderImport() {
    const { reading } = this;
    const busy = reading.state === 'reading';
    return html`<section aria-labelledby="import">
      <h3 id="import">${dataWords.import}</h3>
      <p>${dataWords.importText}</p>
      <div class="drop">
        <button class="primary" ?disabled=${busy} @click=${() => this.input.click()}>
          ${dataWords.chooseFiles}
        </button>
        <span>${dataWords.dropHere}</span>
        <input
          type="file"
          multiple
          accept=${ACCEPTED}
          aria-label=${dataWords.chooseFiles}
          @change=${this.#chosen}
        />
      </div>
      <div role="status">
        ${busy ? html`<p class="state">${dataWords.reading({ files: reading.name })}</p>` : nothing}
        ${reading.state === 'refused' ? this.#renderProblem(reading.problem) : nothing}
      </div>
    </section>`;
  }

  #renderProblem(problem: ImportProblem) {
    return html`<p class="state problem">
      <strong>${dataWords.problemTitle}</strong>${describeProblem(problem)}
    </p>`;
  }

  #chosen = (): void => {
    const files = [...(this.input.files ?? [])];
    // The same file can be chosen again.
    this.input.value = '';
    if (files.length > 0) void this.read(files);
  };

  #leave = (): void => {
    this.reading = { state: 'none' };
  };

  /** What is being stored is not left by a slip of the finger. */
  #cancel = (event: Event): void => {
    if (event.target === this.dialog && this.preview?.busy) event.preventDefault();
  };

  #closed = (): void => {
    this.#read.abort();
    this.reading = { state: 'none' };
  };

  static override styles = [
    base,
    controls,
    dialogs,
    css`
      dialog {
        width: min(38rem, calc(100vw - 32px));
        max-height: calc(100dvh - 32px);
        overflow-y: auto;
        overscroll-behavior: contain;
      }
      dialog h2 {
        overflow-wrap: anywhere;
      }
      h3 {
        margin: 20px 0 4px;
        font: var(--text-row);
        font-weight: var(--strong);
      }
      dialog p {
        font: var(--text-s);
      }
      .drop {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 12px;
        margin-block: 12px 0;
        padding: 16px;
        border: 1px dashed var(--control);
        border-radius: var(--radius-m);
        font: var(--text-s);
        color: var(--ink-2);
      }
      .drop span {
        flex: 1 1 14rem;
      }
      .dragging .drop {
        border-color: var(--accent);
        background: color-mix(in oklch, var(--accent) 8%, transparent);
      }
      input[type='file'] {
        display: none;
      }
      dialog .state {
        margin-block-start: 12px;
        overflow-wrap: anywhere;
      }
      dialog .problem {
        color: var(--ember);
      }
      .problem strong {
        display: block;
        font-weight: var(--strong);
      }
      @media (width < 640px) {
        dialog {
          width: 100vw;
          max-width: none;
          height: 100dvh;
          max-height: none;
          margin: 0;
          padding: 20px 16px max(20px, env(safe-area-inset-bottom));
          border: 0;
          border-radius: 0;
        }
      }
    `,
  ];
}

/** Shows the data screen of a root, which it joins. */
export function openData(root: HTMLElement | DocumentFragment, files: readonly File[] = []): Promise<void> {
  let dialog = root.querySelector('ls-data-dialog');
  if (dialog === null) {
    dialog = document.createElement('ls-data-dialog');
    root.append(dialog);
  }
  return dialog.show(files);
}

/** What is wrong, and where. */
function describeProblem({ code, file, line }: ImportProblem): string {
  const place = file ? appWords.quoted({ text: file }) : dataWords.theFile;
  const problem = dataWords[`problem-${code}`];
  return line === undefined
    ? dataWords.problemPlace({ file: place, problem })
    : dataWords.problemPlaceLine({ file: place, line, problem });
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-data-dialog': DataDialog;
  }
}
