// The colours of projects, labels and saved filters: names in the data, values in the tokens of app.css.

export const COLOURS = ['red', 'orange', 'yellow', 'green', 'teal', 'blue', 'violet', 'pink'] as const;

/** A CSS colour; what no colour is known by is grey. Set it as the property `style` (see device-hue.ts). */
export const colourOf = (name: string | undefined): string =>
  COLOURS.some((one) => one === name) ? `var(--colour-${name})` : 'var(--ink-3)';
