// The language of words, dates and numbers: the system's, unless the person chose one on this device. English is
// always there; another one is loaded before the first render, and says nothing until it is there.
import type { CompiledMessage } from 'icu-minify/format';

/** The messages of one language by area and id. */
export type Catalogue = Readonly<Record<string, Readonly<Record<string, CompiledMessage>>>>;

interface Spoken {
  /** In the language itself. */
  name: string;
  dir: 'ltr' | 'rtl';
  /** How briefly “3 min ago” can be written and still be read. */
  ago: 'narrow' | 'short';
  load?: () => Promise<Catalogue>;
}

/** What the app speaks. Another language: its words beside the others', and a line here. */
const SPOKEN = {
  en: { name: 'English', dir: 'ltr', ago: 'narrow' },
  de: { name: 'Deutsch', dir: 'ltr', ago: 'short', load: () => import('./words/de.ts') },
} as const satisfies Record<string, Spoken>;

type Code = keyof typeof SPOKEN;
export const CODES = Object.keys(SPOKEN) as Code[];

const LANGUAGES = ['system', ...CODES] as const;
export type Language = (typeof LANGUAGES)[number];

/** The name of a language as its own people write it. */
export const nameOf = (code: Code): string => SPOKEN[code].name;

/** Where the choice is kept. */
export const LANGUAGE_KEY = 'lockstep-language';

let current: { locale: string; ago: Spoken['ago']; catalogue?: Catalogue } = { locale: 'en', ago: 'narrow' };
/** Numbers the choices: of two that overlap, the later one counts. */
let asked = 0;

/** What is spoken now: the locale for everything of `Intl`, and the words that are not English. */
export const spoken = (): Readonly<typeof current> => current;

export function readLanguage(): Language {
  const stored = localStorage.getItem(LANGUAGE_KEY);
  return LANGUAGES.find((language) => language === stored) ?? 'system';
}

/**
 * Speaks `language` from now on; what is on screen is told by `lockstep-language`.
 * @throws Error when its words could not be loaded: then all stays as it was.
 */
export async function applyLanguage(language: Language, preferred = navigator.languages): Promise<void> {
  const mine = ++asked;
  const code = language === 'system' ? firstSpoken(preferred) : language;
  const { dir, ago, load }: Spoken = SPOKEN[code];
  const catalogue = await load?.();
  if (mine !== asked) return;
  if (language === 'system') localStorage.removeItem(LANGUAGE_KEY);
  else localStorage.setItem(LANGUAGE_KEY, language);
  // Of a language, people want the dates and numbers of their country.
  const locale = preferred.find((one) => codeOf(one) === code) ?? code;
  current = { locale, ago, ...(catalogue && { catalogue }) };
  Object.assign(document.documentElement, { lang: locale, dir });
  dispatchEvent(new Event('lockstep-language'));
}

/** Of what the person reads, the first that the app speaks. */
const firstSpoken = (preferred: readonly string[]): Code =>
  preferred.map(codeOf).find((code) => code !== undefined) ?? 'en';

const codeOf = (locale: string): Code | undefined =>
  CODES.find((code) => code === locale.split('-', 1)[0]!.toLowerCase());
