// Keys as people know them: ⌘K on a Mac, Ctrl+K elsewhere, “G then I” for two of them.
import { css, html, type TemplateResult } from 'lit';
import { isApple } from './commands/chords.ts';
import { paletteWords as words } from './words/palette.ts';

const SIGNS: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};
const APPLE: Record<string, string> = {
  Mod: '⌘',
  Ctrl: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Backspace: '⌫',
  Delete: '⌦',
  Enter: '↩',
  Escape: '⎋',
};

/** `Mod+Shift+z` in its parts, as a person reads them. */
export function partsOf(chord: string): string[] {
  // The last plus may be the key itself.
  const parts = chord.split(/\+(?=.)/);
  return parts.map((part) => {
    if (isApple() && APPLE[part]) return APPLE[part];
    const name = part === 'Mod' ? 'Ctrl' : part;
    if (name in words) return words[name as 'Ctrl'];
    return SIGNS[name] ?? (name.length === 1 ? name.toUpperCase() : name);
  });
}

/** A key in plain text. */
export const nameOf = (key: string): string =>
  key
    .split(' ')
    .map((chord) => partsOf(chord).join(isApple() ? '' : '+'))
    .join(` ${words.andThen} `);

/** Several keys that do the same. */
export const renderKeys = (keys: readonly string[]): TemplateResult[] =>
  keys.map(
    (key, i) =>
      html`${i > 0 ? html` <span class="or">${words.or}</span> ` : ''}${key
        .split(' ')
        .map(
          (chord, at) =>
            html`${at > 0 ? html` <span class="or">${words.andThen}</span> ` : ''}<span class="chord"
                >${partsOf(chord).map((part) => html`<kbd>${part}</kbd>`)}</span
              >`,
        )}`,
  );

export const keyStyles = css`
  kbd {
    display: inline-block;
    min-inline-size: 20px;
    padding: 0 5px;
    border: 1px solid var(--line);
    border-radius: 4px;
    background: var(--sunken);
    color: var(--ink-2);
    font: var(--text-xs);
    line-height: 18px;
    text-align: center;
    white-space: nowrap;
  }
  .chord {
    display: inline-flex;
    gap: 2px;
  }
  .or {
    color: var(--ink-3);
    font: var(--text-xs);
  }
`;
