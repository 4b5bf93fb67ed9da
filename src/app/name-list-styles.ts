// How the list of names looks in the field that it belongs to, which is there before the list.
import { css } from 'lit';

/** For the tree that the list is used in. */
export const nameListStyles = css`
  ls-name-list ul {
    position: absolute;
    inset-block-start: 100%;
    inset-inline-start: 56px;
    z-index: 3;
    min-inline-size: 220px;
    max-inline-size: calc(100% - 56px);
    margin: 4px 0 0;
    padding: 4px;
    list-style: none;
    border: 1px solid var(--line);
    border-radius: var(--radius-m);
    background: var(--raised);
    box-shadow: 0 8px 32px oklch(0 0 0 / 0.16);
    font: var(--text-s);
    color: var(--ink);
  }
  ls-name-list li {
    padding: 7px 10px;
    border-radius: var(--radius);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    cursor: pointer;
  }
  ls-name-list li:hover {
    background: color-mix(in oklch, var(--ink) 5%, transparent);
  }
  ls-name-list [aria-selected='true'] {
    background: color-mix(in oklch, var(--accent) 14%, transparent);
  }
  @media (pointer: coarse) {
    ls-name-list li {
      padding-block: 13px;
    }
  }
  @media (hover: none) {
    ls-name-list ul {
      inset-inline-start: 8px;
      max-inline-size: calc(100% - 16px);
    }
  }
  /* The field is at the bottom edge there. */
  @media (width < 640px) {
    ls-name-list ul {
      inset-block: auto 100%;
      margin: 0 0 4px;
    }
  }
  @media (forced-colors: active) {
    ls-name-list [aria-selected='true'] {
      outline: 2px solid Highlight;
    }
  }
`;
