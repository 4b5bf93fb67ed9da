// Words of one area of the app, typed by their English messages: ids and the names of arguments are checked by
// TypeScript, in every language. Messages are ICU MessageFormat and compiled when the app is built, one by one, by
// compile-words.ts.
//
// A word: add its message to <area>.en.ts and <area>.de.ts, use it as `taskWords.deleted({ title })`, or as
// `taskWords.delete` when it has no arguments. An area: <area>.en.ts, <area>.de.ts and <area>.ts like those of
// task, and a line in de.ts. English stands where it is used, so that a screen that is loaded later brings its own.
//
// In a message `{title}` is a text, `{n, number}` and `{n, plural, one {# task} other {# tasks}}` are numbers, and
// `{kind, select, create {…} other {…}}` is a text that decides. Sentences are whole: what stands around a value
// differs from language to language. Read words when they are shown, never at a module's start: the language may
// come later, and may change.
import format, { type CompiledMessage } from 'icu-minify/format';
import * as formatters from '../formatters.ts';
import { spoken } from '../language.ts';

export type Messages = Readonly<Record<string, string>>;

/** What a program sees of an area's messages: texts, and functions from arguments to texts. */
export type Words<Area extends Messages> = {
  readonly [Id in keyof Area]: [ArgumentOf<Area[Id]>] extends [never]
    ? string
    : (values: Values<ArgumentOf<Area[Id]>>) => string;
};

/**
 * What a translation of an area must be: the same ids, and in each message the same arguments as in English.
 * `satisfies Translation<typeof en, typeof de>`
 */
export type Translation<En extends Messages, Other extends Messages> = {
  readonly [Id in keyof En | keyof Other]: Id extends keyof En & keyof Other
    ? Same<Values<ArgumentOf<En[Id]>>, Values<ArgumentOf<Other[Id]>>> extends true
      ? string
      : { 'needs the arguments': Values<ArgumentOf<En[Id]>> }
    : Id extends keyof En
      ? string
      : never;
};

/** The words of an area, in whatever language the app speaks when they are read. */
export function defineWords<Area extends Messages>(area: string, english: Area): Words<Area> {
  const words = {};
  for (const id of Object.keys(english)) {
    const get = () => {
      const { locale, catalogue } = spoken();
      // Compiled by now, which the types do not know.
      const message: CompiledMessage = catalogue?.[area]?.[id] ?? english[id]!;
      if (typeof message === 'string') return message;
      return (values: Record<string, string | number>) => format(message, locale, values, { formatters });
    };
    Object.defineProperty(words, id, { get, enumerable: true });
  }
  return words as Words<Area>;
}

type Values<Argument extends [string, unknown]> = {
  [Name in Argument[0]]: [Name, number] extends Argument ? number : string;
};

type Same<A, B> = [A, B] extends [B, A] ? true : false;

/** The arguments of a message as pairs of name and type. Reads on where each kind of part ends. */
type ArgumentOf<Message extends string> = InText<Message>;

type InText<
  Rest extends string,
  Found extends [string, unknown] = never,
> = Rest extends `${infer Text}{${infer Part}`
  ? Text extends `${string}}${string}`
    ? InBranches<After<Rest, '}'>, Found>
    : InArgument<Part, Found>
  : Rest extends `${string}}${infer Branches}`
    ? InBranches<Branches, Found>
    : Found;

type InArgument<
  Rest extends string,
  Found extends [string, unknown],
> = Rest extends `${infer Name},${infer Kind}`
  ? Name extends `${infer Plain}}${string}`
    ? InText<After<Rest, '}'>, Found | [Plain, string]>
    : Kind extends ` number${infer More}`
      ? InText<After<More, '}'>, Found | [Name, number]>
      : Kind extends ` select,${infer Branches}`
        ? InBranches<Branches, Found | [Name, string]>
        : InBranches<Kind, Found | [Name, number]>
  : Rest extends `${infer Plain}}${infer Text}`
    ? InText<Text, Found | [Plain, string]>
    : never;

/** Between the branches of a plural or a select: the next one, or the end of the argument. */
type InBranches<
  Rest extends string,
  Found extends [string, unknown],
> = Rest extends `${infer Key}{${infer Branch}`
  ? Key extends `${string}}${string}`
    ? InText<After<Rest, '}'>, Found>
    : InText<Branch, Found>
  : InText<After<Rest, '}'>, Found>;

type After<Rest extends string, Mark extends string> = Rest extends `${string}${Mark}${infer Tail}`
  ? Tail
  : '';
