// What was understood of the line that is being written, below it; each part can be left as text.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { OutlineView } from '../client/types.ts';
import type { Captured, Understood } from './capture.ts';
import { addDays, formatCivil, formatCivilTime, formatWeekday, today } from './dates.ts';
import { icon } from './icons.ts';
import { key } from './plant.ts';
import { base } from './styles.ts';
import { captureWords } from './words/capture.ts';

/** Today and tomorrow by their names, other days with their weekday. */
const formatFirst = (date: string): string =>
  date <= addDays(today(), 1) ? formatCivil(date).toLocaleLowerCase() : formatWeekday(date);

/** @fires part-ignore `{text}` the person wants a part to stand as it is written */
@customElement('ls-capture-preview')
export class CapturePreview extends LitElement {
  @property({ attribute: false }) parts: Understood[] = [];
  @property({ attribute: false }) captured: Captured | null = null;
  @property({ attribute: false }) outline: OutlineView | null = null;

  override render() {
    if (this.parts.length === 0) return nothing;
    return html`<ul aria-label=${captureWords.understood}>
      ${this.parts.map(
        (part) =>
          html`<li class=${part.kind}>
            <span>${this.#describe(part)}</span>
            <button
              aria-label=${captureWords.leaveAsText({ text: part.text })}
              title=${captureWords.leaveAsText({ text: part.text })}
              @mousedown=${(event: Event) => event.preventDefault()}
              @click=${() => this.#ignore(part.text)}
            >
              ${icon('close')}
            </button>
          </li>`,
      )}
    </ul>`;
  }

  #describe({ kind, value }: Understood): string {
    const isKnown = (all: readonly { title: string }[] = []) =>
      all.some(({ title }) => key(title) === key(value));
    switch (kind) {
      case 'project':
        return isKnown(this.outline?.projects) ? `#${value}` : captureWords.newProject({ name: value });
      case 'label':
        return isKnown(this.outline?.labels) ? `@${value}` : captureWords.newLabel({ name: value });
      case 'priority':
        return captureWords.priority({ n: value });
      case 'step':
        return `+ ${value}`;
      case 'repeat': {
        const { dueDate } = this.captured ?? {};
        return dueDate ? captureWords.repeats({ how: value, day: formatFirst(dueDate) }) : value;
      }
      case 'date': {
        const { dueDate = '', dueTime, recurrence } = this.captured ?? {};
        // The day of a repetition is said with it.
        const parts = recurrence && dueTime ? [] : [formatCivil(dueDate)];
        return [...parts, ...(dueTime ? [formatCivilTime(dueTime)] : [])].join(' ');
      }
    }
  }

  #ignore(text: string): void {
    this.dispatchEvent(new CustomEvent('part-ignore', { detail: { text } }));
  }

  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 12px;
        margin: 0;
        padding: 0;
        padding-block: 6px 2px;
        padding-inline-start: 64px;
        list-style: none;
        font: var(--text-s);
        font-variant-numeric: tabular-nums;
        color: var(--ink-2);
      }
      li {
        display: flex;
        align-items: center;
        max-width: 100%;
      }
      span {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .date span,
      .repeat span {
        color: var(--amber);
      }
      button {
        display: grid;
        place-items: center;
        flex: none;
        inline-size: 24px;
        block-size: 24px;
        padding: 0;
        border: 0;
        border-radius: var(--radius);
        background: none;
        color: var(--ink-3);
        cursor: pointer;
      }
      button:hover {
        color: var(--ink);
        background: color-mix(in oklch, var(--ink) 7%, transparent);
      }
      svg {
        inline-size: 12px;
      }
      @media (pointer: coarse) {
        button {
          inline-size: 44px;
          block-size: 44px;
        }
      }
      @media (hover: none) {
        ul {
          padding-inline-start: 36px;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-capture-preview': CapturePreview;
  }
}
