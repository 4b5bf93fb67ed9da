// The settings: how the app looks here, who is signed in where, and what this browser allows. Loaded when opened.
import { consume } from '@lit/context';
import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Lockstep, SessionState } from '../client/types.ts';
import { explain } from './explain.ts';
import { icon } from './icons.ts';
import { LiveController } from './live-controller.ts';
import { lockstepContext } from './lockstep-context.ts';
import './settings-account.ts';
import './settings-appearance.ts';
import './settings-devices.ts';
import './settings-notifications.ts';
import './settings-keys.ts';
import './settings-platform.ts';
import { settingsWords as words } from './words/settings.ts';
import { base, controls } from './styles.ts';
import { showToast } from './toast.ts';

/**
 * Passes on `create-account` and `sign-out`, and
 * @fires settings-close
 */
@customElement('ls-settings-page')
export class SettingsPage extends LitElement {
  @consume({ context: lockstepContext })
  private lockstep!: Lockstep;
  readonly #session = new LiveController<SessionState>(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.#session.watch(this.lockstep.session);
  }

  override render() {
    const session = this.#session.value;
    const hasAccount = session?.state === 'signed-in' && !session.local;
    return html`
      <header>
        <button class="icon" aria-label=${words.back} title=${words.back} @click=${this.#close}>
          ${icon('back')}
        </button>
        <h1>${words.title}</h1>
      </header>
      <ls-settings-appearance></ls-settings-appearance>
      <ls-settings-account></ls-settings-account>
      ${hasAccount ? html`<ls-settings-devices></ls-settings-devices>` : ''}
      <ls-settings-notifications></ls-settings-notifications>
      <ls-settings-keys></ls-settings-keys>
      <section>
        <h2>${words.yourData}</h2>
        <div class="buttons">
          <button class="outlined" @click=${this.#openData}>${words.data}</button>
        </div>
      </section>
      <ls-settings-platform></ls-settings-platform>
      <section>
        <h2>${words.about}</h2>
        <p><a href="/api/docs/" target="_blank" rel="noopener">${words.api}</a></p>
      </section>
    `;
  }

  #openData = (): void => {
    import('./data-dialog.ts')
      .then(({ openData }) => openData(this.renderRoot, []))
      .catch((error: unknown) => showToast({ text: explain(error) }));
  };

  #close = (): void => {
    this.dispatchEvent(new CustomEvent('settings-close', { bubbles: true, composed: true }));
  };

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        max-width: 640px;
        margin-inline: auto;
        padding: 16px var(--gutter) 96px;
      }
      header {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-block-end: 8px;
      }
      h1 {
        min-width: 0;
        overflow-wrap: anywhere;
        font: var(--text-list);
        font-weight: var(--strong);
        letter-spacing: -0.02em;
      }
      .icon {
        display: grid;
        place-items: center;
        inline-size: 36px;
        margin-inline-start: -10px;
        padding: 0;
        color: var(--ink-2);
      }
      section {
        margin-block-start: 32px;
        padding-block-start: 20px;
        border-block-start: 1px solid var(--line);
      }
      h2 {
        margin-block-end: 8px;
        font: var(--text-l);
        font-weight: var(--medium);
      }
      a {
        color: var(--accent);
        text-underline-offset: 3px;
      }
      @media (pointer: coarse) {
        .icon {
          inline-size: 44px;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-settings-page': SettingsPage;
  }
}
