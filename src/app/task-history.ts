// A task's history, folded until somebody wants it: only the server knows it.
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { TaskView } from '../client/types.ts';
import { icon } from './icons.ts';
import { type Names, NO_NAMES } from './names.ts';
import { explain } from './explain.ts';
import { base, controls } from './styles.ts';
import { showToast } from './toast.ts';
import { taskWords } from './words/task.ts';

@customElement('ls-task-history')
export class TaskHistory extends LitElement {
  @property({ attribute: false }) task!: TaskView;
  @property({ attribute: false }) names: Names = NO_NAMES;
  @property({ type: Boolean }) readOnly = false;
  @state() private isOpen = false;
  /** The task whose history was opened. */
  #of = '';

  protected override willUpdate(_changed: PropertyValues<this>): void {
    if (this.#of !== this.task.id) this.isOpen = false;
    this.#of = this.task.id;
  }

  override render() {
    const { task, names, readOnly, isOpen } = this;
    return html`<button aria-expanded=${isOpen} @click=${this.#toggle}>
        ${icon('chevron')} ${taskWords.history}
      </button>
      ${
        isOpen
          ? html`<ls-task-timeline
              .taskId=${task.id}
              .taskTitle=${task.title}
              .revision=${task.baseRevision}
              .names=${names}
              .readOnly=${readOnly}
            ></ls-task-timeline>`
          : nothing
      }`;
  }

  /** Loaded when somebody asks. */
  #toggle = async (): Promise<void> => {
    try {
      await import('./task-timeline.ts');
      this.isOpen = !this.isOpen;
    } catch (error) {
      showToast({ text: explain(error) });
    }
  };

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        margin-block-start: 12px;
      }
      button {
        display: flex;
        align-items: center;
        gap: 8px;
        margin-inline-start: -10px;
        color: var(--ink-2);
        font-weight: var(--medium);
      }
      svg {
        transition: transform var(--steady) var(--ease);
      }
      [aria-expanded='false'] svg {
        transform: rotate(calc(-90deg * var(--inline)));
      }
      @media (prefers-reduced-motion: reduce) {
        svg {
          transition: none;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-task-history': TaskHistory;
  }
}
