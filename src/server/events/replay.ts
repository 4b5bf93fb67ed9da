// The beginning of a stream: says who it is, brings what the client missed, and goes live.
import { HEARTBEAT_SECONDS, MAX_REPLAY_ROWS, PROTOCOL_VERSION } from '../../protocol/wire.ts';
import { resolveCursor } from '../store/resolve-cursor.ts';
import type { ChangedRow, Store } from '../store/store.ts';
import type { SyncAtCodec } from '../store/sync-at.ts';
import { frame, retryHint } from './frame.ts';
import type { StreamConnection } from './stream-connection.ts';

/** How soon a client of the plain EventSource kind should come back. */
const RETRY_MS = 3_000;

export interface ReplayServices {
  store: Store;
  syncAt: SyncAtCodec;
  now(): number;
  random(): number;
  build: string;
}

/** Writes `connected`, everything after the cursor, and `live`; from then on the connection hears live events. */
export async function replay(
  { store, syncAt, now, random, build }: ReplayServices,
  connection: StreamConnection,
  cursor: string | undefined,
  maxAgeMs: number,
  maxRows: number = MAX_REPLAY_ROWS,
): Promise<void> {
  const { achieverId, deviceId, expiresAt } = connection.identity;
  const begin = await store.head(achieverId);
  connection.write(retryHint(Math.round(RETRY_MS * (0.7 + 0.6 * random()))));
  connection.write(
    frame({
      type: 'connected',
      data: {
        connectionId: connection.id,
        syncAt: syncAt.encode(achieverId, begin.seq),
        digest: begin.digest,
        heartbeatSeconds: HEARTBEAT_SECONDS,
        maxAgeSeconds: Math.round(maxAgeMs / 1000),
        tokenExpiresInSeconds: Math.round((expiresAt - now()) / 1000),
        protocol: PROTOCOL_VERSION,
        build,
      },
    }),
  );

  const from = await resolveCursor(store, syncAt, achieverId, cursor);
  const since = typeof from === 'string' ? begin.seq : from.seq;
  const { rows, hasMore, head } = await store.changesSince(achieverId, since, maxRows);
  // Something may have been forgotten between the two.
  const reason = typeof from === 'string' ? from : head.horizon !== from.horizon ? 'horizon' : null;
  const at = (seq: number) => syncAt.encode(achieverId, seq, head.horizon);
  // Rows behind it would lead the cursor past what is not told here: the client begins anew before it takes any.
  if (reason !== null) connection.write(frame({ type: 'resync', data: { reason } }));
  else if (hasMore) connection.write(frame({ type: 'behind', data: { head: head.seq } }));
  else await writeCommits(connection, rows, since, deviceId, at);
  connection.write(
    frame({ type: 'live', data: { syncAt: at(head.seq), seq: head.seq, digest: head.digest } }),
  );
  connection.goLive(head.seq);
}

/**
 * Rows of one number as one event, each naming the one before it: the chain is whole from the cursor on.
 * Written as fast as the client takes them.
 */
async function writeCommits(
  connection: StreamConnection,
  rows: readonly ChangedRow[],
  since: number,
  ownDeviceId: string,
  at: (seq: number) => string,
): Promise<void> {
  let prev = since;
  for (const [seq, commit] of Map.groupBy(rows, (changed) => changed.seq)) {
    const { origin } = commit[0]!;
    const data = {
      prev,
      seq,
      origin: origin?.deviceId === ownDeviceId ? null : origin,
      rows: commit.map(({ row }) => row),
    };
    connection.write(frame({ type: 'changes', id: at(seq), data }));
    await connection.drained();
    prev = seq;
  }
}
