// What is known of a task besides its words: where it is, when it is due, how urgent it is. Each fact in a row of its
// own, with what two devices disagreed about under it.
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { TaskPatch, TaskView } from '../client/types.ts';
import './conflict-line.ts';
import { addDays, formatCivil, today } from './dates.ts';
import { icon } from './icons.ts';
import './label-picker.ts';
import { Outline } from './outline.ts';
import { namesOf } from './outline-names.ts';
import './priority-picker.ts';
import './project-picker.ts';
import './reminder-picker.ts';
import { describeRepeat } from './repeat-words.ts';
import { base, controls, picker } from './styles.ts';
import { showToast } from './toast.ts';
import { detailWords as words } from './words/detail.ts';
import { errorWords } from './words/error.ts';
import { taskWords } from './words/task.ts';

/** @fires task-patch `TaskPatch`: fields that the person set; those of the pickers pass through */
@customElement('ls-task-facts')
export class TaskFacts extends LitElement {
  @property({ attribute: false }) task!: TaskView;
  @property({ attribute: false }) outline = new Outline();
  @property({ type: Boolean }) readOnly = false;
  @state() private editsRepeat = false;
  @query('.repeat') private repeatButton!: HTMLButtonElement;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('task') && changed.get('task')?.id !== this.task.id) this.editsRepeat = false;
  }

  override render() {
    const { task, outline, readOnly } = this;
    return html`
      ${this.#row(
        'dueDate',
        taskWords.dueDate,
        html`${this.#day('dueDate', taskWords.dueDate)} ${task.dueDate ? this.#time() : this.#soon()}
        ${this.#clear(taskWords.clearDue, task.dueDate, { dueDate: null, ...(task.dueTime && { dueTime: null }) })}`,
        'dueTime',
      )}
      ${this.#row(
        'startDate',
        words.startDate,
        html`${this.#day('startDate', words.startDate)}
        ${this.#clear(words.clearStart, task.startDate, { startDate: null })}`,
      )}
      ${this.#row('recurrence', words.repeat, this.#repeat(), 'repeatFrom')}
      ${
        this.editsRepeat && !readOnly
          ? html`<ls-repeat-editor .task=${task} @repeat-close=${this.#closeRepeat}></ls-repeat-editor>`
          : nothing
      }
      ${this.#row(
        'reminders',
        words.reminders,
        html`<ls-reminder-picker
          .reminders=${task.reminders ?? []}
          .dueDate=${task.dueDate}
          .readOnly=${readOnly}
        ></ls-reminder-picker>`,
      )}
      ${this.#row(
        'priority',
        words.priority,
        html`<ls-priority-picker .priority=${task.priority} .readOnly=${readOnly}></ls-priority-picker>`,
      )}
      ${this.#row(
        'labels',
        words.labels,
        html`<ls-label-picker
          .chosen=${task.labels ?? []}
          .labels=${outline.labels}
          .readOnly=${readOnly}
        ></ls-label-picker>`,
      )}
      ${
        task.parentId === undefined
          ? this.#row(
              'projectId',
              words.project,
              html`<ls-project-picker
                .task=${task}
                .outline=${outline}
                .readOnly=${readOnly}
              ></ls-project-picker>`,
              'sectionId',
              'parentId',
            )
          : nothing
      }
    `;
  }

  /** @param more further fields that the row speaks of */
  #row(field: string, name: string, content: TemplateResult, ...more: string[]) {
    const conflicts = [field, ...more].map((one) => this.#conflict(one));
    return html`<div class="row">
      <span class="name" aria-hidden="true">${name}</span>
      <div class="value">${content}</div>
      ${conflicts}
    </div>`;
  }

  #day(field: 'dueDate' | 'startDate', label: string) {
    return html`<input
      type="date"
      class=${this.task[field] ? 'quiet' : 'quiet empty'}
      aria-label=${label}
      .value=${this.task[field] ?? ''}
      ?disabled=${this.readOnly}
      @change=${(event: Event) => this.#dayChosen(field, (event.target as HTMLInputElement).value)}
    />`;
  }

  #time() {
    const { dueTime } = this.task;
    return html`<input
      type="time"
      class=${dueTime ? 'quiet' : 'quiet empty'}
      aria-label=${words.dueTime}
      .value=${dueTime ?? ''}
      ?disabled=${this.readOnly}
      @change=${(event: Event) => this.#set({ dueTime: (event.target as HTMLInputElement).value || null })}
    />`;
  }

  /** The two days that are chosen most. */
  #soon() {
    if (this.readOnly) return nothing;
    return [today(), addDays(today(), 1)].map((date) => {
      const day = formatCivil(date);
      return html`<button
        class="soon"
        aria-label=${words.due({ day })}
        @click=${() => this.#set({ dueDate: date })}
      >
        ${day}
      </button>`;
    });
  }

  #repeat() {
    const { recurrence, repeatFrom } = this.task;
    const what = recurrence ? describeRepeat(recurrence, repeatFrom) : words.noRepeat;
    return html`<button
      class=${recurrence ? 'repeat' : 'repeat empty'}
      aria-label=${words.repeatIs({ how: what })}
      aria-expanded=${this.editsRepeat}
      ?disabled=${this.readOnly}
      @click=${this.#toggleRepeat}
    >
      ${recurrence ? icon('repeat') : nothing} ${what}
    </button>`;
  }

  /** Loaded when somebody asks. */
  #toggleRepeat = async (): Promise<void> => {
    try {
      await import('./repeat-editor.ts');
      this.editsRepeat = !this.editsRepeat;
    } catch {
      showToast({ text: errorWords.failed });
    }
  };

  #closeRepeat = (): void => {
    this.editsRepeat = false;
    this.repeatButton.focus();
  };

  #clear(label: string, value: string | undefined, patch: TaskPatch) {
    if (value === undefined || this.readOnly) return nothing;
    return html`<button class="clear" aria-label=${label} @click=${() => this.#clearChosen(patch)}>
      ${icon('close')}
    </button>`;
  }

  #conflict(field: string) {
    const found = this.task.conflicts.find((one) => one.field === field);
    if (found === undefined) return nothing;
    return html`<ls-conflict-line
      .conflict=${found}
      .now=${this.task[field as keyof TaskPatch] ?? null}
      .names=${namesOf(this.outline)}
      .readOnly=${this.readOnly}
    ></ls-conflict-line>`;
  }

  /** A year is typed digit by digit: until it is one of ours, it is not meant yet. */
  #dayChosen(field: 'dueDate' | 'startDate', value: string): void {
    if (value === '' || value >= '1900') this.#set({ [field]: value === '' ? null : value });
  }

  #clearChosen(patch: TaskPatch): void {
    // The button goes with its value.
    const [field] = Object.keys(patch);
    const label = field === 'dueDate' ? taskWords.dueDate : words.startDate;
    this.renderRoot.querySelector<HTMLElement>(`input[aria-label="${label}"]`)?.focus();
    this.#set(patch);
  }

  #set(detail: TaskPatch): void {
    this.dispatchEvent(new CustomEvent('task-patch', { detail, bubbles: true, composed: true }));
  }

  static override styles = [
    base,
    controls,
    picker,
    css`
      :host {
        display: block;
        font: var(--text-s);
        color: var(--ink-2);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 0 12px;
      }
      .name {
        flex: none;
        inline-size: 5.5rem;
        padding-block: 7px;
        color: var(--ink-3);
      }
      /* Large letters have it under its name. */
      .value {
        flex: 1 1 12rem;
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 4px;
        min-inline-size: 0;
        min-block-size: 32px;
      }
      .value > :is(ls-label-picker, ls-reminder-picker, ls-project-picker, ls-priority-picker) {
        flex: 1;
      }
      input {
        max-inline-size: calc(100% + 8px);
        font-variant-numeric: tabular-nums;
      }
      input[type='time'] {
        margin: 0;
      }
      input.empty {
        color: var(--ink-3);
      }
      .repeat {
        display: flex;
        align-items: center;
        gap: 6px;
        padding-inline: 8px;
        margin-inline-start: -8px;
        text-align: start;
      }
      .repeat:disabled {
        opacity: 1;
      }
      .repeat svg {
        flex: none;
        color: var(--ink-3);
      }
      .repeat:not(.empty) {
        color: var(--ink);
      }
      .repeat.empty {
        color: var(--ink-3);
      }
      ls-repeat-editor {
        margin-inline: -8px;
      }
      .soon {
        padding-inline: 8px;
        color: var(--ink-3);
      }
      .clear {
        display: grid;
        place-items: center;
        inline-size: 32px;
        padding: 0;
        color: var(--ink-3);
      }
      ls-conflict-line {
        flex: 1 0 100%;
      }
      @media (width < 640px) {
        /* The time stands under its date, with what clears both. */
        .value:has(> input[type='time'])::after {
          content: '';
          flex-basis: 100%;
          order: 1;
        }
        input[type='time'] {
          margin-inline-start: -8px;
        }
        input[type='time'],
        input[type='time'] ~ .clear {
          order: 2;
        }
      }
      @media (pointer: coarse) {
        .name {
          padding-block: 13px;
        }
        .value {
          min-block-size: 44px;
        }
        .clear {
          inline-size: 44px;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-task-facts': TaskFacts;
  }
}
