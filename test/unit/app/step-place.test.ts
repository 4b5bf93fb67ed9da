// Where tasks go by one step up or down.
import { describe, expect, it } from 'vitest';
import type { TaskView } from '../../../src/client/types.ts';
import { stepOf } from '../../../src/app/step-place.ts';
import type { TaskGroup } from '../../../src/app/task-group.ts';

const group = (key: string, ids: string, parts: Partial<TaskGroup> = {}): TaskGroup => ({
  key,
  tasks: ids.split('').map((id) => ({ id }) as TaskView),
  movable: true,
  ...parts,
});
const PROJECT = [group('open', 'ab'), group('one', 'cd'), group('two', '')];
/** Moves those of `ids`, of which the first has the focus. */
const step = (ids: string, by: -1 | 1, groups = PROJECT) => {
  const to = stepOf(groups, new Set(ids.split('')), ids[0]!, by);
  return to && 'group' in to ? to.group.key : (to?.place ?? null);
};

describe('a step', () => {
  it('leads past the next task', () => {
    expect([step('a', 1), step('b', -1)]).toEqual([{ after: 'b' }, { before: 'a' }]);
  });

  it('leads out of a section into the one beside it, and to the part without one', () => {
    expect([step('b', 1), step('c', -1)]).toEqual([{ before: 'c' }, { after: 'b' }]);
  });

  it('leads into a section without tasks, and nowhere behind the last one', () => {
    expect([step('d', 1), step('a', -1), step('e', 1, [group('one', 'e')])]).toEqual(['two', null, null]);
  });

  it('takes all that are chosen past the next one that is not', () => {
    const long = [group('open', 'abcde')];

    expect([step('ac', 1, long), step('dc', -1, long)]).toEqual([{ after: 'd' }, { before: 'b' }]);
    expect([step('ab', 1), step('dc', -1)]).toEqual([{ before: 'c' }, { after: 'b' }]);
  });

  it('gathers those that are chosen in two sections where it leads', () => {
    expect([step('bc', 1), step('dcba', 1), step('cdab', -1)]).toEqual([{ before: 'd' }, 'two', 'open']);
  });

  it('passes over what is folded and what is not in an order of one’s own', () => {
    const folded = [PROJECT[0]!, group('one', '', { folded: true }), group('two', 'e')];

    expect([step('b', 1, folded), step('e', -1, folded)]).toEqual([{ before: 'e' }, { after: 'b' }]);
    expect(step('a', 1, [group('open', 'a'), group('completed', 'x', { movable: false })])).toBeNull();
  });

  it('does not leave a section of which there is more to be read', () => {
    expect(step('b', 1, [group('open', 'ab', { more: 'open' }), group('one', 'c')])).toBeNull();
  });
});
