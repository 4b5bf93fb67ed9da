// The few icons there are, drawn on a 16 px grid in the colour of the text beside them.
import { svg, type TemplateResult } from 'lit';

const SHAPES = {
  grip: svg`<path d="M6 3.5v0M6 8v0M6 12.5v0M10 3.5v0M10 8v0M10 12.5v0" stroke-width="2" />`,
  more: svg`<path d="M3.5 8v0M8 8v0M12.5 8v0" stroke-width="2" />`,
  notes: svg`<path d="M3 4.5h10M3 8h10M3 11.5h6" />`,
  plus: svg`<path d="M8 3v10M3 8h10" />`,
  close: svg`<path d="M4 4l8 8M12 4l-8 8" />`,
  back: svg`<path d="M9.5 3.5L5 8l4.5 4.5" />`,
  fork: svg`<path d="M8 14V9L3.5 3.5M8 9l4.5-5.5" />`,
  pulse: svg`<path d="M1.5 8h3l2-4.5 3 9 2-4.5h3" />`,
  chevron: svg`<path d="M4 6l4 4 4-4" />`,
  check: svg`<path d="M3.5 8.5l3 3 6-7" />`,
  inbox: svg`<path d="M2.5 9l2-6h7l2 6v4h-11zM2.5 9H6l1 1.5h2L10 9h3.5" />`,
  today: svg`<path d="M3 3.5h10v10H3zM3 6.5h10M8 10v0" /><path d="M8 10v0" stroke-width="2.5" />`,
  upcoming: svg`<path d="M3 3.5h10v10H3zM3 6.5h10M6 1.8v2.4M10 1.8v2.4M5.5 9.5h5" />`,
  browse: svg`<path d="M3 4v0M6 4h7M3 8v0M6 8h7M3 12v0M6 12h7" />`,
  all: svg`<path d="M3 5.5L8 3l5 2.5L8 8zM3 8l5 2.5L13 8M3 10.5L8 13l5-2.5" />`,
  logbook: svg`<circle cx="8" cy="8" r="5.5" /><path d="M5.5 8.2l1.8 1.8 3.3-3.8" />`,
  trash: svg`<path d="M3 4.5h10M6 4.5v-2h4v2M4.5 4.5l.6 9h5.8l.6-9M7 7v4M9 7v4" />`,
  label: svg`<path d="M2.5 3v4.5l6 6 5-5-6-6H3zM5.3 5.5v0" />`,
  filter: svg`<path d="M2.5 3.5h11L9.5 8.5v4l-3 1v-5z" />`,
  sort: svg`<path d="M5 3v10M5 13l-2.5-2.5M5 13l2.5-2.5M9 4h5M9 7.5h3.5M9 11h2" />`,
  repeat: svg`<path d="M3 7.5V6a1.5 1.5 0 0 1 1.5-1.5H13M10.5 2L13 4.5 10.5 7M13 8.5V10a1.5 1.5 0 0 1-1.5 1.5H3M5.5 14L3 11.5 5.5 9" />`,
  restore: svg`<path d="M3 3v3.5h3.5M3.3 6.3A5.2 5.2 0 1 1 2.9 9.5" />`,
  search: svg`<circle cx="7" cy="7" r="4.2" /><path d="M10.2 10.2l3.3 3.3" />`,
  sidebar: svg`<path d="M2.5 3.5h11v9h-11zM6.5 3.5v9" />`,
} satisfies Record<string, TemplateResult>;

export type IconName = keyof typeof SHAPES;

/** An icon that says nothing to assistive technology: the control around it has a name. */
export const icon = (name: IconName): TemplateResult => drawIcon(SHAPES[name]);

/** The same for a shape that only one screen has. */
export const drawIcon = (shape: TemplateResult): TemplateResult =>
  svg`<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shape}</svg>`;
