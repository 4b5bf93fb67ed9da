// A tab of a simulated device. It stores edits through a database connection of its own, and dies between any two
// steps of one.
import type { Mutation } from '../../src/protocol/mutations.ts';
import { LockstepError } from '../../src/protocol/errors.ts';
import type { Database } from '../../src/storage/database.ts';
import { append } from '../../src/storage/outbox.ts';
import type { LockstepSchema } from '../../src/storage/schema.ts';
import { readRow } from '../../src/storage/task-reader.ts';
import type { CommittedEdit } from './history-check.ts';
import { mintedAt } from './ids.ts';

export interface SeenText {
  title: string | null;
  notes: string | null;
}

export type Edit = Partial<Mutation> & { entityId: string };

export interface TabOptions {
  /** Closed with the tab. */
  database: Database<LockstepSchema>;
  achieverId: string;
  /** Wall-clock ms of the device. */
  now(): number;
  /** Asked between any two steps: whether the tab is gone. */
  isLastStep(): boolean;
  /** Asked before an edit is stored: whether there is no room left for it. */
  isFull(): boolean;
  /** An edit is stored, whether the tab hears of it or not. */
  onCommitted(edit: CommittedEdit): void;
  /** The tab tells its host. */
  onStored(): void;
  onDeath(): void;
}

class TabDied extends Error {}

export class SimulatedTab {
  readonly #options: TabOptions;

  constructor(options: TabOptions) {
    this.#options = options;
  }

  /** Stores an edit, unless the tab dies or the device refuses it, which the person is told. */
  async edit(edit: Edit): Promise<void> {
    await this.#orNot(() => this.#store(edit));
  }

  /**
   * An edit of a task as people see it, made as the app's commands make it: with the revision of the base row and
   * the text that it started from.
   */
  async change(
    entityId: string,
    kind: 'update' | 'delete' | 'restore',
    edit?: (seen: SeenText) => Record<string, unknown>,
  ): Promise<void> {
    await this.#orNot(async () => {
      const seen = await readRow(this.#options.database, entityId);
      this.#mayDie();
      if (seen === undefined) return;
      const { title = null, notes = null } = seen.row as Partial<SeenText>;
      const fields = edit?.({ title, notes });
      const base = Object.fromEntries(
        Object.entries({ title, notes }).filter(([name]) => fields !== undefined && name in fields),
      );
      await this.#store({ entityId, kind, baseRevision: seen.baseRevision, ...(fields && { fields, base }) });
    });
  }

  close(): void {
    this.#options.database.close();
  }

  async #store(edit: Edit): Promise<void> {
    const { database, achieverId, now, isFull, onCommitted, onStored } = this.#options;
    if (isFull()) throw new LockstepError('storage-full');
    const { entityId, kind = 'update', fields = {}, base = {} } = edit;
    const { made: stored, id } = mintedAt(now(), () =>
      append(database, achieverId, { entity: 'task', ...edit, kind }),
    );
    await stored;
    onCommitted({ id, entityId, kind, fields, base });
    this.#mayDie();
    onStored();
  }

  async #orNot(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // A closed database: the tab went with its browser.
      if (error instanceof TabDied) return this.#options.onDeath();
      if (error instanceof LockstepError) return;
      throw error;
    }
  }

  #mayDie(): void {
    if (this.#options.isLastStep()) throw new TabDied();
  }
}
