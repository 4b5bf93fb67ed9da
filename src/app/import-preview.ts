// What is in a file before it is stored: how much, where it goes, what does not come across. Then it is stored,
// with a way out at any time, and one way back for all of it.
import { consume } from '@lit/context';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { FileContents, LossKind, SourceFormat } from '../client/import/model.ts';
import {
  count,
  type Counts,
  type Destination,
  destinations,
  type ImportPlan,
  planImport,
  type Target,
} from '../client/import/plan.ts';
import type { OutlineView } from '../client/types.ts';
import type { LockstepWithUndo } from '../client/undo-stack.ts';
import { formatList } from './dates.ts';
import { importStyles } from './import-styles.ts';
import { lockstepContext } from './lockstep-context.ts';
import { formatCount } from './numbers.ts';
import { explain } from './explain.ts';
import { undoWords } from './words/undo.ts';
import { base, controls } from './styles.ts';
import { sayUndo } from './undo-words.ts';
import { appWords } from './words/app.ts';
import { dataWords } from './words/data.ts';

type Stage =
  | { at: 'looking' }
  | { at: 'ready'; plan: ImportPlan }
  | { at: 'storing'; stored: number; total: number }
  /** `reason` is null when the person stopped it. */
  | { at: 'halted'; stored: number; total: number; reason: string | null }
  | { at: 'stored'; total: number }
  | { at: 'taking-back' }
  | { at: 'failed'; reason: string };

/** Thrown to end an import between two of its transactions. */
class Stopped extends Error {}

/** Names that are the same in every language. */
const FORMAT_NAMES: Record<SourceFormat, string> = {
  todoist: 'Todoist',
  ticktick: 'TickTick',
  icalendar: 'iCalendar',
  lockstep: 'Lockstep',
};

/**
 * @fires import-leave back to where files are chosen
 * @fires import-close
 */
@customElement('ls-import-preview')
export class ImportPreview extends LitElement {
  @consume({ context: lockstepContext })
  private lockstep!: LockstepWithUndo;
  @property({ attribute: false }) contents!: FileContents;
  @state() private stage: Stage = { at: 'looking' };
  @state() private places: Destination[] = [];
  #outline: OutlineView = { projects: [], sections: [], labels: [], filters: [] };
  #counts!: Counts;
  #stopping = false;
  /** Plans are made anew when the person says where things go; only the last one counts. */
  #planning = 0;

  /** Something is being stored or taken back. */
  get busy(): boolean {
    return this.stage.at === 'storing' || this.stage.at === 'taking-back';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('contents')) return;
    this.#counts = count(this.contents);
    void this.#look();
  }

  override render() {
    const { formats } = this.contents;
    return html`
      <p class="quiet">
        ${dataWords.from({ apps: formatList(formats.map((format) => FORMAT_NAMES[format])) })}
      </p>
      ${this.#renderCounts()} ${this.#isOpen ? this.#renderPlaces() : nothing}
      ${this.#isNothing ? nothing : this.#renderLosses()}
      <div class="state" role="status">${this.#renderState()}</div>
      <div class="ways">${this.#renderWays()}</div>
    `;
  }

  /** Where things go can be said; while that is thought through, too, so that the focus stays. */
  get #isOpen(): boolean {
    const { stage } = this;
    return stage.at === 'looking' || (stage.at === 'ready' && stage.plan.changes.length > 0);
  }

  /** There is nothing left to decide. */
  get #isNothing(): boolean {
    const { stage } = this;
    return stage.at === 'stored' || (stage.at === 'ready' && stage.plan.changes.length === 0);
  }

  #renderCounts() {
    const counts = Object.entries(this.#counts).filter(([, n]) => n > 0);
    return html`<dl>
      ${counts.map(
        ([name, n]) =>
          html`<div>
            <dt>${nameCount(name as keyof Counts, n)}</dt>
            <dd>${formatCount(n)}</dd>
          </div>`,
      )}
    </dl>`;
  }

  #renderPlaces() {
    if (this.places.length === 0) return nothing;
    return html`<section>
      <h3>${dataWords.whereTo}</h3>
      <ul class="places">
        ${repeat(
          this.places,
          ({ id }) => id,
          (place) => this.#renderPlace(place),
        )}
      </ul>
    </section>`;
  }

  #renderPlace({ id, title, hasSections, target }: Destination) {
    const choose = (event: Event) => this.#choose(id, (event.target as HTMLSelectElement).value);
    const chosen = target.to === 'project' ? target.id : target.to;
    const option = (value: string, name: string) =>
      html`<option value=${value} ?selected=${value === chosen}>${name}</option>`;
    return html`<li>
      <span>${title}</span>
      <select aria-label=${dataWords.whereIs({ project: title })} @change=${choose}>
        ${target.to === 'project' && target.id === id ? nothing : option('new', dataWords.newProject)}
        ${hasSections ? nothing : option('inbox', dataWords.inbox)}
        ${this.#outline.projects.map((project) => option(project.id, project.title))}
      </select>
    </li>`;
  }

  #renderLosses() {
    const losses = Object.entries(this.contents.losses);
    if (losses.length === 0) return nothing;
    return html`<section>
      <h3>${dataWords.lossesTitle}</h3>
      <ul class="losses">
        ${losses.map(([kind, n]) => html`<li>${dataWords[`loss-${kind as LossKind}`]({ n })}</li>`)}
      </ul>
    </section>`;
  }

  #renderState() {
    const { stage } = this;
    switch (stage.at) {
      case 'looking':
        return html`<p>${dataWords.looking}</p>`;
      case 'ready': {
        const { changes, known, returning } = stage.plan;
        if (changes.length === 0) return html`<p>${dataWords.nothingNew}</p>`;
        const news = changes.length - returning;
        return html`${news > 0 ? html`<p>${dataWords.news({ n: news })}</p>` : nothing}
        ${returning > 0 ? html`<p>${dataWords.returning({ n: returning })}</p>` : nothing}
        ${known > 0 ? html`<p>${dataWords.known({ n: known })}</p>` : nothing}`;
      }
      case 'storing':
        return html`<progress
            max=${stage.total}
            .value=${stage.stored}
            aria-label=${dataWords.import}
          ></progress>
          <p>${dataWords.storing({ n: stage.stored, total: stage.total })}</p>`;
      case 'halted':
        return html`<p class="problem">
            ${dataWords.halted({ n: stage.stored, total: stage.total })} ${stage.reason ?? nothing}
          </p>
          <p>${dataWords.haltedText}</p>`;
      case 'stored':
        return html`<p>${dataWords.stored({ n: stage.total })}</p>`;
      case 'taking-back':
        return html`<progress aria-label=${dataWords.takingBack}></progress>
          <p>${dataWords.takingBack}</p>`;
      case 'failed':
        return html`<p class="problem">${stage.reason}</p>`;
    }
  }

  #renderWays() {
    const { stage } = this;
    const leave = html`<button class="outlined" @click=${() => this.#fire('import-leave')}>
      ${appWords.cancel}
    </button>`;
    switch (stage.at) {
      case 'ready': {
        const { length } = stage.plan.changes;
        if (length === 0)
          return html`<button class="primary" @click=${() => this.#fire('import-leave')}>
            ${appWords.done}
          </button>`;
        return html`<button class="primary" @click=${() => void this.#import(stage.plan)}>
            ${dataWords.importRows({ n: length })}</button
          >${leave}`;
      }
      case 'storing':
        return html`<button class="outlined" @click=${() => (this.#stopping = true)}>
          ${dataWords.stop}
        </button>`;
      case 'halted':
        return html`<button class="primary" @click=${() => void this.#takeBack()}>
            ${dataWords.takeBack}
          </button>
          <button class="outlined" @click=${() => void this.#goOn()}>${dataWords.goOn}</button>`;
      case 'stored':
        return html`<button class="primary" @click=${() => this.#fire('import-close')}>
            ${appWords.done}
          </button>
          <button class="outlined" @click=${() => void this.#takeBack()}>${appWords.undo}</button>`;
      case 'taking-back':
        return nothing;
      default:
        return leave;
    }
  }

  async #look(): Promise<void> {
    const live = this.lockstep.liveOutline();
    await live.ready;
    this.#outline = live.value;
    live.close();
    this.places = destinations(this.contents, this.#outline);
    await this.#plan();
  }

  async #plan(): Promise<void> {
    const turn = ++this.#planning;
    try {
      const plan = await planImport(this.contents, this.places, this.#outline, this.lockstep.rows);
      if (turn === this.#planning) this.stage = { at: 'ready', plan };
    } catch (error) {
      if (turn === this.#planning) this.stage = { at: 'failed', reason: explain(error) };
    }
  }

  #choose(id: string, value: string): void {
    const target: Target =
      value === 'new' || value === 'inbox' ? { to: value } : { to: 'project', id: value };
    this.places = this.places.map((place) => (place.id === id ? { ...place, target } : place));
    // Nothing is stored by the plan from before.
    this.stage = { at: 'looking' };
    void this.#plan();
  }

  async #import({ changes }: ImportPlan): Promise<void> {
    const total = changes.length;
    let stored = 0;
    this.#stopping = false;
    this.stage = { at: 'storing', stored, total };
    try {
      await this.lockstep.rows.make(changes, (rows) => {
        stored = rows;
        this.stage = { at: 'storing', stored, total };
        if (this.#stopping && rows < total) throw new Stopped();
      });
      this.stage = { at: 'stored', total };
    } catch (error) {
      const reason = error instanceof Stopped ? null : explain(error);
      this.stage =
        stored > 0 ? { at: 'halted', stored, total, reason } : { at: 'failed', reason: reason ?? '' };
    }
  }

  /** What is missing is found anew: ids follow from the file. */
  async #goOn(): Promise<void> {
    await this.#plan();
    if (this.stage.at === 'ready') await this.#import(this.stage.plan);
  }

  async #takeBack(): Promise<void> {
    this.stage = { at: 'taking-back' };
    await sayUndo(this.lockstep.undo.undo(), undoWords.undone);
    this.#fire('import-close');
  }

  #fire(type: string): void {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true }));
  }

  static override styles = [base, controls, importStyles];
}

/** “Project” of one, “Projects” of two; of some there is one name. */
function nameCount(what: keyof Counts, n: number): string {
  const name = dataWords[`count-${what}`];
  return typeof name === 'string' ? name : name({ n });
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-import-preview': ImportPreview;
  }
}
