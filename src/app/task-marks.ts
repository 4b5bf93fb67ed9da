// What a row says about its task beside the title: project, labels, steps, day, and what is special about it.
import { css, html, nothing } from 'lit';
import type { TaskView } from '../client/types.ts';
import type { Label, Project } from '../protocol/rows.ts';
import { colourOf } from './colours.ts';
import { formatCivil, formatCivilTime, nearness } from './dates.ts';
import { icon } from './icons.ts';
import type { Progress } from './step-progress.ts';
import { conflictWords } from './words/conflict.ts';
import { taskWords } from './words/task.ts';
import { viewWords } from './words/view.ts';

export interface Marked {
  task: TaskView;
  /** The project to name, where the list is not that project's. */
  project: Project | undefined;
  labels: readonly Label[];
  progress: Progress | undefined;
  /** A day that need not be said. */
  day: string | undefined;
  done: boolean;
}

/** Nothing at all where there is nothing to say: most rows have none. A function, since rows are many. */
export function renderMarks({ task, project, labels, progress, day, done }: Marked) {
  const hasDay = task.dueDate !== undefined && !done;
  const isContested = task.conflicts.some(({ seen }) => !seen);
  const isPlain = !task.notes && !hasDay && !isContested;
  if (isPlain && !project && labels.length === 0 && !progress) return nothing;
  return html`<span class="meta">
    ${
      isContested
        ? html`<span
            class="mark conflict"
            role="img"
            aria-label=${conflictWords.hasConflict}
            title=${conflictWords.hasConflict}
            >${icon('fork')}</span
          >`
        : nothing
    }
    ${task.notes ? html`<span class="mark spare" title=${taskWords.hasNotes}>${icon('notes')}</span>` : nothing}
    ${
      progress
        ? html`<span class="steps spare" title=${viewWords.stepsDone({ ...progress })}
            >${progress.done}/${progress.total}</span
          >`
        : nothing
    }
    ${labels.length > 0 ? html`<span class="labels">${labels.map(renderLabel)}</span>` : nothing}
    ${
      project
        ? html`<span class="name" title=${project.title}
            ><span class="dot" .style=${`background:${colourOf(project.colour)}`}></span>${
              project.title
            }</span
          >`
        : nothing
    }
    ${hasDay ? renderDue(task, day) : nothing}
  </span>`;
}

const renderLabel = ({ title, colour }: Label) =>
  html`<span class="name" title=${title}
    ><span class="at" aria-hidden="true" .style=${`color:${colourOf(colour)}`}>@</span>${title}</span
  >`;

function renderDue({ dueDate = '', dueTime, recurrence }: TaskView, day: string | undefined) {
  const words = [
    ...(dueDate === day ? [] : [formatCivil(dueDate)]),
    ...(dueTime ? [formatCivilTime(dueTime)] : []),
  ].join(' ');
  const datetime = dueTime ? `${dueDate}T${dueTime}` : dueDate;
  return html`<span class="due"
    >${words ? html`<time class=${nearness(dueDate)} datetime=${datetime}>${words}</time>` : nothing}${
      recurrence
        ? html`<span class="mark" role="img" aria-label=${viewWords.repeats} title=${viewWords.repeats}
            >${icon('repeat')}</span
          >`
        : nothing
    }</span
  >`;
}

/** Styles of what `renderMarks` makes. */
export const marks = css`
  .meta {
    display: flex;
    align-items: center;
    gap: 10px;
    min-width: 0;
    flex: 0 1 auto;
    max-width: 60%;
    padding-inline-start: 12px;
    overflow: hidden;
    color: var(--ink-3);
    font: var(--text-s);
    font-variant-numeric: tabular-nums;
  }
  .meta > * {
    flex: none;
  }
  .mark {
    display: grid;
  }
  .due {
    display: flex;
    align-items: center;
    gap: 8px;
  }
  .due:empty {
    display: none;
  }
  .conflict {
    color: var(--ink-2);
  }
  /* As many whole names as there is room for. */
  .labels {
    display: flex;
    flex: 0 1 auto;
    flex-wrap: wrap;
    justify-content: end;
    gap: 0 10px;
    min-width: 0;
    block-size: 1.125rem;
    overflow: hidden;
  }
  .meta .name {
    flex: 0 1 auto;
    min-width: 0;
    max-width: 12em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .dot {
    display: inline-block;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-end: 6px;
    border-radius: 50%;
  }
  .at {
    font-weight: var(--medium);
  }
  .overdue {
    color: var(--ember);
  }
  .today {
    color: var(--amber);
  }
  /* Where the room is short, the names have it. */
  @container (32rem <= width < 36rem) {
    .spare {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .dot {
      forced-color-adjust: none;
    }
  }
`;
