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
    border: 2px solid var(--paper);
    border-block-start: 0;
    border-inline-end: 0;
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
