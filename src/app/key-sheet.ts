// The sheet of keys: every key there is, by where it works, as this person has them. Loaded when it is asked for.
import { css, html, LitElement } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { type Command, GROUPS } from './commands/command.ts';
import { COMMANDS } from './commands/index.ts';
import { keysOf, onKeys } from './commands/own-keys.ts';
import { icon } from './icons.ts';
import { keyStyles, renderKeys } from './key-names.ts';
import { follow, pathOf, SETTINGS } from './route.ts';
import { base, controls, dialogs } from './styles.ts';
import { appWords } from './words/app.ts';
import { commandWords } from './words/command.ts';
import { paletteWords as words } from './words/palette.ts';

@customElement('ls-key-sheet')
export class KeySheet extends LitElement {
  @query('dialog') private dialog!: HTMLDialogElement;
  #stop = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = onKeys(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  async show(): Promise<void> {
    // The language may be another one than the last time.
    this.requestUpdate();
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
  }

  override render() {
    return html`<dialog aria-labelledby="sheet" closedby="any" @pointerdown=${this.#pressed}>
      <header>
        <h2 id="sheet" tabindex="-1" autofocus>${words.sheet}</h2>
        <a href=${pathOf(SETTINGS)} @click=${this.#change}>${words.change}</a>
        <button class="icon" aria-label=${appWords.close} @click=${() => this.dialog.close()}>
          ${icon('close')}
        </button>
      </header>
      <div class="groups">
        ${GROUPS.map(
          (group) =>
            html`<section aria-labelledby=${group}>
              <h3 id=${group}>${words[`keys-${group}`]}</h3>
              <dl>
                ${COMMANDS.filter((one) => one.group === group && keysOf(one).length > 0).map(renderCommand)}
              </dl>
            </section>`,
        )}
      </div>
    </dialog>`;
  }

  #change = (event: MouseEvent): void => {
    follow(event, SETTINGS);
    if (event.defaultPrevented) this.dialog.close();
  };

  /** A press beside it closes it, also where the browser does not do so by itself. */
  #pressed = (event: PointerEvent): void => {
    if (event.target === this.dialog) this.dialog.close();
  };

  static override styles = [
    base,
    controls,
    dialogs,
    keyStyles,
    css`
      dialog {
        width: min(800px, calc(100vw - 32px));
        max-height: calc(100dvh - 32px);
        padding: 0;
      }
      header {
        position: sticky;
        inset-block-start: 0;
        display: flex;
        align-items: center;
        gap: 12px;
        padding-block: 16px 12px;
        padding-inline: 24px 16px;
        background: var(--raised);
      }
      dialog h2 {
        flex: 1;
        margin: 0;
      }
      a {
        color: var(--accent);
        font: var(--text-s);
        text-underline-offset: 3px;
      }
      .icon {
        display: grid;
        place-items: center;
        inline-size: 32px;
        padding: 0;
        color: var(--ink-2);
      }
      .groups {
        columns: 2 300px;
        column-gap: 40px;
        padding: 0 24px 24px;
      }
      section {
        break-inside: avoid;
        margin-block-end: 20px;
      }
      h3 {
        margin: 0 0 4px;
        font: var(--text-s);
        font-weight: var(--medium);
        color: var(--ink-3);
      }
      dl {
        margin: 0;
        font: var(--text-s);
      }
      .row {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 4px 16px;
        min-block-size: 32px;
        border-block-end: 1px solid var(--line);
      }
      .row:last-child {
        border-block-end: 0;
      }
      dd {
        margin: 0;
        text-align: end;
      }
      @media (pointer: coarse) {
        .icon {
          inline-size: 44px;
        }
      }
    `,
  ];
}

const renderCommand = (command: Command) =>
  html`<div class="row">
    <dt>${commandWords[command.id]}</dt>
    <dd>${renderKeys(keysOf(command))}</dd>
  </div>`;

/** Opens the sheet of the app. */
export function openKeySheet(root: HTMLElement | DocumentFragment): Promise<void> {
  let sheet = root.querySelector('ls-key-sheet');
  if (sheet === null) {
    sheet = document.createElement('ls-key-sheet');
    root.append(sheet);
  }
  return sheet.show();
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-key-sheet': KeySheet;
  }
}
