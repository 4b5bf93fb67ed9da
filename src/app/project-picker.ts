// The project or section that a task is in: one list to choose from, which every platform opens in its own way.
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { TaskPatch, TaskView } from '../client/types.ts';
import { Outline } from './outline.ts';
import { base, picker } from './styles.ts';
import { changeWords } from './words/change.ts';
import { detailWords as words } from './words/detail.ts';
import { viewWords } from './words/view.ts';

/** @fires task-patch `TaskPatch`: where the task should be */
@customElement('ls-project-picker')
export class ProjectPicker extends LitElement {
  @property({ attribute: false }) task!: TaskView;
  @property({ attribute: false }) outline = new Outline();
  @property({ type: Boolean }) readOnly = false;
  @query('select') private select!: HTMLSelectElement;

  protected override updated(): void {
    // Once the options are there: a value without its option would be dropped.
    this.select.value = this.#current;
  }

  override render() {
    const { outline, readOnly } = this;
    const current = this.#current;
    const isKnown = current === '' || this.#places.some(({ value }) => value === current);
    return html`<select aria-label=${words.project} ?disabled=${readOnly} @change=${this.#chosen}>
      <option value="">${viewWords.inbox}</option>
      ${this.#places.map(({ value, name }) => html`<option value=${value}>${name}</option>`)}
      ${
        isKnown || !outline.isRead
          ? nothing
          : html`<option value=${current}>${changeWords.goneProject}</option>`
      }
    </select>`;
  }

  get #current(): string {
    const { projectId = '', sectionId = '' } = this.task;
    const isThere = this.outline.sectionsOf(projectId).some(({ id }) => id === sectionId);
    return isThere ? `${projectId} ${sectionId}` : projectId;
  }

  /** Projects that are not done, each with its sections; and the one that the task is in. */
  get #places(): { value: string; name: string }[] {
    const { outline } = this;
    return outline.projects
      .filter(({ id, completedAt }) => completedAt === undefined || id === this.task.projectId)
      .flatMap((project) => [
        { value: project.id, name: project.title },
        ...outline.sectionsOf(project.id).map(({ id, title }) => ({
          value: `${project.id} ${id}`,
          name: words.sectionOf({ project: project.title, section: title }),
        })),
      ]);
  }

  #chosen = (): void => {
    const [projectId = '', sectionId = ''] = this.select.value.split(' ');
    const detail: TaskPatch = { projectId: projectId || null, sectionId: sectionId || null };
    this.dispatchEvent(new CustomEvent('task-patch', { detail, bubbles: true, composed: true }));
  };

  static override styles = [
    base,
    picker,
    css`
      :host {
        display: block;
        min-inline-size: 0;
      }
      select {
        max-inline-size: 100%;
        margin-inline-start: -12px;
        text-overflow: ellipsis;
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-project-picker': ProjectPicker;
  }
}
