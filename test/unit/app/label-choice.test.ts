// Labels that are ticked for several tasks, and given at once.
import { describe, expect, it } from 'vitest';
import { havingOf, NO_LABELS, tick, tickNew, wishOf } from '../../../src/app/label-choice.ts';

/** One of two tasks has `some`, both have `all`. */
const HAD = [['all', 'some'], ['all']];
const times = (n: number, id: string) =>
  Array.from({ length: n }).reduce<typeof NO_LABELS>((choice) => tick(choice, HAD, id), NO_LABELS);

describe('the choice of labels', () => {
  it('begins with what the tasks have', () => {
    expect(['all', 'some', 'other'].map((id) => havingOf(NO_LABELS, HAD, id))).toEqual([
      'all',
      'some',
      'none',
    ]);
    expect(wishOf(NO_LABELS)).toBeNull();
  });

  it.each([
    ['all', ['none', 'all']],
    ['some', ['all', 'none', 'some']],
    ['other', ['all', 'none']],
  ])('goes round for a label that %s of them have', (id, round) => {
    const seen = round.map((_, i) => havingOf(times(i + 1, id), HAD, id));

    expect(seen).toEqual(round);
    expect(wishOf(times(round.length, id))).toBeNull();
  });

  it('says what is ticked, and nothing of the label that stays with some', () => {
    const choice = tick(tick(NO_LABELS, HAD, 'all'), HAD, 'other');

    expect(wishOf(choice)).toEqual({ add: ['other'], remove: ['all'], made: new Map() });
  });

  it('makes a new label unless it was taken off again', () => {
    const made = tickNew(NO_LABELS, 'new', 'errand');

    expect(wishOf(made)).toEqual({ add: ['new'], remove: [], made: new Map([['new', 'errand']]) });
    expect(wishOf(tick(made, HAD, 'new'))).toBeNull();
  });
});
