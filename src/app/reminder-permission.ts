// Beside the first reminder that somebody sets: why this device wants to show notifications, and the way to allow it.
// Nothing is said where they are allowed, or where the person does not want to be asked again.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { askPermission, permission, PermissionController } from './notifications.ts';
import { base, controls } from './styles.ts';
import { remindWords as words } from './words/remind.ts';

/** Kept on this device: the person was asked and said not now. */
const NOT_NOW = 'lockstep-no-notifications';

@customElement('ls-reminder-permission')
export class ReminderPermission extends LitElement {
  @state() private declined = localStorage.getItem(NOT_NOW) !== null;

  constructor() {
    super();
    new PermissionController(this);
  }

  override render() {
    const now = permission();
    if (now === 'denied') return html`<p>${words.blockedShort}</p>`;
    if (now !== 'default' || this.declined) return nothing;
    return html`<div role="group" aria-labelledby="title">
      <p id="title">${words.askTitle}</p>
      <p>${words.askText}</p>
      <button class="outlined" @click=${() => void askPermission()}>${words.allow}</button>
      <button @click=${this.#decline}>${words.notNow}</button>
    </div>`;
  }

  #decline = (): void => {
    localStorage.setItem(NOT_NOW, '1');
    this.declined = true;
  };

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        flex-basis: 100%;
        color: var(--ink-2);
        font: var(--text-s);
      }
      div {
        padding-block: 4px 8px;
        padding-inline-start: 12px;
        border-inline-start: 2px solid var(--accent);
      }
      p {
        max-width: 52ch;
        padding-block-end: 4px;
        text-wrap: pretty;
      }
      #title {
        color: var(--ink);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-reminder-permission': ReminderPermission;
  }
}
