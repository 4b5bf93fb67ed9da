// How the palette looks: a sheet of raised paper near the top, where the eyes are.
import { css } from 'lit';

export const paletteStyles = css`
  dialog {
    inline-size: min(600px, calc(100vw - 32px));
    max-block-size: min(560px, 76dvh);
    margin-block-start: 12dvh;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--raised);
    color: var(--ink);
    box-shadow: 0 16px 56px oklch(0 0 0 / 0.22);
  }
  dialog[open] {
    display: flex;
    flex-direction: column;
  }
  dialog::backdrop {
    background: oklch(0 0 0 / 0.2);
  }
  h2 {
    flex: none;
    padding: 12px 20px 0;
    font: var(--text-s);
    font-weight: var(--strong);
    color: var(--ink-2);
  }
  [role='combobox'] {
    flex: none;
    block-size: 52px;
    padding-inline: 20px;
    border: 0;
    border-block-end: 1px solid var(--line);
    background: none;
    color: inherit;
    font: var(--text-body);
    unicode-bidi: plaintext;
  }
  /* The line is all there is: its caret shows the focus. */
  [role='combobox']:focus-visible {
    outline: none;
  }
  [role='combobox']::placeholder {
    color: var(--ink-3);
    opacity: 1;
  }
  [role='listbox'] {
    flex: 1;
    min-block-size: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: 8px;
  }
  [role='listbox']:empty {
    display: none;
  }
  .caption {
    display: block;
    padding: 8px 12px 4px;
    font: var(--text-xs);
    color: var(--ink-3);
  }
  [role='option'] {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 36px;
    padding: 4px 12px;
    border-radius: var(--radius);
    font: var(--text-row);
    cursor: pointer;
    scroll-margin-block: 32px 8px;
  }
  [aria-selected='true'] {
    background: color-mix(in oklch, var(--accent) 14%, transparent);
  }
  .sign {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 16px;
    color: var(--ink-3);
  }
  .dot {
    inline-size: 10px;
    block-size: 10px;
    border-radius: 50%;
  }
  .box {
    inline-size: 14px;
    block-size: 14px;
    border: 1.5px solid var(--control);
    border-radius: 50%;
  }
  .box.checked {
    background: var(--accent);
    border-color: var(--accent);
  }
  .box.p1 {
    border-color: var(--ember);
    border-width: 2.5px;
  }
  .box.p2 {
    border-color: var(--amber);
    border-width: 2.5px;
  }
  .box.p3 {
    border-color: var(--focus);
    border-width: 2.5px;
  }
  .label {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    unicode-bidi: plaintext;
  }
  .done .label {
    color: var(--ink-3);
    text-decoration: line-through;
    text-decoration-thickness: 1px;
  }
  .detail {
    flex: 0 1000 auto;
    min-inline-size: 40px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--ink-3);
    font: var(--text-s);
  }
  .keys,
  .chosen {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    flex: none;
    margin-inline-start: auto;
    color: var(--accent);
  }
  .chosen + .keys {
    margin-inline-start: 0;
  }
  p {
    padding: 24px 20px;
    color: var(--ink-2);
    font: var(--text-row);
  }
  p.note {
    flex: none;
    padding: 0 20px 12px;
    color: var(--ink-3);
    font: var(--text-s);
  }
  .calendar {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    padding: 8px 20px;
    border-block-start: 1px solid var(--line);
    color: var(--ink-2);
    font: var(--text-s);
  }
  .calendar input {
    min-block-size: 36px;
    padding-inline: 10px;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: none;
    color: var(--ink);
    font: var(--text-row);
    font-variant-numeric: tabular-nums;
  }
  .count {
    position: absolute;
    clip-path: inset(50%);
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
  }
  footer {
    display: flex;
    flex: none;
    align-items: center;
    gap: 16px;
    padding: 8px 20px;
    border-block-start: 1px solid var(--line);
  }
  .hints {
    display: flex;
    gap: 16px;
    color: var(--ink-3);
    font: var(--text-xs);
  }
  footer button {
    margin-inline-start: auto;
  }
  @media (pointer: coarse) {
    [role='option'],
    .calendar input {
      min-block-size: 44px;
    }
    .keys,
    .hints,
    footer:not(:has(button)) {
      display: none;
    }
    /* Smaller text makes a phone zoom in. */
    .calendar input {
      font: var(--text-body);
    }
  }
  @media (width < 640px) {
    dialog {
      margin-block-start: 16px;
    }
    dialog.low {
      inline-size: 100vw;
      max-inline-size: none;
      margin: auto 0 0;
      padding-block-end: env(safe-area-inset-bottom);
      border-width: 1px 0 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
    }
  }
  @media (forced-colors: active) {
    [aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .dot {
      forced-color-adjust: none;
    }
  }
`;
