// Asks what several tasks should get: a day, a place, labels, a priority. The pickers are those of a task's panel.
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { v7 as uuidv7 } from 'uuid';
import type { TaskPatch, TaskView } from '../client/types.ts';
import type { Label, Task } from '../protocol/rows.ts';
import type { Asking } from './bulk.ts';
import { addDays, formatCivil, formatWeekday, today } from './dates.ts';
import { composes } from './keys.ts';
import './label-picker.ts';
import { Outline } from './outline.ts';
import './priority-picker.ts';
import './project-picker.ts';
import { base, controls, dialogs, fields } from './styles.ts';
import { appWords } from './words/app.ts';
import { bulkWords as words } from './words/bulk.ts';

/** What the person decided. */
export type Wish =
  | { about: 'date' | 'move' | 'priority'; patch: TaskPatch }
  | {
      about: 'label';
      add: string[];
      /** Labels that all of them had. */
      remove: string[];
      /** Labels that nobody had yet: titles by ids. */
      made: Map<string, string>;
    };

interface Asked {
  about: Asking;
  tasks: readonly Task[];
  outline: Outline;
  answer: (wish: Wish | null) => void;
}

/** Opened by `ask`, in whatever root it stands in. */
@customElement('ls-bulk-dialog')
export class BulkDialog extends LitElement {
  @state() private asked: Asked | null = null;
  /** What is chosen so far, and begins as what all tasks have. */
  @state() private patch: TaskPatch = {};
  /** Labels that are made with it. */
  @state() private made: readonly Label[] = [];
  @query('dialog') private dialog!: HTMLDialogElement;

  /** Resolves with null when the person thinks better of it. */
  async ask(about: Asking, tasks: readonly Task[], outline: Outline): Promise<Wish | null> {
    this.asked?.answer(null);
    const { promise, resolve } = Promise.withResolvers<Wish | null>();
    this.made = [];
    this.patch = common(tasks);
    this.asked = { about, tasks, outline, answer: resolve };
    await this.updateComplete;
    if (!this.dialog.open) this.dialog.showModal();
    await this.#focusFirst();
    return promise;
  }

  /** A picker has what takes the keys inside. */
  async #focusFirst(): Promise<void> {
    const first = this.dialog.querySelector<HTMLElement>('.first');
    await (first as Partial<LitElement> | null)?.updateComplete;
    const within = first?.shadowRoot?.querySelector<HTMLElement>(':checked, select, input');
    (within ?? first)?.focus();
  }

  override render() {
    const { asked } = this;
    return html`<dialog aria-labelledby="what" @close=${this.#closed} @click=${this.#clickedBeside}>
      ${asked ? this.#renderForm(asked) : nothing}
    </dialog>`;
  }

  #renderForm(asked: Asked) {
    const n = asked.tasks.length;
    return html`<form
      method="dialog"
      @submit=${this.#submitted}
      @keydown=${{ handleEvent: this.#keydown, capture: true }}
      @task-patch=${this.#picked}
    >
      <h2 id="what">${words[`${asked.about}Of`]({ n })}</h2>
      ${this.#renderPicker(asked)}
      <div class="ways">
        <button class="primary">${asked.about === 'move' ? words.doMove : words.set}</button>
        <button type="button" class="outlined" @click=${() => this.#decide(null)}>${appWords.cancel}</button>
      </div>
    </form>`;
  }

  #renderPicker({ about, tasks, outline }: Asked): TemplateResult {
    const { projectId, sectionId } = this.patch;
    const task = {
      ...tasks[0]!,
      projectId: projectId ?? undefined,
      sectionId: sectionId ?? undefined,
    } as TaskView;
    switch (about) {
      case 'date':
        return this.#renderDays();
      case 'move':
        return html`<ls-project-picker class="first" .task=${task} .outline=${outline}></ls-project-picker>`;
      case 'priority':
        return html`<ls-priority-picker
          class="first"
          .priority=${this.patch.priority ?? undefined}
        ></ls-priority-picker>`;
      case 'label':
        return html`<ls-label-picker
            class="first"
            .chosen=${this.patch.labels ?? []}
            .labels=${[...outline.labels, ...this.made]}
            @label-create=${this.#labelMade}
          ></ls-label-picker>
          ${tasks.length > 1 ? html`<p>${words.labelHint}</p>` : nothing}`;
    }
  }

  #renderDays() {
    const day = today();
    const monday = addDays(day, 7 - ((new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7));
    const choose = (dueDate: string | null) => () => this.#decide({ about: 'date', patch: { dueDate } });
    const way = (name: string, date: string | null, first = false) =>
      html`<button type="button" class=${first ? 'day first' : 'day'} @click=${choose(date)}>
        <span>${name}</span>
        ${date === null ? nothing : html`<span class="note">${formatWeekday(date)}</span>`}
      </button>`;
    return html`<div class="days">
        ${way(formatCivil(day), day, true)} ${way(formatCivil(addDays(day, 1)), addDays(day, 1))}
        ${way(words.nextWeek, monday)} ${way(words.noDate, null)}
      </div>
      <label class="other"
        >${words.otherDay}
        <input
          type="date"
          required
          min="1900-01-01"
          .value=${this.patch.dueDate ?? ''}
          @change=${(event: Event) => this.#set({ dueDate: (event.target as HTMLInputElement).value })}
      /></label>`;
  }

  #picked = ({ detail }: CustomEvent<TaskPatch>): void => this.#set(detail);

  #set(patch: TaskPatch): void {
    this.patch = { ...this.patch, ...patch };
  }

  #labelMade = ({ detail: { title } }: CustomEvent<{ title: string }>): void => {
    const label = { id: uuidv7(), title } as Label;
    this.made = [...this.made, label];
    this.#set({ labels: [...(this.patch.labels ?? []), label.id] });
  };

  /** A field in a picker belongs to no form; one that has something to take keeps its Enter. */
  #keydown = (event: KeyboardEvent): void => {
    const [field] = event.composedPath();
    const isField = field instanceof HTMLInputElement || field instanceof HTMLSelectElement;
    if (event.key !== 'Enter' || event.repeat || composes(event) || !isField) return;
    if (field.type === 'text' && (field.value !== '' || field.ariaExpanded === 'true')) return;
    event.stopPropagation();
    // The form says itself what is missing in it.
    if (field.form === null) this.#submitted(event);
  };

  #submitted = (event: Event): void => {
    event.preventDefault();
    if (this.asked) this.#decide(this.#wishOf(this.asked));
  };

  #wishOf({ about, tasks }: Asked): Wish {
    const { projectId = null, sectionId = null, priority = null, dueDate = null } = this.patch;
    switch (about) {
      case 'date':
        return { about, patch: { dueDate } };
      case 'move':
        return { about, patch: { projectId, sectionId } };
      case 'priority':
        return { about, patch: { priority } };
      case 'label': {
        const labels = this.patch.labels ?? [];
        const had = common(tasks).labels ?? [];
        return {
          about,
          add: labels.filter((id) => !had.includes(id)),
          remove: had.filter((id) => !labels.includes(id)),
          made: new Map(
            this.made.filter(({ id }) => labels.includes(id)).map(({ id, title }) => [id, title]),
          ),
        };
      }
    }
  }

  #decide(wish: Wish | null): void {
    this.asked?.answer(wish);
    this.asked = null;
    this.dialog.close();
  }

  /** The event comes a moment after the end: something else may be asked by then. */
  #closed = (): void => {
    if (!this.dialog.open) this.#decide(null);
  };

  #clickedBeside = (event: MouseEvent): void => {
    if (event.target === this.dialog) this.#decide(null);
  };

  static override styles = [
    base,
    controls,
    fields,
    dialogs,
    css`
      dialog {
        padding: 0;
        overflow: visible;
      }
      form {
        padding: 24px;
        font: var(--text-s);
      }
      dialog h2 {
        margin-block-end: 12px;
      }
      dialog p {
        margin-block-start: 8px;
        font: var(--text-s);
      }
      .days {
        display: grid;
        margin-inline: -10px;
      }
      .day {
        display: flex;
        align-items: baseline;
        gap: 8px;
        text-align: start;
        font: var(--text-row);
      }
      .day .note {
        margin-inline-start: auto;
        font: var(--text-s);
        color: var(--ink-3);
        font-variant-numeric: tabular-nums;
      }
      .other {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        margin-block-start: 12px;
        color: var(--ink-2);
      }
      .other input {
        inline-size: auto;
        font-variant-numeric: tabular-nums;
      }
      ls-project-picker {
        font: var(--text-row);
        margin-inline-start: 12px;
      }
      @media (width < 640px) {
        dialog {
          inset-block: auto 0;
          width: 100vw;
          max-width: none;
          margin: 0;
          border-width: 1px 0 0;
          border-end-start-radius: 0;
          border-end-end-radius: 0;
        }
        form {
          padding-block-end: max(24px, env(safe-area-inset-bottom));
        }
      }
    `,
  ];
}

/** What all tasks have alike, of what can be chosen. */
function common(tasks: readonly Task[]): TaskPatch {
  const [first, ...others] = tasks;
  if (first === undefined) return {};
  const shared = <Field extends 'dueDate' | 'priority' | 'projectId' | 'sectionId'>(field: Field) =>
    others.every((task) => task[field] === first[field]) ? (first[field] ?? null) : null;
  return {
    dueDate: shared('dueDate'),
    priority: shared('priority'),
    projectId: shared('projectId'),
    sectionId: shared('sectionId'),
    labels: (first.labels ?? []).filter((id) => others.every(({ labels = [] }) => labels.includes(id))),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-bulk-dialog': BulkDialog;
  }
}
