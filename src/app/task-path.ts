// The way from a step up to the task that it is part of, each a link.
import { consume } from '@lit/context';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LiveQuery, TaskDetailView } from '../client/types.ts';
import type { LockstepWithUndo } from '../client/undo-stack.ts';
import { LiveController } from './live-controller.ts';
import { lockstepContext } from './lockstep-context.ts';
import { taskPath } from './route.ts';
import { base } from './styles.ts';

/** Steps of steps go deeper only by a mistake: two devices can make a circle of them. */
const MAX_DEPTH = 6;

/** @fires task-open `{id}` */
@customElement('ls-task-path')
export class TaskPath extends LitElement {
  @consume({ context: lockstepContext })
  private lockstep!: LockstepWithUndo;

  /** The task that the way leads to; those above it come before. */
  @property() taskId = '';
  @property({ type: Number }) depth = 0;
  readonly #task = new LiveController<TaskDetailView | undefined>(this);
  #query: LiveQuery<TaskDetailView | undefined> | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#query?.close();
    this.#query = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.#query !== null && !changed.has('taskId')) return;
    this.#query?.close();
    this.#query = this.lockstep.liveTask(this.taskId);
    this.#task.watch(this.#query);
  }

  override render() {
    const seen = this.#task.value;
    if (seen === undefined || seen.state === 'missing') return nothing;
    const { id, title, parentId } = seen.task;
    return html`
      ${
        parentId !== undefined && this.depth < MAX_DEPTH
          ? html`<ls-task-path .taskId=${parentId} .depth=${this.depth + 1}></ls-task-path>`
          : nothing
      }
      <a href=${taskPath(id)} @click=${(event: MouseEvent) => this.#open(event, id)}>${title}</a>
      <span aria-hidden="true">/</span>
    `;
  }

  #open(event: MouseEvent, id: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent('task-open', { detail: { id }, bubbles: true, composed: true }));
  }

  static override styles = [
    base,
    css`
      :host {
        display: contents;
      }
      a {
        display: flex;
        align-items: center;
        min-inline-size: 24px;
        min-block-size: 32px;
        color: var(--ink-2);
        text-decoration: none;
        overflow-wrap: anywhere;
      }
      a:hover {
        color: var(--ink);
        text-decoration: underline;
        text-underline-offset: 3px;
      }
      @media (pointer: coarse) {
        a {
          min-inline-size: 44px;
          min-block-size: 44px;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-task-path': TaskPath;
  }
}
