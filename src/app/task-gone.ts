// A task that was deleted while it was open: what it said stays readable, and there is a way back.
import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { base, controls } from './styles.ts';
import { taskWords } from './words/task.ts';

/**
 * @fires task-restore
 * @fires task-copy
 */
@customElement('ls-task-gone')
export class TaskGone extends LitElement {
  override render() {
    return html`<p>${taskWords.deletedElsewhere}</p>
      <button class="outlined" @click=${() => this.dispatchEvent(new CustomEvent('task-restore'))}>
        ${taskWords.restore}
      </button>
      <button class="outlined" @click=${() => this.dispatchEvent(new CustomEvent('task-copy'))}>
        ${taskWords.copyText}
      </button>`;
  }

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        margin-block-end: 16px;
        padding: 12px;
        border-inline-start: 2px solid var(--ember);
        background: var(--sunken);
        font: var(--text-s);
      }
      p {
        margin-block-end: 8px;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-task-gone': TaskGone;
  }
}
