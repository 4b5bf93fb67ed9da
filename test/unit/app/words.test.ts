import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import compile from 'icu-minify/compile';
import format, { type CompiledMessage } from 'icu-minify/format';
import { describe, expect, it } from 'vitest';
import * as formatters from '../../../src/app/formatters.ts';

// Node reads the files as they are; what vitest would import is compiled.
const require = createRequire(import.meta.url);
const root = new URL('../../../', import.meta.url).pathname;
const FOLDER = 'src/app/words';

/** Every message that is written down, as `area.id`, by language. */
const languages = new Map<string, Map<string, string>>();
for (const file of globSync(`${FOLDER}/*.[a-z][a-z].ts`, { cwd: root }).sort()) {
  const [area, language] = basename(file).split('.') as [string, string];
  const { default: messages } = require(root + file) as { default: Record<string, string> };
  const all = languages.get(language) ?? new Map<string, string>();
  for (const [id, message] of Object.entries(messages)) all.set(`${area}.${id}`, message);
  languages.set(language, all);
}
const english = languages.get('en')!;
const others = [...languages].filter(([language]) => language !== 'en');

/** The same in German as in English because it is the same word. */
const SAME_WORD = [
  'account.browserOn',
  'account.someBrowser',
  'app.appName',
  'detail.sectionOf',
  'data.feed-tasks',
  'inspector.ms',
  'palette.Alt',
  'palette.Escape',
  'palette.Meta',
  'settings.app',
  'palette.Alt',
  'palette.Escape',
  'palette.Meta',
  'settings.system',
  'view.colour-orange',
];

describe.each([...languages])('the words in %s', (language, messages) => {
  /** Ids of the messages that are not as they should be. */
  const except = (isGood: (message: string) => boolean) =>
    [...messages].filter(([, message]) => !isGood(message)).map(([id]) => id);

  it('are well-formed messages, and never empty', () => {
    const isWellFormed = (message: string) => {
      try {
        return compile(message) !== undefined && message.trim() === message && message !== '';
      } catch {
        return false;
      }
    };

    expect(except(isWellFormed)).toEqual([]);
  });

  it('are set with the quotes of the language, and without markup', () => {
    // A straight apostrophe escapes in an ICU message, and a tag would be one.
    const foreign = language === 'de' ? /['"’]|<[a-z/]|“[^„]*“|\.\.\./ : /['"„]|<[a-z/]|\.\.\./;

    expect(except((message) => !foreign.test(message))).toEqual([]);
  });

  it('have every plural that the language has', () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    const hasAll = (branches: string[]) => pluralCategories.every((category) => branches.includes(category));

    expect(except((message) => [...pluralsOf(compile(message))].every(hasAll))).toEqual([]);
  });

  it.each([0, 1, 2, 5, 1234])('can be said with the number %i', (n) => {
    const canBeSaid = (message: string) => {
      const compiled = compile(message);
      const values = argumentsOf(compiled).map(([name, type]) => [name, type === 'number' ? n : 'Text']);
      const text = format(compiled, language, Object.fromEntries(values), { formatters });
      return typeof text === 'string' && /\S/.test(text) && !/[{}]/.test(text);
    };

    expect(except(canBeSaid)).toEqual([]);
  });
});

describe.each(others)('the words in %s', (language, messages) => {
  it('are there for everything that is said in English, and for nothing else', () => {
    expect([...messages.keys()].toSorted(byText)).toEqual([...english.keys()].toSorted(byText));
  });

  it('take the arguments that the English ones take', () => {
    const takes = (message = '') => [...new Map(argumentsOf(compile(message)))].toSorted(byText).join();

    const different = [...messages].filter(([id, message]) => takes(message) !== takes(english.get(id)));

    expect(different).toEqual([]);
  });

  it('are not the English ones left standing', () => {
    const hasWords = (message: string) => /\p{L}/u.test(message.replace(/\{\w+(?:, number)?\}/g, ''));
    const same = [...messages].filter(([id, message]) => message === english.get(id) && hasWords(message));

    expect(same.map(([id]) => id).filter((id) => !SAME_WORD.includes(id))).toEqual([]);
  });

  it('are all in the file that is loaded for the language', () => {
    const index = readFileSync(`${root}${FOLDER}/${language}.ts`, 'utf8');
    const areas = [...index.matchAll(/export \{ default as (\w+) \} from '\.\/(\w+)\.(\w+)\.ts';/g)];

    expect(areas.every(([, name, file, code]) => name === file && code === language)).toBe(true);
    expect(areas.map(([, name]) => name).toSorted(byText)).toEqual(
      [...new Set([...english.keys()].map((id) => id.split('.')[0]))].toSorted(byText),
    );
  });
});

type Node = string | number | [string, number?, (Record<string, unknown> | undefined)?];

/** The parts of a message, through all branches. */
function* partsOf(message: unknown): Generator<Node> {
  for (const part of (Array.isArray(message) ? message : [message]) as Node[]) {
    yield part;
    const branches = Array.isArray(part) && part.length > 2 ? part[2] : undefined;
    for (const branch of Object.values(branches ?? {})) yield* partsOf(branch);
  }
}

const [SELECT, PLURAL] = [1, 2];

function* pluralsOf(message: CompiledMessage): Generator<string[]> {
  for (const part of partsOf(message))
    if (Array.isArray(part) && part[1] === PLURAL) yield Object.keys(part[2] ?? {});
}

/** The arguments, each with what it has to be. */
function argumentsOf(message: CompiledMessage): [string, 'number' | 'text'][] {
  return [...partsOf(message)]
    .filter((part) => Array.isArray(part))
    .map(([name, type]) => [name, type === undefined || type === SELECT ? 'text' : 'number']);
}

const byText = (a: unknown, b: unknown): number => String(a).localeCompare(String(b), 'en');
