// The session ended while there was work to do: the same account, in place, without losing anything on screen.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Lockstep } from '../client/types.ts';
import { explain } from './explain.ts';
import { base, controls, dialogs, fields } from './styles.ts';
import { accountWords } from './words/account.ts';
import { appWords } from './words/app.ts';
import { syncWords } from './words/sync.ts';

@customElement('ls-sign-in-again')
export class SignInAgain extends LitElement {
  @property({ attribute: false }) lockstep!: Lockstep;
  @state() private busy = false;
  @state() private problem = '';
  @query('dialog') private dialog!: HTMLDialogElement;
  @query('#again-password') private password!: HTMLInputElement;

  ask(): void {
    if (!this.dialog.open) this.dialog.showModal();
  }

  override render() {
    const session = this.lockstep?.session.value;
    if (session?.state !== 'signed-in') return html`<dialog></dialog>`;
    return html`<dialog aria-labelledby="again">
      <form @submit=${this.#submit}>
        <h2 id="again">${session.email}</h2>
        <p>${syncWords.sessionEnded}</p>
        <input type="email" autocomplete="username" hidden .value=${session.email} />
        <label for="again-password">${accountWords.password}</label>
        <input id="again-password" type="password" autocomplete="current-password" required />
        <p class="problem" role="alert">${this.problem || nothing}</p>
        <div class="ways">
          <button class="primary" ?disabled=${this.busy}>${accountWords.signIn}</button>
          <button type="button" @click=${() => this.dialog.close()}>${appWords.cancel}</button>
        </div>
      </form>
    </dialog>`;
  }

  #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const session = this.lockstep.session.value;
    if (session.state !== 'signed-in') return;
    const { email, deviceName } = session;
    this.busy = true;
    this.problem = '';
    try {
      await this.lockstep.signIn({ email, deviceName, password: this.password.value });
      this.password.value = '';
      this.dialog.close();
    } catch (error) {
      this.problem = explain(error);
    } finally {
      this.busy = false;
    }
  };

  static override styles = [
    base,
    controls,
    fields,
    dialogs,
    css`
      label {
        display: block;
        margin-block: 16px 4px;
        font: var(--text-s);
        font-weight: var(--medium);
      }
      dialog .problem {
        min-height: 22px;
        padding-block-start: 4px;
        color: var(--ember);
        font: var(--text-s);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sign-in-again': SignInAgain;
  }
}
