import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../../src/app/search-hits.ts';

/** The text with its hits in brackets. */
const marked = (text: string, typed: string[], found: string[] = []) =>
  piecesOf(text, typed, new Set(found))
    .map((piece) => (piece.hit ? `[${piece.text}]` : piece.text))
    .join('');

describe('what was searched for is marked', () => {
  it('as far as it was typed, at the beginning of words alone', () => {
    expect(marked('Buy milk, the milkman and almond-milk', ['milk'])).toBe(
      'Buy [milk], the [milk]man and almond-[milk]',
    );
    expect(marked('buttermilk', ['milk'])).toBe('buttermilk');
  });

  it('with its accents, however they are written', () => {
    expect(marked('Café with Zoë', ['cafe', 'zo'])).toBe('[Café] with [Zo]ë');
    expect(marked('Cafe\u0301s', ['cafe'])).toBe('[Cafe\u0301]s');
  });

  it('as a whole word where the index found one that is close', () => {
    expect(marked('Call the dairy', ['dairi'], ['dairy'])).toBe('Call the [dairy]');
  });

  it('nowhere in a text that has none of it', () => {
    expect(marked('Call', ['x'])).toBe('Call');
    expect(marked('', ['x'])).toBe('');
  });
});
