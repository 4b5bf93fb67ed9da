// When a change of many tasks is asked about first.
import { describe, expect, it } from 'vitest';
import { isMassChange, isMassDeletion } from '../../../src/app/mass-change.ts';

const share = (taken: number, of: number) => [{ list: 'House', taken, of }];

describe('the guard before a mass change', () => {
  it('asks before more than 50 tasks are deleted, whatever the list', () => {
    expect(isMassDeletion(50, share(50, 1_000))).toBe(false);
    expect(isMassDeletion(51, share(51, 1_000))).toBe(true);
  });

  it('asks before more than 30 % of a list are deleted', () => {
    expect(isMassDeletion(6, share(6, 20))).toBe(false);
    expect(isMassDeletion(7, share(7, 20))).toBe(true);
  });

  it('asks for one of several lists', () => {
    expect(isMassDeletion(8, [...share(1, 100), ...share(7, 12)])).toBe(true);
  });

  it('does not ask about a part of a list of fewer than ten tasks', () => {
    expect(isMassDeletion(9, share(9, 9))).toBe(false);
    expect(isMassDeletion(4, share(4, 10))).toBe(true);
  });

  it('asks before moving or clearing by the number alone', () => {
    expect([isMassChange(50), isMassChange(51)]).toEqual([false, true]);
  });
});
