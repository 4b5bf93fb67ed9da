// The menu of a row: everything that can be done with a task, for whoever does not know the keys or cannot drag.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from './icons.ts';
import { strings } from './strings.ts';
import { base, controls } from './styles.ts';

export type TaskAction = 'open' | 'rename' | 'move-up' | 'move-down' | 'delete';

/**
 * @fires menu-choose `{action}`
 * @fires menu-leave it was closed from the keyboard: the focus goes back to the row
 */
@customElement('ls-task-menu')
export class TaskMenu extends LitElement {
  /** The task's title, for the button's name. */
  @property() taskTitle = '';
  @property({ type: Boolean }) movable = true;
  @state() private isOpen = false;
  #wasOpen = false;
  @query('.more') private button!: HTMLButtonElement;
  @query('.menu') private menu!: HTMLElement | null;

  /** Opens the menu beside its button and gives its first item the focus. */
  async open(): Promise<void> {
    this.isOpen = true;
    await this.updateComplete;
    if (!this.menu || this.menu.matches(':popover-open')) return;
    this.menu.showPopover();
    const at = this.button.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.menu;
    const fitsBelow = at.bottom + offsetHeight + 8 < innerHeight;
    this.menu.style.left = `${Math.max(8, at.right - offsetWidth)}px`;
    this.menu.style.top = `${fitsBelow ? at.bottom + 4 : at.top - offsetHeight - 4}px`;
    this.menu.querySelector('button')?.focus();
  }

  override render() {
    return html`
      <button
        class="more"
        tabindex="-1"
        aria-label=${strings.more(this.taskTitle)}
        aria-haspopup="menu"
        aria-expanded=${this.isOpen}
        @pointerdown=${() => (this.#wasOpen = this.isOpen)}
        @click=${this.#toggle}
      >
        ${icon('more')}
      </button>
      ${this.isOpen ? this.#renderMenu() : nothing}
    `;
  }

  #renderMenu() {
    const item = (action: TaskAction, label: string) =>
      html`<button
        role="menuitem"
        class=${action === 'delete' ? 'danger' : ''}
        @click=${() => this.#choose(action)}
      >
        ${label}
      </button>`;
    return html`<div class="menu" role="menu" popover @toggle=${this.#toggled} @keydown=${this.#keydown}>
      ${item('open', strings.open)} ${item('rename', strings.rename)}
      ${this.movable ? [item('move-up', strings.moveUp), item('move-down', strings.moveDown)] : nothing}
      ${item('delete', strings.delete)}
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
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items.at(to % items.length)?.focus();
    }
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      this.#leave();
    }
  };

  #choose(action: TaskAction): void {
    this.#leave();
    this.dispatchEvent(new CustomEvent('menu-choose', { detail: { action } }));
  }

  #leave(): void {
    this.isOpen = false;
    this.dispatchEvent(new CustomEvent('menu-leave'));
  }

  static override styles = [
    base,
    controls,
    css`
      :host {
        flex: none;
      }
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
      .menu {
        position: fixed;
        inset: auto;
        margin: 0;
        min-width: 168px;
        padding: 4px;
        border: 1px solid var(--line);
        border-radius: var(--radius-m);
        background: var(--raised);
        color: var(--ink);
        box-shadow: 0 8px 28px oklch(0 0 0 / 0.16);
      }
      .menu button {
        display: block;
        width: 100%;
        text-align: start;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-task-menu': TaskMenu;
  }
}
