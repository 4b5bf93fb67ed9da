// Asked when signing out would lose edits that have not reached the server.
import { css, html, LitElement } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { base, controls, dialogs } from './styles.ts';
import { accountWords } from './words/account.ts';
import { appWords } from './words/app.ts';

/**
 * @fires sign-out-retry try to send once more
 * @fires sign-out-download keep the unsent edits as a file
 * @fires sign-out-discard
 */
@customElement('ls-sign-out-dialog')
export class SignOutDialog extends LitElement {
  @state() private unsent = 0;
  @query('dialog') private dialog!: HTMLDialogElement;

  ask(unsent: number): void {
    this.unsent = unsent;
    void this.updateComplete.then(() => this.dialog.open || this.dialog.showModal());
  }

  override render() {
    return html`<dialog aria-labelledby="what">
      <h2 id="what">${accountWords.signOutTitle({ n: this.unsent })}</h2>
      <p>${accountWords.signOutText}</p>
      <div class="ways">
        <button class="primary" @click=${() => this.#choose('sign-out-retry')}>${appWords.tryAgain}</button>
        <button class="outlined" @click=${() => this.#fire('sign-out-download')}>${appWords.download}</button>
        <button class="outlined danger" @click=${() => this.#choose('sign-out-discard')}>
          ${accountWords.discardAndSignOut}
        </button>
        <button @click=${() => this.dialog.close()}>${appWords.cancel}</button>
      </div>
    </dialog>`;
  }

  #choose(type: string): void {
    this.dialog.close();
    this.#fire(type);
  }

  #fire(type: string): void {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true }));
  }

  static override styles = [base, controls, dialogs, css``];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-sign-out-dialog': SignOutDialog;
  }
}
