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
  chevron: svg`<path d="M4 6l4 4 4-4" />`,
} satisfies Record<string, TemplateResult>;

/** An icon that says nothing to assistive technology: the control around it has a name. */
export const icon = (name: keyof typeof SHAPES): TemplateResult =>
  svg`<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${SHAPES[name]}</svg>`;
