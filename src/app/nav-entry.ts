// One way to a view: its sign, its name, how many tasks are there.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { colourOf } from './colours.ts';
import { icon, type IconName } from './icons.ts';
import { formatCount } from './numbers.ts';
import { follow, pathOf, type View } from './route.ts';
import { base } from './styles.ts';
import { viewWords } from './words/view.ts';

/** Set the attribute `tile` where it stands in a bar: sign over name. */
@customElement('ls-nav-entry')
export class NavEntry extends LitElement {
  @property({ attribute: false }) view!: View;
  @property() name = '';
  @property() icon: IconName | null = null;
  /** Name of a colour, for the sign or in its place. */
  @property() colour: string | undefined;
  @property({ type: Number }) count = 0;
  /** It leads to where the person is. */
  @property({ type: Boolean }) current = false;
  @query('a') private link!: HTMLAnchorElement;

  override focus(options?: FocusOptions): void {
    this.link.focus(options);
  }

  override render() {
    const route = { view: this.view, taskId: null };
    const { count } = this;
    return html`<a
      href=${pathOf(route)}
      title=${this.name}
      aria-current=${this.current ? 'page' : nothing}
      aria-description=${count > 0 ? viewWords.openTasks({ n: count }) : nothing}
      draggable="false"
      @click=${(event: MouseEvent) => follow(event, route)}
    >
      ${
        this.icon
          ? html`<span class="sign" .style=${this.colour ? `color:${colourOf(this.colour)}` : ''}
              >${icon(this.icon)}</span
            >`
          : html`<span class="sign"
              ><span class="dot" .style=${`background:${colourOf(this.colour)}`}></span
            ></span>`
      }
      <span class="name">${this.name}</span>
      ${count > 0 ? html`<span class="count" aria-hidden="true">${formatCount(count)}</span>` : nothing}
    </a>`;
  }

  static override styles = [
    base,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      a {
        display: flex;
        align-items: center;
        gap: 10px;
        min-height: 32px;
        padding: 4px 10px;
        border-radius: var(--radius);
        color: var(--ink);
        font: var(--text-s);
        text-decoration: none;
        transition: background var(--fast) var(--ease);
      }
      a:hover {
        background: color-mix(in oklch, var(--ink) 6%, transparent);
      }
      a[aria-current] {
        background: color-mix(in oklch, var(--ink) 8%, transparent);
        font-weight: var(--medium);
      }
      .sign {
        display: grid;
        place-items: center;
        flex: none;
        inline-size: 16px;
        block-size: 16px;
        color: var(--ink-2);
      }
      /* On its darker ground the quiet ink would be too faint. */
      a[aria-current] .count {
        color: var(--count, var(--ink-2));
      }
      a[aria-current] .sign {
        color: var(--accent);
      }
      .dot {
        inline-size: 10px;
        block-size: 10px;
        border-radius: 50%;
      }
      .name {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .count {
        color: var(--count, var(--ink-3));
        font-weight: 400;
        font-variant-numeric: tabular-nums;
      }
      :host([tile]) a {
        position: relative;
        flex-direction: column;
        justify-content: center;
        gap: 3px;
        min-height: 56px;
        padding: 4px 0;
        font: var(--text-xs);
        color: var(--ink-2);
      }
      :host([tile]) a[aria-current] {
        background: none;
        color: var(--accent);
        font-weight: var(--strong);
      }
      :host([tile]) .name {
        flex: none;
        max-width: 100%;
      }
      :host([tile]) .count {
        position: absolute;
        inset-block-start: 4px;
        inset-inline-start: calc(50% + 10px);
        font-size: 0.6875rem;
      }
      @media (pointer: coarse) {
        a {
          min-height: 44px;
        }
      }
      @media (forced-colors: active) {
        .dot {
          forced-color-adjust: none;
        }
        a[aria-current] {
          outline: 1px solid Highlight;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-nav-entry': NavEntry;
  }
}
