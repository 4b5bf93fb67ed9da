// The history of rows: every field that an accepted mutation set, with what it was before and what gave way (I3).
import type { HistoryEntry, HistoryPage } from '../../../protocol/history.ts';
import type { Conflict, Mutation } from '../../../protocol/mutations.ts';
import type { Outcome } from '../apply-mutation.ts';
import type { CommitRequest, HistoryRequest, StoredRow } from '../store.ts';
import type { Statements } from './statements.ts';

type Accepted = Exclude<Outcome, { status: 'rejected' }>;

/** One mutation's part of a commit. Values are JSON in TEXT, for the same reason as those of rows. */
export interface HistoryDraft {
  rowId: string;
  mutationId: string;
  field: string;
  before: string;
  after: string;
  lost: string | null;
}

interface HistoryRecord {
  seq: number;
  at: string;
  device_id: string;
  device_name: string | null;
  field: string;
  before: string;
  after: string;
  lost: string | null;
}

/** What `mutation` did to `before`, field by field. */
export const draftHistory = (
  mutation: Mutation,
  before: StoredRow | undefined,
  { row, changed, conflicts }: Accepted,
): HistoryDraft[] =>
  changed.map((field) => {
    const conflict = conflicts.find((one) => one.field === field);
    return {
      rowId: row.id,
      mutationId: mutation.id,
      field,
      before: valueOf(before, field),
      after: valueOf(row, field),
      lost: conflict ? JSON.stringify(conflict.lost) : null,
    };
  });

const valueOf = (row: StoredRow | undefined, field: string): string =>
  JSON.stringify((field === 'deletedAt' ? row?.deletedAt : row?.fields[field]) ?? null);

export function writeHistory(
  sql: Statements,
  { achieverId, deviceId }: CommitRequest,
  { seq, at }: { seq: number; at: string },
  drafts: HistoryDraft[],
): void {
  for (const { rowId, mutationId, field, before, after, lost } of drafts)
    sql.insertHistory.run(achieverId, rowId, seq, mutationId, deviceId, at, field, before, after, lost);
}

/** The conflicts that a mutation met when it was applied: a sender whose answer was lost is told again. */
export function readConflicts(sql: Statements, achieverId: string, mutationId: string): Conflict[] {
  const records = sql.conflictsOf.all(achieverId, mutationId) as unknown as (HistoryRecord & {
    row_id: string;
    lost: string;
  })[];
  return records.map(({ field, after, lost, row_id: rowId, seq }) => ({
    field,
    kept: JSON.parse(after),
    lost: JSON.parse(lost),
    ...readOther(sql, achieverId, rowId, field, seq),
  }));
}

/** Who set a field last in the commits before `seq`, and when. */
export function readOther(
  sql: Statements,
  achieverId: string,
  rowId: string,
  field: string,
  seq = Number.MAX_SAFE_INTEGER,
): Pick<Conflict, 'device' | 'at'> {
  const record = sql.lastSetBefore.get(achieverId, rowId, seq, field) as HistoryRecord | undefined;
  if (record === undefined) return {};
  const { at, device } = toEntry(record);
  return device ? { device, at } : { at };
}

/** A page holds whole commits: the next one begins before the `seq` of its last entry. */
export function readHistory(
  sql: Statements,
  { achieverId, rowId, before = Number.MAX_SAFE_INTEGER, limit }: Omit<HistoryRequest, 'entity'>,
): HistoryPage {
  const found = sql.historyBefore.all(achieverId, rowId, before, limit + 1) as unknown as HistoryRecord[];
  if (found.length <= limit) return { entries: found.map(toEntry), hasMore: false };
  const cut = found[limit]!.seq;
  const whole = found.filter(({ seq }) => seq > cut);
  if (whole.length > 0) return { entries: whole.map(toEntry), hasMore: true };
  const commit = sql.historyAt.all(achieverId, rowId, cut) as unknown as HistoryRecord[];
  const older = sql.historyBefore.get(achieverId, rowId, cut, 1);
  return { entries: commit.map(toEntry), hasMore: older !== undefined };
}

const toEntry = (record: HistoryRecord): HistoryEntry => ({
  seq: record.seq,
  at: record.at,
  device: record.device_name === null ? null : { deviceId: record.device_id, deviceName: record.device_name },
  field: record.field,
  before: JSON.parse(record.before),
  after: JSON.parse(record.after),
  ...(record.lost === null ? {} : { lost: JSON.parse(record.lost) as unknown }),
});
