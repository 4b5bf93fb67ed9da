// Notes as people read them: Markdown with task lists, links and struck words, and never any HTML of the note's own.
// Loaded with the first notes that are shown; made of templates, so that no text becomes markup.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Definition, List, ListItem, Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item';
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item';

type Rendered = TemplateResult | string | typeof nothing;

export interface MarkdownOptions {
  /** Called when a box of a task list is ticked or not any more; `at` is the place between its brackets. */
  onToggle: (at: number, checked: boolean) => void;
  readOnly: boolean;
}

const EXTENSIONS = [
  gfmTaskListItem(),
  gfmAutolinkLiteral(),
  gfmStrikethrough({ singleTilde: false }),
  // What looks like HTML is text like any other.
  { disable: { null: ['htmlFlow', 'htmlText'] } },
];
const MDAST_EXTENSIONS = [
  gfmTaskListItemFromMarkdown(),
  gfmAutolinkLiteralFromMarkdown(),
  gfmStrikethroughFromMarkdown(),
];

/** Quotes and lists within each other, before the rest is shown as it was written: nobody reads deeper. */
const MAX_DEPTH = 40;

export function renderMarkdown(source: string, options: MarkdownOptions): TemplateResult {
  const root = fromMarkdown(source, { extensions: EXTENSIONS, mdastExtensions: MDAST_EXTENSIONS });
  return html`${new Renderer(source, root, options).children(root)}`;
}

/** Addresses that a note may lead to; null for scripts, files and whatever else an address can be. */
export function safeAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return /^(https?|mailto):$/.test(protocol) ? href : null;
}

class Renderer {
  readonly #source: string;
  readonly #options: MarkdownOptions;
  readonly #definitions = new Map<string, Definition>();
  #depth = 0;

  constructor(source: string, root: Root, options: MarkdownOptions) {
    this.#source = source;
    this.#options = options;
    // The first of several definitions counts (CommonMark 4.7).
    for (const node of root.children)
      if (node.type === 'definition' && !this.#definitions.has(node.identifier))
        this.#definitions.set(node.identifier, node);
  }

  children(parent: { children: Nodes[] }): Rendered[] {
    return parent.children.map((node) => this.#render(node));
  }

  #render(node: Nodes): Rendered {
    if (this.#depth > MAX_DEPTH) return this.#asWritten(node);
    this.#depth += 1;
    try {
      return this.#renderNode(node);
    } finally {
      this.#depth -= 1;
    }
  }

  #renderNode(node: Nodes): Rendered {
    switch (node.type) {
      case 'text':
        return node.value;
      case 'paragraph':
        return html`<p>${this.children(node)}</p>`;
      case 'heading':
        // Under the panel's own headings.
        return node.depth === 1
          ? html`<h3>${this.children(node)}</h3>`
          : node.depth === 2
            ? html`<h4>${this.children(node)}</h4>`
            : html`<h5>${this.children(node)}</h5>`;
      case 'emphasis':
        return html`<em>${this.children(node)}</em>`;
      case 'strong':
        return html`<strong>${this.children(node)}</strong>`;
      case 'delete':
        return html`<del>${this.children(node)}</del>`;
      case 'inlineCode':
        return html`<code>${node.value}</code>`;
      case 'code':
        return html`<pre tabindex="0"><code>${node.value}</code></pre>`;
      case 'blockquote':
        return html`<blockquote>${this.children(node)}</blockquote>`;
      case 'thematicBreak':
        return html`<hr />`;
      case 'break':
        return html`<br />`;
      case 'list':
        return this.#renderList(node);
      case 'link':
        return this.#renderLink(node.url, this.children(node));
      case 'linkReference':
        return this.#renderLink(this.#definitions.get(node.identifier)?.url ?? '', this.children(node));
      case 'image':
        // Nothing is fetched from elsewhere because a note was opened.
        return this.#renderLink(node.url, node.alt || node.url);
      case 'imageReference':
        return this.#renderLink(this.#definitions.get(node.identifier)?.url ?? '', node.alt ?? '');
      case 'definition':
        return nothing;
      default:
        return this.#asWritten(node);
    }
  }

  #renderLink(url: string, content: Rendered | Rendered[]) {
    const address = safeAddress(url);
    if (address === null) return html`${content}`;
    return html`<a href=${address} target="_blank" rel="noopener noreferrer">${content}</a>`;
  }

  #renderList(list: List) {
    const items = list.children.map((item) => this.#renderItem(item, list.spread ?? false));
    return list.ordered
      ? html`<ol start=${list.start ?? 1}>
          ${items}
        </ol>`
      : html`<ul>
          ${items}
        </ul>`;
  }

  #renderItem(item: ListItem, isSpread: boolean) {
    // A list without empty lines has no paragraphs either.
    const content = item.children.map((child) =>
      child.type === 'paragraph' && !isSpread && !item.spread
        ? html`<span class="line">${this.children(child)}</span>`
        : this.#render(child),
    );
    if (item.checked === null || item.checked === undefined) return html`<li>${content}</li>`;
    const at = this.#boxOf(item);
    const { readOnly, onToggle } = this.#options;
    return html`<li class="task">
      <input
        type="checkbox"
        aria-label=${textOf(item.children[0])}
        .checked=${live(item.checked)}
        ?disabled=${readOnly || at === null}
        @change=${({ target }: Event) => at !== null && onToggle(at, (target as HTMLInputElement).checked)}
      />
      <div>${content}</div>
    </li>`;
  }

  /** Where the mark between an item's brackets stands in the source. */
  #boxOf(item: ListItem): number | null {
    const start = item.position?.start.offset ?? 0;
    const before = /^(?:[-*+]|\d{1,9}[.)])\s+\[(?=[ \txX]\])/.exec(this.#source.slice(start, start + 1000));
    return before === null ? null : start + before[0].length;
  }

  #asWritten({ position }: Nodes): string {
    return this.#source.slice(position?.start.offset, position?.end.offset);
  }
}

/** The words of a node, for a control that is named by them. */
function textOf(node: Nodes | undefined): string {
  if (node === undefined || node.type === 'list') return '';
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
