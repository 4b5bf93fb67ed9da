// How a row of a list looks.
import { css } from 'lit';

export const rowStyles = css`
  :host {
    position: relative;
    display: flex;
    align-items: center;
    min-height: var(--row);
    padding-inline-start: 28px;
    border-block-end: 1px solid var(--line);
    content-visibility: auto;
    contain-intrinsic-size: auto var(--row);
    overflow: clip;
    overflow-clip-margin: 32px;
  }
  :host([selected]) {
    background: var(--sunken);
  }
  :host([chosen]) {
    background: color-mix(in oklch, var(--accent) 12%, var(--paper));
  }
  .trace {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 2px;
    opacity: 0;
  }
  .handle {
    position: absolute;
    inset-inline-start: 6px;
    display: grid;
    place-items: center;
    inline-size: 20px;
    block-size: 100%;
    color: var(--ink-3);
    cursor: grab;
    opacity: 0;
    touch-action: none;
    transition: opacity var(--fast) var(--ease);
  }
  :host(:hover) .handle,
  :host(:focus-within) .handle,
  :host([chosen]) .handle {
    opacity: 1;
  }
  :host([chosen]) .handle {
    color: var(--accent);
  }
  .box {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 32px;
    block-size: var(--row);
    margin-inline-end: 4px;
  }
  /* The whole height of the row is the target. */
  input[type='checkbox']::before {
    content: '';
    position: absolute;
    inset: calc((20px - var(--row)) / 2) -8px;
  }
  /* It gives way before what stands behind it, down to its share. */
  .title {
    flex: 1 1 0;
    min-width: 40%;
    align-self: stretch;
    display: block;
    line-height: var(--row);
    font: var(--text-row);
    line-height: calc(var(--row) - 1px);
    color: var(--ink);
    text-decoration: none;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
    /* A title runs as its own words do, and stands at its checkbox. */
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
    cursor: default;
  }
  .title.done {
    color: var(--ink-3);
    text-decoration: line-through;
    text-decoration-thickness: 1px;
  }
  mark {
    border-radius: 2px;
    background: color-mix(in oklch, var(--amber) 28%, transparent);
    color: var(--ink);
  }
  .excerpt {
    margin-inline-start: 10px;
    color: var(--ink-3);
    font: var(--text-s);
  }
  .rename {
    flex: 1;
    min-width: 0;
    font: var(--text-row);
    color: inherit;
    background: var(--raised);
    border: 1px solid var(--control);
    border-radius: var(--radius);
    padding: 3px 7px;
    unicode-bidi: plaintext;
    margin-inline-start: -8px;
  }
  .pending {
    flex: none;
    inline-size: 8px;
    block-size: 8px;
    margin-inline-start: 10px;
    border: 1.5px solid var(--accent);
    border-radius: 50%;
  }
  .restore {
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: var(--row);
    padding: 0;
    border: 0;
    border-radius: var(--radius);
    background: none;
    color: var(--accent);
    cursor: pointer;
  }
  /* The ring says how urgent it is; the first three stand out. */
  input.p1 {
    border-color: var(--ember);
    border-width: 2.5px;
  }
  input.p2 {
    border-color: var(--amber);
    border-width: 2.5px;
  }
  input.p3 {
    border-color: var(--focus);
    border-width: 2.5px;
  }
  :is(ls-menu, .more) {
    flex: none;
    opacity: 0;
  }
  :host(:is(:hover, :focus-within)) :is(ls-menu, .more) {
    opacity: 1;
  }
  @media (hover: none) {
    :is(ls-menu, .more) {
      opacity: 1;
    }
    .handle {
      display: none;
    }
    /* The mark takes the place of the menu: what the menu offers is in the bar. */
    :host([chosen]) .handle {
      display: grid;
      inset-inline: auto 12px;
      pointer-events: none;
    }
    :host([chosen]) :is(ls-menu, .more) {
      visibility: hidden;
    }
    :host {
      padding-inline-start: 2px;
      user-select: none;
      -webkit-touch-callout: none;
    }
  }
  /* In a narrow list, or with large letters, what there is to say stands under the title, and both have room. */
  @container (width < 32rem) {
    :host {
      display: grid;
      grid-template: auto auto / auto minmax(0, 1fr) auto auto;
      align-content: center;
    }
    .box,
    .pending,
    :is(ls-menu, .more) {
      grid-row: 1 / span 2;
      align-self: center;
    }
    .title {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 3;
      align-self: end;
      line-height: 1.375rem;
      white-space: normal;
      overflow-wrap: anywhere;
      /* Not padding: a fourth line would show in it. */
      border-block: 0 solid transparent;
      border-block-start-width: 4px;
    }
    .title:not(:has(+ .meta)) {
      grid-row: 1 / span 2;
      align-self: center;
      border-block-width: calc((var(--row) - 1px - 1.375rem) / 2);
    }
    .meta {
      grid-area: 2 / 2;
      flex-wrap: wrap;
      gap: 2px 10px;
      max-width: none;
      padding: 0 0 6px;
    }
    .labels {
      display: contents;
    }
    .meta .name {
      max-width: 100%;
      white-space: normal;
      overflow-wrap: anywhere;
    }
    .due {
      order: -1;
    }
    .rename {
      grid-area: 1 / 2 / span 2;
      align-self: center;
    }
  }
  @media (forced-colors: active) {
    :host([chosen]) {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .trace {
      background: Highlight !important;
    }
  }
`;
