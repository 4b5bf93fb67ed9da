import { describe, expect, it } from 'vitest';
import { mergeNotes, mergeTitle } from '../../../src/server/store/merge-text.ts';

const text = (...lines: string[]) => lines.join('\n');

describe('titles on which two people worked', () => {
  it.each([
    ['different words', 'Buy milk today', 'Buy tea today', 'Buy milk tomorrow', 'Buy tea tomorrow'],
    ['one in front, one behind', 'Buy milk', 'Buy milk and bread', 'Buy oat milk', 'Buy oat milk and bread'],
    ['the same', 'Buy milk', 'Buy tea', 'Buy tea', 'Buy tea'],
    ['words without spaces', '今日は牛乳を買う', '明日は牛乳を買う', '今日はお茶を買う', '明日はお茶を買う'],
    ['emoji', '👩‍👩‍👧 dinner 🍕', '👩‍👩‍👧 lunch 🍕', '👩‍👩‍👧 dinner 🍜', '👩‍👩‍👧 lunch 🍜'],
    [
      'names of object members',
      'constructor toString',
      'constructor x toString',
      'y constructor toString',
      'y constructor x toString',
    ],
  ])('have both changes: %s', (_what, base, theirs, mine, merged) => {
    expect(mergeTitle({ base, theirs, mine })).toEqual({ text: merged, overlaps: false });
  });

  it.each([
    ['the same word', 'Buy milk', 'Buy tea', 'Buy coffee'],
    ['both at the end', 'Buy milk', 'Buy milk today', 'Buy milk and bread'],
    ['everything', 'Buy milk', 'Call Anna', 'Mow the lawn'],
    ['each removed a half', 'Buy milk', 'Buy', ' milk'],
  ])('are the later one’s where they overlap: %s', (_what, base, theirs, mine) => {
    expect(mergeTitle({ base, theirs, mine })).toEqual({ text: mine, overlaps: true });
  });
});

describe('notes on which two people worked', () => {
  it.each([
    {
      what: 'different paragraphs',
      base: text('one', '', 'two'),
      theirs: text('ONE', '', 'two'),
      mine: text('one', '', 'TWO'),
      merged: text('ONE', '', 'TWO'),
    },
    {
      what: 'lines that follow each other',
      base: text('one', 'two'),
      theirs: text('ONE', 'two'),
      mine: text('one', 'TWO'),
      merged: text('ONE', 'TWO'),
    },
    {
      what: 'two sentences of one line',
      base: 'Ring Anna. Then buy milk.',
      theirs: 'Ring Anna today. Then buy milk.',
      mine: 'Ring Anna. Then buy oat milk.',
      merged: 'Ring Anna today. Then buy oat milk.',
    },
    {
      what: 'two words of one sentence',
      base: 'Then buy milk and bread',
      theirs: 'Then fetch milk and bread',
      mine: 'Then buy milk and butter',
      merged: 'Then fetch milk and butter',
    },
    {
      what: 'each a line at the end, in the order of their commits',
      base: 'milk',
      theirs: text('milk', 'tea'),
      mine: text('milk', 'bread'),
      merged: text('milk', 'tea', 'bread'),
    },
    {
      what: 'each on the empty last line',
      base: text('milk', ''),
      theirs: text('milk', 'tea'),
      mine: text('milk', 'bread'),
      merged: text('milk', 'tea', 'bread'),
    },
    { what: 'the first line of each', base: '', theirs: 'tea', mine: 'bread', merged: text('tea', 'bread') },
    {
      what: 'a line edited, and one written behind it',
      base: 'milk',
      theirs: text('milk', 'tea'),
      mine: 'oat milk and bread',
      merged: text('oat milk and bread', 'tea'),
    },
    {
      what: 'a line removed, and one written in front of it',
      base: text('milk', 'tea'),
      theirs: 'tea',
      mine: text('bread', 'milk', 'tea'),
      merged: text('bread', 'tea'),
    },
    {
      what: 'Windows line ends',
      base: 'one\r\ntwo\r\nthree',
      theirs: 'ONE\r\ntwo\r\nthree',
      mine: 'one\r\ntwo\r\nTHREE',
      merged: 'ONE\r\ntwo\r\nTHREE',
    },
  ])('have both changes: $what', ({ base, theirs, mine, merged }) => {
    expect(mergeNotes({ base, theirs, mine })).toEqual({ text: merged, overlaps: false });
  });

  it.each([
    {
      what: 'the same word',
      base: text('Buy milk', 'and bread'),
      theirs: text('Buy tea', 'and bread'),
      mine: text('Buy coffee', 'and bread'),
      merged: text('Buy coffee', 'Buy tea', 'and bread'),
    },
    {
      what: 'the end of the same line',
      base: 'Buy milk',
      theirs: 'Buy milk today',
      mine: 'Buy milk and bread',
      merged: text('Buy milk and bread', 'Buy milk today'),
    },
    {
      what: 'what one removed and the other edited stays',
      base: text('one', 'two', 'three'),
      theirs: text('one', 'TWO', 'three'),
      mine: text('one', 'three'),
      merged: text('one', 'TWO', 'three'),
    },
  ])(
    'show both variants of lines that overlap, the later one’s first: $what',
    ({ base, theirs, mine, merged }) => {
      expect(mergeNotes({ base, theirs, mine })).toEqual({ text: merged, overlaps: true });
    },
  );

  it('beside an overlap still have every other change', () => {
    const base = text('milk', '', 'one', '', 'end');
    const theirs = text('tea', '', 'ONE', '', 'end');
    const mine = text('coffee', '', 'one', '', 'END');

    expect(mergeNotes({ base, theirs, mine }).text).toBe(text('coffee', 'tea', '', 'ONE', '', 'END'));
  });

  it.each([
    ['two hundred thousand empty lines', '\n'.repeat(199_990)],
    ['one line of the same word', 'milk '.repeat(39_000)],
    ['a line for each letter', 'a\nb\n'.repeat(45_000)],
  ])('are merged in bounded time, whatever is in them: %s', (_what, base) => {
    const started = performance.now();

    const { text: merged } = mergeNotes({ base, theirs: `x${base}y`, mine: `u${base}v` });

    expect(performance.now() - started).toBeLessThan(2_000);
    for (const letter of 'xyuv') expect(merged).toContain(letter);
  });
});
