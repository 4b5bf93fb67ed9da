// Notes as they read, while nobody edits them.
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { renderMarkdown } from './markdown.ts';
import { base } from './styles.ts';

export interface NotesToggle {
  /** The notes in which the box was ticked, and as they are with it. */
  before: string;
  after: string;
}

/** @fires notes-toggle `NotesToggle` */
@customElement('ls-notes-view')
export class NotesView extends LitElement {
  @property() text = '';
  @property({ type: Boolean }) readOnly = false;

  override render() {
    const { text, readOnly } = this;
    return html`<div>${renderMarkdown(text, { readOnly, onToggle: this.#toggle })}</div>`;
  }

  #toggle = (at: number, checked: boolean): void => {
    const before = this.text;
    const after = before.slice(0, at) + (checked ? 'x' : ' ') + before.slice(at + 1);
    const detail: NotesToggle = { before, after };
    this.dispatchEvent(new CustomEvent('notes-toggle', { detail, bubbles: true, composed: true }));
  };

  static override styles = [
    base,
    css`
      :host {
        display: block;
        overflow-wrap: anywhere;
      }
      :is(p, ul, ol, blockquote, pre, hr, h3, h4, h5) {
        margin: 0;
      }
      :is(p, ul, ol, blockquote, pre, hr, h3, h4, h5):not(:first-child) {
        margin-block-start: 12px;
      }
      /* Who breaks a line means it. */
      p,
      .line {
        white-space: pre-line;
      }
      h3,
      h4,
      h5 {
        font: var(--text-body);
        font-weight: var(--strong);
      }
      h3 {
        font-size: 1.1875rem;
      }
      strong {
        font-weight: var(--strong);
      }
      ul,
      ol {
        padding-inline-start: 24px;
      }
      li > :is(ul, ol),
      .task > div > :is(ul, ol) {
        margin-block-start: 2px;
      }
      li + li {
        margin-block-start: 2px;
      }
      .task {
        display: flex;
        gap: 8px;
        margin-inline-start: -24px;
        list-style: none;
      }
      .task > div {
        flex: 1;
        min-inline-size: 0;
      }
      /* What can be pressed lies above the text field that lies above everything. */
      a,
      input {
        position: relative;
        z-index: 2;
      }
      input {
        appearance: none;
        flex: none;
        inline-size: 16px;
        block-size: 16px;
        margin: 4px 0 0;
        border: 1.5px solid var(--control);
        border-radius: 4px;
        background: none;
        cursor: pointer;
      }
      input::before {
        content: '';
        position: absolute;
        inset: -6px;
      }
      input::after {
        content: '';
        position: absolute;
        inset: 2px 1px 5px;
        border: 2px solid var(--paper);
        border-block-start: 0;
        border-inline-end: 0;
        transform: rotate(-45deg) scale(0);
      }
      input:checked {
        background: var(--accent);
        border-color: var(--accent);
      }
      input:checked::after {
        transform: rotate(-45deg);
      }
      input:disabled {
        cursor: default;
      }
      a {
        color: var(--accent);
        text-underline-offset: 3px;
        text-decoration-thickness: 1px;
      }
      a:hover {
        text-decoration-thickness: 2px;
      }
      del {
        color: var(--ink-3);
      }
      code {
        padding: 1px 4px;
        border-radius: 4px;
        background: var(--sunken);
        font:
          0.875em/1.5 ui-monospace,
          monospace;
      }
      pre {
        position: relative;
        padding: 8px 12px;
        border-radius: var(--radius);
        background: var(--sunken);
        overflow-x: auto;
      }
      pre code {
        padding: 0;
        background: none;
      }
      blockquote {
        padding-inline-start: 12px;
        border-inline-start: 2px solid var(--line);
        color: var(--ink-2);
      }
      hr {
        border: 0;
        border-block-start: 1px solid var(--line);
      }
      @media (pointer: coarse) {
        input::before {
          inset: -14px;
        }
        .task {
          padding-block: 10px;
        }
      }
      @media (forced-colors: active) {
        input:checked {
          background: Highlight;
        }
      }
    `,
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-notes-view': NotesView;
  }
}
