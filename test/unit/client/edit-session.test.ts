import { describe, expect, it } from 'vitest';
import {
  type EditEffect,
  type EditEvent,
  type EditSession,
  openEditSession,
  stepEditSession,
} from '../../../src/client/edit-session.ts';

const phone = { deviceId: 'd2', deviceName: 'Phone' };

const remote = (text: string, revision = 2): EditEvent => ({
  type: 'remote',
  text,
  revision,
  origin: phone,
  at: 1000,
});
const input = (text: string): EditEvent => ({ type: 'input', text });
const [save, saved, cancel] = [{ type: 'save' }, { type: 'saved' }, { type: 'cancel' }] as const;

/** Walks a session that opened on "Milk" at revision 1 through events. */
function walk(...events: EditEvent[]): { session: EditSession; effects: EditEffect[]; last: EditEffect[] } {
  let session = openEditSession('Milk', 1);
  const effects: EditEffect[] = [];
  let last: EditEffect[] = [];
  for (const event of events) {
    const step = stepEditSession(session, event);
    session = step.session;
    last = step.effects;
    effects.push(...last);
  }
  return { session, effects, last };
}

const shown = (effects: EditEffect[]) => effects.filter(({ type }) => type === 'show');

describe('a clean field', () => {
  it('shows a remote value at once, as news', () => {
    const { session, last } = walk(remote('Oat milk'));

    expect(session).toMatchObject({ state: 'clean', base: 'Oat milk', baseRevision: 2, theirs: null });
    expect(last).toEqual([{ type: 'show', text: 'Oat milk', news: true }]);
  });

  it('does nothing when another field of the task changed', () => {
    const { session, effects } = walk(remote('Milk', 7));

    expect(session).toMatchObject({ state: 'clean', baseRevision: 7 });
    expect(effects).toEqual([]);
  });

  it('takes no save and no cancel', () => {
    expect(walk(save, cancel, saved).effects).toEqual([]);
  });
});

describe('a dirty field', () => {
  it('is not touched by a remote value, which is offered instead', () => {
    const { session, effects } = walk(input('Milk 2 l'), remote('Oat milk'));

    expect(shown(effects)).toEqual([]);
    expect(session).toMatchObject({
      state: 'dirty',
      draft: 'Milk 2 l',
      base: 'Milk',
      baseRevision: 1,
      theirs: { text: 'Oat milk', origin: phone, at: 1000 },
    });
  });

  it('closes silently when the remote value is what was typed', () => {
    const { session, effects } = walk(input('Oat milk'), remote('Oat milk'));

    expect(session).toMatchObject({ state: 'clean', base: 'Oat milk', theirs: null });
    expect(shown(effects)).toEqual([]);
    expect(effects.at(-1)).toEqual({ type: 'drop-draft' });
  });

  it('keeps the time at which the other value arrived when it is read again', () => {
    const again: EditEvent = { type: 'remote', text: 'Oat milk', revision: 3, origin: null, at: 9000 };

    expect(walk(input('Milk 2 l'), remote('Oat milk'), again).session.theirs).toMatchObject({
      at: 1000,
      origin: phone,
      revision: 3,
    });
  });

  it('withdraws the offer when the other device went back', () => {
    expect(walk(input('Milk 2 l'), remote('Oat milk'), remote('Milk', 3)).session.theirs).toBeNull();
  });

  it('belongs to the person from the first moment of a composition', () => {
    const { session, effects } = walk({ type: 'compose' }, remote('Oat milk'));

    expect(session).toMatchObject({ state: 'dirty', draft: 'Milk', theirs: { text: 'Oat milk' } });
    expect(shown(effects)).toEqual([]);
  });

  it('is clean again when the text is typed back', () => {
    const { session, last } = walk(input('Milk!'), input('Milk'));

    expect(session.state).toBe('clean');
    expect(last).toEqual([{ type: 'drop-draft' }]);
  });

  it('typed back under an offer takes the other value only when the person leaves', () => {
    const typed = walk(input('Milk!'), remote('Oat milk'), input('Milk'));
    expect(typed.session).toMatchObject({ state: 'dirty', draft: 'Milk' });
    expect(shown(typed.effects)).toEqual([]);

    const left = walk(input('Milk!'), remote('Oat milk'), input('Milk'), save);
    expect(left.session).toMatchObject({ state: 'clean', base: 'Oat milk' });
    expect(left.effects.some(({ type }) => type === 'save')).toBe(false);
  });

  it('gives way to the newest value on cancel', () => {
    expect(walk(input('Milk!'), cancel).last[0]).toEqual({ type: 'show', text: 'Milk', news: false });
    expect(walk(input('Milk!'), remote('Oat milk'), cancel).last[0]).toMatchObject({ text: 'Oat milk' });
  });
});

describe('saving', () => {
  it('names the text and the revision that the person started from', () => {
    const { session, last } = walk(input('Milk 2 l'), save);

    expect(session).toMatchObject({ state: 'saving', sent: 'Milk 2 l' });
    expect(last).toEqual([{ type: 'save', text: 'Milk 2 l', base: 'Milk', baseRevision: 1 }]);
  });

  it('ends clean and drops the draft', () => {
    const { session, last } = walk(input('Milk 2 l'), save, saved);

    expect(session).toMatchObject({ state: 'clean', base: 'Milk 2 l' });
    expect(last).toEqual([{ type: 'drop-draft' }]);
  });

  it('is serial: a second save waits for the first and grows from it', () => {
    const asked = walk(input('a'), save, input('ab'), save);
    expect(asked.effects.filter(({ type }) => type === 'save')).toHaveLength(1);

    const { session, last } = walk(input('a'), save, input('ab'), save, saved);
    expect(session).toMatchObject({ state: 'saving', sent: 'ab' });
    expect(last).toEqual([{ type: 'save', text: 'ab', base: 'a', baseRevision: 1 }]);
  });

  it('leaves what was typed meanwhile dirty', () => {
    expect(walk(input('a'), save, input('ab'), saved).session).toMatchObject({
      state: 'dirty',
      base: 'a',
      draft: 'ab',
    });
  });

  it('that failed leaves the text dirty', () => {
    expect(walk(input('a'), save, { type: 'failed' }).session).toMatchObject({ state: 'dirty', draft: 'a' });
  });

  it('knows its own edit when it comes back', () => {
    const own = (text: string): EditEvent => ({ type: 'remote', text, revision: 1, origin: null, at: 0 });

    const before = walk(input('a'), save, own('a'), saved);
    expect(before.session).toMatchObject({ state: 'clean', base: 'a', theirs: null });

    const typedOn = walk(input('a'), save, saved, input('ab'), own('a'));
    expect(typedOn.session).toMatchObject({ state: 'dirty', draft: 'ab', theirs: null });
    expect(shown([...before.effects, ...typedOn.effects])).toEqual([]);
  });

  it('is not undone by a read that began before it', () => {
    for (const late of [remote('Milk', 1), remote('Milk', 2), remote('Old', 1)]) {
      const { session, effects } = walk(input('a'), save, saved, late);
      expect(session).toMatchObject({ state: 'clean', base: 'a' });
      expect(shown(effects)).toEqual([]);
    }
  });

  it('shows a newer remote value after its own came back', () => {
    const { session } = walk(input('a'), save, saved, remote('a', 2), remote('Milk', 3));

    expect(session).toMatchObject({ state: 'clean', base: 'Milk', baseRevision: 3 });
  });
});

describe('two values', () => {
  const both = [input('Mine'), remote('Theirs')] as const;

  it('"Use theirs" shows it and saves nothing, since the task has it', () => {
    const { session, last } = walk(...both, { type: 'use-theirs' });

    expect(session).toMatchObject({ state: 'clean', base: 'Theirs', baseRevision: 2 });
    expect(last).toEqual([{ type: 'show', text: 'Theirs', news: false }, { type: 'drop-draft' }]);
  });

  it('"Keep mine" saves mine on top of theirs', () => {
    const { session, last } = walk(...both, { type: 'keep-mine' });

    expect(session).toMatchObject({ state: 'saving', sent: 'Mine', theirs: null });
    expect(last).toEqual([{ type: 'save', text: 'Mine', base: 'Theirs', baseRevision: 2 }]);
  });

  it('saving mine keeps theirs on offer, and taking it then is an edit', () => {
    const after = walk(...both, save, saved);
    expect(after.session).toMatchObject({ state: 'clean', theirs: { text: 'Theirs', overwritten: true } });

    const { session, last } = walk(...both, save, saved, { type: 'use-theirs' });
    expect(session).toMatchObject({ state: 'saving', sent: 'Theirs', theirs: null });
    expect(last.at(-1)).toEqual({ type: 'save', text: 'Theirs', base: 'Mine', baseRevision: 1 });
  });
});

describe('a draft from an earlier page', () => {
  const restored = (text: string, base = 'Milk'): EditEvent => ({
    type: 'restored',
    text,
    base,
    baseRevision: 1,
    at: 5,
  });

  it('comes back as dirty text', () => {
    const { session, last } = walk(restored('Milk 2 l'));

    expect(session).toMatchObject({ state: 'dirty', draft: 'Milk 2 l', base: 'Milk', theirs: null });
    expect(last).toEqual([{ type: 'show', text: 'Milk 2 l', news: false }]);
  });

  it('stands beside what the task became meanwhile', () => {
    expect(walk(restored('Mine', 'Older')).session).toMatchObject({
      state: 'dirty',
      base: 'Older',
      theirs: { text: 'Milk', overwritten: false },
    });
  });

  it('is dropped when it says what the task says, and never replaces newer typing', () => {
    expect(walk(restored('Milk', 'Older')).last).toEqual([{ type: 'drop-draft' }]);
    expect(walk(input('new'), restored('old')).session.draft).toBe('new');
  });
});
