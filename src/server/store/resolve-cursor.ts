// What a client's cursor stands for.
import type { ResyncReason } from '../../protocol/stream.ts';
import type { Head, Store } from './store.ts';
import type { SyncAtCodec } from './sync-at.ts';

/** Where it goes on, or why it cannot be continued; at the beginning without a cursor. */
export async function resolveCursor(
  store: Store,
  codec: SyncAtCodec,
  achieverId: string,
  syncAt: string | undefined,
): Promise<Pick<Head, 'seq' | 'horizon'> | ResyncReason> {
  if (syncAt === undefined) return { seq: 0, horizon: (await store.head(achieverId)).horizon };
  const cursor = codec.decode(achieverId, syncAt);
  return cursor === null ? 'epoch' : store.resume(achieverId, cursor);
}
