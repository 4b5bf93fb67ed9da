// The heading of a group of tasks: folds it, and for a section says what can be done with it.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from './icons.ts';
import './menu.ts';
import type { MenuItem } from './menu.ts';
import './name-field.ts';
import { formatCount } from './numbers.ts';
import { base, controls } from './styles.ts';
import type { Heading } from './task-group.ts';
import { taskWords } from './words/task.ts';
import { viewWords } from './words/view.ts';

const actions = (): MenuItem[] => [
  { action: 'add', label: viewWords.addHere },
  { action: 'rename', label: taskWords.rename },
  { action: 'up', label: taskWords.moveUp },
  { action: 'down', label: taskWords.moveDown },
  { action: 'delete', label: taskWords.delete, danger: true },
];

/**
 * @fires group-toggle `{key}` its tasks should be shown or hidden
 * @fires section-rename `{id, title}`
 * @fires section-do `{id, action}` with one of `add`, `up`, `down`, `delete`
 */
@customElement('ls-group-heading')
export class GroupHeading extends LitElement {
  @property() key = '';
  @property({ attribute: false }) heading!: Heading;
  /** Null where it cannot be folded. */
  @property({ attribute: false }) folded: boolean | null = null;
  @state() private renaming = false;
  @query('h2 button') private fold!: HTMLButtonElement | null;

  override render() {
    const { title, note, count, overdue, section } = this.heading;
    const words = html`<span class="title">${title}</span>
      ${note ? html`<span class="note">${note}</span>` : nothing}
      ${count ? html`<span class="note">${formatCount(count)}</span>` : nothing}`;
    if (section && this.renaming)
      return html`<ls-name-field
        .label=${viewWords.renameSection}
        .value=${title}
        @name-done=${this.#renamed}
        @name-cancel=${() => this.#endRenaming()}
      ></ls-name-field>`;
    return html`
      <h2 class=${overdue ? 'overdue' : ''}>
        ${
          this.folded === null
            ? words
            : html`<button
                aria-expanded=${!this.folded}
                @click=${() => this.#fire('group-toggle', { key: this.key })}
                @dblclick=${() => (this.renaming = section !== undefined)}
              >
                ${icon('chevron')} ${words}
              </button>`
        }
      </h2>
      ${
        section
          ? html`<ls-menu
              .name=${taskWords.more({ title })}
              .items=${actions}
              reachable
              @menu-choose=${this.#choose}
            ></ls-menu>`
          : nothing
      }
    `;
  }

  #choose = ({ detail: { action } }: CustomEvent<{ action: string }>): void => {
    if (action === 'rename') this.renaming = true;
    else this.#fire('section-do', { id: this.heading.section!.id, action });
  };

  #renamed = ({ detail: { title } }: CustomEvent<{ title: string }>): void => {
    this.#endRenaming();
    if (title !== this.heading.title) this.#fire('section-rename', { id: this.heading.section!.id, title });
  };

  #endRenaming(): void {
    this.renaming = false;
    void this.updateComplete.then(() => this.fold?.focus());
  }

  #fire(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
        align-items: end;
        min-height: var(--row);
        padding-block: 20px 4px;
        padding-inline-start: 36px;
      }
      h2 {
        flex: 1;
        min-width: 0;
        display: flex;
        align-items: baseline;
        gap: 8px;
        min-height: 32px;
        padding-block: 6px;
        font: var(--text-s);
        color: var(--ink-2);
        font-weight: var(--strong);
        font-variant-numeric: tabular-nums;
      }
      h2:has(button) {
        padding-block: 0;
      }
      h2 button {
        display: flex;
        align-items: center;
        gap: 8px;
        min-width: 0;
        margin-inline-start: -24px;
        padding-inline-start: 0;
        color: inherit;
        font-weight: inherit;
      }
      .overdue {
        color: var(--ember);
      }
      .title {
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .note {
        flex: none;
        color: var(--ink-3);
        font-weight: 400;
      }
      ls-name-field {
        flex: 1;
      }
      h2 svg {
        flex: none;
        transition: transform var(--steady) var(--ease);
      }
      h2 [aria-expanded='false'] svg {
        transform: rotate(calc(-90deg * var(--inline)));
      }
      @media (hover: none) {
        :host {
          padding-inline-start: 8px;
        }
        h2 button {
          margin-inline-start: -4px;
        }
      }
      @media (prefers-reduced-motion: reduce) {
        h2 svg {
          transition: none;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-group-heading': GroupHeading;
  }
}
