// Styles that elements share: controls, fields, focus. Everything else stands beside its element.
import { css } from 'lit';

export const base = css`
  :host {
    box-sizing: border-box;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  h1,
  h2,
  p {
    margin: 0;
  }
`;

export const controls = css`
  button {
    font: var(--text-s);
    color: inherit;
    background: none;
    border: 0;
    border-radius: var(--radius);
    padding: 6px 10px;
    min-height: 32px;
    cursor: pointer;
    transition: background var(--fast) var(--ease);
  }
  button:hover {
    background: color-mix(in oklch, var(--ink) 7%, transparent);
  }
  button:active {
    background: color-mix(in oklch, var(--ink) 12%, transparent);
  }
  button:is(:disabled, [aria-disabled='true']) {
    cursor: default;
    opacity: 0.55;
  }
  button.primary {
    background: var(--accent);
    color: var(--paper);
    font-weight: var(--medium);
  }
  button.primary:hover {
    background: color-mix(in oklch, var(--accent) 90%, var(--ink));
  }
  button.outlined {
    border: 1px solid var(--control);
  }
  button.danger {
    color: var(--ember);
  }
  button.link {
    padding: 0;
    min-height: 24px;
    color: var(--accent);
    text-decoration: underline;
    text-underline-offset: 3px;
    text-decoration-thickness: 1px;
  }
  button.link:hover {
    background: none;
    text-decoration-thickness: 2px;
  }
  @media (pointer: coarse) {
    button {
      min-height: 44px;
    }
  }
  @media (forced-colors: active) {
    button {
      border: 1px solid ButtonBorder;
    }
  }
`;

/** A choice that is no field of a form: as quiet as a button. */
export const choices = css`
  select {
    min-height: 32px;
    padding: 4px 6px;
    border: 0;
    border-radius: var(--radius);
    background: none;
    color: var(--ink-2);
    font: var(--text-s);
  }
  select option {
    background: var(--raised);
    color: var(--ink);
  }
  @media (pointer: coarse) {
    select {
      min-height: 44px;
    }
  }
`;

/** A task's checkbox: a circle that fills. */
export const checkbox = css`
  input[type='checkbox'] {
    appearance: none;
    position: relative;
    display: grid;
    flex: none;
    place-content: center;
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    padding: 0;
    border: 1.5px solid var(--control);
    border-radius: 50%;
    background: none;
    cursor: pointer;
    transition:
      background var(--fast) var(--ease),
      border-color var(--fast) var(--ease);
  }
  input[type='checkbox']::after {
    content: '';
    inline-size: 10px;
    block-size: 5px;
    /* A tick looks the same wherever lines begin. */
    border: solid var(--paper);
    border-width: 0 0 2px 2px;
    transform: translateY(-1px) rotate(-45deg) scale(0);
    transition: transform var(--steady) var(--ease);
  }
  input[type='checkbox']:hover {
    border-color: var(--accent);
  }
  input[type='checkbox']:checked {
    background: var(--accent);
    border-color: var(--accent);
  }
  input[type='checkbox']:checked::after {
    transform: translateY(-1px) rotate(-45deg) scale(1);
  }
  @media (prefers-reduced-motion: reduce) {
    input[type='checkbox']::after {
      transition: none;
    }
  }
  @media (forced-colors: active) {
    input[type='checkbox']:checked {
      background: Highlight;
    }
  }
`;

export const fields = css`
  input,
  textarea {
    font: inherit;
    color: inherit;
    background: var(--raised);
    border: 1px solid var(--control);
    border-radius: var(--radius);
    padding: 8px 10px;
    width: 100%;
  }
  input::placeholder,
  textarea::placeholder {
    color: var(--ink-3);
    opacity: 1;
  }
`;

/** A fact of a task: quiet until it is pointed at, so that what is set speaks and not its frame. */
export const picker = css`
  :is(input, select).quiet,
  select {
    font: inherit;
    color: var(--ink);
    background: none;
    border: 1px solid transparent;
    border-radius: var(--radius);
    min-height: 32px;
    padding: 2px 8px;
    margin-inline-start: -8px;
    cursor: pointer;
  }
  @media (hover: hover) {
    :is(input, select).quiet:hover:enabled,
    select:hover:enabled {
      border-color: var(--control);
    }
  }
  select option {
    background: var(--raised);
    color: var(--ink);
  }
  :is(input, select):disabled {
    opacity: 1;
    cursor: default;
  }
  .token {
    display: inline-flex;
    align-items: center;
    min-height: 28px;
    max-inline-size: 100%;
    padding-inline-start: 8px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    color: var(--ink);
  }
  .token > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .token button {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 28px;
    min-height: 28px;
    padding: 0;
    color: var(--ink-3);
  }
  .token:not(:has(button)) {
    padding-inline-end: 8px;
  }
  @media (pointer: coarse) {
    :is(input, select).quiet,
    select {
      min-height: 44px;
    }
    .token {
      min-height: 36px;
      margin-block: 4px;
    }
    /* As large to hit as a finger needs, with the rows as close as they are. */
    .token button {
      position: relative;
      inline-size: 44px;
      min-height: 34px;
    }
    .token button::before {
      content: '';
      position: absolute;
      inset: -5px 0;
    }
  }
`;

/** For an element that only assistive technology perceives. */
export const hiddenVisually = css`
  :host {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

export const dialogs = css`
  dialog {
    width: min(26rem, calc(100vw - 32px));
    padding: 24px;
    border: 1px solid var(--line);
    border-radius: var(--radius-l);
    background: var(--raised);
    color: var(--ink);
    box-shadow: 0 16px 56px oklch(0 0 0 / 0.22);
  }
  dialog::backdrop {
    background: oklch(0 0 0 / 0.32);
  }
  dialog h2 {
    margin: 0 0 8px;
    font: var(--text-l);
    font-weight: var(--strong);
  }
  /* Where it has the focus, a long dialog begins at its top, and the arrow keys scroll. */
  dialog h2:focus-visible {
    outline: 0;
  }
  dialog p {
    color: var(--ink-2);
    font: var(--text-row);
  }
  dialog .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 20px;
  }
`;
