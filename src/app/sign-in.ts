// The first screen: one form, two ways in. Nothing typed is lost by an error.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Lockstep } from '../client/types.ts';
import { MIN_PASSWORD } from '../protocol/wire.ts';
import { guessDeviceName } from './device-name.ts';
import { explain, strings } from './strings.ts';
import { base, controls, fields } from './styles.ts';
import './mark.ts';

type Problem = { field: 'email' | 'password' | 'form'; text: string };

/** @fires sign-in-done somebody is signed in now, or the person went back to the device without an account */
@customElement('ls-sign-in')
export class SignIn extends LitElement {
  @property({ attribute: false }) lockstep!: Lockstep;
  /** The device is in use without an account and is about to get one. */
  @property({ type: Boolean }) joining = false;
  @state() private busy: 'register' | 'signIn' | null = null;
  @state() private problem: Problem | null = null;
  @query('form') private form!: HTMLFormElement;

  override render() {
    return html`
      <main>
        <h1><ls-mark></ls-mark>${strings.appName}</h1>
        <p class="tagline">${strings.tagline}</p>
        <form @submit=${this.#submit} @input=${() => (this.problem = null)} novalidate>
          ${this.#field('email', strings.email, {
            type: 'email',
            autocomplete: 'username',
            inputmode: 'email',
          })}
          ${this.#field('password', strings.password, { type: 'password', autocomplete: 'current-password' })}
          ${this.#field('deviceName', strings.deviceName, {
            type: 'text',
            autocomplete: 'off',
            value: guessDeviceName(navigator.userAgent),
            hint: strings.deviceHint,
          })}
          <p class="problem" role="alert">${this.problem?.field === 'form' ? this.problem.text : nothing}</p>
          <div class="ways">
            <button class="primary" name="way" value="signIn" aria-disabled=${this.busy !== null}>
              ${strings.signIn}
            </button>
            <button class="outlined" name="way" value="register" aria-disabled=${this.busy !== null}>
              ${strings.createAccount}
            </button>
          </div>
        </form>
        <div class="without">
          ${
            this.joining
              ? html`<p>${strings.takeAlong}</p>
                  <button type="button" @click=${this.#done}>${strings.back}</button>`
              : html`<button type="button" @click=${this.#useWithoutAccount}>
                    ${strings.withoutAccount}
                  </button>
                  <p>${strings.withoutAccountHint}</p>`
          }
        </div>
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

  #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    // The buttons are not disabled meanwhile: that would take the focus off them.
    if (this.busy !== null) return;
    const data = new FormData(this.form);
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
    const name = (new FormData(this.form).get('deviceName') as string).trim();
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
        grid-template-columns: 1fr 1fr;
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
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) return { field: 'email', text: strings.emailWrong };
  if (password.length < MIN_PASSWORD) return { field: 'password', text: strings.passwordShort(MIN_PASSWORD) };
  return null;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sign-in': SignIn;
  }
}
