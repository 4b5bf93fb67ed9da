// Marks in a task's text what was searched for.
import { html, nothing, type TemplateResult } from 'lit';
import type { SearchView } from '../client/types.ts';
import { plain } from './fuzzy.ts';
import type { Hits } from './task-row.ts';

/** What stands between words, as the index has it. */
const WORD = /[^\n\r\p{Z}\p{P}]+/gu;
/** Characters of the notes before the first hit, and in all. */
const LEAD = 24;
const EXCERPT = 160;

interface Piece {
  text: string;
  hit: boolean;
}

let last: { found: SearchView; hits: Hits } | null = null;

/** The same for the same answer: rows are drawn anew when it is another. */
export function hitsOf(found: SearchView): Hits {
  if (last?.found !== found) last = { found, hits: createHits(found) };
  return last.hits;
}

function createHits({ text, terms }: SearchView): Hits {
  const typed = wordsOf(text);
  const found = new Set(terms);
  const cut = (source: string) => piecesOf(source, typed, found);
  return {
    mark: (source) => render(cut(source)),
    excerpt(notes = '') {
      const pieces = cut(notes.replace(/\s+/g, ' '));
      const first = pieces.findIndex(({ hit }) => hit);
      if (first < 0) return nothing;
      return html`<span class="excerpt">${render(around(pieces, first))}</span>`;
    },
  };
}

const wordsOf = (text: string): string[] => (plain(text).match(WORD) ?? []).map(String);

/** The text in pieces, of which some are hits: beginnings of words as they were typed, or words close to those. */
export function piecesOf(text: string, typed: readonly string[], found: ReadonlySet<string>): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const length = hitLength(word, typed, found);
    if (length === 0) continue;
    if (index > end) pieces.push({ text: text.slice(end, index), hit: false });
    end = index + length;
    pieces.push({ text: text.slice(index, end), hit: true });
  }
  return end < text.length ? [...pieces, { text: text.slice(end), hit: false }] : pieces;
}

/** How much of a word is a hit. */
function hitLength(word: string, typed: readonly string[], found: ReadonlySet<string>): number {
  const folded = plain(word);
  const begun = typed.filter((one) => folded.startsWith(one)).toSorted((a, b) => b.length - a.length)[0];
  if (begun === undefined) return found.has(folded) ? word.length : 0;
  // A letter may be longer or shorter than it is without its accents.
  let length = 0;
  let seen = 0;
  for (const letter of word) {
    if (seen >= begun.length && !/\p{M}/u.test(letter)) break;
    seen += plain(letter).length;
    length += letter.length;
  }
  return length;
}

/** So much of the notes that the first hit is in sight. */
function around(pieces: readonly Piece[], first: number): Piece[] {
  const before = pieces
    .slice(0, first)
    .map(({ text }) => text)
    .join('');
  const lead = before.length > LEAD ? `… ${before.slice(-LEAD).replace(/^\S*\s/, '')}` : before;
  const shown: Piece[] = [{ text: lead, hit: false }];
  let left = EXCERPT;
  for (const piece of pieces.slice(first)) {
    if (left <= 0) break;
    shown.push({ ...piece, text: piece.text.slice(0, left) });
    left -= piece.text.length;
  }
  return left < 0 ? [...shown, { text: ' …', hit: false }] : shown;
}

const render = (pieces: readonly Piece[]): (string | TemplateResult)[] =>
  pieces.map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : text));
