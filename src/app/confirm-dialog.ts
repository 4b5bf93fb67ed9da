// Asks before something large is done. One for the whole app: `confirm` asks in it.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { base, controls, dialogs } from './styles.ts';
import { appWords } from './words/app.ts';

export interface Question {
  title: string;
  text: string;
  /** What the button says that does it. */
  yes: string;
}

const EVENT = 'lockstep-confirm';

interface Asked extends Question {
  answer: (yes: boolean) => void;
}

@customElement('ls-confirm-dialog')
export class ConfirmDialog extends LitElement {
  @state() private asked: Asked | null = null;
  @query('dialog') private dialog!: HTMLDialogElement;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener(EVENT, this.#ask);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener(EVENT, this.#ask);
    this.asked?.answer(false);
  }

  override render() {
    const { asked } = this;
    return html`<dialog aria-labelledby="what" @close=${this.#closed}>
      ${
        asked
          ? html`<h2 id="what">${asked.title}</h2>
              <p>${asked.text}</p>
              <div class="ways">
                <button class="outlined danger" @click=${() => this.#decide(true)}>${asked.yes}</button>
                <button class="outlined" autofocus @click=${() => this.#decide(false)}>
                  ${appWords.cancel}
                </button>
              </div>`
          : nothing
      }
    </dialog>`;
  }

  #ask = (event: Event): void => {
    this.asked?.answer(false);
    this.asked = (event as CustomEvent<Asked>).detail;
    void this.updateComplete.then(() => this.dialog.open || this.dialog.showModal());
  };

  #decide(yes: boolean): void {
    this.asked?.answer(yes);
    this.asked = null;
    this.dialog.close();
  }

  /** The event comes a moment after the end: something else may be asked by then. */
  #closed = (): void => {
    if (!this.dialog.open) this.#decide(false);
  };

  static override styles = [
    base,
    controls,
    dialogs,
    css`
      h2 {
        overflow-wrap: anywhere;
      }
    `,
  ];
}

/** Resolves with whether the person wants it. */
export const confirm = (question: Question): Promise<boolean> =>
  new Promise((answer) => dispatchEvent(new CustomEvent(EVENT, { detail: { ...question, answer } })));

declare global {
  interface HTMLElementTagNameMap {
    'ls-confirm-dialog': ConfirmDialog;
  }
}
