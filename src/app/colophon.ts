// The end of the sheet: who is signed in, on which device, in which theme, and the way out.
import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { strings } from './strings.ts';
import { base, controls } from './styles.ts';
import { applyTheme, readTheme, THEMES, type Theme } from './theme.ts';

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

  override render() {
    return html`<footer>
      <span>
        ${this.local ? strings.localDevice(this.deviceName) : strings.signedInAs(this.email, this.deviceName)}
      </span>
      <span class="tools">
        <select aria-label=${strings.theme} .value=${this.theme} @change=${this.#choose}>
          ${THEMES.map(
            (theme) =>
              html`<option value=${theme} ?selected=${theme === this.theme}>
                ${strings.themes[theme]}
              </option>`,
          )}
        </select>
        ${
          this.local
            ? html`<button @click=${() => this.#fire('create-account')}>${strings.createAccount}</button>`
            : html`<button ?disabled=${this.busy} @click=${() => this.#fire('sign-out')}>
                ${strings.signOut}
              </button>`
        }
      </span>
    </footer>`;
  }

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
      button,
      select {
        color: var(--ink-2);
      }
      select {
        min-height: 32px;
        padding: 4px 6px;
        border: 0;
        border-radius: var(--radius);
        background: none;
        font: var(--text-s);
      }
      select option {
        background: var(--raised);
        color: var(--ink);
      }
      @media (hover: none) {
        :host {
          padding-inline-start: 0;
        }
      }
      @media (pointer: coarse) {
        select {
          min-height: 44px;
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
