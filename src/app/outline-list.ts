// Projects, labels or saved filters in the navigation: in their order, added, renamed, coloured, moved and deleted in
// place.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Filter, Label, Project } from '../protocol/rows.ts';
import type { Counts } from './counts.ts';
import { icon, type IconName } from './icons.ts';
import { composes } from './keys.ts';
import './menu.ts';
import './name-field.ts';
import './nav-entry.ts';
import { type Kind, outlineActions } from './outline-commands.ts';
import { isSameView, keyOf, type View } from './route.ts';
import { base, controls } from './styles.ts';
import { taskWords } from './words/task.ts';
import { viewWords } from './words/view.ts';

type Row = Project | Label | Filter;

const ICONS: Record<Kind, IconName | null> = { projects: null, labels: 'label', filters: 'filter' };

/**
 * @fires outline-add `{kind, title}`
 * @fires outline-rename `{row, title}`
 * @fires outline-do `{row, action}` with one of `outlineActions`
 */
@customElement('ls-outline-list')
export class OutlineList extends LitElement {
  @property() kind: Kind = 'projects';
  @property({ attribute: false }) rows: readonly Row[] = [];
  @property({ attribute: false }) counts: Counts = {};
  @property({ attribute: false }) current: View | null = null;
  /** Id of the row that is being renamed, or `new` for one that is being named. */
  @state() private naming: string | null = null;

  override render() {
    const { kind } = this;
    return html`<div class="head">
        <h2 id="head">${viewWords[kind]}</h2>
        <button
          class="add"
          aria-label=${viewWords[`add-${kind}`]}
          title=${viewWords[`add-${kind}`]}
          @click=${() => (this.naming = 'new')}
        >
          ${icon('plus')}
        </button>
      </div>
      <ul aria-labelledby="head" @keydown=${this.#keydown}>
        ${repeat(
          this.rows,
          ({ id }) => id,
          (row) => html`<li>${this.#renderRow(row)}</li>`,
        )}
        ${
          this.naming === 'new'
            ? html`<li>
                <ls-name-field
                  .label=${viewWords[`name-${kind}`]}
                  .placeholder=${viewWords[`name-${kind}`]}
                  @name-done=${({ detail }: CustomEvent<{ title: string }>) => this.#add(detail.title)}
                  @name-cancel=${() => this.#endNaming('.add')}
                ></ls-name-field>
              </li>`
            : nothing
        }
      </ul>`;
  }

  #renderRow(row: Row) {
    const view: View = { name: row.entity, id: row.id };
    if (this.naming === row.id)
      return html`<ls-name-field
        .label=${viewWords[`rename-${row.entity}`]}
        .value=${row.title}
        @name-done=${({ detail }: CustomEvent<{ title: string }>) => this.#rename(row, detail.title)}
        @name-cancel=${() => this.#endNaming(`#${idOf(row)}`)}
      ></ls-name-field>`;
    return html`<ls-nav-entry
        id=${idOf(row)}
        .view=${view}
        .name=${row.title}
        .icon=${ICONS[this.kind]}
        .colour=${row.colour}
        .count=${this.counts[keyOf(view)] ?? 0}
        .current=${this.current !== null && isSameView(view, this.current)}
      ></ls-nav-entry
      ><ls-menu
        .name=${taskWords.more({ title: row.title })}
        .items=${() => outlineActions(row)}
        reachable
        @menu-choose=${({ detail }: CustomEvent<{ action: string }>) => this.#choose(row, detail.action)}
      ></ls-menu>`;
  }

  #choose(row: Row, action: string): void {
    if (action === 'rename') this.naming = row.id;
    else this.#fire('outline-do', { row, action });
  }

  #add(title: string): void {
    this.#endNaming('.add');
    this.#fire('outline-add', { kind: this.kind, title });
  }

  #rename(row: Row, title: string): void {
    this.#endNaming(`#${idOf(row)}`);
    if (title !== row.title) this.#fire('outline-rename', { row, title });
  }

  #endNaming(focus: string): void {
    this.naming = null;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(focus)?.focus());
  }

  /** The keys of a task's row, for the entry that has the focus. */
  #keydown = (event: KeyboardEvent): void => {
    const row = this.rows.find((one) => idOf(one) === (event.target as Element).id);
    if (!row || composes(event)) return;
    const { key, altKey } = event;
    if (altKey && (key === 'ArrowUp' || key === 'ArrowDown')) {
      this.#fire('outline-do', { row, action: key === 'ArrowUp' ? 'up' : 'down' });
    } else if (key === 'F2') this.naming = row.id;
    else if (key === 'Delete' && !event.repeat) this.#fire('outline-do', { row, action: 'delete' });
    else return;
    event.preventDefault();
  };

  #fire(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
      }
      .head {
        display: flex;
        align-items: center;
        padding-inline-start: 10px;
      }
      h2 {
        flex: 1;
        font: var(--text-xs);
        font-weight: var(--strong);
        color: var(--ink-3);
      }
      .add {
        display: grid;
        place-items: center;
        inline-size: 32px;
        padding: 0;
        color: var(--ink-3);
      }
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        position: relative;
        display: flex;
        align-items: center;
      }
      ls-nav-entry,
      ls-name-field {
        flex: 1;
      }
      ls-name-field {
        font: var(--text-s);
      }
      /* The menu takes the place of the count while it can be used. */
      ls-menu {
        margin-inline-start: -36px;
        opacity: 0;
      }
      li:is(:hover, :focus-within) ls-menu {
        opacity: 1;
      }
      li:is(:hover, :focus-within) ls-nav-entry {
        --count: transparent;
      }
      @media (hover: none) {
        ls-menu {
          margin-inline-start: 0;
          opacity: 1;
        }
      }
      @media (pointer: coarse) {
        .add {
          inline-size: 44px;
        }
      }
    `,
  ];
}

const idOf = ({ id }: Row): string => `row-${id}`;

declare global {
  interface HTMLElementTagNameMap {
    'ls-outline-list': OutlineList;
  }
}
