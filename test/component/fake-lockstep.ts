// The tab library in memory: what the elements ask of it, and ways for a test to be another device.
import { LiveValue } from '../../src/client/live-value.ts';
import type {
  LiveQuery,
  Lockstep,
  RejectedEdit,
  RemoteChange,
  SessionState,
  StoredDraft,
  SyncStatus,
  TaskDetailView,
  TaskListView,
  TaskPatch,
  TaskView,
} from '../../src/client/types.ts';

const AT = '2026-01-01T10:00:00.000Z';
const PHONE = { deviceId: 'phone', deviceName: 'Phone' };

/** A task with good defaults. */
export const task = (parts: Partial<TaskView> & { id: string }): TaskView => ({
  entity: 'task',
  revision: 1,
  baseRevision: 1,
  createdAt: AT,
  updatedAt: AT,
  title: 'Buy milk',
  pending: false,
  ...parts,
});

export const STATUS: SyncStatus = {
  connection: 'live',
  unsent: 0,
  rejected: 0,
  liveAt: Date.parse(AT),
  retryAt: null,
  needsSignIn: false,
  needsUpdate: false,
  hostReachable: true,
  storageError: null,
};

export class FakeLockstep implements Lockstep {
  readonly session = new LiveValue<SessionState>({ state: 'signed-out' });
  readonly status = new LiveValue<SyncStatus>(STATUS);
  /** Commands in the order in which they came. */
  readonly calls: unknown[][] = [];
  readonly stored = new Map<string, StoredDraft>();
  readonly limits: number[] = [];
  /** The next command fails with this. */
  failure: Error | null = null;
  #tasks: TaskView[];
  readonly #changed = new LiveValue(0);
  readonly #remote = new Set<(change: RemoteChange) => void>();

  constructor(...tasks: TaskView[]) {
    this.#tasks = tasks;
  }

  get open(): TaskView[] {
    return this.#tasks.filter(
      ({ completedAt, ...rest }) => completedAt === undefined && !('deletedAt' in rest),
    );
  }

  /** Another device sets fields of a task. */
  changeElsewhere(id: string, fields: TaskPatch): void {
    this.#set(id, fields);
    for (const listener of this.#remote)
      listener({ ids: [id], origin: PHONE, fields: { [id]: Object.keys(fields) } });
    this.#tell();
  }

  deleteElsewhere(id: string): void {
    this.#tasks = this.#tasks.map((one) => (one.id === id ? { ...one, deletedAt: AT } : one));
    this.#tell();
  }

  readonly tasks: Lockstep['tasks'] = {
    create: (fields) =>
      this.#command(['create', fields], () => {
        const id = `new-${this.calls.length}`;
        this.#tasks = [task({ id, ...(fields as { title: string }), pending: true }), ...this.#tasks];
        return id;
      }),
    update: (id, fields, base) => this.#command(['update', id, fields, base], () => this.#set(id, fields)),
    complete: (id, completed) =>
      this.#command(['complete', id, completed], () => this.#set(id, { completedAt: completed ? AT : null })),
    move: (id, place) =>
      this.#command(['move', id, place], () => {
        const moved = this.#tasks.find((one) => one.id === id)!;
        const others = this.#tasks.filter((one) => one !== moved);
        const anchor = others.findIndex((one) => one.id === ('before' in place ? place.before : place.after));
        others.splice('before' in place ? anchor : anchor + 1, 0, moved);
        this.#tasks = others;
      }),
    delete: (id) => this.#command(['delete', id], () => this.deleteElsewhere(id)),
    restore: (id) =>
      this.#command(['restore', id], () => {
        this.#tasks = this.#tasks.map((one) => {
          const { deletedAt: _, ...rest } = one as TaskView & { deletedAt?: string };
          return one.id === id ? rest : one;
        });
      }),
  };

  readonly drafts: Lockstep['drafts'] = {
    get: async (taskId, field) => this.stored.get(`${taskId} ${field}`),
    put: async (draft) => void this.stored.set(`${draft.taskId} ${draft.field}`, draft),
    delete: async (taskId, field) => void this.stored.delete(`${taskId} ${field}`),
  };

  liveTasks({ show, limit }: { show: 'open' | 'completed'; limit: number }) {
    let size = limit;
    const read = (): TaskListView => {
      const open = this.open;
      const shown = show === 'open' ? open : this.#tasks.filter((one) => one.completedAt !== undefined);
      return { tasks: shown.slice(0, size), total: shown.length };
    };
    const live = this.#live(read);
    const setLimit = (next: number) => {
      size = next;
      this.limits.push(next);
      this.#tell();
    };
    return Object.assign(live, { setLimit });
  }

  liveTask(id: string): LiveQuery<TaskDetailView | undefined> {
    return this.#live((): TaskDetailView => {
      const found = this.#tasks.find((one) => one.id === id);
      if (found === undefined) return { state: 'missing' };
      return { state: 'deletedAt' in found ? 'deleted' : 'present', task: found };
    });
  }

  onRemoteChange(listener: (change: RemoteChange) => void): () => void {
    this.#remote.add(listener);
    return () => this.#remote.delete(listener);
  }

  register = (credentials: unknown) => this.#command(['register', credentials], () => {});
  signIn = (credentials: unknown) => this.#command(['signIn', credentials], () => {});
  signOut = (options: unknown) => this.#command(['signOut', options], () => ({ unsent: 0 }));
  liveRejected = () => this.#live((): RejectedEdit[] => []);
  retryRejected = (id: string) => this.#command(['retryRejected', id], () => {});
  discardRejected = (id: string) => this.#command(['discardRejected', id], () => {});
  exportUnsent = async () => '[]';
  close() {}

  #set(id: string, fields: TaskPatch): void {
    this.#tasks = this.#tasks.map((one) => {
      if (one.id !== id) return one;
      const next: Record<string, unknown> = { ...one, baseRevision: one.baseRevision + 1 };
      for (const [name, value] of Object.entries(fields))
        if (value === null) delete next[name];
        else next[name] = value;
      return next as TaskView;
    });
  }

  async #command<T>(call: unknown[], work: () => T): Promise<T> {
    this.calls.push(call);
    const { failure } = this;
    this.failure = null;
    if (failure) throw failure;
    const result = work();
    this.#tell();
    return result;
  }

  #tell(): void {
    this.#changed.set(this.#changed.value + 1);
  }

  #live<T>(read: () => T): LiveQuery<T> {
    const live = new LiveValue(read());
    const stop = this.#changed.subscribe(() => live.set(read()));
    return Object.assign(live, { ready: Promise.resolve(), close: () => void stop() });
  }
}
