// The last changes from other devices, as they came in: what the sync inspector shows of the past minutes.
import type { Lockstep, RemoteChange } from '../client/types.ts';
import { LiveValue } from '../client/live-value.ts';

const LENGTH = 50;
/** A longer way than this is none: one of the two clocks is wrong, or the change waited for this device. */
const MAX_LAG_MS = 60_000;

/** One change of one task. */
export interface TapeEntry {
  /** Counts up. */
  number: number;
  /** Wall-clock ms at which it was stored here. */
  at: number;
  device: string;
  /** Empty for a task that is not there any more. */
  title: string;
  /** The fields that changed. */
  fields: string[];
  completed: boolean;
  deleted: boolean;
  isNew: boolean;
  /** Ms from the server's commit until it was stored here; null when the clocks do not tell. */
  lag: number | null;
}

export class SyncTape {
  /** The newest first. */
  readonly entries = new LiveValue<TapeEntry[]>([]);
  readonly #lockstep: Lockstep;
  #number = 0;

  constructor(lockstep: Lockstep) {
    this.#lockstep = lockstep;
  }

  /** Starts taking notes; returns the way to stop. */
  run(): () => void {
    return this.#lockstep.onRemoteChange((change) => void this.#note(change, Date.now()));
  }

  async #note({ ids, origin, fields }: RemoteChange, at: number): Promise<void> {
    const noted = await Promise.all(
      ids.slice(0, LENGTH).map(async (id): Promise<TapeEntry> => {
        const query = this.#lockstep.liveTask(id);
        await query.ready;
        const view = query.value;
        query.close();
        const task = view && view.state !== 'missing' ? view.task : undefined;
        const lag = task ? at - Date.parse(task.updatedAt) : -1;
        return {
          number: ++this.#number,
          at,
          device: origin.deviceName,
          title: task?.title ?? '',
          fields: fields[id] ?? [],
          completed: task?.completedAt !== undefined,
          deleted: view?.state === 'deleted',
          isNew: task?.revision === 1,
          lag: lag >= 0 && lag <= MAX_LAG_MS ? lag : null,
        };
      }),
    );
    this.entries.set([...noted.toReversed(), ...this.entries.value].slice(0, LENGTH));
  }
}
