// What one field becomes when its row has moved on since the person looked at it (DESIGN.md §4 "Mutations").
import type { Mutation } from '../../protocol/mutations.ts';
import { commonLines, mergeNotes, mergeTitle } from './merge-text.ts';
import type { FieldRevision } from './store.ts';

interface Edit {
  name: string;
  /** What the person set. */
  sent: unknown;
  /** What the field has; null for none. */
  there: unknown;
  /** Who set it last; none when nobody ever did. */
  last: FieldRevision | undefined;
  /** The client that sends. */
  by: string;
  mutation: Pick<Mutation, 'kind' | 'baseRevision' | 'base'>;
  /** Whether a merged value may stand in the field. */
  fits: (value: unknown) => boolean;
}

interface Resolved {
  value: unknown;
  /** The value that had to give way, if one had to. */
  lost: [] | [unknown];
}

export function resolveField({ name, sent, there, last, by, mutation, fits }: Edit): Resolved {
  const { baseRevision } = mutation;
  const asSent: Resolved = { value: sent, lost: [] };
  // Nobody said what the edit started from: plain last write wins.
  if (baseRevision === undefined || last === undefined) return asSent;
  const bases = new Map(Object.entries(mutation.base ?? {}));
  // Its own earlier edit, just as it was sent: the client has seen it, unless the base says that it has not. Tabs of
  // one client edit at the same time, too.
  const isOwn = last.by === by && !last.merged;
  if (isOwn && !bases.has(name)) return asSent;

  // The base is trusted before the revision: a device shows its unsent edits on top of newer rows, so that an edit
  // may name a revision whose text was hidden from the person.
  if (bases.has(name) && (bases.get(name) ?? null) === there) return asSent;
  const text = readText(
    name,
    bases.has(name) ? bases.get(name) : guessBase(mutation, there, sent),
    there,
    sent,
  );
  if (text !== null) return mergeText(text, fits);

  return isOwn || last.revision <= baseRevision ? asSent : { value: sent, lost: [there] };
}

/**
 * Two devices may both bring back a row that a restored backup lacks, as creates: neither knows of the other's. What
 * their texts have in common stands for the base, so that all that either one has remains.
 */
function guessBase({ kind }: Edit['mutation'], theirs: unknown, mine: unknown): unknown {
  const areTexts = typeof theirs === 'string' && typeof mine === 'string';
  return kind === 'create' && areTexts ? commonLines(theirs, mine) : undefined;
}

interface Text {
  name: 'title' | 'notes';
  base: string;
  theirs: string;
  mine: string;
}

/** @returns null for what is not text, or came without its base. */
function readText(name: string, base: unknown, theirs: unknown, mine: unknown): Text | null {
  if (name !== 'title' && name !== 'notes') return null;
  // Notes that nobody had written yet.
  const start = base === null ? '' : base;
  if (typeof start !== 'string' || typeof theirs !== 'string' || typeof mine !== 'string') return null;
  return { name, base: start, theirs, mine };
}

/** A title is one line, of which two variants would be none: the later commit's stands. Notes keep both. */
function mergeText({ name, ...sides }: Text, fits: Edit['fits']): Resolved {
  const { theirs, mine } = sides;
  const { text, overlaps } = name === 'title' ? mergeTitle(sides) : mergeNotes(sides);
  if (!fits(text)) return { value: mine, lost: [theirs] };
  if (!overlaps) return { value: text, lost: [] };
  return { value: text, lost: [text === theirs ? mine : theirs] };
}
