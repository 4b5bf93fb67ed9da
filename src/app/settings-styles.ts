// Styles that the sections of the settings share.
import { css } from 'lit';

export const section = css`
  :host {
    display: block;
    margin-block-start: 32px;
    padding-block-start: 20px;
    border-block-start: 1px solid var(--line);
    font: var(--text-row);
  }
  h2 {
    margin-block-end: 8px;
    font: var(--text-l);
    font-weight: var(--medium);
  }
  p {
    margin-block: 0 8px;
    color: var(--ink-2);
    overflow-wrap: anywhere;
    text-wrap: pretty;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 4px 16px;
    min-height: 44px;
    border-block-end: 1px solid var(--line);
  }
  .row:has(select) {
    padding-block: 4px;
  }
  .row:last-child {
    border-block-end: 0;
  }
  .quiet {
    color: var(--ink-3);
    font: var(--text-s);
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 8px;
  }
  select {
    min-height: 36px;
    max-width: 100%;
    padding: 4px 8px;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: var(--raised);
    color: var(--ink);
    font: var(--text-s);
  }
  .problem {
    color: var(--ember);
  }
  @media (pointer: coarse) {
    select {
      min-height: 44px;
    }
  }
`;
