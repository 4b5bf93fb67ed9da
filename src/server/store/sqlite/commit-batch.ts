// One batch of mutations as one commit, inside a transaction that the caller holds.
import { type ErrorBody, LockstepError } from '../../../protocol/errors.ts';
import { formatDigest, moveDigest, parseDigest } from '../../../protocol/digest.ts';
import type { Mutation, MutationResult } from '../../../protocol/mutations.ts';
import { applyMutation, type Outcome, toWire } from '../apply-mutation.ts';
import type { Commit, CommitRequest, Head, StoredRow } from '../store.ts';
import { readRecord, type RowRecord } from './row-record.ts';
import type { Statements } from './statements.ts';

/** @param drawn a number drawn before the transaction; only the test of the sequence has one. */
export function commitBatch(sql: Statements, request: CommitRequest, drawn?: number): Commit {
  const { achieverId, deviceId, clientId, mutations, now } = request;
  const at = new Date(now).toISOString();
  checkOrder(sql, request);

  const before = new Map<string, StoredRow | undefined>();
  const after = new Map<string, StoredRow>();
  const fields: Record<string, Set<string>> = {};
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
      results.push(repeat(mutation, known, current(known.entityId)));
      continue;
    }
    const outcome = applyMutation(current(mutation.entityId), mutation, { at, by: clientId ?? deviceId });
    const error = outcome.status === 'rejected' ? JSON.stringify(outcome.error) : null;
    sql.insertMutation.run(achieverId, mutation.id, mutation.entityId, error, now);
    results.push(answer(mutation, outcome));
    if (outcome.status === 'rejected' || outcome.changed.length === 0) continue;
    after.set(outcome.row.id, outcome.row);
    const names = (fields[outcome.row.id] ??= new Set());
    for (const name of outcome.changed) names.add(name);
  }
  const lastN = mutations.at(-1)?.n;
  if (clientId !== null && lastN !== undefined) advanceClient(sql, achieverId, clientId, lastN);

  const head = sql.counter.get(achieverId) as Head | undefined;
  if (head === undefined) throw new LockstepError('session-ended');
  if (after.size === 0) return { prev: head.seq, seq: head.seq, results, rows: [], fields: {} };

  let digest = parseDigest(head.digest);
  for (const [id, row] of after) digest = moveDigest(digest, counted(before.get(id)), counted(row));
  const seq = takeSeq(sql, achieverId, formatDigest(digest), drawn);
  for (const row of after.values()) writeRow(sql, achieverId, deviceId, row, seq);

  return {
    prev: head.seq,
    seq,
    results,
    rows: [...after.values()].map(toWire),
    fields: Object.fromEntries(Object.entries(fields).map(([id, names]) => [id, [...names]])),
  };
}

interface KnownMutation {
  entityId: string;
  error: string | null;
}

/**
 * A client's mutations come in order of `n`. A gap means that earlier ones were lost on the way, or that this
 * database is older than the client remembers; smaller numbers are repeats and are told apart by their ids.
 */
function checkOrder(sql: Statements, { achieverId, clientId, mutations }: CommitRequest): void {
  if (clientId === null) return;
  const client = sql.clientById.get(achieverId, clientId) as { lastN: number } | undefined;
  let expectedN = (client?.lastN ?? 0) + 1;
  for (const { n } of mutations) {
    if (n === undefined)
      throw new LockstepError('invalid-body', 'With a clientId, every mutation needs an n.');
    if (n > expectedN) throw new LockstepError('mutation-gap', undefined, { expectedN });
    expectedN = Math.max(expectedN, n + 1);
  }
}

function advanceClient(sql: Statements, achieverId: string, clientId: string, n: number): void {
  const client = sql.clientById.get(achieverId, clientId) as { lastN: number } | undefined;
  if (n > (client?.lastN ?? 0)) sql.upsertClient.run(achieverId, clientId, n);
}

/** The stored answer of a mutation that was seen before, with the row as it is now (I4). */
function repeat({ id }: Mutation, { error }: KnownMutation, row: StoredRow | undefined): MutationResult {
  if (error !== null) return { id, status: 'rejected', error: JSON.parse(error) as ErrorBody };
  return row ? { id, status: 'duplicate', row: toWire(row) } : { id, status: 'duplicate' };
}

const answer = ({ id }: Mutation, outcome: Outcome): MutationResult =>
  outcome.status === 'rejected'
    ? { id, status: 'rejected', error: outcome.error }
    : { id, status: outcome.status, row: toWire(outcome.row) };

const counted = (row: StoredRow | undefined) => row ?? null;

/**
 * The commit's number. Taken from the achiever's counter row, whose lock is held until the commit: the order of
 * numbers is the order of commits, so that a reader paging by number can skip nothing (I2).
 */
function takeSeq(sql: Statements, achieverId: string, digest: string, drawn: number | undefined): number {
  if (drawn === undefined) return (sql.advanceCounter.get(digest, achieverId) as { seq: number }).seq;
  sql.forceCounter.run(drawn, digest, achieverId);
  return drawn;
}

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
