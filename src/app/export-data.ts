// Everything of this device as a file, in one of four formats.
import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { ExportFormat } from '../client/export/export.ts';
import type { LockstepWithUndo } from '../client/undo-stack.ts';
import { today } from './dates.ts';
import { dataParts } from './import-styles.ts';
import { lockstepContext } from './lockstep-context.ts';
import { saveFile } from './save-file.ts';
import { explain } from './explain.ts';
import { base, controls } from './styles.ts';
import { dataWords } from './words/data.ts';

type Stage =
  | { at: 'idle' }
  | { at: 'reading'; rows: number }
  | { at: 'saved'; rows: number; file: string }
  | { at: 'failed'; reason: string };

/** Names that are the same in every language. */
const FORMAT_NAMES: Record<ExportFormat, string> = {
  json: 'JSON',
  csv: 'CSV',
  ics: 'iCalendar',
  md: 'Markdown',
};
const FORMATS = Object.keys(FORMAT_NAMES) as ExportFormat[];

@customElement('ls-export-data')
export class ExportData extends LitElement {
  @consume({ context: lockstepContext })
  private lockstep!: LockstepWithUndo;
  @state() private stage: Stage = { at: 'idle' };
  #life = new AbortController();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
  }

  override render() {
    const busy = this.stage.at === 'reading';
    return html`<section aria-labelledby="export">
      <h3 id="export">${dataWords.export}</h3>
      <p>${dataWords.exportText}</p>
      <ul>
        ${FORMATS.map((format) => {
          const name = FORMAT_NAMES[format];
          return html`<li>
            <span><strong>${name}</strong>${dataWords[`export-${format}`]}</span>
            <button
              class="outlined"
              aria-label=${dataWords.exportAs({ name })}
              ?disabled=${busy}
              @click=${() => void this.#export(format)}
            >
              ${dataWords.save}
            </button>
          </li>`;
        })}
      </ul>
      <div role="status">${this.#renderState()}</div>
    </section>`;
  }

  #renderState() {
    const { stage } = this;
    switch (stage.at) {
      case 'idle':
        return nothing;
      case 'reading':
        return html`<progress aria-label=${dataWords.export}></progress>
          <p>${dataWords.exporting({ n: stage.rows })}</p>`;
      case 'saved':
        return html`<p>${dataWords.exported({ n: stage.rows, file: stage.file })}</p>`;
      case 'failed':
        return html`<p class="problem">${stage.reason}</p>`;
    }
  }

  async #export(format: ExportFormat): Promise<void> {
    const { signal } = this.#life;
    let rows = 0;
    this.stage = { at: 'reading', rows };
    try {
      const { exportAll } = await import('../client/export/export.ts');
      const hear = (read: number) => (this.stage = { at: 'reading', rows: (rows = read) });
      const content = await exportAll(format, this.lockstep.rows, { inbox: dataWords.inbox }, hear, signal);
      const file = `lockstep-${today()}.${format}`;
      saveFile(file, content);
      this.stage = { at: 'saved', rows, file };
    } catch (error) {
      if (!signal.aborted) this.stage = { at: 'failed', reason: explain(error) };
    }
  }

  static override styles = [
    base,
    controls,
    dataParts,
    css`
      :host {
        display: block;
      }
      ul {
        margin-block: 8px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 4px 16px;
        padding-block: 6px;
        border-block-end: 1px solid var(--line);
        font: var(--text-s);
        color: var(--ink-2);
      }
      li span {
        flex: 1 1 12rem;
      }
      strong {
        display: block;
        font: var(--text-row);
        font-weight: var(--medium);
        color: var(--ink);
      }
      button {
        flex: none;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-export-data': ExportData;
  }
}
