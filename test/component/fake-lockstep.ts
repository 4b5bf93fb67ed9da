// The tab library in memory: what the elements ask of it, and ways for a test to be another device.
import { LiveRead } from '../../src/client/live-read.ts';
import { LiveValue } from '../../src/client/live-value.ts';
import type {
  LiveQuery,
  Lockstep,
  Place,
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

/** A refused edit with good defaults. */
export const rejected = (parts: Partial<RejectedEdit> & { id: string }): RejectedEdit => ({
  taskId: 'a',
  kind: 'update',
  fields: { title: 'Buy milk' },
  at: Date.parse(AT),
  code: 'row-deleted',
  reason: 'The row was deleted: restore it first.',
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
  local: false,
};

export class FakeLockstep implements Lockstep {
  readonly session = new LiveValue<SessionState>({ state: 'signed-out' });
  readonly status = new LiveValue<SyncStatus>(STATUS);
  /** Commands in the order in which they came. */
  readonly calls: unknown[][] = [];
  /** Drafts by task and field: `${taskId} ${field}`. */
  readonly stored = new Map<string, StoredDraft>();
  /** Limits that lists were given after their first. */
  readonly limits: number[] = [];
  /** The next command fails with this. */
  failure: Error | null = null;
  #tasks: TaskView[];
  #rejected: RejectedEdit[] = [];
  #held: PromiseWithResolvers<void> | null = null;
  readonly #changes = new Set<(ids: string[] | null) => void>();
  readonly #remote = new Set<(change: RemoteChange) => void>();

  constructor(...tasks: TaskView[]) {
    this.#tasks = tasks;
  }

  get open(): TaskView[] {
    return this.#tasks.filter(
      ({ completedAt, ...rest }) => completedAt === undefined && !('deletedAt' in rest),
    );
  }

  /** Commands from here on are done when the returned function is called. */
  hold(): () => void {
    this.#held = Promise.withResolvers<void>();
    return () => {
      this.#held?.resolve();
      this.#held = null;
    };
  }

  refuse(...edits: RejectedEdit[]): void {
    this.#rejected.push(...edits);
    this.#tell();
  }

  /** Another device sets fields of a task. */
  changeElsewhere(id: string, fields: TaskPatch): void {
    this.#set(id, fields);
    this.#tellRemote(id, Object.keys(fields));
  }

  addElsewhere(added: TaskView, place: Place): void {
    this.#put(added, place);
    this.#tellRemote(added.id, Object.keys(added));
  }

  moveElsewhere(id: string, place: Place): void {
    this.#move(id, place);
    this.#tellRemote(id, ['order']);
  }

  deleteElsewhere(id: string): void {
    this.#delete(id);
    this.#tellRemote(id, []);
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
    move: (id, place) => this.#command(['move', id, place], () => this.#move(id, place)),
    delete: (id) => this.#command(['delete', id], () => this.#delete(id)),
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
    const live = this.#live<TaskListView>({ tasks: [], total: 0 }, () => {
      const shown = show === 'open' ? this.open : this.#tasks.filter((one) => one.completedAt !== undefined);
      return { tasks: shown.slice(0, size), total: shown.length };
    });
    const setLimit = (next: number) => {
      size = next;
      this.limits.push(next);
      live.refresh();
    };
    return Object.assign(live, { setLimit });
  }

  liveTask(id: string): LiveQuery<TaskDetailView | undefined> {
    return this.#live<TaskDetailView | undefined>(undefined, () => {
      const found = this.#tasks.find((one) => one.id === id);
      if (found === undefined) return { state: 'missing' };
      return { state: 'deletedAt' in found ? 'deleted' : 'present', task: found };
    });
  }

  onRemoteChange(listener: (change: RemoteChange) => void): () => void {
    this.#remote.add(listener);
    return () => this.#remote.delete(listener);
  }

  useWithoutAccount = (name: string) => this.#command(['useWithoutAccount', name], () => {});
  register = (credentials: unknown) => this.#command(['register', credentials], () => {});
  signIn = (credentials: unknown) => this.#command(['signIn', credentials], () => {});
  signOut = (options: unknown) => this.#command(['signOut', options], () => ({ unsent: 0 }));
  liveRejected = () => this.#live<RejectedEdit[]>([], () => [...this.#rejected]);
  retryRejected = (id: string) => this.#command(['retryRejected', id], () => this.#decided(id));
  discardRejected = (id: string) => this.#command(['discardRejected', id], () => this.#decided(id));
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

  #delete(id: string): void {
    this.#tasks = this.#tasks.map((one) => (one.id === id ? { ...one, deletedAt: AT } : one));
  }

  #move(id: string, place: Place): void {
    this.#put(
      this.#tasks.find((one) => one.id === id)!,
      place,
    );
  }

  #put(placed: TaskView, place: Place): void {
    const others = this.#tasks.filter((one) => one !== placed);
    const anchor = others.findIndex((one) => one.id === ('before' in place ? place.before : place.after));
    this.#tasks = others.toSpliced('before' in place ? anchor : anchor + 1, 0, placed);
  }

  #decided(id: string): void {
    this.#rejected = this.#rejected.filter((edit) => edit.id !== id);
  }

  async #command<T>(call: unknown[], work: () => T): Promise<T> {
    this.calls.push(call);
    const { failure } = this;
    this.failure = null;
    await this.#held?.promise;
    if (failure) throw failure;
    const result = work();
    this.#tell();
    return result;
  }

  #tell(): void {
    for (const listener of [...this.#changes]) listener(null);
  }

  #tellRemote(id: string, fields: string[]): void {
    this.#tell();
    for (const listener of this.#remote) listener({ ids: [id], origin: PHONE, fields: { [id]: fields } });
  }

  /** As the library reads its database: a moment later, and again after each change. */
  #live<T>(initial: T, read: () => T): LiveRead<T> {
    const changes = (listener: (ids: string[] | null) => void) => {
      this.#changes.add(listener);
      return () => this.#changes.delete(listener);
    };
    const unreadable = (error: unknown) => {
      throw error;
    };
    return new LiveRead<T>(
      initial,
      async () => read(),
      changes,
      () => true,
      unreadable,
    );
  }
}
