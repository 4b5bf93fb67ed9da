// Who is signed in, and the password.
import { consume } from '@lit/context';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Lockstep } from '../client/types.ts';
import { MIN_PASSWORD, PATHS } from '../protocol/wire.ts';
import { lockstepContext } from './lockstep-context.ts';
import { section } from './settings-styles.ts';
import { settingsWords as words } from './words/settings.ts';
import { explain } from './explain.ts';
import { base, controls, fields } from './styles.ts';
import { showToast } from './toast.ts';
import { accountWords } from './words/account.ts';
import { appWords } from './words/app.ts';

/**
 * @fires create-account the person wants the tasks of this device on others, too
 * @fires sign-out
 */
@customElement('ls-settings-account')
export class SettingsAccount extends LitElement {
  @consume({ context: lockstepContext })
  private lockstep!: Lockstep;
  @state() private changing = false;
  @state() private problem = '';
  @query('form') private form!: HTMLFormElement | null;

  override render() {
    const session = this.lockstep.session.value;
    if (session.state !== 'signed-in') return nothing;
    if (session.local)
      return html`<h2>${words.account}</h2>
        <p>${words.localAccount({ device: session.deviceName })}</p>
        <div class="buttons">
          <button class="primary" @click=${() => this.#fire('create-account')}>
            ${accountWords.createAccount}
          </button>
        </div>`;
    return html`<h2>${words.account}</h2>
      <p>${words.signedIn({ email: session.email })}</p>
      ${this.changing ? this.#renderForm(session.email) : nothing}
      <div class="buttons">
        ${
          this.changing
            ? nothing
            : html`<button class="outlined" @click=${this.#change}>${words.changePassword}</button>`
        }
        <button @click=${() => this.#fire('sign-out')}>${accountWords.signOut}</button>
      </div>`;
  }

  #renderForm(email: string) {
    const field = (name: string, label: string, autocomplete: AutoFill) =>
      html`<label for=${name}>${label}</label>
        <input id=${name} name=${name} type="password" autocomplete=${autocomplete} required />`;
    return html`<form @submit=${this.#submit} @input=${() => (this.problem = '')} novalidate>
      <input type="email" autocomplete="username" hidden .value=${email} />
      ${field('current', words.currentPassword, 'current-password')}
      ${field('next', words.newPassword, 'new-password')}
      <p class="quiet">${words.passwordHint({ n: MIN_PASSWORD })}</p>
      <p class="problem" role="alert">${this.problem || nothing}</p>
      <div class="buttons">
        <button class="primary">${words.change}</button>
        <button type="button" @click=${() => void this.#endChange()}>${appWords.cancel}</button>
      </div>
    </form>`;
  }

  #change = async (): Promise<void> => {
    this.changing = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#current')?.focus();
  };

  /** The focus goes back to the button that led into the form. */
  async #endChange(): Promise<void> {
    this.changing = false;
    this.problem = '';
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.buttons button')?.focus();
  }

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const data = new FormData(this.form!);
    const [current, next] = [data.get('current') as string, data.get('next') as string];
    if (next.length < MIN_PASSWORD) {
      this.problem = accountWords.passwordShort({ n: MIN_PASSWORD });
      return;
    }
    try {
      await this.lockstep.request({ method: 'POST', path: PATHS.password, body: { current, next } });
      showToast({ text: words.passwordChanged });
      await this.#endChange();
    } catch (error) {
      const isWrong = (error as { code?: string }).code === 'invalid-credentials';
      this.problem = isWrong ? words.passwordWrong : explain(error);
    }
  };

  #fire(type: string): void {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true }));
  }

  static override styles = [
    base,
    controls,
    fields,
    section,
    css`
      form {
        max-width: 22rem;
        margin-block: 8px 16px;
      }
      label {
        display: block;
        margin-block: 8px 4px;
        font: var(--text-s);
        font-weight: var(--medium);
      }
      form .quiet {
        margin-block: 6px 0;
      }
      .problem:empty {
        display: none;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-settings-account': SettingsAccount;
  }
}
