// Repetitions in plain words within a line: “Water the plants every 2nd Friday”. Loaded with the first line that
// somebody writes. A word that only may mean one stays a word: “Read the daily paper” is done once.
import { firstDay } from '../client/recurrence/first-day.ts';
import { byWeeksFrom, formatRule, type Rule } from '../client/recurrence/rule.ts';
import type { FoundRepeat } from './capture.ts';
import { today } from './dates.ts';
import { isRepeatHead } from './repeat-lexicon.ts';
import { parseRepeat, type Repeat } from './repeat-phrases.ts';
import { repeatWords } from './repeat-sentences.ts';
import { describeRule } from './repeat-words.ts';
import { weekStart } from './week-start.ts';

/** Nobody says a repetition in more words. */
const MOST_WORDS = 16;

interface Word {
  at: number;
  end: number;
  text: string;
}

/**
 * @param language a BCP 47 tag; the one that is tried first
 * @param firstOfWeek 0 for Monday
 */
export const createRepeatReader =
  (language: string, firstOfWeek: () => number = weekStart) =>
  (text: string, now = today()): FoundRepeat[] => {
    const words = [...text.matchAll(/\S+/g)].map((match): Word => ({
      at: match.index,
      end: match.index + match[0].length,
      text: match[0],
    }));
    const found: FoundRepeat[] = [];
    for (let i = 0; i < words.length; i++) {
      if (!isRepeatHead(words[i]!.text)) continue;
      const one = longestFrom(words, i, text, language, now, firstOfWeek());
      if (one === null) continue;
      found.push(one.found);
      i = one.last;
    }
    return found;
  };

function longestFrom(
  words: readonly Word[],
  first: number,
  text: string,
  language: string,
  now: string,
  firstOfWeek: number,
): { found: FoundRepeat; last: number } | null {
  const read = (end: number): Repeat | null => {
    const phrase = text.slice(words[first]!.at, words[end]!.end);
    // Three spaces are what something else left behind that was understood.
    if (/\s{3}|\s(?:at|around)\s+\d/i.test(phrase)) return null;
    const repeat = parseRepeat(phrase, language, now);
    return repeat && isMeant(phrase, repeat.rule, end === words.length - 1) ? repeat : null;
  };
  for (let last = Math.min(words.length, first + MOST_WORDS) - 1; last >= first; last--) {
    const repeat = read(last);
    if (repeat === null) continue;
    // Small words at the end that say nothing belong to what follows.
    const said = JSON.stringify(repeat);
    while (last > first && JSON.stringify(read(last - 1)) === said) last--;
    const at = words[first]!.at;
    const phrase = text.slice(at, words[last]!.end).replace(/[.,;!]+$/, keepsDot);
    return { found: toFound(at, phrase, repeat, now, firstOfWeek), last };
  }
  return null;
}

/** “Every 2.” is a number in German; other signs at the end are not part of what is said. */
const keepsDot = (signs: string, at: number, phrase: string): string =>
  signs === '.' && /\d/.test(phrase.charAt(at - 1)) ? signs : '';

function toFound(
  at: number,
  text: string,
  { rule, afterCompletion }: Repeat,
  now: string,
  firstOfWeek: number,
): FoundRepeat {
  return {
    at,
    text,
    words: describeRule(rule, afterCompletion, repeatWords()),
    recurrence: formatRule(byWeeksFrom(rule, firstOfWeek)),
    ...(afterCompletion && { repeatFrom: 'completion' }),
    firstFrom: (day = now) => firstDay(rule, day) ?? undefined,
  };
}

/**
 * Whether a phrase that can mean a repetition does within a line: one word alone only where it stands at the end, or
 * in a form that is nothing else; a day of months only when it is written as one.
 */
function isMeant(phrase: string, { byMonth, byMonthDay }: Rule, isAtEnd: boolean): boolean {
  const isWord = !/\s/.test(phrase);
  if (isWord && /^(?:week|work)day\b|^(?:werk|wochen)tage?\b/i.test(phrase)) return false;
  if (isWord && /(?:ly|days)\b/i.test(phrase)) return isAtEnd;
  const isDayOfMonth = byMonthDay.length > 0 && byMonth.length === 0;
  return !isDayOfMonth || /\d(?:st|nd|rd|th|\.)|\bmon(?:th|at)|\b(?:last|letzt)/i.test(phrase);
}
