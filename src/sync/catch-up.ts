// Catch-up by pages of `changes`, for a hole in the chain, for a stream that is too far behind, and for the
// snapshot after which nothing older counts.
import { LockstepError } from '../protocol/errors.ts';
import type { Row } from '../protocol/rows.ts';
import type { ChangesPage, ResyncReason } from '../protocol/stream.ts';
import type { Bearer } from './bearer.ts';
import type { Environment } from './environment.ts';
import type { Inbox } from './inbox.ts';

/**
 * Follows pages from the stored cursor until there are no more, storing each page with its cursor.
 * @returns the last page.
 */
export async function catchUp(
  environment: Environment,
  bearer: Bearer,
  inbox: Inbox,
  signal: AbortSignal,
): Promise<ChangesPage> {
  for (;;) {
    const from = inbox.chain.cursor;
    const believe = inbox.chain.doubt();
    const page = await environment.transport.changes(
      { token: await bearer.get(), syncAt: from?.syncAt ?? null },
      signal,
    );
    const link = { prev: from?.seq ?? 0, seq: page.seq, syncAt: page.syncAt };
    await inbox.push({ rows: page.rows, link });
    believe(page.head);
    if (!page.hasMore) return page;
  }
}

/**
 * Takes everything from the beginning and puts it in the place of the base in one step (DESIGN.md §6.11).
 * Outbox and drafts stay. Under another epoch, rows that the server lacks are sent again, not dropped.
 */
export async function resync(
  environment: Environment,
  bearer: Bearer,
  inbox: Inbox,
  reason: ResyncReason,
  signal: AbortSignal,
  forgotten?: readonly string[],
) {
  const latest = new Map<string, Row>();
  let syncAt: string | null = null;
  for (;;) {
    const page = await environment.transport.changes({ token: await bearer.get(), syncAt }, signal);
    for (const row of page.rows) latest.set(row.id, row);
    syncAt = page.syncAt;
    if (page.hasMore) continue;
    const cursor = { syncAt: page.syncAt, seq: page.seq };
    // Behind the horizon tombstones are forgotten: there, and only there, a missing row is a deleted one.
    const keepMissing = reason !== 'horizon';
    await inbox.alone(async () => {
      await environment.storage.replaceBase([...latest.values()], cursor, keepMissing, forgotten);
      inbox.restart(cursor);
    });
    return;
  }
}

/** The reason inside a 410, or null for any other error. */
export function resyncReason(error: unknown): ResyncReason | null {
  if (!(error instanceof LockstepError) || error.code !== 'resync-required') return null;
  return (error.details?.['reason'] as ResyncReason | undefined) ?? 'epoch';
}
