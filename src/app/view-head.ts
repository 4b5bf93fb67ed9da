// The head of a view: what it is, how it is sorted, and what can be done with what it shows.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Filter, Label, Project } from '../protocol/rows.ts';
import { colourOf } from './colours.ts';
import './menu.ts';
import type { Menu, MenuItem } from './menu.ts';
import './name-field.ts';
import { outlineActions } from './outline-commands.ts';
import type { View } from './route.ts';
import { base } from './styles.ts';
import { GROUPINGS, hasOptions, sortsOf, type ViewOptions } from './view-options.ts';
import { taskWords } from './words/task.ts';
import { viewWords } from './words/view.ts';

/**
 * @fires options-change `{options}` another order or other groups are wanted
 * @fires row-rename `{title}` of the project, label or filter that the view is of
 * @fires row-do `{action}` with one of `outlineActions`
 * @fires section-add `{title}`
 */
@customElement('ls-view-head')
export class ViewHead extends LitElement {
  @property({ attribute: false }) view!: View;
  /** What the view is of; undefined for those that are there for everybody. */
  @property({ attribute: false }) row: Project | Label | Filter | undefined;
  @property({ attribute: false }) options!: ViewOptions;
  @state() private naming: 'row' | 'section' | null = null;
  @query('.of') private menu!: Menu | null;

  override render() {
    const { view, row } = this;
    const title = 'id' in view ? (row?.title ?? '') : viewWords[view.name];
    return html`
      <div class="line">
        ${
          row && this.naming === 'row'
            ? html`<ls-name-field
                .label=${viewWords[`rename-${row.entity}`]}
                .value=${title}
                @name-done=${({ detail }: CustomEvent<{ title: string }>) => this.#named('row-rename', detail)}
                @name-cancel=${() => this.#endNaming()}
              ></ls-name-field>`
            : html`<h1 @dblclick=${() => (this.naming = row ? 'row' : null)}>
                ${
                  row
                    ? html`<span class="dot" .style=${`background:${colourOf(row.colour)}`}></span>`
                    : nothing
                }${title}
              </h1>`
        }
        ${
          hasOptions(view)
            ? html`<ls-menu
                class="options"
                .name=${viewWords.options}
                icon="sort"
                .items=${this.#optionItems}
                reachable
                @menu-choose=${this.#chooseOption}
              ></ls-menu>`
            : nothing
        }
        ${
          row
            ? html`<ls-menu
                class="of"
                .name=${taskWords.more({ title })}
                .items=${() => this.#rowItems(row)}
                reachable
                @menu-choose=${this.#choose}
              ></ls-menu>`
            : nothing
        }
      </div>
      ${
        this.naming === 'section'
          ? html`<ls-name-field
              class="section"
              .label=${viewWords.sectionName}
              .placeholder=${viewWords.sectionName}
              @name-done=${({ detail }: CustomEvent<{ title: string }>) => this.#named('section-add', detail)}
              @name-cancel=${() => this.#endNaming()}
            ></ls-name-field>`
          : nothing
      }
    `;
  }

  #rowItems(row: Project | Label | Filter): MenuItem[] {
    const section = { action: 'section', label: viewWords.addSection };
    return row.entity === 'project' ? [section, ...outlineActions(row)] : outlineActions(row);
  }

  #optionItems = (): MenuItem[] => {
    const { sort, group } = this.options;
    return [
      ...sortsOf(this.view).map((one) => ({
        action: `sort ${one}`,
        label: viewWords[`sort-${one}`],
        checked: one === sort,
        group: viewWords.sortBy,
      })),
      ...GROUPINGS.map((one) => ({
        action: `group ${one}`,
        label: viewWords[`group-${one}`],
        checked: one === group,
        group: viewWords.groupBy,
      })),
    ];
  };

  #chooseOption = ({ detail: { action } }: CustomEvent<{ action: string }>): void => {
    const [name, value] = action.split(' ') as [string, string];
    this.#fire('options-change', { options: { ...this.options, [name]: value } });
  };

  #choose = ({ detail: { action } }: CustomEvent<{ action: string }>): void => {
    if (action === 'section') this.naming = 'section';
    else if (action === 'rename') this.naming = 'row';
    else this.#fire('row-do', { action });
  };

  #named(type: string, detail: { title: string }): void {
    this.#endNaming();
    this.#fire(type, detail);
  }

  #endNaming(): void {
    this.naming = null;
    void this.updateComplete.then(() => this.menu?.focus());
  }

  #fire(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  static override styles = [
    base,
    css`
      :host {
        display: block;
        padding-inline-start: 36px;
        margin-block-end: 16px;
      }
      .line {
        display: flex;
        align-items: center;
        min-height: 2.3rem;
      }
      h1,
      .line ls-name-field {
        flex: 1;
        min-width: 0;
        font: var(--text-list);
        font-weight: var(--strong);
        letter-spacing: -0.02em;
      }
      h1 {
        overflow-wrap: anywhere;
      }
      .dot {
        display: inline-block;
        inline-size: 14px;
        block-size: 14px;
        margin-inline-end: 12px;
        border-radius: 50%;
        vertical-align: 0.1em;
      }
      .section {
        margin-block-start: 12px;
        font: var(--text-row);
      }
      @media (hover: none) {
        :host {
          padding-inline-start: 8px;
        }
        .line {
          min-height: max(2.3rem, 44px);
        }
      }
      @media (forced-colors: active) {
        .dot {
          forced-color-adjust: none;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-view-head': ViewHead;
  }
}
