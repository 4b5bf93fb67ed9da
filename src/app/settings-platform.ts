// Installing the app, and what this browser allows it to do.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { installOffer } from './install-offer.ts';
import { LiveController } from './live-controller.ts';
import { type Finding, inspectPlatform, isInstalled, wayToInstall } from './platform.ts';
import { section } from './settings-styles.ts';
import { settingsWords as words } from './words/settings.ts';
import { base, controls } from './styles.ts';

@customElement('ls-settings-platform')
export class SettingsPlatform extends LitElement {
  @state() private findings: Finding[] = [];
  readonly #offer = new LiveController<unknown>(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.#offer.watch(installOffer);
    void this.#inspect();
  }

  override render() {
    return html`<h2>${words.app}</h2>
      ${this.#renderInstall()}
      <h3>${words.platform}</h3>
      <ul>
        ${this.findings.map(
          ({ ability, state: now }) =>
            html`<li class="row">
              <span>${words[`ability-${ability}`]}</span>
              <span class=${now}>${words[now]}</span>
            </li>`,
        )}
      </ul>
      ${this.findings.some(({ state: now }) => now === 'no') ? html`<p class="quiet">${words.someMissing}</p>` : nothing}`;
  }

  #renderInstall() {
    if (isInstalled()) return html`<p>${words.installed}</p>`;
    if (!this.#offer.value) return html`<p>${words[`install-${wayToInstall()}`]}</p>`;
    return html`<p>${words.installWhy}</p>
      <div class="buttons">
        <button class="primary" @click=${this.#install}>${words.install}</button>
      </div>`;
  }

  /** An offer is good for one time; after a refusal the browser makes another one, or has its own sign. */
  #install = (): void => {
    const offer = installOffer.value;
    installOffer.set(null);
    offer?.prompt().catch(() => {});
  };

  async #inspect(): Promise<void> {
    this.findings = await inspectPlatform();
  }

  static override styles = [
    base,
    controls,
    section,
    css`
      h3 {
        margin-block: 20px 4px;
        font: var(--text-s);
        font-weight: var(--strong);
        color: var(--ink-2);
      }
      .yes {
        color: var(--ok);
      }
      .no,
      .asks {
        color: var(--ink-3);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-settings-platform': SettingsPlatform;
  }
}
