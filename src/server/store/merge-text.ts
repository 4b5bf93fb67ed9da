// Three-way merge of text (DESIGN.md §4 "Mutations"): what two people made of the same base. Regions come from
// diff3 (Khanna, Kunal and Pierce, FSTTCS 2007); where both sides touched one, the next finer pieces are tried.
// Pure, and bounded in time: the server merges inside a transaction.
import { diff3MergeRegions, diffComm } from 'node-diff3';

interface Sides<T> {
  base: T;
  /** What was committed first. */
  theirs: T;
  /** What comes on top of it. */
  mine: T;
}
type Pieces = Sides<string[]>;
/** What stands in the place of a region that both sides changed; null when that cannot be said. */
type Settle = (hunk: Pieces) => string[] | null;

/**
 * Steps that one merge may take, about a nanosecond each. The longest common subsequence of texts that are long
 * and repeat themselves (a thousand blank lines) costs the cube of their length.
 */
const MAX_STEPS = 5e7;

const SENTENCES = new Intl.Segmenter('en', { granularity: 'sentence' });
const WORDS = new Intl.Segmenter('en', { granularity: 'word' });
const split = (text: string, by: Intl.Segmenter) => Array.from(by.segment(text), ({ segment }) => segment);

export interface Merged {
  text: string;
  /** Both changed the same words. */
  overlaps: boolean;
}

/** Merges by words; `mine` as it is when both changed the same ones, or nothing would be left. */
export function mergeTitle({ base, theirs, mine }: Sides<string>): Merged {
  const sides = { base: split(base, WORDS), theirs: split(theirs, WORDS), mine: split(mine, WORDS) };
  const text = weave(sides, () => null, { steps: MAX_STEPS })?.join('') ?? '';
  return text.trim() === '' ? { text: mine, overlaps: true } : { text, overlaps: false };
}

/**
 * Merges by lines, then sentences, then words. Lines whose same words both changed are kept on both sides, mine
 * first, and `overlaps` is true.
 */
export function mergeNotes({ base, theirs, mine }: Sides<string>): Merged {
  const budget = { steps: MAX_STEPS };
  let overlaps = false;
  const keepBoth = (hunk: Pieces) => {
    overlaps = true;
    return [...hunk.mine, ...hunk.theirs];
  };
  const sides = { base: lines(base), theirs: lines(theirs), mine: lines(mine) };
  const settle = (hunk: Pieces) => placeAround(hunk) ?? mergeWithin(hunk, budget) ?? keepBoth(hunk);
  const merged = weave(sides, settle, budget) ?? [mine, theirs];
  return { text: merged.join('\n'), overlaps };
}

/** The lines that are in both, in order; undefined when finding them would take too long. */
export function commonLines(a: string, b: string): string | undefined {
  const [linesOfA, linesOfB] = [lines(a), lines(b)];
  if (cost(linesOfA, linesOfB) > MAX_STEPS) return undefined;
  return diffComm(linesOfA, linesOfB)
    .flatMap((part) => ('common' in part ? part.common : []))
    .join('\n');
}

/** No text has no lines: two that write the first ones do not overlap. */
const lines = (text: string) => (text === '' ? [] : text.split('\n'));

/** Lines that one side only put around the base's own, or both wrote where there was nothing, do not overlap. */
function placeAround({ base, theirs, mine }: Pieces): string[] | null {
  if (base.length > 0) {
    const inTheirs = indexWithin(theirs, base);
    if (inTheirs >= 0)
      return [...theirs.slice(0, inTheirs), ...mine, ...theirs.slice(inTheirs + base.length)];
    const inMine = indexWithin(mine, base);
    if (inMine >= 0) return [...mine.slice(0, inMine), ...theirs, ...mine.slice(inMine + base.length)];
  }
  return base.every((line) => line.trim() === '') ? [...theirs, ...mine] : null;
}

function indexWithin(whole: string[], part: string[]): number {
  for (let at = 0; at + part.length <= whole.length; at++)
    if (part.every((line, i) => line === whole[at + i])) return at;
  return -1;
}

function mergeWithin(hunk: Pieces, budget: { steps: number }): string[] | null {
  // What one side removed and the other edited: the edit stays in sight.
  if (hunk.theirs.length === 0 || hunk.mine.length === 0) return null;
  const pieces = (by: Intl.Segmenter, { base, theirs, mine }: Sides<string>): Pieces => ({
    base: split(base, by),
    theirs: split(theirs, by),
    mine: split(mine, by),
  });
  const byWords: Settle = (sentences) => weave(pieces(WORDS, join(sentences, '')), () => null, budget);
  const text = weave(pieces(SENTENCES, join(hunk, '\n')), byWords, budget);
  return text && [text.join('')];
}

const join = ({ base, theirs, mine }: Pieces, glue: string): Sides<string> => ({
  base: base.join(glue),
  theirs: theirs.join(glue),
  mine: mine.join(glue),
});

/** Puts together what only one side changed; `settle` decides the rest. */
function weave(sides: Pieces, settle: Settle, budget: { steps: number }): string[] | null {
  const { head, middle, tail } = trim(sides);
  const merged: string[][] = [head];
  for (const part of regions(middle, budget)) {
    const piece = Array.isArray(part) ? part : equal(part.theirs, part.mine) ? part.mine : settle(part);
    if (piece === null) return null;
    merged.push(piece);
  }
  return [...merged.flat(), ...tail];
}

/** The pieces in order: settled ones as they are, and hunks that both sides changed. */
function regions(sides: Pieces, budget: { steps: number }): (string[] | Pieces)[] {
  budget.steps -= cost(sides.base, sides.theirs) + cost(sides.base, sides.mine);
  if (budget.steps < 0) return [sides];
  return diff3MergeRegions(sides.theirs, sides.base, sides.mine).map((region) =>
    region.stable
      ? region.bufferContent
      : { base: region.oContent, theirs: region.aContent, mine: region.bContent },
  );
}

/** Upper bound of the steps for one common subsequence: pairs of equal pieces times the length of a chain. */
function cost(a: string[], b: string[]): number {
  const counts = new Map<string, number>();
  for (const piece of a) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  const pairs = b.reduce((sum, piece) => sum + (counts.get(piece) ?? 0), 0);
  return pairs * Math.min(a.length, b.length);
}

/** Takes off what all three begin and end with: most edits are small, and the rest is what costs. */
function trim({ base, theirs, mine }: Pieces): { head: string[]; middle: Pieces; tail: string[] } {
  const shortest = Math.min(base.length, theirs.length, mine.length);
  const agree = (i: number) => base.at(i) === theirs.at(i) && base.at(i) === mine.at(i);
  let start = 0;
  while (start < shortest && agree(start)) start++;
  let end = 0;
  while (end < shortest - start && agree(-1 - end)) end++;
  const cut = (pieces: string[]) => pieces.slice(start, pieces.length - end);
  return {
    head: base.slice(0, start),
    middle: { base: cut(base), theirs: cut(theirs), mine: cut(mine) },
    tail: base.slice(base.length - end),
  };
}

const equal = (a: string[], b: string[]) => a.length === b.length && a.every((piece, i) => piece === b[i]);
