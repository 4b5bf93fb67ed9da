// A view with nothing in it: says what would stand there, or that what the view is of is not there any more.
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { follow, INBOX, pathOf, type View } from './route.ts';
import { base } from './styles.ts';
import { taskWords } from './words/task.ts';
import { viewWords } from './words/view.ts';

@customElement('ls-view-blank')
export class ViewBlank extends LitElement {
  @property({ attribute: false }) view!: View;
  /** What the view is of was deleted, or is not known here. */
  @property({ type: Boolean }) gone = false;

  /** Nothing of the account has reached this device yet. */
  @property({ type: Boolean }) waits = false;

  override render() {
    const { view } = this;
    if (this.waits)
      return html`<h2>${viewWords.fillingTitle}</h2>
        <p>${viewWords.fillingText}</p>`;
    if (this.gone && 'id' in view) {
      const inbox = { view: INBOX, taskId: null };
      return html`<p>${viewWords[`gone-${view.name}`]}</p>
        <a href=${pathOf(inbox)} @click=${(event: MouseEvent) => follow(event, inbox)}
          >${viewWords.toInbox}</a
        >`;
    }
    const { name } = view;
    const isInbox = name === 'inbox' || name === 'browse' || name === 'search';
    return html`<h2>${isInbox ? taskWords.emptyTitle : viewWords[`empty-${name}`]}</h2>
      <p>${isInbox ? taskWords.emptyText : viewWords[`empty-${name}-text`]}</p>`;
  }

  static override styles = [
    base,
    css`
      :host {
        display: block;
        padding: 56px 36px;
        color: var(--ink-2);
        text-wrap: balance;
      }
      h2 {
        margin-block-end: 4px;
        font: var(--text-l);
        font-weight: var(--medium);
        color: var(--ink);
      }
      a {
        display: inline-block;
        padding-block: 8px;
        color: var(--accent);
      }
      @media (hover: none) {
        :host {
          padding-inline: 8px;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-view-blank': ViewBlank;
  }
}
