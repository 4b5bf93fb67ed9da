// One batch of mutations as one commit, inside a transaction that the caller holds.
import { type ErrorBody, LockstepError } from '../../../protocol/errors.ts';
import { formatDigest, moveDigest, parseDigest } from '../../../protocol/digest.ts';
import type { Conflict, Mutation, MutationResult } from '../../../protocol/mutations.ts';
import type { Loss } from '../../../protocol/stream.ts';
import { REMEMBER_MS } from '../forget-old.ts';
import { applyMutation, type Outcome, toWire } from '../apply-mutation.ts';
import type { Commit, CommitRequest, Head, StoredRow } from '../store.ts';
import { draftHistory, type HistoryDraft, readConflicts, readOther, writeHistory } from './history.ts';
import { readRecord, type RowRecord } from './row-record.ts';
import type { Statements } from './statements.ts';

/**
 * The number is taken when everything is decided and written but the rows themselves, which carry it.
 * @param takeNumber given the digest after the commit.
 * @throws LockstepError `mutation-gap`, `invalid-body`; then nothing of the batch is applied.
 */
export function commitBatch(
  sql: Statements,
  request: CommitRequest,
  takeNumber: (digest: string) => number,
): Commit {
  const { achieverId, deviceId, clientId, mutations, now } = request;
  const at = new Date(now).toISOString();
  const lastN = moveClient(sql, request);

  const before = new Map<string, StoredRow | undefined>();
  const after = new Map<string, StoredRow>();
  const fields: Record<string, Set<string>> = {};
  const losses: Loss[] = [];
  const history: HistoryDraft[] = [];
  const results: MutationResult[] = [];

  const current = (id: string): StoredRow | undefined => {
    if (!before.has(id)) {
      const record = sql.rowById.get(achieverId, id) as RowRecord | undefined;
      before.set(id, record && readRecord(record));
    }
    return after.get(id) ?? before.get(id);
  };

  for (const mutation of mutations) {
    const known = sql.mutationById.get(achieverId, mutation.id) as KnownMutation | undefined;
    if (known) {
      const conflicts = readConflicts(sql, achieverId, mutation.id);
      results.push(repeat(mutation, known, current(known.entityId), conflicts));
      continue;
    }
    if (isForgotten(mutation, lastN, now)) {
      results.push(repeat(mutation, { error: null }, current(mutation.entityId)));
      continue;
    }
    const row = current(mutation.entityId);
    const outcome = applyMutation(row, mutation, { at, by: clientId ?? deviceId });
    const error = outcome.status === 'rejected' ? JSON.stringify(outcome.error) : null;
    sql.insertMutation.run(achieverId, mutation.id, mutation.entityId, error, now);
    results.push(answer(mutation, outcome, (field) => readOther(sql, achieverId, mutation.entityId, field)));
    if (outcome.status === 'rejected' || outcome.changed.length === 0) continue;
    history.push(...draftHistory(mutation, row, outcome));
    after.set(outcome.row.id, outcome.row);
    const names = (fields[outcome.row.id] ??= new Set());
    for (const name of outcome.changed) names.add(name);
    for (const { field, lost, client } of outcome.conflicts)
      if (client !== undefined) losses.push({ entityId: outcome.row.id, field, lost, client });
  }

  const head = sql.counter.get(achieverId) as Head | undefined;
  if (head === undefined) throw new LockstepError('session-ended');
  if (after.size === 0) return { prev: head.seq, seq: head.seq, results, rows: [], fields: {}, losses };

  let digest = parseDigest(head.digest);
  for (const [id, row] of after) digest = moveDigest(digest, counted(before.get(id)), counted(row));
  const seq = takeNumber(formatDigest(digest));
  for (const row of after.values()) writeRow(sql, achieverId, deviceId, row, seq);
  writeHistory(sql, request, { seq, at }, history);

  return {
    prev: head.seq,
    seq,
    results,
    rows: [...after.values()].map(toWire),
    fields: Object.fromEntries(Object.entries(fields).map(([id, names]) => [id, [...names]])),
    losses,
  };
}

interface KnownMutation {
  entityId: string;
  error: string | null;
}

/**
 * A client's mutations come in order of `n`. A gap means that earlier ones were lost on the way, or that this
 * database is older than the client remembers.
 * @returns the largest number seen before this batch; 0 for none.
 */
function moveClient(sql: Statements, { achieverId, clientId, mutations }: CommitRequest): number {
  if (clientId === null) return 0;
  const client = sql.clientById.get(achieverId, clientId) as { lastN: number } | undefined;
  const lastN = client?.lastN ?? 0;
  let expectedN = lastN + 1;
  for (const { n } of mutations) {
    if (n === undefined)
      throw new LockstepError('invalid-body', 'With a clientId, every mutation needs an n.');
    if (n > expectedN) throw new LockstepError('mutation-gap', undefined, { expectedN });
    expectedN = Math.max(expectedN, n + 1);
  }
  if (expectedN - 1 > lastN) sql.upsertClient.run(achieverId, clientId, expectedN - 1);
  return lastN;
}

/**
 * A number seen before with an id that is not known is one of two things. Made longer ago than ids are remembered
 * (UUIDv7 carries its time, RFC 9562 §5.7), it is a repeat whose id was forgotten: applying it again would undo
 * newer edits (I4). Made since, it was never here: two copies of one local database count alike, and dropping it
 * would lose an edit (I3).
 */
function isForgotten({ id, n }: Mutation, lastN: number, now: number): boolean {
  if (n === undefined || n > lastN || id[14] !== '7') return false;
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) < now - REMEMBER_MS;
}

/** The stored answer of a mutation that was seen before, with the row as it is now (I4). */
function repeat(
  { id }: Mutation,
  { error }: Pick<KnownMutation, 'error'>,
  row: StoredRow | undefined,
  conflicts: Conflict[] = [],
): MutationResult {
  if (error !== null) return { id, status: 'rejected', error: JSON.parse(error) as ErrorBody };
  return withConflicts(
    row ? { id, status: 'duplicate', row: toWire(row) } : { id, status: 'duplicate' },
    conflicts,
  );
}

function answer(
  { id }: Mutation,
  outcome: Outcome,
  other: (field: string) => Pick<Conflict, 'device' | 'at'>,
): MutationResult {
  if (outcome.status === 'rejected') return { id, status: 'rejected', error: outcome.error };
  const conflicts = outcome.conflicts.map(({ client: _, ...conflict }) => ({
    ...conflict,
    ...other(conflict.field),
  }));
  return withConflicts({ id, status: outcome.status, row: toWire(outcome.row) }, conflicts);
}

const withConflicts = (result: MutationResult, conflicts: Conflict[]): MutationResult =>
  conflicts.length > 0 ? { ...result, conflicts } : result;

const counted = (row: StoredRow | undefined) => row ?? null;

function writeRow(sql: Statements, achieverId: string, deviceId: string, row: StoredRow, seq: number): void {
  sql.upsertRow.run(
    achieverId,
    row.id,
    row.entity,
    row.revision,
    seq,
    row.createdAt,
    row.updatedAt,
    row.deletedAt,
    JSON.stringify(row.fields),
    JSON.stringify(row.fieldRevisions),
    deviceId,
  );
}
