// The first screen: one form, two ways in. Nothing typed is lost by an error.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Lockstep } from '../client/types.ts';
import { DEMO_META, MIN_PASSWORD } from '../protocol/wire.ts';
import { guessDeviceName } from './device-name.ts';
import { explain } from './explain.ts';
import { base, controls, fields } from './styles.ts';
import './language-choice.ts';
import './mark.ts';
import { accountWords } from './words/account.ts';
import { appWords } from './words/app.ts';
import { settingsWords } from './words/settings.ts';
import { holdText } from './unsaved.ts';
import { storageWords } from './words/storage.ts';

type Problem = { field: 'email' | 'password' | 'form'; text: string };

/** @fires sign-in-done somebody is signed in now, or the person went back to the device without an account */
@customElement('ls-sign-in')
export class SignIn extends LitElement {
  @property({ attribute: false }) lockstep!: Lockstep;
  /** The device is in use without an account and is about to get one. */
  @property({ type: Boolean }) joining = false;
  /** What another device of an account showed, to let this one in. */
  @property() code: string | null = null;
  /** E-mail of the account that the browser removed from this device, empty where there was none. */
  @property({ attribute: false }) forgotten: string | null = null;
  @state() private busy: 'register' | 'signIn' | null = null;
  @state() private problem: Problem | null = null;
  /** Not in a demo. */
  @query('form') private form!: HTMLFormElement | null;

  readonly #isDemo = document.querySelector(`meta[name=${DEMO_META}]`) !== null;
  #letGo = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.#letGo = holdText(() => this.#isUntouched);
    if (this.#isDemo) import('./demo-entry.ts').catch(() => {});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#letGo();
  }

  override render() {
    if (this.code !== null) return this.#renderJoin(this.code);
    if (this.#isDemo && !this.joining) return this.#renderDemo();
    return html`
      <main>
        <h1><ls-mark></ls-mark>${appWords.appName}</h1>
        <p class="tagline">${accountWords.tagline}</p>
        ${
          this.forgotten !== null && !this.joining
            ? html`<p class="forgotten">
                ${this.forgotten === '' ? storageWords.lostAccountLocal : storageWords.lostAccount({ email: this.forgotten })}
              </p>`
            : nothing
        }
        <form @submit=${this.#submit} @input=${() => (this.problem = null)} novalidate>
          ${this.#field('email', accountWords.email, {
            type: 'email',
            autocomplete: 'username',
            inputmode: 'email',
            value: this.forgotten ?? '',
          })}
          ${this.#field('password', accountWords.password, { type: 'password', autocomplete: 'current-password' })}
          ${this.#field('deviceName', accountWords.deviceName, {
            type: 'text',
            autocomplete: 'off',
            value: guessDeviceName(navigator.userAgent),
            hint: accountWords.deviceHint,
          })}
          <p class="problem" role="alert">${this.problem?.field === 'form' ? this.problem.text : nothing}</p>
          <div class="ways">
            <button class="primary" name="way" value="signIn" aria-disabled=${this.busy !== null}>
              ${accountWords.signIn}
            </button>
            <button class="outlined" name="way" value="register" aria-disabled=${this.busy !== null}>
              ${accountWords.createAccount}
            </button>
          </div>
        </form>
        <div class="without">
          ${
            this.joining
              ? html`<p>${accountWords.takeAlong}</p>
                  <button type="button" @click=${this.#done}>${appWords.back}</button>`
              : html`<button type="button" @click=${this.#useWithoutAccount}>
                    ${accountWords.withoutAccount}
                  </button>
                  <p>${accountWords.withoutAccountHint}</p>`
          }
        </div>
        <p class="language"><ls-language-choice></ls-language-choice></p>
      </main>
    `;
  }

  #field(
    name: 'email' | 'password' | 'deviceName',
    label: string,
    options: { type: string; autocomplete: string; inputmode?: string; value?: string; hint?: string },
  ) {
    const problem = this.problem?.field === name ? this.problem.text : null;
    return html`
      <label for=${name}>${label}</label>
      <input
        id=${name}
        name=${name}
        type=${options.type}
        autocomplete=${options.autocomplete as AutoFill}
        inputmode=${options.inputmode ?? nothing}
        value=${options.value ?? nothing}
        autocapitalize="none"
        spellcheck="false"
        aria-invalid=${problem !== null}
        aria-describedby="${name}-note"
      />
      <p class=${problem ? 'note problem' : 'note'} id="${name}-note">
        ${problem ?? options.hint ?? nothing}
      </p>
    `;
  }

  get #isUntouched(): boolean {
    return [...(this.form?.elements ?? [])].every(
      (element) => !(element instanceof HTMLInputElement) || element.value === element.defaultValue,
    );
  }

  #renderDemo() {
    return html`<main>
      <h1><ls-mark></ls-mark>${appWords.appName}</h1>
      <p class="tagline">${accountWords.tagline}</p>
      <ls-demo-entry .lockstep=${this.lockstep}></ls-demo-entry>
      <p class="language"><ls-language-choice></ls-language-choice></p>
    </main>`;
  }

  #renderJoin(code: string) {
    return html`<main>
      <h1><ls-mark></ls-mark>${appWords.appName}</h1>
      <p class="tagline">${settingsWords.joinText} ${this.joining ? accountWords.takeAlong : nothing}</p>
      <form @submit=${(event: Event) => void this.#join(event, code)} novalidate>
        ${this.#field('deviceName', accountWords.deviceName, {
          type: 'text',
          autocomplete: 'off',
          value: guessDeviceName(navigator.userAgent),
          hint: accountWords.deviceHint,
        })}
        <p class="problem" role="alert">${this.problem?.text ?? nothing}</p>
        <div class="ways">
          <button class="primary" aria-disabled=${this.busy !== null}>${settingsWords.join}</button>
          <button
            type="button"
            class="outlined"
            @click=${() => (this.joining ? this.#done() : (this.code = null))}
          >
            ${appWords.cancel}
          </button>
        </div>
      </form>
    </main>`;
  }

  async #join(event: Event, code: string): Promise<void> {
    event.preventDefault();
    if (this.busy !== null) return;
    const name = (new FormData(this.form!).get('deviceName') as string).trim();
    this.busy = 'signIn';
    this.problem = null;
    try {
      await this.lockstep.join({ code, deviceName: name || guessDeviceName(navigator.userAgent) });
      this.#done();
    } catch (error) {
      this.problem = { field: 'form', text: explain(error) };
    } finally {
      this.busy = null;
    }
  }

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    // The buttons are not disabled meanwhile: that would take the focus off them.
    if (this.busy !== null) return;
    const data = new FormData(this.form!);
    const text = (name: string) => (data.get(name) as string).trim();
    const credentials = {
      email: text('email'),
      password: data.get('password') as string,
      deviceName: text('deviceName') || guessDeviceName(navigator.userAgent),
    };
    const way = (event.submitter as HTMLButtonElement | null)?.value === 'register' ? 'register' : 'signIn';
    this.problem = check(credentials);
    if (this.problem) return this.#pointOut(this.problem);
    this.busy = way;
    try {
      await this.lockstep[way](credentials);
      this.#done();
    } catch (error) {
      const code = (error as { code?: string }).code;
      this.problem = { field: code === 'email-taken' ? 'email' : 'form', text: explain(error) };
      this.#pointOut(this.problem);
    } finally {
      this.busy = null;
    }
  };

  #useWithoutAccount = async (): Promise<void> => {
    const name = (new FormData(this.form!).get('deviceName') as string).trim();
    try {
      await this.lockstep.useWithoutAccount(name || guessDeviceName(navigator.userAgent));
    } catch (error) {
      this.problem = { field: 'form', text: explain(error) };
    }
  };

  #done = (): void => {
    this.dispatchEvent(new CustomEvent('sign-in-done', { bubbles: true, composed: true }));
  };

  #pointOut({ field }: Problem): void {
    if (field !== 'form') this.renderRoot.querySelector<HTMLInputElement>(`#${field}`)?.focus();
  }

  static override styles = [
    base,
    controls,
    fields,
    css`
      :host {
        display: grid;
        min-height: 100%;
        grid-template-columns: minmax(0, 1fr);
        place-items: center;
        padding: 48px 24px;
      }
      main {
        width: min(100%, 22rem);
      }
      h1 {
        display: flex;
        align-items: center;
        gap: 12px;
        font: var(--text-list);
        font-weight: var(--strong);
        letter-spacing: -0.02em;
      }
      .tagline {
        margin-block: 8px 32px;
        color: var(--ink-2);
        text-wrap: balance;
      }
      .forgotten {
        margin-block: -16px 24px;
        padding: 12px 16px;
        border-inline-start: 2px solid var(--ember);
        background: var(--sunken);
        font: var(--text-s);
        overflow-wrap: anywhere;
      }
      label {
        display: block;
        margin-block-end: 4px;
        font: var(--text-s);
        font-weight: var(--medium);
      }
      input {
        min-height: 44px;
      }
      input[aria-invalid='true'] {
        border-color: var(--ember);
      }
      .note {
        min-height: 20px;
        padding-block: 4px 8px;
        font: var(--text-xs);
        color: var(--ink-3);
      }
      .problem {
        color: var(--ember);
        font: var(--text-s);
      }
      p.problem:not(.note) {
        min-height: 18px;
        margin-block-end: 12px;
      }
      .ways {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
        gap: 8px;
      }
      .without {
        display: grid;
        justify-items: center;
        gap: 4px;
        margin-block-start: 32px;
        padding-block-start: 24px;
        border-block-start: 1px solid var(--line);
        text-align: center;
        text-wrap: balance;
        font: var(--text-s);
        color: var(--ink-3);
      }
      .without button {
        min-height: 44px;
        font: var(--text-row);
        color: var(--ink);
        text-decoration: underline;
        text-decoration-color: var(--control);
        text-underline-offset: 4px;
      }
      .language {
        display: grid;
        justify-items: center;
        margin-block-start: 24px;
      }
      .ways button {
        min-height: 44px;
        font: var(--text-row);
        font-weight: var(--medium);
      }
    `,
  ];
}

/** What is plainly wrong before the server is asked. */
function check({ email, password }: { email: string; password: string }): Problem | null {
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return { field: 'email', text: accountWords.emailWrong };
  if (password.length < MIN_PASSWORD)
    return { field: 'password', text: accountWords.passwordShort({ n: MIN_PASSWORD }) };
  return null;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sign-in': SignIn;
  }
}
