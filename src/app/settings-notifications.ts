// What this platform can and cannot do to remind somebody, found out by trying, and a notification to see it.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import {
  actionsAllowed,
  askPermission,
  permission,
  PermissionController,
  showTest,
} from './notifications.ts';
import { isInstalled } from './platform.ts';
import { section } from './settings-styles.ts';
import { base, controls } from './styles.ts';
import { remindWords as words } from './words/remind.ts';

type Answer = 'yes' | 'no' | 'asks';

@customElement('ls-settings-notifications')
export class SettingsNotifications extends LitElement {
  /** What came of the test. */
  @state() private said = '';

  constructor() {
    super();
    new PermissionController(this);
  }

  override render() {
    const now = permission();
    const shows: Answer = now === 'granted' ? 'yes' : now === 'default' ? 'asks' : 'no';
    const answers: Answer = 'serviceWorker' in navigator && actionsAllowed() > 0 ? shows : 'no';
    return html`
      <h2>${words.notifications}</h2>
      ${this.#renderPermission()}
      <ul>
        ${this.#row(words['can-open'], shows)} ${this.#row(words['can-answer'], answers)}
        ${this.#row(words['can-away'], 'yes')} ${this.#row(words['can-closed'], 'no')}
      </ul>
      <p class="closed">${words.closedNever}</p>
    `;
  }

  #renderPermission() {
    switch (permission()) {
      case 'default':
        return html`<p>${words.notAsked}</p>
          <div class="buttons">
            <button class="outlined" @click=${() => void askPermission()}>${words.allow}</button>
          </div>`;
      case 'granted':
        return html`<p>${words.granted}</p>
          <div class="buttons">
            <button class="outlined" @click=${() => void this.#test()}>${words.test}</button>
          </div>
          <p class="quiet" role="status">${this.said}</p>`;
      case 'denied':
        return html`<p>${words.blocked}</p>`;
      case 'unsupported':
        return html`<p>${words.unsupported} ${isInstalled() ? nothing : words.unsupportedInstall}</p>`;
    }
  }

  #row(what: string, answer: Answer) {
    return html`<li class="row">
      <span>${what}</span>
      <span class=${answer}>${words[answer]}</span>
    </li>`;
  }

  async #test(): Promise<void> {
    this.said = '';
    this.said = (await showTest()) ? words.testShown : words.testFailed;
  }

  static override styles = [
    base,
    controls,
    section,
    css`
      ul {
        margin-block-start: 12px;
      }
      .row {
        flex-wrap: nowrap;
        padding-block: 6px;
      }
      .row span:last-child {
        flex: none;
        max-width: 40%;
        text-align: end;
      }
      .closed {
        margin-block-start: 12px;
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
    'ls-settings-notifications': SettingsNotifications;
  }
}
