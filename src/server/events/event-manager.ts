// Publish and subscribe, per achiever. A commit is framed once and goes to every connection of its achiever but
// the sender's, which hears `ack` instead: no echo, and yet no hole in its chain.
import type { Metrics } from '../metrics.ts';
import type { SyncAtCodec } from '../store/sync-at.ts';
import type { Announcement, Bus } from './bus.ts';
import { frame } from './frame.ts';
import type { Hub } from './hub.ts';
import type { StreamConnection } from './stream-connection.ts';

export class EventManager {
  readonly #hub: Hub;
  readonly #bus: Bus;
  readonly #syncAt: SyncAtCodec;
  readonly #metrics: Metrics;

  constructor(hub: Hub, bus: Bus, syncAt: SyncAtCodec, metrics: Metrics) {
    this.#hub = hub;
    this.#bus = bus;
    this.#syncAt = syncAt;
    this.#metrics = metrics;
    bus.subscribe((announcement) => this.#deliver(announcement));
  }

  /** @returns the function to call when the connection's socket closed. */
  subscribe(connection: StreamConnection): () => void {
    return this.#hub.add(connection);
  }

  /** Makes a commit known, after it is durable and not before. One that changed nothing is not worth a word. */
  publish(announcement: Announcement): void {
    if (announcement.commit.seq > announcement.commit.prev) this.#bus.publish(announcement);
  }

  #deliver({ achieverId, commit, origin, mutationIds, excludeConnectionId }: Announcement): void {
    const stop = this.#metrics.publishSeconds.startTimer();
    const { prev, seq, rows, fields, losses } = commit;
    const id = this.#syncAt.encode(achieverId, seq);
    let changes: Buffer | null = null;
    for (const connection of this.#hub.of(achieverId)) {
      if (this.#hub.endIfSlow(connection)) continue;
      if (connection.id === excludeConnectionId) {
        connection.deliver(seq, frame({ type: 'ack', id, data: { prev, seq, mutationIds } }), true);
        this.#metrics.deliveries.inc({ event: 'ack' });
      } else {
        const data = { prev, seq, origin, rows, fields };
        changes ??= frame({ type: 'changes', id, data: losses.length > 0 ? { ...data, losses } : data });
        connection.deliver(seq, changes, false);
        this.#metrics.deliveries.inc({ event: 'changes' });
      }
    }
    stop();
  }
}
