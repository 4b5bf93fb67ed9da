// How well a name fits what somebody types to find it: its letters in their order, the better the closer they are to
// the beginnings of words.

/** Without case and accents: nobody types them when searching. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Fewer letters are in the middle of nearly everything. */
const INSIDE_FROM = 3;
const SCORES = { whole: 100, start: 80, word: 60, inside: 40, scattered: 20 };

/** 0 for a name that does not fit, else the more the better. Each word that was typed must be found. */
export function fit(typed: string, name: string): number {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const target = plain(name);
  let sum = 0;
  for (const word of words) {
    const score = fitWord(word, target);
    if (score === 0) return 0;
    sum += score;
  }
  // Of two that fit as well, the shorter one is meant.
  return words.length === 0 ? 0 : sum / words.length - Math.min(target.length, 99) / 100;
}

function fitWord(word: string, name: string): number {
  const at = name.indexOf(word);
  if (at === 0) return word.length === name.length ? SCORES.whole : SCORES.start;
  if (at > 0) return hasStart(name, word) ? SCORES.word : word.length < INSIDE_FROM ? 0 : SCORES.inside;
  return isScattered(word, name) ? SCORES.scattered : 0;
}

const isStart = (name: string, at: number): boolean => at === 0 || !/[\p{L}\p{N}]/u.test(name[at - 1]!);

const hasStart = (name: string, word: string): boolean => {
  for (let at = name.indexOf(word); at >= 0; at = name.indexOf(word, at + 1))
    if (isStart(name, at)) return true;
  return false;
};

/** `gtd` is in “go to dates”: the first letter begins a word, and each next one is behind it, or begins another. */
function isScattered(letters: string, name: string): boolean {
  let at = -1;
  let isFirst = true;
  for (const letter of letters) {
    let next = name.indexOf(letter, at + 1);
    while (next >= 0 && next !== at + 1 && !isStart(name, next)) next = name.indexOf(letter, next + 1);
    if (next < 0 || (isFirst && !isStart(name, next))) return false;
    isFirst = false;
    at = next;
  }
  return true;
}

/** Those that fit, the best first; all of them in their order when nothing is typed. */
export function pick<T>(typed: string, all: readonly T[], nameOf: (one: T) => string): T[] {
  if (typed.trim() === '') return [...all];
  return all
    .map((one) => ({ one, score: fit(typed, nameOf(one)) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ one }) => one);
}
