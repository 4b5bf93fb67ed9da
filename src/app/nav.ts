// The navigation: a sidebar where there is room (it can be put away), a rail of signs on tablets, a bar at the bottom
// on phones.
import { consume } from '@lit/context';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LockstepWithUndo } from '../client/undo-stack.ts';
import './browse.ts';
import { type Counts, countsOf } from './counts.ts';
import { icon } from './icons.ts';
import { LiveController } from './live-controller.ts';
import { lockstepContext } from './lockstep-context.ts';
import './mark.ts';
import './nav-entry.ts';
import type { Shown } from './route.ts';
import { base, controls } from './styles.ts';
import { appWords } from './words/app.ts';
import { viewWords } from './words/view.ts';

const COLLAPSED = 'lockstep-sidebar-collapsed';
const WIDE = matchMedia('(width >= 1024px)');
const MAIN = ['inbox', 'today', 'upcoming'] as const;

/** What is reached by way of `browse` where there is no sidebar. */
const BEHIND_BROWSE = [
  'browse',
  'search',
  'settings',
  'project',
  'label',
  'filter',
  'all',
  'logbook',
  'trash',
];

@customElement('ls-nav')
export class Nav extends LitElement {
  @consume({ context: lockstepContext })
  private lockstep!: LockstepWithUndo;

  @property({ attribute: false }) current!: Shown;
  @state() private isWide = WIDE.matches;
  @state() private isCollapsed = localStorage.getItem(COLLAPSED) !== null;
  readonly #counts = new LiveController<Counts>(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.#counts.watch(countsOf(this.lockstep));
    WIDE.addEventListener('change', this.#resized);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    WIDE.removeEventListener('change', this.#resized);
  }

  protected override shouldUpdate(_changed: PropertyValues<this>): boolean {
    return this.lockstep !== undefined;
  }

  override render() {
    const isSidebar = this.isWide && !this.isCollapsed;
    this.toggleAttribute('sidebar', isSidebar);
    const entry = (name: (typeof MAIN)[number] | 'browse', current: boolean) =>
      html`<ls-nav-entry
        ?tile=${!isSidebar}
        .view=${{ name }}
        .name=${viewWords[name]}
        .icon=${name}
        .count=${this.#counts.value?.[name] ?? 0}
        .current=${current}
      ></ls-nav-entry>`;
    return html`<nav aria-label=${viewWords.navigation}>
      <div class="top">
        ${isSidebar ? html`<span class="name"><ls-mark></ls-mark>${appWords.appName}</span>` : nothing}
        ${this.isWide ? this.#renderToggle(isSidebar) : nothing}
      </div>
      <div class="main">
        <ls-nav-entry
          class="search"
          ?tile=${!isSidebar}
          .view=${{ name: 'search', text: '' }}
          .name=${viewWords.search}
          icon="search"
          .current=${this.current.name === 'search'}
        ></ls-nav-entry>
        ${MAIN.map((name) => entry(name, this.current.name === name))}
        ${isSidebar ? nothing : entry('browse', BEHIND_BROWSE.includes(this.current.name))}
      </div>
      ${isSidebar ? html`<ls-browse .current=${this.current}></ls-browse>` : nothing}
    </nav>`;
  }

  #renderToggle(isSidebar: boolean) {
    const name = isSidebar ? viewWords.hideSidebar : viewWords.showSidebar;
    return html`<button class="toggle" aria-label=${name} title=${name} @click=${this.#toggle}>
      ${icon('sidebar')}
    </button>`;
  }

  #resized = (): void => {
    this.isWide = WIDE.matches;
  };

  #toggle = (): void => {
    this.isCollapsed = !this.isCollapsed;
    if (this.isCollapsed) localStorage.setItem(COLLAPSED, '1');
    else localStorage.removeItem(COLLAPSED);
  };

  static override styles = [
    base,
    controls,
    css`
      :host {
        display: block;
        inline-size: 64px;
        overflow-y: auto;
        overscroll-behavior: contain;
        border-block-start: var(--titlebar) solid transparent;
        border-inline-end: 1px solid var(--line);
        background: var(--sunken);
      }
      :host([sidebar]) {
        inline-size: 232px;
      }
      nav {
        padding: 8px 0 24px;
      }
      :host([sidebar]) nav {
        padding-inline: 12px;
      }
      .top {
        display: flex;
        align-items: center;
        justify-content: center;
        min-height: 40px;
        margin-block-end: 8px;
      }
      .name {
        flex: 1;
        display: flex;
        align-items: center;
        gap: 8px;
        padding-inline-start: 9px;
        font: var(--text-s);
        font-weight: var(--strong);
        letter-spacing: -0.005em;
        color: var(--ink-2);
      }
      .name ls-mark {
        font-size: 18px;
      }
      .toggle {
        display: grid;
        place-items: center;
        inline-size: 32px;
        padding: 0;
        color: var(--ink-3);
      }
      @media (width < 640px) {
        :host {
          position: fixed;
          inset-inline: 0;
          inset-block-end: 0;
          z-index: 1;
          inline-size: auto;
          border-inline-end: 0;
          border-block-start: 1px solid var(--line);
          background: var(--raised);
        }
        nav {
          padding: 0 8px env(safe-area-inset-bottom);
        }
        .top,
        .search {
          display: none;
        }
        .main {
          display: grid;
          grid-template-columns: repeat(4, minmax(0, 1fr));
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-nav': Nav;
  }
}
