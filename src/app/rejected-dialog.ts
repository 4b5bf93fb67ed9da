// What the server did not take: each edit with its reason, to change, to try again or to give up.
import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { LiveQuery, Lockstep, RejectedEdit, TaskPatch } from '../client/types.ts';
import { LiveController } from './live-controller.ts';
import { lockstepContext } from './lockstep-context.ts';
import { explain, explainRejected } from './explain.ts';
import { base, controls, dialogs, fields as fieldStyles } from './styles.ts';
import { appWords } from './words/app.ts';
import { syncWords } from './words/sync.ts';
import { taskWords } from './words/task.ts';

/** Fields that can be set to something else in the dialog. */
const FIXABLE = ['title', 'notes', 'dueDate'] as const;

/** @fires rejected-download keep the edits as a file */
@customElement('ls-rejected-dialog')
export class RejectedDialog extends LitElement {
  @consume({ context: lockstepContext })
  private lockstep!: Lockstep;
  /** The edit whose values are being changed. */
  @state() private fixing: string | null = null;
  @state() private problem = '';
  @query('dialog') private dialog!: HTMLDialogElement;
  readonly #rejected = new LiveController<RejectedEdit[]>(this);
  #query: LiveQuery<RejectedEdit[]> | null = null;

  show(): void {
    this.#query = this.lockstep.liveRejected();
    this.#rejected.watch(this.#query);
    this.dialog.showModal();
  }

  override render() {
    const edits = this.#rejected.value ?? [];
    return html`<dialog aria-labelledby="what" @close=${this.#closed}>
      <h2 id="what">${syncWords.rejectedTitle({ n: edits.length })}</h2>
      <p>${syncWords.rejectedText}</p>
      <ul>
        ${repeat(
          edits,
          ({ id }) => id,
          (edit) => this.#renderEdit(edit),
        )}
      </ul>
      <p class="reason" role="alert">${this.problem}</p>
      <div class="ways">
        <button class="primary" @click=${() => this.dialog.close()}>${appWords.done}</button>
        ${
          edits.length > 0
            ? html`<button class="outlined" @click=${this.#download}>${appWords.download}</button>`
            : nothing
        }
      </div>
    </dialog>`;
  }

  #renderEdit(edit: RejectedEdit) {
    const { id, kind, fields } = edit;
    const text = [fields.title, fields.notes].find((value) => typeof value === 'string') ?? '';
    return html`<li>
      <p class="edit"><strong>${syncWords.kind({ kind })}</strong> ${text}</p>
      <p class="reason">${explainRejected(edit)}</p>
      ${this.fixing === id ? this.#renderForm(edit) : this.#renderWays(edit)}
    </li>`;
  }

  #renderWays({ id, fields }: RejectedEdit) {
    return html`${
        FIXABLE.some((name) => name in fields)
          ? html`<button class="outlined" @click=${() => this.#fix(id)}>${syncWords.fix}</button>`
          : nothing
      }
      <button class="outlined" @click=${() => void this.#run(() => this.lockstep.retryRejected(id))}>
        ${syncWords.retry}
      </button>
      <button class="danger" @click=${() => void this.#run(() => this.lockstep.discardRejected(id))}>
        ${syncWords.discard}
      </button>`;
  }

  #renderForm({ id, fields }: RejectedEdit) {
    const labels = { title: taskWords.title, notes: taskWords.notes, dueDate: taskWords.dueDate };
    return html`<form novalidate @submit=${(event: SubmitEvent) => this.#send(event, id)}>
      ${FIXABLE.filter((name) => name in fields).map(
        (name) =>
          html`<label>
            ${labels[name]}
            ${
              name === 'dueDate'
                ? html`<input name=${name} type="date" .value=${fields[name] ?? ''} />`
                : html`<textarea
                    name=${name}
                    rows=${name === 'title' ? 2 : 5}
                    .value=${fields[name] ?? ''}
                  ></textarea>`
            }
          </label>`,
      )}
      <button class="primary">${syncWords.send}</button>
      <button type="button" class="outlined" @click=${() => (this.fixing = null)}>${appWords.cancel}</button>
    </form>`;
  }

  #fix(id: string): void {
    this.fixing = id;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('form :is(input, textarea)')?.focus(),
    );
  }

  #send(event: SubmitEvent, id: string): void {
    event.preventDefault();
    const values = [...new FormData(event.currentTarget as HTMLFormElement)];
    const fields = Object.fromEntries(values.map(([name, value]) => [name, value === '' ? null : value]));
    void this.#run(async () => {
      await this.lockstep.retryRejected(id, fields as TaskPatch);
      this.fixing = null;
    });
  }

  async #run(command: () => Promise<void>): Promise<void> {
    this.problem = '';
    await command().catch((error: unknown) => (this.problem = explain(error)));
  }

  #closed = (): void => {
    this.fixing = null;
    this.problem = '';
    this.#rejected.watch(null);
    this.#query?.close();
  };

  #download = (): void => {
    this.dispatchEvent(new CustomEvent('rejected-download', { bubbles: true, composed: true }));
  };

  static override styles = [
    base,
    controls,
    dialogs,
    fieldStyles,
    css`
      ul {
        margin: 16px 0 0;
        padding: 0;
        max-height: 50vh;
        overflow-y: auto;
        list-style: none;
      }
      li {
        padding-block: 12px;
        border-block-start: 1px solid var(--line);
      }
      dialog .edit {
        color: var(--ink);
        display: -webkit-box;
        -webkit-line-clamp: 3;
        -webkit-box-orient: vertical;
        overflow: hidden;
        overflow-wrap: anywhere;
      }
      strong {
        font-weight: var(--medium);
        color: var(--ink-2);
      }
      label {
        display: grid;
        gap: 4px;
        margin-block-end: 8px;
        font: var(--text-s);
        color: var(--ink-2);
      }
      label :is(input, textarea) {
        font: var(--text-row);
        color: var(--ink);
        resize: vertical;
      }
      dialog .reason {
        margin-block: 2px 8px;
        font: var(--text-s);
        color: var(--ember);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-rejected-dialog': RejectedDialog;
  }
}
