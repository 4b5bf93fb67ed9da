// How a task repeats: written as people say it, or put together from controls. Each follows the other.
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { TaskPatch, TaskView } from '../client/types.ts';
import { addMonths } from '../client/recurrence/civil-dates.ts';
import { firstDays } from '../client/recurrence/occurrences.ts';
import {
  byWeeksFrom,
  type Frequency,
  formatRule,
  newRule,
  parseRule,
  type Rule,
  type Weekday,
  WEEKDAYS,
} from '../client/recurrence/rule.ts';
import { formatList, formatWeekday, today } from './dates.ts';
import { composes } from './keys.ts';
import { parseRepeat } from './repeat-phrases.ts';
import { plainRule, variantsOf } from './repeat-variants.ts';
import { repeatWords, weekdayName } from './repeat-sentences.ts';
import { describeRule } from './repeat-words.ts';
import { base, controls, fields } from './styles.ts';
import { appWords } from './words/app.ts';
import { weekStart } from './week-start.ts';
import { changeWords } from './words/change.ts';
import { detailWords as words } from './words/detail.ts';

const FREQUENCIES: Frequency[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
/** Days that are shown to be sure that the same is meant. */
const PREVIEWED = 3;
const MAX_INTERVAL = 999;

type End = 'never' | 'on' | 'after';

/**
 * @fires task-patch `TaskPatch`: how the task should repeat, due on a day on which it does
 * @fires task-skip this occurrence should be passed over
 * @fires repeat-close
 */
@customElement('ls-repeat-editor')
export class RepeatEditor extends LitElement {
  @property({ attribute: false }) task!: TaskView;
  @state() private rule: Rule = newRule('WEEKLY');
  /** The text means something: the rule. */
  @state() private isUnderstood = true;
  @state() private afterCompletion = false;
  @state() private text = '';
  @query('.text') private textField!: HTMLInputElement;
  /** The task whose rule is edited. */
  #of = '';

  protected override willUpdate(_changed: PropertyValues<this>): void {
    if (this.#of === this.task.id) return;
    this.#of = this.task.id;
    const { recurrence, repeatFrom } = this.task;
    this.afterCompletion = repeatFrom === 'completion';
    this.#take(parseRule(recurrence ?? '') ?? plainRule('WEEKLY', this.#from));
  }

  protected override firstUpdated(): void {
    this.textField.select();
    this.textField.focus();
  }

  override render() {
    const { rule, isUnderstood } = this;
    const days = firstDays(this.#byWeeks(rule), this.#from, PREVIEWED);
    const isRecurring = this.task.recurrence !== undefined;
    return html`<form @submit=${this.#save} @keydown=${this.#keydown}>
      <input
        class="text"
        aria-label=${words.repeatText}
        aria-describedby="said"
        placeholder=${words.repeatHint}
        autocomplete="off"
        .value=${live(this.text)}
        @input=${this.#typed}
      />
      <p id="said" role="status">
        ${isUnderstood ? words.upcoming({ days: formatList(days.map(formatWeekday)) }) : words.notUnderstood}
      </p>
      ${this.#renderControls(rule)}
      <div class="ways">
        <button class="primary" type="submit" ?disabled=${!isUnderstood}>${words.save}</button>
        <button type="button" @click=${this.#close}>${appWords.cancel}</button>
      </div>
      ${
        isRecurring
          ? html`<div class="ways series">
              <button type="button" @click=${this.#skip}>${words.skip}</button>
              <button type="button" class="danger" @click=${this.#end}>${words.endRepeat}</button>
            </div>`
          : nothing
      }
    </form>`;
  }

  #renderControls(rule: Rule) {
    const { frequency, interval } = rule;
    return html`
      ${this.#line(
        words.every,
        html`<input
            type="number"
            class="short"
            aria-label=${words.interval}
            min="1"
            max=${MAX_INTERVAL}
            .value=${live(String(interval))}
            @change=${this.#intervalChosen}
          />
          ${this.#select(
            words.unit,
            FREQUENCIES.map((one) => [one, words[`unit-${one}`]({ n: interval })]),
            frequency,
            (one) => this.#take({ ...plainRule(one as Frequency, this.#from), interval, ...endOf(rule) }),
          )}`,
      )}
      ${frequency === 'WEEKLY' ? this.#line(words.onDays, this.#renderWeekdays(rule)) : nothing}
      ${frequency === 'MONTHLY' || frequency === 'YEARLY' ? this.#renderVariants(rule) : nothing}
      ${this.#line(
        words.countFrom,
        this.#select(
          words.countFrom,
          [
            ['due', changeWords.fromDue],
            ['completion', changeWords.fromCompletion],
          ],
          this.afterCompletion ? 'completion' : 'due',
          (from) => {
            this.afterCompletion = from === 'completion';
            this.#take(rule);
          },
        ),
      )}
      ${this.#line(words.ends, this.#renderEnd(rule))}
    `;
  }

  #renderWeekdays(rule: Rule) {
    const { language } = repeatWords();
    const chosen = rule.byDay.map(({ day }) => day);
    const first = weekStart();
    return html`<div class="days" role="group" aria-label=${words.onDays}>
      ${[...WEEKDAYS.slice(first), ...WEEKDAYS.slice(0, first)].map(
        (day) =>
          html`<label>
            <input
              type="checkbox"
              aria-label=${weekdayName(language, day)}
              .checked=${live(chosen.includes(day))}
              @change=${() => this.#toggleDay(rule, day)}
            />
            <span aria-hidden="true">${weekdayName(language, day, 'short')}</span>
          </label>`,
      )}
    </div>`;
  }

  /** The ways in which the day that it is due on can be meant: the 13th, the 2nd Friday, … */
  #renderVariants(rule: Rule) {
    const variants = variantsOf(rule.frequency, this.#from);
    const said = (one: Rule) => describeRule({ ...one, interval: 1 }, false, repeatWords());
    const known = variants.map((one): [string, string] => [formatRule(one), said(one)]);
    const now = formatRule({ ...newRule(rule.frequency), ...daysOf(rule) });
    const options = known.some(([value]) => value === now)
      ? known
      : [[now, said(rule)] as [string, string], ...known];
    return this.#line(
      words.onDays,
      this.#select(words.dayOfMonth, options, now, (text) => {
        const { interval } = rule;
        this.#take({ ...parseRule(text)!, interval, ...endOf(rule) });
      }),
    );
  }

  #renderEnd(rule: Rule) {
    const end: End = rule.until !== undefined ? 'on' : rule.count !== undefined ? 'after' : 'never';
    const { until: _, count: __, ...endless } = rule;
    const chosen = (next: string) =>
      this.#take({
        ...endless,
        ...(next === 'on' && { until: addMonths(this.#from, 3) }),
        ...(next === 'after' && { count: 5 }),
      });
    return html`${this.#select(
      words.ends,
      [
        ['never', words.endsNever],
        ['on', words.endsOn],
        ['after', words.endsAfter],
      ],
      end,
      chosen,
    )}
    ${
      end === 'on'
        ? html`<input
            type="date"
            aria-label=${words.lastDate}
            min=${this.#from}
            .value=${live(rule.until ?? '')}
            @change=${({ target }: Event) => {
              const { value } = target as HTMLInputElement;
              if (value >= '1900') this.#take({ ...endless, until: value });
            }}
          />`
        : nothing
    }
    ${
      end === 'after'
        ? html`<input
            type="number"
            class="short"
            aria-label=${words.times}
            min="1"
            max=${MAX_INTERVAL}
            .value=${live(String(rule.count))}
            @change=${({ target }: Event) =>
              this.#take({ ...endless, count: wholeNumber((target as HTMLInputElement).value) })}
          />`
        : nothing
    }`;
  }

  #line(name: string, content: TemplateResult) {
    return html`<div class="line"><span aria-hidden="true">${name}</span> ${content}</div>`;
  }

  #select(
    label: string,
    options: [value: string, name: string][],
    now: string,
    chosen: (value: string) => void,
  ) {
    return html`<select
      aria-label=${label}
      @change=${({ target }: Event) => chosen((target as HTMLSelectElement).value)}
    >
      ${options.map(
        ([value, name]) => html`<option value=${value} .selected=${live(value === now)}>${name}</option>`,
      )}
    </select>`;
  }

  /** What the days are counted from. */
  get #from(): string {
    return this.task.dueDate ?? this.task.startDate ?? today();
  }

  /** A rule that somebody else made keeps their weeks as long as its days are the same. */
  #byWeeks(rule: Rule): Rule {
    const before = parseRule(this.task.recurrence ?? '');
    const days = ({ frequency, interval, byDay }: Rule) => JSON.stringify([frequency, interval, byDay]);
    if (before === null || days(before) !== days(rule)) return byWeeksFrom(rule, weekStart());
    const { weekStart: _, ...rest } = rule;
    return before.weekStart === undefined ? rest : { ...rest, weekStart: before.weekStart };
  }

  /** Shows a rule in the text and in the controls. */
  #take(rule: Rule): void {
    this.rule = rule;
    this.isUnderstood = true;
    this.text = describeRule(rule, this.afterCompletion, repeatWords());
  }

  #typed = (): void => {
    this.text = this.textField.value;
    const repeat = parseRepeat(this.text);
    this.isUnderstood = repeat !== null;
    if (repeat !== null) ({ rule: this.rule, afterCompletion: this.afterCompletion } = repeat);
  };

  #intervalChosen = ({ target }: Event): void =>
    this.#take({ ...this.rule, interval: wholeNumber((target as HTMLInputElement).value) });

  #toggleDay(rule: Rule, day: Weekday): void {
    const chosen = rule.byDay.map((one) => one.day);
    const days = WEEKDAYS.filter((one) => chosen.includes(one) !== (one === day));
    this.#take({ ...rule, byDay: days.map((one) => ({ day: one })) });
  }

  #keydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || composes(event)) return;
    event.preventDefault();
    this.#close();
  };

  #save = (event: Event): void => {
    event.preventDefault();
    const { rule, task } = this;
    if (!this.isUnderstood) return;
    const [first] = firstDays(rule, this.#from, 1);
    const isDue = first === undefined || first === (task.dueDate ?? task.startDate);
    this.#fire('task-patch', {
      recurrence: formatRule(this.#byWeeks(rule)),
      ...(this.afterCompletion !== (task.repeatFrom === 'completion') && {
        repeatFrom: this.afterCompletion ? 'completion' : null,
      }),
      ...(isDue ? {} : { dueDate: first }),
    } satisfies TaskPatch);
    this.#close();
  };

  #skip = (): void => {
    this.#fire('task-skip');
    this.#close();
  };

  #end = (): void => {
    this.#fire('task-patch', { recurrence: null, repeatFrom: null } satisfies TaskPatch);
    this.#close();
  };

  #close = (): void => this.#fire('repeat-close');

  #fire(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  static override styles = [
    base,
    controls,
    fields,
    css`
      :host {
        display: block;
        padding-block: 4px 8px;
      }
      form {
        display: grid;
        gap: 8px;
        padding: 12px;
        border-radius: var(--radius-m);
        background: var(--sunken);
      }
      p {
        min-block-size: 1.125rem;
        color: var(--ink-2);
        font-variant-numeric: tabular-nums;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
      }
      .line > span {
        flex: 0 0 84px;
        color: var(--ink-3);
      }
      input:not(.text, [type='checkbox']),
      select {
        inline-size: auto;
        min-inline-size: 0;
        max-inline-size: 100%;
        min-height: 32px;
        padding: 2px 8px;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        background: var(--raised);
        color: var(--ink);
        font: inherit;
      }
      input.short {
        inline-size: 4.5em;
      }
      .text {
        color: var(--ink);
      }
      .days {
        display: flex;
        flex: 1 1 240px;
        gap: 4px;
      }
      .days label {
        position: relative;
        display: grid;
        place-items: center;
        flex: 1;
        min-inline-size: 28px;
        min-block-size: 32px;
        border: 1px solid var(--control);
        border-radius: var(--radius);
        color: var(--ink-2);
        cursor: pointer;
      }
      .days input {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        margin: 0;
        opacity: 0;
        cursor: inherit;
      }
      .days label:has(:checked) {
        border-color: var(--accent);
        background: var(--accent);
        color: var(--paper);
        font-weight: var(--medium);
      }
      .days label:has(:focus-visible) {
        outline: 2px solid var(--focus);
        outline-offset: 2px;
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 8px;
        margin-block-start: 4px;
      }
      .series {
        justify-content: space-between;
        margin-inline: -10px;
        padding-block-start: 4px;
        border-block-start: 1px solid var(--line);
      }
      @media (pointer: coarse) {
        input:not(.text, [type='checkbox']),
        select,
        .days label {
          min-height: 44px;
        }
      }
      @media (forced-colors: active) {
        .days label:has(:checked) {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];
}

const wholeNumber = (text: string): number =>
  Math.min(MAX_INTERVAL, Math.max(1, Math.trunc(Number(text)) || 1));

const endOf = ({ until, count }: Rule): Partial<Rule> => ({
  ...(until !== undefined && { until }),
  ...(count !== undefined && { count }),
});

const daysOf = ({ byDay, byMonth, byMonthDay, bySetPos, other }: Rule): Partial<Rule> => ({
  byDay,
  byMonth,
  byMonthDay,
  bySetPos,
  other,
});

declare global {
  interface HTMLElementTagNameMap {
    'ls-repeat-editor': RepeatEditor;
  }
}
