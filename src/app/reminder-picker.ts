// A task's reminders: at a time, or so long before it is due.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { TaskPatch } from '../client/types.ts';
import { addDays, today } from './dates.ts';
import { icon } from './icons.ts';
import './reminder-permission.ts';
import { formatReminder } from './reminder-words.ts';
import { base, controls, picker } from './styles.ts';
import { detailWords as words } from './words/detail.ts';

/** Spans that are offered; more than one way to say one of them (24 hours, a day) would be two reminders. */
const SPANS = ['-PT0M', '-PT5M', '-PT15M', '-PT30M', '-PT1H', '-PT2H', '-P1D', '-P2D', '-P7D'];
const AT_A_TIME = 'at';

/** @fires task-patch `TaskPatch`: the reminders that the task should have */
@customElement('ls-reminder-picker')
export class ReminderPicker extends LitElement {
  @property({ attribute: false }) reminders: readonly string[] = [];
  @property() dueDate: string | undefined;
  @property({ type: Boolean }) readOnly = false;
  @state() private isAdding = false;
  @state() private kind = AT_A_TIME;
  @query('.add') private addButton!: HTMLButtonElement;
  @query('select') private select!: HTMLSelectElement | null;
  @query('[type=datetime-local]') private time!: HTMLInputElement | null;

  override render() {
    return html`
      ${repeat(
        this.reminders,
        (reminder) => reminder,
        (reminder) => this.#renderToken(reminder),
      )}
      ${
        this.readOnly
          ? nothing
          : html`<button class="add" aria-expanded=${this.isAdding} @click=${this.#toggle}>
              ${words.addReminder}
            </button>`
      }
      ${this.isAdding && !this.readOnly ? this.#renderForm() : nothing}
      ${this.reminders.length > 0 && !this.readOnly ? html`<ls-reminder-permission></ls-reminder-permission>` : nothing}
    `;
  }

  #renderToken(reminder: string) {
    const when = formatReminder(reminder);
    return html`<span class="token">
      <span>${when}</span>
      ${
        this.readOnly
          ? nothing
          : html`<button aria-label=${words.removeReminder({ when })} @click=${() => this.#remove(reminder)}>
              ${icon('close')}
            </button>`
      }
    </span>`;
  }

  #renderForm() {
    const { dueDate } = this;
    return html`<form @submit=${this.#add} @keydown=${this.#keydown}>
      <select aria-label=${words.when} @change=${this.#kindChosen}>
        ${
          dueDate
            ? SPANS.map(
                (span) =>
                  html`<option value=${span} ?selected=${span === this.kind}>
                    ${formatReminder(span)}
                  </option>`,
              )
            : nothing
        }
        <option value=${AT_A_TIME} ?selected=${this.kind === AT_A_TIME}>${words.atATime}</option>
      </select>
      ${
        this.kind === AT_A_TIME
          ? html`<input
              type="datetime-local"
              class="time"
              aria-label=${words.reminderTime}
              required
              .value=${`${dueDate ?? addDays(today(), 1)}T09:00`}
            />`
          : nothing
      }
      <button class="outlined" type="submit">${words.add}</button>
      ${dueDate ? nothing : html`<p>${words.needsDue}</p>`}
    </form>`;
  }

  #toggle = async (): Promise<void> => {
    this.isAdding = !this.isAdding;
    this.kind = this.dueDate ? '-PT30M' : AT_A_TIME;
    await this.updateComplete;
    this.select?.focus();
  };

  #kindChosen = (): void => {
    this.kind = this.select?.value ?? AT_A_TIME;
  };

  #keydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    this.#close();
  };

  #add = (event: Event): void => {
    event.preventDefault();
    const reminder = this.kind === AT_A_TIME ? (this.time?.value.slice(0, 16) ?? '') : this.kind;
    this.#close();
    if (reminder === '' || this.reminders.includes(reminder)) return;
    this.#set([...this.reminders, reminder]);
  };

  #remove(reminder: string): void {
    this.#set(this.reminders.filter((one) => one !== reminder));
    // The button goes with its reminder.
    this.addButton.focus();
  }

  #close(): void {
    this.isAdding = false;
    this.addButton.focus();
  }

  #set(reminders: string[]): void {
    const detail: TaskPatch = { reminders: reminders.length > 0 ? reminders : null };
    this.dispatchEvent(new CustomEvent('task-patch', { detail, bubbles: true, composed: true }));
  }

  static override styles = [
    base,
    controls,
    picker,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 6px;
        min-inline-size: 0;
      }
      .add {
        padding-inline: 6px;
        margin-inline-start: -6px;
        color: var(--ink-3);
      }
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px;
        flex-basis: 100%;
        padding-block: 4px;
      }
      form :is(select, .time) {
        min-height: 32px;
        margin: 0;
        padding: 2px 8px;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: var(--raised);
        color: var(--ink);
        font: inherit;
      }
      form p {
        flex-basis: 100%;
        color: var(--ink-2);
      }
      @media (pointer: coarse) {
        form :is(select, .time) {
          min-height: 44px;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-reminder-picker': ReminderPicker;
  }
}
