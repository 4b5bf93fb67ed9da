// How the parts of the data screen look.
import { css } from 'lit';

/** Headings, lists and states that they share. */
export const dataParts = css`
  h3 {
    margin: 20px 0 4px;
    font: var(--text-row);
    font-weight: var(--strong);
  }
  p {
    font: var(--text-s);
    color: var(--ink-2);
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  select {
    min-height: 32px;
    max-width: 100%;
    padding: 4px 8px;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: var(--raised);
    color: var(--ink);
    font: var(--text-s);
  }
  progress {
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 4px;
    margin-block-end: 8px;
    border: 0;
    border-radius: 2px;
    background: var(--line);
    overflow: hidden;
    color: var(--accent);
  }
  progress::-webkit-progress-bar {
    background: var(--line);
  }
  progress::-webkit-progress-value {
    background: var(--accent);
  }
  progress::-moz-progress-bar {
    background: var(--accent);
  }
  .problem {
    color: var(--ember);
  }
  @media (pointer: coarse) {
    select {
      min-height: 44px;
    }
  }
  @media (forced-colors: active) {
    progress {
      border: 1px solid CanvasText;
    }
  }
`;

export const importStyles = [
  dataParts,
  css`
    :host {
      display: block;
    }
    dl {
      display: flex;
      flex-wrap: wrap;
      gap: 12px 28px;
      margin: 16px 0 0;
    }
    dl div {
      display: flex;
      flex-direction: column-reverse;
    }
    dt {
      font: var(--text-s);
      color: var(--ink-2);
    }
    dd {
      margin: 0;
      font: var(--text-l);
      font-weight: var(--medium);
      font-variant-numeric: tabular-nums;
    }
    .places {
      max-height: 40dvh;
      overflow-y: auto;
    }
    .places li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 4px 16px;
      padding-block: 6px;
      border-block-end: 1px solid var(--line);
      font: var(--text-row);
    }
    .places span {
      flex: 1 1 10rem;
      min-width: 0;
      overflow-wrap: anywhere;
    }
    .places select {
      flex: 0 1 14rem;
    }
    .losses li {
      padding-block: 4px;
      border-block-end: 1px solid var(--line);
      font: var(--text-s);
      color: var(--ink-2);
    }
    .state {
      margin-block-start: 20px;
    }
    .state p {
      color: var(--ink);
    }
    .state .problem {
      color: var(--ember);
    }
    .ways {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      margin-block-start: 16px;
    }
  `,
];
