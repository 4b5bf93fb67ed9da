// I3 at rest: every edit that a person committed is in the value or in the history, and the history leads from
// nothing to the value without a gap.
import type { HistoryEntry } from '../../src/protocol/history.ts';
import type { MutationKind } from '../../src/protocol/mutations.ts';
import type { Store } from '../../src/server/store/store.ts';

/** An edit that a tab was told is safe. */
export interface CommittedEdit {
  id: string;
  entityId: string;
  kind: MutationKind;
  fields: Record<string, unknown>;
  base: Record<string, unknown>;
}

/**
 * @param areAll no other edits were accepted: after a restore, devices bring back what earlier ones did.
 * @returns what is wrong with the rows of one achiever, of whom these are accepted edits; null for nothing.
 */
export async function checkHistory(
  store: Store,
  achieverId: string,
  edits: readonly CommittedEdit[],
  areAll: boolean,
): Promise<string | null> {
  const { rows } = await store.changesSince(achieverId, 0, 1e6);
  const byRow = Map.groupBy(edits, ({ entityId }) => entityId);
  for (const { row } of rows) {
    const request = { achieverId, entity: row.entity, rowId: row.id, limit: 1e6 };
    const { entries } = (await store.history(request))!;
    const problem =
      checkChain(row, entries.toReversed()) ??
      checkValues(byRow.get(row.id) ?? [], entries) ??
      checkLines(byRow.get(row.id) ?? [], entries, areAll);

    if (problem) return `row ${row.id}: ${problem}`;
  }
  return null;
}

/** Each entry begins where the one before it ended, and the last one ends at the value. */
function checkChain(row: object, oldestFirst: HistoryEntry[]): string | null {
  const values = new Map<string, unknown>();
  for (const { field, before, after, seq } of oldestFirst) {
    const last = values.get(field) ?? null;
    if (!same(last, before)) return `${field} was ${show(last)}, and ${show(before)} before ${seq}`;
    values.set(field, after);
  }
  // Of a deleted row the wire has a tombstone only.
  if ('deletedAt' in row) return null;
  for (const [field, value] of values) {
    const now = (row as Record<string, unknown>)[field] ?? null;
    if (!same(now, value)) return `${field} is ${show(now)}, and ${show(value)} in the history`;
  }
  return null;
}

/** What was set can be read somewhere: of text, every word that the edit added. */
function checkValues(edits: CommittedEdit[], entries: HistoryEntry[]): string | null {
  for (const { id, fields, base } of edits)
    for (const [field, value] of Object.entries(fields)) {
      const seen = entries
        .filter((entry) => entry.field === field)
        .flatMap(({ before, after, lost = null }) => [before, after, lost]);
      const known = new Set(words(base[field]));
      const found =
        typeof value === 'string'
          ? words(value).every((word) => known.has(word) || seen.some((text) => words(text).includes(word)))
          : seen.some((other) => same(other, value));
      if (!found) return `${field} ${show(value)} of mutation ${id} is nowhere`;
    }
  return null;
}

/** The simulated people only add lines to notes, each another one: every line is there, once. */
function checkLines(edits: CommittedEdit[], entries: HistoryEntry[], areAll: boolean): string | null {
  const added = edits.flatMap(({ fields, base }) => {
    const before = lines(base['notes']);
    return lines(fields['notes']).filter((line) => !before.includes(line));
  });
  const there = lines(entries.find(({ field }) => field === 'notes')?.after);
  const good = areAll ? same(added.sort(), there.sort()) : added.every((line) => there.includes(line));
  return good ? null : `notes are ${show(there)} of ${show(added)}`;
}

const words = (text: unknown) => (typeof text === 'string' ? text.split(/\s+/) : []);
const lines = (text: unknown) => (typeof text === 'string' ? text.split('\n') : []);
const show = (value: unknown) => JSON.stringify(value);
const same = (a: unknown, b: unknown) => show(a) === show(b);
