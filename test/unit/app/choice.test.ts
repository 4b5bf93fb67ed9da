// Which tasks are chosen, and what clicks and keys make of it.
import { describe, expect, it } from 'vitest';
import { all, type Choice, extend, inOrder, keep, NOTHING, toggle } from '../../../src/app/choice.ts';
import { readChooseKey } from '../../../src/app/choose-keys.ts';

const ORDER = ['a', 'b', 'c', 'd', 'e'];
const ids = (choice: Choice) => [...choice.ids].sort((a, b) => a.localeCompare(b)).join('');

describe('the choice of tasks', () => {
  it('takes a task and lets go of it', () => {
    const one = toggle(NOTHING, 'b');

    expect(ids(one)).toBe('b');
    expect(ids(toggle(one, 'b'))).toBe('');
  });

  it('draws a stretch out from the task that was chosen last, and in again', () => {
    const started = toggle(NOTHING, 'b');

    const out = extend(started, 'b', 'd', ORDER);
    const inAgain = extend(out, 'd', 'c', ORDER);
    const otherWay = extend(inAgain, 'c', 'a', ORDER);

    expect([out, inAgain, otherWay].map(ids)).toEqual(['bcd', 'bc', 'ab']);
  });

  it('keeps what was chosen besides the stretch', () => {
    const two = toggle(toggle(NOTHING, 'a'), 'd');

    expect(ids(extend(two, 'd', 'e', ORDER))).toBe('ade');
  });

  it('begins a stretch at the row that it is drawn from where nothing was chosen', () => {
    expect(ids(extend(NOTHING, 'c', 'd', ORDER))).toBe('cd');
  });

  it('begins anew at the row where the task chosen last is not on screen any more', () => {
    const gone = toggle(NOTHING, 'x');

    expect(ids(extend(gone, 'c', 'd', ORDER))).toBe('cdx');
  });

  it('lets go of what is not there any more, and is the same where all is', () => {
    const chosen = all(['a', 'c', 'x']);

    expect(ids(keep(chosen, (id) => ORDER.includes(id)))).toBe('ac');
    expect(keep(chosen, () => true)).toBe(chosen);
  });

  it('has the order of the screen, and what is not there behind it', () => {
    expect(inOrder(new Set(['x', 'd', 'y', 'a']), ORDER)).toEqual(['a', 'd', 'x', 'y']);
  });
});

describe('a key on a row', () => {
  const key = (pressed: string, some = false, modifiers: Partial<KeyboardEvent> = {}) =>
    readChooseKey(
      {
        key: pressed,
        altKey: false,
        shiftKey: false,
        ctrlKey: false,
        metaKey: false,
        getModifierState: () => false,
        ...modifiers,
      } as KeyboardEvent,
      some,
    );

  it('belongs to the row alone until something is chosen', () => {
    expect(key('Delete')).toBeNull();
    expect(key('Escape')).toBeNull();
    expect(key('ArrowDown', false, { altKey: true })).toBeNull();
    expect(key('Delete', true)).toEqual({ kind: 'do', action: 'delete' });
    expect(key('Escape', true)).toEqual({ kind: 'end' });
    expect(key('ArrowDown', true, { altKey: true })).toEqual({ kind: 'shift', by: 1 });
  });

  it('is the same with Ctrl and with Cmd', () => {
    expect(key('a', false, { ctrlKey: true })).toEqual({ kind: 'all' });
    expect(key('a', false, { metaKey: true })).toEqual({ kind: 'all' });
  });

  it('means for all that is chosen what the command of that key means for one', () => {
    expect(key('x')).toEqual({ kind: 'toggle' });
    expect(key('e')).toBeNull();
    expect(key('e', true)).toEqual({ kind: 'do', action: 'complete' });
    expect(key('p', true)).toEqual({ kind: 'do', action: 'move' });
    expect(key('2', true)).toEqual({ kind: 'priority', priority: 2 });
    expect(key('0', true)).toEqual({ kind: 'priority', priority: null });
  });

  it('leaves arrows and letters with other modifiers to whoever has them', () => {
    expect(key('ArrowDown', true)).toBeNull();
    expect(key('d', true, { ctrlKey: true })).toBeNull();
    expect(key('x', true, { altKey: true })).toBeNull();
  });
});
