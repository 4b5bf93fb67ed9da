// The tab library in memory: what the elements ask of it, and ways for a test to be another device.
import { LiveRead } from '../../src/client/live-read.ts';
import { LiveValue } from '../../src/client/live-value.ts';
import type {
  FieldConflict,
  ListLimits,
  LiveQuery,
  LiveTaskLists,
  Place,
  RejectedEdit,
  RemoteChange,
  SessionState,
  Step,
  StoredDraft,
  SyncStatus,
  TaskDetailView,
  TaskListsView,
  TaskPatch,
  TaskState,
  TaskView,
} from '../../src/client/types.ts';
import { createUndo, type LockstepWithUndo } from '../../src/client/undo-stack.ts';
import { LockstepError } from '../../src/protocol/errors.ts';
import type { HistoryEntry, HistoryPage } from '../../src/protocol/history.ts';

const AT = '2026-01-01T10:00:00.000Z';
export const PHONE = { deviceId: 'phone', deviceName: 'Phone' };
export const LAPTOP = { deviceId: 'laptop', deviceName: 'Laptop' };

/** A task with good defaults. */
export const task = (parts: Partial<TaskView> & { id: string }): TaskView => ({
  entity: 'task',
  revision: 1,
  baseRevision: 1,
  createdAt: AT,
  updatedAt: AT,
  title: 'Buy milk',
  pending: false,
  conflicts: [],
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

/** A due date that the phone had set and that gave way to this device's, with good defaults. */
export const conflict = (parts: Partial<FieldConflict> = {}): FieldConflict => ({
  field: 'dueDate',
  lost: '2026-12-05',
  mine: false,
  device: PHONE,
  at: AT,
  seen: false,
  ...parts,
});

/** An entry of a task's history with good defaults. */
export const entry = (parts: Partial<HistoryEntry> & { seq: number }): HistoryEntry => ({
  at: AT,
  device: PHONE,
  field: 'dueDate',
  before: null,
  after: '2026-12-03',
  ...parts,
});

/** The one whose device this is. */
export const ANNA: SessionState = {
  state: 'signed-in',
  local: false,
  achieverId: 'anna',
  email: 'anna@example.org',
  ...LAPTOP,
};

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

export class FakeLockstep implements LockstepWithUndo {
  readonly session = new LiveValue<SessionState>({ state: 'signed-out' });
  readonly status = new LiveValue<SyncStatus>(STATUS);
  /** Commands in the order in which they came. */
  readonly calls: unknown[][] = [];
  /** Drafts by task and field: `${taskId} ${field}`. */
  readonly stored = new Map<string, StoredDraft>();
  /** Limits that lists were given after their first. */
  readonly limits: ListLimits[] = [];
  /** The next command fails with this. */
  failure: Error | null = null;
  #tasks: TaskView[];
  #rejected: RejectedEdit[] = [];
  #held: PromiseWithResolvers<void> | null = null;
  readonly #changes = new Set<(ids: string[] | null) => void>();
  readonly #remote = new Set<(change: RemoteChange) => void>();
  readonly #steps = new Set<(step: Step) => void>();
  /** What the server has of every task, the newest first; null when it cannot be reached. */
  entries: HistoryEntry[] | null = [];
  /** Entries on one page of it. */
  pageSize = 50;

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

  /** The server reports a conflict about a task. */
  clash(id: string, found: FieldConflict): void {
    this.#replace(id, (one) => ({ ...one, conflicts: [...one.conflicts, found] }));
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

  readonly tasks: LockstepWithUndo['tasks'] = {
    create: (fields) =>
      this.#command(['create', fields], () => {
        const id = `new-${this.calls.length}`;
        this.#tasks = [task({ id, ...(fields as { title: string }), pending: true }), ...this.#tasks];
        return id;
      }),
    update: (id, fields, base) => this.#command(['update', id, fields, base], () => this.#step(id, fields)),
    complete: (id, completed) =>
      this.#command(['complete', id, completed], () =>
        this.#step(id, { completedAt: completed ? AT : null }),
      ),
    move: (id, place) => this.#command(['move', id, place], () => this.#move(id, place)),
    delete: (id) => this.#command(['delete', id], () => this.#step(id, { gone: true })),
    restore: (id) => this.#command(['restore', id], () => this.#step(id, { gone: false })),
    read: async (id) => this.#read(id),
    set: (id, state) => this.#command(['set', id, state], () => this.#bring(id, state)),
  };

  onStep = (listener: (step: Step) => void) => {
    this.#steps.add(listener);
    return () => this.#steps.delete(listener);
  };

  readonly undo = createUndo(this);

  seeConflicts = (id: string) =>
    this.#command(['seeConflicts', id], () =>
      this.#replace(id, (one) => ({
        ...one,
        conflicts: one.conflicts.map((found) => ({ ...found, seen: true })),
      })),
    );
  dismissConflict = (id: string, field: string) =>
    this.#command(['dismissConflict', id, field], () => this.#settle(id, [field]));

  async history(id: string, before = Infinity): Promise<HistoryPage> {
    this.calls.push(['history', id, before]);
    await this.#held?.promise;
    if (this.entries === null) throw new LockstepError('offline');
    const rest = this.entries.filter(({ seq }) => seq < before);
    return { entries: rest.slice(0, this.pageSize), hasMore: rest.length > this.pageSize };
  }

  readonly drafts: LockstepWithUndo['drafts'] = {
    get: async (taskId, field) => this.stored.get(`${taskId} ${field}`),
    put: async (draft) => void this.stored.set(`${draft.taskId} ${draft.field}`, draft),
    delete: async (taskId, field) => void this.stored.delete(`${taskId} ${field}`),
  };

  liveTasks(limits: ListLimits): LiveTaskLists {
    let wanted = limits;
    const none = { tasks: [], total: 0 };
    const window = (tasks: TaskView[], limit = 0) => ({ tasks: tasks.slice(0, limit), total: tasks.length });
    const live = this.#live<TaskListsView>({ open: none, completed: none }, () => ({
      open: window(this.open, wanted.open),
      completed: window(
        this.#tasks.filter((one) => one.completedAt !== undefined),
        wanted.completed,
      ),
    }));
    const setLimits = (next: ListLimits) => {
      wanted = next;
      this.limits.push(next);
      void live.refresh();
    };
    return Object.assign(live, { setLimits });
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
  retryRejected = (id: string, fields?: TaskPatch) =>
    this.#command(['retryRejected', id, ...(fields ? [fields] : [])], () => this.#decided(id));
  discardRejected = (id: string) => this.#command(['discardRejected', id], () => this.#decided(id));
  exportUnsent = async () => '[]';
  close() {}

  #read(id: string): TaskState {
    const found = this.#tasks.find((one) => one.id === id);
    return found ? { ...(found as TaskPatch), gone: 'deletedAt' in found } : { gone: true };
  }

  #step(id: string, after: TaskState): void {
    const now = this.#read(id) as Record<string, unknown>;
    const before = Object.fromEntries(Object.keys(after).map((field) => [field, now[field] ?? null]));
    const title = String(now['title']);
    this.#bring(id, after);
    for (const listener of this.#steps) listener({ taskId: id, title, before, after });
  }

  #bring(id: string, { gone, ...fields }: TaskState): void {
    this.#set(id, fields);
    this.#settle(id, Object.keys(fields));
    if (gone === true) this.#delete(id);
    if (gone === false)
      this.#replace(id, (one) => {
        const { deletedAt: _, ...rest } = one as TaskView & { deletedAt?: string };
        return rest;
      });
  }

  #replace(id: string, change: (one: TaskView) => TaskView): void {
    this.#tasks = this.#tasks.map((one) => (one.id === id ? change(one) : one));
  }

  /** What was open about these fields is closed. */
  #settle(id: string, fields: string[]): void {
    this.#replace(id, (one) => ({
      ...one,
      conflicts: one.conflicts.filter(({ field }) => !fields.includes(field)),
    }));
  }

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
