import { describe, expect, it } from 'vitest';
import { startOfWeek, weekStartOf } from '../../../src/app/week-start.ts';

describe('a week', () => {
  it.each([
    [['de-DE'], 0],
    [['en-US'], 6],
    [['ar-EG'], 5],
    [['en-GB'], 0],
    // What is spoken may say nothing of where the person is.
    [['en', 'de-AT'], 0],
    [['de', 'en-US'], 6],
    [[], 0],
    // A browser on a machine without a locale.
    [['c', 'en-US'], 6],
    [['c'], 0],
  ])('begins as people have it where %j is spoken', (locales, first) => {
    expect(weekStartOf(locales)).toBe(first);
  });

  it.each([
    [0, '2026-11-23'],
    [6, '2026-11-22'],
    [5, '2026-11-21'],
  ])('that begins on day %i begins before a Tuesday on %s', (first, start) => {
    expect(startOfWeek('2026-11-24', first)).toBe(start);
    expect(startOfWeek(start, first)).toBe(start);
  });
});
