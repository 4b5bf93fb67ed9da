// What a client's cursor stands for.
import type { ResyncReason } from '../../protocol/stream.ts';
import type { Store } from './store.ts';
import type { SyncAtCodec } from './sync-at.ts';

/** The number inside, or why it cannot be continued; 0 without a cursor. */
export async function resolveCursor(
  store: Store,
  codec: SyncAtCodec,
  achieverId: string,
  syncAt: string | undefined,
): Promise<number | ResyncReason> {
  if (syncAt === undefined) return 0;
  const seq = codec.decode(achieverId, syncAt);
  if (seq === null) return 'epoch';
  return seq > (await store.head(achieverId)).seq ? 'ahead' : seq;
}
