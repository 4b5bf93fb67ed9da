// An edit session: what happens to the text of one field of one task while a person may be typing in it
// (PRODUCT.md "Edit sessions"). A pure table, `session × event → session, effects`; no DOM, no timers.
// I9: typed text is never overwritten from outside: a remote value asks for `show` in the clean state only.
import type { Origin } from '../protocol/stream.ts';

/** Another value of the field, committed while this one was being edited. */
export interface Theirs {
  text: string;
  revision: number;
  /** The device it came from; null for another tab of this one, or when it is not known any more. */
  origin: Origin | null;
  /** Wall-clock ms at which it arrived. */
  at: number;
  /** Ours was saved on top of it: taking theirs is an edit of its own. */
  overwritten: boolean;
}

interface Common {
  /** The field's value that the draft grew from, and the row's revision then. */
  base: string;
  baseRevision: number;
  /** What the field shows. */
  draft: string;
  theirs: Theirs | null;
  /** Values from before our last saves: a read that began earlier may still bring one. Empty once ours is back. */
  outdated: readonly string[];
}

export type EditSession =
  /** Nothing of the person's is in the field: it shows what the task has. */
  | (Common & { state: 'clean' })
  /** The text is the person's. */
  | (Common & { state: 'dirty' })
  /** `sent` is being stored; `queued` when the person asked again meanwhile. Saves of one field are serial. */
  | (Common & { state: 'saving'; sent: string; queued: boolean });

export type EditEvent =
  | { type: 'input'; text: string }
  /** An input method began to compose: from here the text is the person's, even before it changes. */
  | { type: 'compose' }
  /** The task's value was read; it may be news, our own edit, or nothing new. */
  | { type: 'remote'; text: string; revision: number; origin: Origin | null; at: number }
  /** The person left the field, pressed Enter or paused. */
  | { type: 'save' }
  | { type: 'saved' }
  | { type: 'failed' }
  | { type: 'cancel' }
  | { type: 'use-theirs' }
  | { type: 'keep-mine' }
  /** A draft that an earlier page left behind. */
  | { type: 'restored'; text: string; base: string; baseRevision: number; at: number };

export type EditEffect =
  /** Write `text` into the field; `news` when another device is the reason. */
  | { type: 'show'; text: string; news: boolean }
  | { type: 'keep-draft' }
  | { type: 'drop-draft' }
  | { type: 'save'; text: string; base: string; baseRevision: number };

export interface EditStep {
  session: EditSession;
  effects: EditEffect[];
}

export function openEditSession(text: string, revision: number): EditSession {
  return { state: 'clean', base: text, baseRevision: revision, draft: text, theirs: null, outdated: [] };
}

export function stepEditSession(session: EditSession, event: EditEvent): EditStep {
  switch (event.type) {
    case 'input':
      return input(session, event.text);
    case 'compose':
      return session.state === 'clean' ? to({ ...session, state: 'dirty' }) : to(session);
    case 'remote':
      return remote(session, event);
    case 'save':
      return save(session);
    case 'saved':
      return saved(session);
    case 'failed':
      return session.state === 'saving'
        ? to({ ...common(session), state: 'dirty', theirs: overwritten(session.theirs, false) })
        : to(session);
    case 'cancel':
      return cancel(session);
    case 'use-theirs':
      return useTheirs(session);
    case 'keep-mine':
      return keepMine(session);
    case 'restored':
      return restored(session, event);
  }
}

function input(session: EditSession, text: string): EditStep {
  const next = { ...session, draft: text };
  if (session.state === 'saving') return to(next, { type: 'keep-draft' });
  // Typed back to where it began: with theirs on offer the text stays until the person leaves the field.
  if (text === session.base && session.theirs === null)
    return to({ ...next, state: 'clean' }, { type: 'drop-draft' });
  return to({ ...common(next), state: 'dirty' }, { type: 'keep-draft' });
}

function remote(session: EditSession, event: Extract<EditEvent, { type: 'remote' }>): EditStep {
  const { text, revision, origin, at } = event;
  if (session.state === 'saving' && text === session.sent) return to({ ...session, outdated: [] });
  if (session.state !== 'saving' && text === session.base) return unchanged(session, revision);

  // Our save is younger than this read.
  if (session.outdated.includes(text)) return to(session);
  if (session.outdated.length > 0 && revision <= session.baseRevision) return to(session);

  if (session.state === 'clean')
    return to({ ...openEditSession(text, revision) }, { type: 'show', text, news: origin !== null });
  if (session.state === 'dirty' && text === session.draft)
    return to(openEditSession(text, revision), { type: 'drop-draft' });
  if (session.theirs?.text === text) return to({ ...session, theirs: { ...session.theirs, revision } });
  return to({
    ...session,
    theirs: { text, revision, origin, at, overwritten: session.state === 'saving' },
  });
}

/** The task has the value we started from (again). */
function unchanged(session: EditSession & { state: 'clean' | 'dirty' }, revision: number): EditStep {
  const theirs = session.theirs?.overwritten ? session.theirs : null;
  const baseRevision = Math.max(session.baseRevision, revision);
  return to({ ...session, baseRevision, theirs, outdated: [] });
}

function save(session: EditSession): EditStep {
  if (session.state === 'clean') return to(session);
  if (session.state === 'saving') return to({ ...session, queued: session.draft !== session.sent });
  if (session.draft !== session.base) return send(session);
  const { theirs } = session;
  if (theirs === null || theirs.overwritten)
    return to({ ...session, state: 'clean' }, { type: 'drop-draft' });
  return adopt(theirs);
}

function saved(session: EditSession): EditStep {
  if (session.state !== 'saving') return to(session);
  const { sent, queued } = session;
  const next = { ...common(session), base: sent };
  if (session.draft === sent) return to({ ...next, state: 'clean' }, { type: 'drop-draft' });
  const dirty = { ...next, state: 'dirty' } as const;
  return queued ? send(dirty) : to(dirty);
}

function cancel(session: EditSession): EditStep {
  if (session.state === 'clean') return to(session);
  if (session.state === 'saving')
    return to(
      { ...session, draft: session.sent, queued: false },
      { type: 'show', text: session.sent, news: false },
    );
  const { theirs, base } = session;
  if (theirs && !theirs.overwritten) return adopt(theirs);
  return to(
    { ...session, state: 'clean', draft: base },
    { type: 'show', text: base, news: false },
    { type: 'drop-draft' },
  );
}

function useTheirs(session: EditSession): EditStep {
  const { theirs } = session;
  if (theirs === null) return to(session);
  if (!theirs.overwritten) return adopt(theirs);
  const next = { ...session, draft: theirs.text, theirs: null };
  const show: EditEffect = { type: 'show', text: theirs.text, news: false };
  if (next.state === 'saving') return to({ ...next, queued: true }, show);
  const { session: sending, effects } = send(next);
  return to(sending, show, ...effects);
}

function keepMine(session: EditSession): EditStep {
  const { theirs } = session;
  if (theirs === null || theirs.overwritten || session.state !== 'dirty')
    return to({ ...session, theirs: null });
  // The person saw both: ours now grows from theirs, so that the server need not ask again.
  return save({ ...session, base: theirs.text, baseRevision: theirs.revision, theirs: null });
}

function restored(session: EditSession, event: Extract<EditEvent, { type: 'restored' }>): EditStep {
  if (session.state !== 'clean') return to(session);
  const { text, base, baseRevision, at } = event;
  if (text === session.base || text === base) return to(session, { type: 'drop-draft' });
  const theirs: Theirs | null =
    session.base === base
      ? null
      : { text: session.base, revision: session.baseRevision, origin: null, at, overwritten: false };
  return to(
    { state: 'dirty', base, baseRevision, draft: text, theirs, outdated: [] },
    { type: 'show', text, news: false },
  );
}

/** Gives the field to the other value; nothing needs to be saved, since the task has it. */
function adopt(theirs: Theirs): EditStep {
  return to(
    openEditSession(theirs.text, theirs.revision),
    { type: 'show', text: theirs.text, news: false },
    { type: 'drop-draft' },
  );
}

function send(session: EditSession): EditStep {
  const { draft, base, baseRevision } = session;
  return to(
    {
      ...common(session),
      state: 'saving',
      sent: draft,
      queued: false,
      theirs: overwritten(session.theirs, true),
      outdated: [...session.outdated, base],
    },
    { type: 'save', text: draft, base, baseRevision },
  );
}

const overwritten = (theirs: Theirs | null, is: boolean) => theirs && { ...theirs, overwritten: is };

const common = ({ base, baseRevision, draft, theirs, outdated }: EditSession): Common => ({
  base,
  baseRevision,
  draft,
  theirs,
  outdated,
});

const to = (session: EditSession, ...effects: EditEffect[]): EditStep => ({ session, effects });
