// A button with a menu: everything that can be done with a thing, for whoever does not know the keys or cannot drag.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon, type IconName } from './icons.ts';
import { base, controls } from './styles.ts';

export interface MenuItem {
  /** What `menu-choose` says. */
  action: string;
  label: string;
  danger?: boolean;
  /** One of several that exclude each other: whether it is the one. */
  checked?: boolean;
  /** It stands for this CSS colour: shown as a spot of it, in a line with its like. */
  colour?: string;
  /** What it and its neighbours of the same group are about. */
  group?: string;
}

/** The button, also where it stands for a menu that is not made yet. */
export const moreButton = css`
  .more {
    display: grid;
    place-items: center;
    inline-size: 32px;
    padding: 0;
    margin-inline-start: 4px;
    color: var(--ink-3);
  }
  @media (hover: none) {
    .more {
      inline-size: 44px;
    }
  }
`;

/**
 * @fires menu-choose `{action}`
 * @fires menu-leave it was closed from the keyboard: the focus goes back to where the menu belongs
 */
@customElement('ls-menu')
export class Menu extends LitElement {
  /** The button's accessible name. */
  @property() name = '';
  @property() icon: IconName = 'more';
  /** Asked when the menu opens. */
  @property({ attribute: false }) items: () => MenuItem[] = () => [];
  /** Tab leads to the button; else only the menu's owner opens it from the keyboard. */
  @property({ type: Boolean }) reachable = false;
  @state() private isOpen = false;
  #wasOpen = false;
  @query('.more') private button!: HTMLButtonElement;
  @query('.menu') private menu!: HTMLElement | null;

  override focus(options?: FocusOptions): void {
    this.button.focus(options);
  }

  /** Opens the menu beside its button and gives its first item the focus. */
  async open(): Promise<void> {
    this.isOpen = true;
    await this.updateComplete;
    if (!this.menu || this.menu.matches(':popover-open')) return;
    this.menu.showPopover();
    const at = this.button.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.menu;
    const fitsBelow = at.bottom + offsetHeight + 8 < innerHeight;
    const { clientWidth } = document.documentElement;
    const fromEnd = getComputedStyle(this).direction === 'rtl' ? at.left : clientWidth - at.right;
    this.menu.style.insetInlineEnd = `${Math.max(8, Math.min(fromEnd, clientWidth - offsetWidth - 8))}px`;
    this.menu.style.top = `${fitsBelow ? at.bottom + 4 : Math.max(8, at.top - offsetHeight - 4)}px`;
    this.menu.querySelector('button')?.focus();
  }

  override render() {
    return html`
      <button
        class="more"
        tabindex=${this.reachable ? 0 : -1}
        aria-label=${this.name}
        title=${this.reachable ? this.name : nothing}
        aria-haspopup="menu"
        aria-expanded=${this.isOpen}
        @pointerdown=${() => (this.#wasOpen = this.isOpen)}
        @click=${this.#toggle}
      >
        ${icon(this.icon)}
      </button>
      ${this.isOpen ? this.#renderMenu() : nothing}
    `;
  }

  #renderMenu() {
    const item = ({ action, label, danger, checked }: MenuItem) =>
      html`<button
        role=${checked === undefined ? 'menuitem' : 'menuitemradio'}
        aria-checked=${checked ?? nothing}
        class=${danger ? 'danger' : ''}
        @click=${() => this.#choose(action)}
      >
        <span class="label">${label}</span>
        ${checked ? icon('check') : nothing}
      </button>`;
    const spot = ({ action, label, checked = false, colour }: MenuItem) =>
      html`<button
        class="spot"
        role="menuitemradio"
        aria-checked=${checked}
        aria-label=${label}
        title=${label}
        .style=${`color:${colour}`}
        @click=${() => this.#choose(action)}
      ></button>`;
    const one = (each: MenuItem) => (each.colour === undefined ? item(each) : spot(each));
    return html`<div class="menu" role="menu" popover @toggle=${this.#toggled} @keydown=${this.#keydown}>
      ${[...Map.groupBy(this.items(), ({ group = '' }) => group)].map(([group, items]) =>
        group === ''
          ? items.map(one)
          : html`<div role="group" aria-label=${group}>
              <span class="caption" aria-hidden="true">${group}</span>
              <div class=${items[0]!.colour === undefined ? '' : 'spots'}>${items.map(one)}</div>
            </div>`,
      )}
    </div>`;
  }

  /** A press on the button of an open menu has closed it already, as a press elsewhere would. */
  #toggle = (): void => {
    if (this.#wasOpen || this.isOpen) this.isOpen = false;
    else void this.open();
    this.#wasOpen = false;
  };

  /** The browser closes a popover at a click elsewhere. */
  #toggled = (event: Event): void => {
    if ((event as ToggleEvent).newState === 'closed') this.isOpen = false;
  };

  #keydown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const items = [...(this.menu?.querySelectorAll('button') ?? [])];
    const at = items.indexOf((this.renderRoot as ShadowRoot).activeElement as HTMLButtonElement);
    const [next, previous] = [at + 1, at - 1];
    const to = {
      ArrowDown: next,
      ArrowRight: next,
      ArrowUp: previous,
      ArrowLeft: previous,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items.at(to % items.length)?.focus();
    }
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      this.#leave();
    }
  };

  #choose(action: string): void {
    this.#leave();
    this.dispatchEvent(new CustomEvent('menu-choose', { detail: { action } }));
  }

  #leave(): void {
    this.isOpen = false;
    if (this.reachable) this.focus();
    this.dispatchEvent(new CustomEvent('menu-leave'));
  }

  static override styles = [
    base,
    controls,
    moreButton,
    css`
      :host {
        flex: none;
      }
      @media (hover: none) {
        .menu .spots {
          max-width: 232px;
        }
        .menu .spot {
          inline-size: 44px;
        }
      }
      .menu {
        position: fixed;
        inset: auto;
        margin: 0;
        min-width: 168px;
        max-height: calc(100vh - 16px);
        overflow-y: auto;
        padding: 4px;
        border: 1px solid var(--line);
        border-radius: var(--radius-m);
        background: var(--raised);
        color: var(--ink);
        box-shadow: 0 8px 28px oklch(0 0 0 / 0.16);
      }
      .menu button:not(.spot) {
        display: flex;
        align-items: center;
        gap: 16px;
        width: 100%;
        text-align: start;
        white-space: nowrap;
      }
      .label {
        flex: 1;
      }
      .spots {
        display: flex;
        flex-wrap: wrap;
        max-width: 168px;
        padding: 2px;
      }
      .spot {
        display: grid;
        place-items: center;
        inline-size: 32px;
        padding: 0;
      }
      .spot::before {
        content: '';
        inline-size: 14px;
        block-size: 14px;
        border-radius: 50%;
        background: currentColor;
        outline: 2px solid transparent;
        outline-offset: 2px;
      }
      .spot[aria-checked='true']::before {
        outline-color: currentColor;
      }
      [role='group']:not(:first-child) {
        margin-block-start: 4px;
        padding-block-start: 4px;
        border-block-start: 1px solid var(--line);
      }
      .caption {
        display: block;
        padding: 4px 10px;
        font: var(--text-xs);
        color: var(--ink-3);
      }
      @media (forced-colors: active) {
        .spot {
          forced-color-adjust: none;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-menu': Menu;
  }
}
