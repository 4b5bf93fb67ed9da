// The end of the sheet: who is signed in, on which device, the ways to all that is no task, and the way out.
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { FileDrop } from './file-drop.ts';
import { follow, SETTINGS } from './route.ts';
import { base, controls } from './styles.ts';
import { showToast } from './toast.ts';
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
      /* Their words stand where those above begin. */
      .tools {
        margin-inline-start: -2px;
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
      button {
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
