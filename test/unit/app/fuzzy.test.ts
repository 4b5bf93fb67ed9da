import { describe, expect, it } from 'vitest';
import { fit, pick } from '../../../src/app/fuzzy.ts';

const best = (typed: string, ...names: string[]) => pick(typed, names, (name) => name);

describe('what is typed to find a name', () => {
  it('fits by beginnings, words within, parts of words and scattered letters, in this order', () => {
    expect(best('log', 'Apology', 'The logbook', 'Logs', 'Log')).toEqual([
      'Log',
      'Logs',
      'The logbook',
      'Apology',
    ]);
    expect(best('gtt', 'Go to Today', 'Get out')).toEqual(['Go to Today']);
  });

  it('needs neither case nor accents, and its words stand in any order', () => {
    expect(fit('zoe CAFE', 'Café with Zoë')).toBeGreaterThan(0);
    expect(fit('zoe bar', 'Café with Zoë')).toBe(0);
  });

  it('does not fit by a letter or two from the middle of words', () => {
    expect(fit('mi', 'Upcoming')).toBe(0);
    expect(fit('nbo', 'Go to the Inbox')).toBeGreaterThan(0);
    expect(fit('nx', 'Go to the Inbox')).toBe(0);
  });

  it('leaves everything in its order while nothing is typed', () => {
    expect(best(' ', 'b', 'a')).toEqual(['b', 'a']);
  });

  it('prefers the shorter of two that fit as well', () => {
    expect(best('pri', 'Priority and more', 'Priority')).toEqual(['Priority', 'Priority and more']);
  });
});
