// Everything there is to look at beyond the inbox and the days: projects, filters, labels, and what is past.
import { consume } from '@lit/context';
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LockstepWithUndo } from '../client/undo-stack.ts';
import { type Counts, countsOf } from './counts.ts';
import { LiveController } from './live-controller.ts';
import { lockstepContext } from './lockstep-context.ts';
import './nav-entry.ts';
import { type Kind, OutlineCommands, type OutlineRow, run } from './outline-commands.ts';
import './outline-list.ts';
import { Outline, outlineOf } from './outline.ts';
import { isSameView, navigate, readRoute, INBOX, type Shown } from './route.ts';
import { base } from './styles.ts';
import { viewWords } from './words/view.ts';

/** What a filter looks for until somebody says so. */
const FIRST_QUERY = 'due:<=today';
const KINDS: Kind[] = ['projects', 'filters', 'labels'];
const PAST = ['all', 'logbook', 'trash'] as const;

@customElement('ls-browse')
export class Browse extends LitElement {
  @consume({ context: lockstepContext })
  private lockstep!: LockstepWithUndo;

  @property({ attribute: false }) current: Shown | null = null;
  readonly #outline = new LiveController<Outline>(this);
  readonly #counts = new LiveController<Counts>(this);
  readonly #commands = new OutlineCommands(
    () => this.lockstep,
    () => this.#outline.value!,
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.#outline.watch(outlineOf(this.lockstep));
    this.#counts.watch(countsOf(this.lockstep));
  }

  protected override shouldUpdate(_changed: PropertyValues<this>): boolean {
    return this.lockstep !== undefined;
  }

  override render() {
    const outline = this.#outline.value ?? new Outline();
    const counts = this.#counts.value ?? {};
    return html`<div
      @outline-add=${this.#add}
      @outline-rename=${({ detail }: CustomEvent<{ row: OutlineRow; title: string }>) =>
        void this.#commands.rename(detail.row, detail.title)}
      @outline-do=${({ detail }: CustomEvent<{ row: OutlineRow; action: string }>) =>
        void this.#do(detail.row, detail.action)}
    >
      ${KINDS.map(
        (kind) =>
          html`<ls-outline-list
            .kind=${kind}
            .rows=${outline[kind]}
            .counts=${counts}
            .current=${this.current}
          ></ls-outline-list>`,
      )}
      <div class="past">
        ${PAST.map(
          (name) =>
            html`<ls-nav-entry
              .view=${{ name }}
              .name=${viewWords[name]}
              .icon=${name}
              .count=${name === 'all' ? (counts['all'] ?? 0) : 0}
              .current=${this.current?.name === name}
            ></ls-nav-entry>`,
        )}
      </div>
    </div>`;
  }

  #add = async ({ detail: { kind, title } }: CustomEvent<{ kind: Kind; title: string }>): Promise<void> => {
    const { projects, labels, filters } = this.lockstep;
    let id = '';
    const create = {
      projects: () => projects.create({ title }),
      labels: () => labels.create({ title }),
      filters: () => filters.create({ title, query: FIRST_QUERY }),
    }[kind];
    if (!(await run(async () => (id = await create())))) return;
    const name = { projects: 'project', labels: 'label', filters: 'filter' }[kind] as 'project';
    navigate({ view: { name, id }, taskId: null });
  };

  /** What was open and is deleted is not looked at any more. */
  async #do(row: OutlineRow, action: string): Promise<void> {
    const done = await this.#commands.choose(row, action);
    const { view } = readRoute();
    if (done && action === 'delete' && 'id' in view && isSameView(view, { ...view, id: row.id }))
      navigate({ view: INBOX, taskId: null });
  }

  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      ls-outline-list,
      .past {
        margin-block-start: 16px;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-browse': Browse;
  }
}
