// The end of the sheet: who is signed in, on which device, in which language and theme, and the way out.
import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { FileDrop } from './file-drop.ts';
import './language-choice.ts';
import { follow, SETTINGS } from './route.ts';
import { base, choices, controls } from './styles.ts';
import { showToast } from './toast.ts';
import { applyTheme, readTheme, THEMES, type Theme } from './theme.ts';
import { accountWords } from './words/account.ts';
import { errorWords } from './words/error.ts';
import { settingsWords } from './words/settings.ts';

/**
 * @fires sign-out
 * @fires create-account the person wants the tasks of this device on others, too
 */
@customElement('ls-colophon')
export class Colophon extends LitElement {
  @property() email = '';
  @property() deviceName = '';
  @property({ type: Boolean }) busy = false;
  /** No account on this device: nobody to sign out. */
  @property({ type: Boolean }) local = false;
  @state() private theme: Theme = readTheme();

  constructor() {
    super();
    new FileDrop(this, (files) => this.#openData(files));
  }

  override render() {
    const { email, deviceName: device } = this;
    return html`<footer>
      <span>
        ${this.local ? accountWords.localDevice({ device }) : accountWords.signedInAs({ email, device })}
      </span>
      <span class="tools">
        <button @click=${() => this.#openData()}>${settingsWords.data}</button>
        <a href="/settings" @click=${(event: MouseEvent) => follow(event, SETTINGS)}
          >${settingsWords.title}</a
        >
        <ls-language-choice></ls-language-choice>
        <select aria-label=${settingsWords.theme} .value=${this.theme} @change=${this.#choose}>
          ${THEMES.map(
            (theme) =>
              html`<option value=${theme} ?selected=${theme === this.theme}>${settingsWords[theme]}</option>`,
          )}
        </select>
        ${
          this.local
            ? html`<button @click=${() => this.#fire('create-account')}>
                ${accountWords.createAccount}
              </button>`
            : html`<button ?disabled=${this.busy} @click=${() => this.#fire('sign-out')}>
                ${accountWords.signOut}
              </button>`
        }
      </span>
    </footer>`;
  }

  /** Loaded when somebody asks. */
  #openData = (files: File[] = []): void => {
    import('./data-dialog.ts')
      .then(({ openData }) => openData(this.renderRoot, files))
      .catch(() => showToast({ text: errorWords.failed }));
  };

  #choose = (event: Event): void => {
    this.theme = (event.target as HTMLSelectElement).value as Theme;
    applyTheme(this.theme);
  };

  #fire(type: string): void {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true }));
  }

  static override styles = [
    base,
    controls,
    choices,
    css`
      :host {
        display: block;
        margin-block-start: 56px;
        padding-inline-start: 28px;
        font: var(--text-s);
        color: var(--ink-3);
      }
      footer,
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
      }
      footer {
        justify-content: space-between;
      }
      footer > span:first-child {
        padding-inline: 8px;
        overflow-wrap: anywhere;
      }
      a {
        display: inline-flex;
        align-items: center;
        min-height: 32px;
        padding: 6px 10px;
        border-radius: var(--radius);
        color: var(--ink-2);
        text-decoration: none;
      }
      a:hover {
        background: color-mix(in oklch, var(--ink) 7%, transparent);
      }
      button,
      select {
        color: var(--ink-2);
      }
      @media (hover: none) {
        :host {
          padding-inline-start: 0;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-colophon': Colophon;
  }
}
