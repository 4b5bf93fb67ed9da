// How a commit gets its number. The order of numbers must be the order of commits, so that a reader paging by
// number can skip nothing (I2).
import type { Statements } from './statements.ts';

export interface Sequence {
  /** Runs before the transaction begins. */
  prepare(): number;
  /** Runs inside it, when everything is decided: moves the achiever's counter row and returns the number. */
  take(sql: Statements, achieverId: string, digest: string, prepared: number): number;
}

/**
 * The number is the counter row's, whose lock is held until the commit: whoever commits later took a later one,
 * and one that rolls back leaves no gap.
 */
export const COUNTER_ROW: Sequence = {
  prepare: () => 0,
  take: (sql, achieverId, digest) => (sql.advanceCounter.get(digest, achieverId) as { seq: number }).seq,
};
