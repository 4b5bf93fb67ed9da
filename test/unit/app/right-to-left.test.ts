import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url).pathname;

/** What is left is left in every language, and wrong in those that are read from the right. */
const PHYSICAL = [
  /\b(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)\b/,
  /^\s*(?:left|right):/,
  /\b(?:text-align|float|clear): (?:left|right)/,
  /\bborder-(?:top|bottom)-(?:left|right)-radius\b/,
  /\btranslateX\((?!calc\([^;]*var\(--inline\))/,
];

/** Four values, of which the second is the right side and the fourth the left. */
const FOUR_SIDES = /\b(?:margin|padding|inset|border-radius): ([^\s;]+) ([^\s;]+) ([^\s;]+) ([^\s;]+);/;

/** What stands in brackets is one value. */
const withoutBrackets = (line: string): string => {
  const less = line.replace(/\([^()]*\)/g, '');
  return less === line ? line : withoutBrackets(less);
};

describe('styles', () => {
  it('mirror where lines run from the right', () => {
    const isPhysical = (line: string) => {
      const [, , right, , left] = FOUR_SIDES.exec(withoutBrackets(line)) ?? [];
      return right !== left || PHYSICAL.some((pattern) => pattern.test(line));
    };

    const found = globSync('src/app/**/*.{ts,css}', { cwd: root }).flatMap((file) =>
      readFileSync(root + file, 'utf8')
        .split('\n')
        .filter(isPhysical)
        .map((line) => `${file}: ${line.trim()}`),
    );

    expect(found).toEqual([]);
  });
});
