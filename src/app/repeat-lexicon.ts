// The words of phrases that mean a recurrence, by language. Names of days and months come from the platform.
import { type Frequency, WEEKDAYS, type Weekday } from '../client/recurrence/rule.ts';
import { monthName, weekdayName } from './repeat-sentences.ts';

export type Token =
  | { kind: 'every' | 'last' | 'workdays' | 'weekend' | 'until' | 'times' | 'completion' | 'or' | 'filler' }
  | { kind: 'number' | 'ordinal'; n: number }
  | { kind: 'unit'; frequency: Frequency }
  | { kind: 'adverb'; frequency: Frequency; interval: number }
  | { kind: 'day'; day: Weekday; plural: boolean }
  | { kind: 'month'; month: number }
  | { kind: 'date'; date: string };

type Lexicon = ReadonlyMap<string, Token>;

const TOKEN = /\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}|\d+(?:st|nd|rd|th)\b|\d+\.|\d+|\p{L}+\.?/gu;

/** The phrase in tokens, without words that say nothing; null when a word is not known. */
export function tokenise(text: string, lexicon: Lexicon): Token[] | null {
  const lower = text.toLocaleLowerCase();
  if (/[^\s,;.!&-]/.test(lower.replace(TOKEN, ' '))) return null;
  const tokens = [...lower.matchAll(TOKEN)].map(([word]) => tokenOf(word, lexicon));
  return tokens.includes(null) ? null : (tokens as Token[]).filter(({ kind }) => kind !== 'filler');
}

function tokenOf(word: string, lexicon: Lexicon): Token | null {
  if (/^\d{4}-/.test(word)) return { kind: 'date', date: word };
  const [, day, month, year] = /^(\d+)\.(\d+)\.(\d{4})$/.exec(word) ?? [];
  if (day !== undefined)
    return { kind: 'date', date: `${year}-${month!.padStart(2, '0')}-${day.padStart(2, '0')}` };
  const [, digits, mark] = /^(\d+)(\D*)$/.exec(word) ?? [];
  if (digits !== undefined) return { kind: mark === '' ? 'number' : 'ordinal', n: Number(digits) };
  return lexicon.get(word) ?? lexicon.get(word.replace(/\.$/, '')) ?? null;
}

type Words = Record<string, Token>;

const each = (token: Token, words: string): Words =>
  Object.fromEntries(words.split(' ').map((word) => [word, token]));
const numbers = (kind: 'number' | 'ordinal', words: string[]): Words =>
  Object.assign({}, ...words.map((some, i) => each({ kind, n: i + 1 }, some))) as Words;
const unit = (frequency: Frequency, words: string) => each({ kind: 'unit', frequency }, words);
const adverb = (frequency: Frequency, interval: number, words: string) =>
  each({ kind: 'adverb', frequency, interval }, words);

/** Names of days and months, whole and by their first letters. */
function names(language: string, shortDay: number, plural: (day: string) => string): Words {
  const words: Words = {};
  for (const day of WEEKDAYS) {
    const name = weekdayName(language, day).toLocaleLowerCase();
    const token: Token = { kind: 'day', day, plural: false };
    Object.assign(words, { [name]: token, [name.slice(0, shortDay)]: token });
    words[plural(name)] = { ...token, plural: true };
  }
  for (let month = 1; month <= 12; month++) {
    const name = monthName(language, month).toLocaleLowerCase();
    Object.assign(words, each({ kind: 'month', month }, `${name} ${name.slice(0, 3)}`));
  }
  return words;
}

const english = (): Words => ({
  ...names('en', 3, (day) => `${day}s`),
  ...each({ kind: 'month', month: 9 }, 'sept'),
  ...each({ kind: 'every' }, 'every each'),
  ...each({ kind: 'filler' }, 'on the of and in a an for at after it its is when been has for time up'),
  ...each({ kind: 'last' }, 'last'),
  ...each({ kind: 'or' }, 'or'),
  ...each({ kind: 'until' }, 'until till ending'),
  ...each({ kind: 'times' }, 'times time'),
  ...each({ kind: 'completion' }, 'completion completed done finished finishing'),
  ...each({ kind: 'workdays' }, 'weekday weekdays workday workdays'),
  ...each({ kind: 'weekend' }, 'weekend weekends'),
  ...unit('DAILY', 'day days'),
  ...unit('WEEKLY', 'week weeks'),
  ...unit('MONTHLY', 'month months'),
  ...unit('YEARLY', 'year years'),
  ...adverb('DAILY', 1, 'daily'),
  ...adverb('WEEKLY', 1, 'weekly'),
  ...adverb('WEEKLY', 2, 'biweekly fortnightly'),
  ...adverb('MONTHLY', 1, 'monthly'),
  ...adverb('MONTHLY', 3, 'quarterly'),
  ...adverb('YEARLY', 1, 'yearly annually'),
  ...numbers('number', 'one two three four five six seven eight nine ten eleven twelve'.split(' ')),
  ...numbers('ordinal', ['first', 'second other', 'third', 'fourth', 'fifth']),
});

const german = (): Words => ({
  ...names('de', 2, (day) => `${day}s`),
  ...each({ kind: 'month', month: 3 }, 'mrz'),
  ...each({ kind: 'every' }, 'jeder jede jedes jeden jedem alle aller'),
  ...each({ kind: 'filler' }, 'am an der die das den dem des und im in jeweils nach es ist zum'),
  ...each({ kind: 'last' }, 'letzten letzter letzte letztes letztem'),
  ...each({ kind: 'or' }, 'oder'),
  ...each({ kind: 'until' }, 'bis'),
  ...each({ kind: 'times' }, 'mal male'),
  ...each({ kind: 'completion' }, 'erledigung abschluss erledigt erledigen'),
  ...each({ kind: 'workdays' }, 'werktag werktage werktags wochentag wochentags'),
  ...each({ kind: 'weekend' }, 'wochenende wochenenden'),
  ...unit('DAILY', 'tag tage tagen tages'),
  ...unit('WEEKLY', 'woche wochen'),
  ...unit('MONTHLY', 'monat monate monaten monats'),
  ...unit('YEARLY', 'jahr jahre jahren jahres'),
  ...adverb('DAILY', 1, 'täglich'),
  ...adverb('WEEKLY', 1, 'wöchentlich'),
  ...adverb('WEEKLY', 2, 'zweiwöchentlich vierzehntägig'),
  ...adverb('MONTHLY', 1, 'monatlich'),
  ...adverb('MONTHLY', 3, 'vierteljährlich quartalsweise'),
  ...adverb('YEARLY', 1, 'jährlich'),
  ...numbers('number', [
    'ein eine einen',
    'zwei',
    'drei',
    'vier',
    'fünf',
    'sechs',
    'sieben',
    'acht',
    'neun',
    'zehn',
    'elf',
    'zwölf',
  ]),
  ...numbers('ordinal', [
    'ersten erster erste erstes',
    'zweiten zweiter zweite zweites',
    'dritten dritter dritte drittes',
    'vierten vierter vierte viertes',
    'fünften fünfter fünfte fünftes',
  ]),
});

const LEXICONS: Record<string, () => Words> = { en: english, de: german };
const known = new Map<string, Lexicon>();

export function lexiconOf(language: string): Lexicon {
  const made = known.get(language) ?? new Map(Object.entries(LEXICONS[language]!()));
  known.set(language, made);
  return made;
}

const HEADS: ReadonlySet<Token['kind']> = new Set(['every', 'adverb', 'day', 'workdays', 'number']);

/** A phrase may begin with this word, in any language. */
export function isRepeatHead(word: string): boolean {
  return Object.keys(LEXICONS).some((language) => {
    const [token, ...more] = tokenise(word, lexiconOf(language)) ?? [];
    if (token === undefined || more.length > 0) return false;
    return HEADS.has(token.kind) && (token.kind !== 'day' || token.plural);
  });
}
