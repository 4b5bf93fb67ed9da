// The bus carries commits from the process that made them to every process with streams, its own included.
import type { Origin } from '../../protocol/stream.ts';
import type { Commit } from '../store/store.ts';

/** A commit as it is made known. */
export interface Announcement {
  achieverId: string;
  commit: Commit;
  origin: Origin;
  /** Ids of the mutations in it, for the sender's `ack`. */
  mutationIds: string[];
  /** The sender's connection; it hears `ack` in the place of `changes`. */
  excludeConnectionId: string | null;
}

export interface Bus {
  publish(announcement: Announcement): void;
  subscribe(listener: (announcement: Announcement) => void): void;
}

/** The bus of a single process: whoever subscribes is told at once. */
export class MemoryBus implements Bus {
  readonly #listeners: ((announcement: Announcement) => void)[] = [];

  publish(announcement: Announcement): void {
    for (const listener of this.#listeners) listener(announcement);
  }

  subscribe(listener: (announcement: Announcement) => void): void {
    this.#listeners.push(listener);
  }
}
