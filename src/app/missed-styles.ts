// Styles of the list of missed reminders.
import { css } from 'lit';

export const missed = css`
  :host {
    display: block;
    max-width: 720px;
    margin-inline: auto;
    padding-inline: var(--gutter);
  }
  section {
    margin-block: 8px 0;
    padding-block: 8px;
    padding-inline-start: 36px;
    border-block: 1px solid var(--line);
    font: var(--text-s);
  }
  header,
  li {
    display: flex;
    align-items: center;
    gap: 4px 12px;
  }
  header {
    justify-content: space-between;
  }
  h2 {
    font: var(--text-s);
    font-weight: var(--strong);
    color: var(--amber);
  }
  header button,
  .ways button {
    color: var(--ink-2);
    white-space: nowrap;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    flex-wrap: wrap;
    min-block-size: 36px;
  }
  a {
    flex: 1 1 12ch;
    min-inline-size: 0;
    color: var(--ink);
    font: var(--text-row);
    text-decoration: none;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
  }
  a:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  time {
    color: var(--ink-3);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .ways {
    display: flex;
    flex: none;
    align-items: center;
  }
  .close {
    display: grid;
    place-items: center;
    inline-size: 32px;
    padding: 0;
  }
  @media (pointer: coarse) {
    .close {
      inline-size: 44px;
    }
  }
  @media (hover: none) {
    section {
      padding-inline-start: 8px;
    }
  }
  @media (width < 640px) {
    li {
      padding-block: 6px;
    }
    a {
      flex-basis: 60%;
    }
    .ways {
      flex-basis: 100%;
      margin-inline-start: -10px;
    }
    .close {
      margin-inline-start: auto;
    }
  }
`;
