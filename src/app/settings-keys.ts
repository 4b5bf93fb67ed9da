// The keys of this device: each can be another one. What two commands would share is said, and can be swapped.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { chordOf } from './commands/chords.ts';
import { type Command, type CommandId, GROUPS } from './commands/command.ts';
import { COMMANDS } from './commands/index.ts';
import {
  isOwn,
  type KeyProblem,
  keysOf,
  onKeys,
  problemOf,
  resetKeys,
  setKeys,
  swapKeys,
} from './commands/own-keys.ts';
import { keyStyles, nameOf, renderKeys } from './key-names.ts';
import { composes } from './keys.ts';
import { section } from './settings-styles.ts';
import { base, controls } from './styles.ts';
import { appWords } from './words/app.ts';
import { commandWords } from './words/command.ts';
import { paletteWords as words } from './words/palette.ts';

/** How long a second key may take, for a sequence. */
const SECOND_MS = 900;

@customElement('ls-settings-keys')
export class SettingsKeys extends LitElement {
  /** The command that hears the next key. */
  @state() private hearing: CommandId | null = null;
  /** What was pressed so far. */
  @state() private pressed = '';
  @state() private problem: { command: Command; key: string; is: KeyProblem } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stop = () => {};

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = onKeys(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    this.#endHearing();
  }

  override render() {
    const commands = COMMANDS.filter(({ fixed }) => !fixed);
    return html`
      <h2 id="keys">${words.settings}</h2>
      <p>${words.settingsText}</p>
      ${GROUPS.map(
        (group) =>
          html`<h3>${words[`keys-${group}`]}</h3>
            <ul>
              ${commands.filter((one) => one.group === group).map((one) => this.#renderCommand(one))}
            </ul>`,
      )}
      <div class="buttons">
        <button class="outlined" ?disabled=${!commands.some(isOwn)} @click=${() => resetKeys()}>
          ${words.resetAll}
        </button>
      </div>
    `;
  }

  #renderCommand(command: Command) {
    const name = commandWords[command.id];
    const hears = this.hearing === command.id;
    const keys = keysOf(command);
    return html`<li>
      <div class="row">
        <span class="name" id="name-${command.id}">${name}</span>
        ${
          isOwn(command)
            ? html`<button
                class="link"
                aria-label=${words.resetOf({ command: name })}
                @click=${() => this.#reset(command)}
              >
                ${words.reset}
              </button>`
            : nothing
        }
        <button
          class=${hears ? 'key hears' : 'key'}
          id="key-${command.id}"
          aria-labelledby="name-${command.id} key-${command.id}"
          aria-description=${words.changeKey}
          aria-pressed=${hears}
          @click=${() => this.#hear(command)}
          @keydown=${(event: KeyboardEvent) => this.#keydown(event, command)}
          @blur=${this.#endHearing}
        >
          ${
            hears
              ? this.pressed
                ? renderKeys([this.pressed])
                : words.press
              : keys.length > 0
                ? renderKeys(keys)
                : words.noKey
          }
        </button>
      </div>
      <div role="status">
        ${hears && !this.pressed ? html`<span class="said">${words.press}</span>` : nothing}
      </div>
      <div role="alert">
        ${this.problem?.command === command ? this.#renderProblem(this.problem) : nothing}
      </div>
    </li>`;
  }

  #renderProblem({ command, key, is }: NonNullable<typeof this.problem>) {
    return html`<p class="problem">
      ${sayProblem(nameOf(key), is)}
      ${
        is.kind === 'used'
          ? html`<button class="outlined" @click=${() => this.#swap(command, key, is.of)}>
              ${words.swap}
            </button>`
          : nothing
      }
      <button class="outlined" @click=${() => this.#forget(command)}>${appWords.cancel}</button>
    </p>`;
  }

  #hear(command: Command): void {
    this.problem = null;
    this.pressed = '';
    this.hearing = this.hearing === command.id ? null : command.id;
  }

  #keydown(event: KeyboardEvent, command: Command): void {
    if (this.hearing !== command.id || composes(event)) return;
    // Tab leads on: nobody is caught here.
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    const chord = chordOf(event);
    if (chord === '' || event.repeat) return;
    if (chord === 'Escape') return this.#endHearing();
    if (this.pressed !== '') return this.#take(command, `${this.pressed} ${chord}`);
    this.pressed = chord;
    const isAlone = /^(Mod|Ctrl|Meta|Alt)\+/.test(chord) || command.where === 'list';
    if (isAlone) this.#take(command, chord);
    else this.#timer = setTimeout(() => this.#take(command, chord), SECOND_MS);
  }

  #take(command: Command, key: string): void {
    this.#endHearing();
    if (keysOf(command).includes(key)) return;
    const is = problemOf(command, key);
    if (is) this.problem = { command, key, is };
    else setKeys(command, [key]);
  }

  #endHearing = (): void => {
    clearTimeout(this.#timer);
    this.hearing = null;
    this.pressed = '';
  };

  #swap(command: Command, key: string, other: Command): void {
    swapKeys(command, key, other);
    this.#forget(command);
  }

  #reset(command: Command): void {
    resetKeys(command);
    this.#forget(command);
  }

  /** The button that was pressed goes; the focus stays with its command. */
  #forget({ id }: Command): void {
    this.problem = null;
    this.renderRoot.querySelector<HTMLElement>(`#key-${id}`)?.focus();
  }

  static override styles = [
    base,
    controls,
    section,
    keyStyles,
    css`
      h3 {
        margin-block: 16px 0;
        font: var(--text-s);
        font-weight: var(--medium);
        color: var(--ink-3);
      }
      li {
        border-block-end: 1px solid var(--line);
      }
      li:last-child {
        border-block-end: 0;
      }
      .row {
        border: 0;
      }
      .name {
        flex: 1 1 8rem;
      }
      .key {
        flex: 0 1 auto;
        min-inline-size: 64px;
        max-inline-size: 100%;
        margin-inline-end: -10px;
        white-space: normal;
        border: 1px solid transparent;
        color: var(--ink-3);
        text-align: end;
      }
      .key:hover,
      .key.hears {
        border-color: var(--control);
      }
      .key.hears {
        color: var(--accent);
      }
      .said {
        position: absolute;
        clip-path: inset(50%);
      }
      .problem {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        margin-block-end: 12px;
        color: var(--ink-2);
      }
    `,
  ];
}

function sayProblem(key: string, problem: KeyProblem): string {
  switch (problem.kind) {
    case 'taken':
      return words['problem-taken']({ key });
    case 'single':
      return words['problem-single'];
    default:
      return words[`problem-${problem.kind}`]({ key, command: commandWords[problem.of.id] });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-settings-keys': SettingsKeys;
  }
}
