// How a list of names looks under the field that finds them. It stands in the field's tree, since ids end at a shadow
// root; where exactly, the field says.
import { css } from 'lit';

export const nameListStyles = css`
  [role='listbox'] {
    position: absolute;
    inset-block-start: 100%;
    z-index: 3;
    margin: 4px 0 0;
    padding: 4px;
    list-style: none;
    border: 1px solid var(--line);
    border-radius: var(--radius-m);
    background: var(--raised);
    box-shadow: 0 8px 32px oklch(0 0 0 / 0.16);
  }
  [role='option'] {
    padding: 7px 10px;
    border-radius: var(--radius);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    cursor: pointer;
  }
  [role='option']:hover {
    background: color-mix(in oklch, var(--ink) 5%, transparent);
  }
  [aria-selected='true'] {
    background: color-mix(in oklch, var(--accent) 14%, transparent);
  }
  @media (pointer: coarse) {
    [role='option'] {
      padding-block: 13px;
    }
  }
  @media (forced-colors: active) {
    [aria-selected='true'] {
      outline: 2px solid Highlight;
    }
  }
`;
