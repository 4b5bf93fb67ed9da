// Where a step belongs: the way up to the task that it is part of, and a way out of it.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TaskPatch, TaskView } from '../client/types.ts';
import { base, controls } from './styles.ts';
import './task-path.ts';
import { detailWords as words } from './words/detail.ts';

/** @fires task-patch `TaskPatch`: the step should be a task of its own */
@customElement('ls-step-path')
export class StepPath extends LitElement {
  @property({ attribute: false }) task!: TaskView;
  /** The name of the project that it is in; empty for none. */
  @property() project = '';
  @property({ type: Boolean }) readOnly = false;

  override render() {
    const { project, readOnly } = this;
    return html`<nav aria-label=${words.path}>
      ${project ? html`<span>${project}</span> <span aria-hidden="true">/</span>` : nothing}
      <ls-task-path .taskId=${this.task.parentId ?? ''}></ls-task-path>
      <span class="grow"></span>
      ${readOnly ? nothing : html`<button @click=${this.#leave}>${words.ownTask}</button>`}
    </nav>`;
  }

  #leave = (): void => {
    const detail: TaskPatch = { parentId: null };
    this.dispatchEvent(new CustomEvent('task-patch', { detail, bubbles: true, composed: true }));
  };

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        margin-block: -8px 4px;
        font: var(--text-s);
        color: var(--ink-3);
      }
      nav {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 8px;
      }
      .grow {
        flex: 1;
      }
      button {
        margin-inline: -10px;
        color: var(--ink-3);
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-step-path': StepPath;
  }
}
