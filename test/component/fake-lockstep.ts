// The tab library in memory: what the elements ask of it, and ways for a test to be another device.
import { generateNKeysBetween } from 'fractional-indexing';
import { LiveRead } from '../../src/client/live-read.ts';
import { LiveValue } from '../../src/client/live-value.ts';
import type {
  AnyRow,
  FieldConflict,
  FilterView,
  ListLimits,
  LiveLists,
  LiveQuery,
  LiveSearch,
  LiveTaskLists,
  OutlineView,
  Place,
  RejectedEdit,
  Reminders,
  RemoteChange,
  RowState,
  SearchView,
  SessionState,
  SignedInDevice,
  Step,
  StoredDraft,
  SyncStatus,
  TaskDetailView,
  TaskListView,
  TaskPatch,
  TaskView,
  WaitingEdit,
} from '../../src/client/types.ts';
import { createUndo, type LockstepWithUndo } from '../../src/client/undo-stack.ts';
import { LockstepError } from '../../src/protocol/errors.ts';
import type { FeedsReply, FeedWish } from '../../src/protocol/port.ts';
import { keyIn, LIST, type ListRequest, listKeysOf } from '../../src/storage/lists.ts';
import type { ApiRequest } from '../../src/protocol/port.ts';
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
  lostAt: null,
  local: false,
};

export class FakeLockstep implements LockstepWithUndo {
  readonly session = new LiveValue<SessionState>({ state: 'signed-out', left: false });
  readonly status = new LiveValue<SyncStatus>(STATUS);
  /** Commands in the order in which they came. */
  readonly calls: unknown[][] = [];
  /** Drafts by task and field: `${taskId} ${field}`. */
  readonly stored = new Map<string, StoredDraft>();
  /** What lists were asked for after their first windows. */
  readonly requests: Record<string, ListRequest>[] = [];
  /** The next command fails with this. */
  failure: Error | null = null;
  #tasks: TaskView[];
  #rejected: RejectedEdit[] = [];
  #held: PromiseWithResolvers<void> | null = null;
  readonly #changes = new Set<(ids: string[] | null) => void>();
  readonly #remote = new Set<(change: RemoteChange) => void>();
  readonly #steps = new Set<(steps: Step[]) => void>();
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
    // Which id a caller gave is no part of what is asked for.
    create: ({ id = `new-${this.calls.length + 1}`, ...fields }) =>
      this.#command(['create', fields], () => {
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
    createAll: async (drafts) => {
      const ids: string[] = [];
      for (const draft of drafts.toReversed()) ids.unshift(await this.tasks.create(draft));
      return ids;
    },
    updateAll: (ids, fields) =>
      this.#command(['updateAll', ids, fields], () => ids.forEach((id) => this.#step(id, fields))),
    completeAll: (ids, completed) =>
      this.#command(['completeAll', ids, completed], () =>
        ids.forEach((id) => this.#step(id, { completedAt: completed ? AT : null })),
      ),
    deleteAll: (ids) =>
      this.#command(['deleteAll', ids], () => ids.forEach((id) => this.#step(id, { gone: true }))),
  };

  readonly bulk: LockstepWithUndo['bulk'] = async () => ({
    change: (ids, patchOf, newLabels = new Map()) =>
      this.#command(['bulk.change', ids, ...newLabels], () =>
        ids.forEach((id) => this.#step(id, patchOf(this.#tasks.find((one) => one.id === id)!))),
      ),
    move: (ids, place) =>
      this.#command(['bulk.move', ids, place], () => ids.forEach((id) => this.#move(id, place))),
    moveInto: (ids, where) =>
      this.#command(['bulk.moveInto', ids, where], () => ids.forEach((id) => this.#step(id, { ...where }))),
    restore: (ids) =>
      this.#command(['bulk.restore', ids], () => ids.forEach((id) => this.#step(id, { gone: false }))),
  });

  readonly rows: LockstepWithUndo['rows'] = {
    read: async (ids) => ids.map((id) => this.#read(id)),
    bring: (rows) =>
      this.#command(['set', ...rows.flatMap(({ id, to }) => [id, to])], () =>
        rows.forEach(({ id, to }) => this.#bring(id, to)),
      ),
    make: (rows, onStored) =>
      this.#command(['make', ...rows], () => {
        rows.forEach(({ id, to }) => this.#step(id, to));
        onStored?.(rows.length);
      }),
    ordersAtEnd: async (_list, count) => generateNKeysBetween(null, null, count),
    pages: async function* (this: FakeLockstep) {
      yield this.everything;
    }.bind(this),
  };

  /** What an export finds. */
  everything: AnyRow[] = [];
  feedsReply: FeedsReply = { feeds: [] };
  feeds = (wish: FeedWish = {}) => this.#command(['feeds', wish], () => this.feedsReply);

  /** What tasks are put into. */
  outline: OutlineView = { projects: [], sections: [], labels: [], filters: [] };
  liveOutline = () =>
    this.#live<OutlineView>({ projects: [], sections: [], labels: [], filters: [] }, () => this.outline);
  readonly projects = this.#rowCommands('projects');
  readonly sections = this.#rowCommands('sections');
  readonly labels = this.#rowCommands('labels');
  readonly filters = this.#rowCommands('filters');

  #rowCommands<Kind extends keyof OutlineView>(kind: Kind): LockstepWithUndo[Kind] {
    const run = (name: string, ...rest: unknown[]) => this.#command([`${kind}.${name}`, ...rest], () => {});
    return {
      create: (fields: object, id = `new-${kind}`) => run('create', fields).then(() => id),
      update: (id: string, fields: object) => run('update', id, fields),
      move: (id: string, place: Place) => run('move', id, place),
      delete: (id: string) => run('delete', id),
      restore: (id: string) => run('restore', id),
    } as LockstepWithUndo[Kind];
  }

  settled = async () => {};

  onSteps = (listener: (steps: Step[]) => void) => {
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
    const requests = ({ open = 0, completed = 0 }: ListLimits) => ({
      open: { list: LIST.open, limit: open },
      completed: { list: LIST.completed, limit: completed },
    });
    const live = this.liveLists(requests(limits));
    return Object.assign(live, { setLimits: (next: ListLimits) => live.setRequests(requests(next)) });
  }

  liveLists<Name extends string>(requests: Record<Name, ListRequest>): LiveLists<Name> {
    let wanted = requests;
    const read = (window: (request: ListRequest) => TaskListView) => {
      const entries = Object.entries<ListRequest>(wanted).map(([name, one]) => [name, window(one)]);
      return Object.fromEntries(entries) as Record<Name, TaskListView>;
    };
    const live = this.#live(
      read(() => ({ tasks: [], total: 0 })),
      () => read((request) => this.#window(request)),
    );
    const setRequests = (next: Record<Name, ListRequest>) => {
      wanted = next;
      this.requests.push(next);
      void live.refresh();
    };
    return Object.assign(live, { setRequests });
  }

  /** Finds titles that have the text. */
  liveSearch(text: string, limit: number): LiveSearch {
    let wanted = text;
    const live = this.#live<SearchView>({ tasks: [], total: 0, text: '', terms: [] }, () => {
      const found = wanted === '' ? [] : this.#tasks.filter(({ title }) => title.includes(wanted));
      return { tasks: found.slice(0, limit), total: found.length, text: wanted, terms: [wanted] };
    });
    const setText = (next: string) => {
      wanted = next;
      void live.refresh();
    };
    return Object.assign(live, { setText });
  }

  liveFilter = (_query: string, limit: number): LiveQuery<FilterView> =>
    this.#live<FilterView>({ tasks: [], total: 0, problem: null }, () => ({
      ...this.#window({ list: LIST.open, limit }),
      problem: null,
    }));

  /** The fake's tasks stand in the order in which they are held. */
  #window(request: ListRequest): TaskListView {
    const there = this.#tasks.filter((one) => keyIn({ listKeys: listKeysOf(one) }, request));
    return { tasks: there.slice(0, request.limit), total: there.length };
  }

  async openReminders(): Promise<Reminders> {
    return {
      listed: this.#live<Reminders['listed']['value']>([], () => []),
      claim: async (due) => due.map(({ key }) => key),
      list: async () => {},
      dismiss: async () => {},
      close() {},
    };
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
  join = (joining: unknown) => this.#command(['join', joining], () => {});
  signOut = (options: unknown) => this.#command(['signOut', options], () => ({ unsent: 0 }));
  waiting: WaitingEdit[] = [];
  liveWaiting = () => this.#live<WaitingEdit[]>([], () => this.waiting);
  signedIn: SignedInDevice[] = [];
  async devices(): Promise<SignedInDevice[]> {
    return this.signedIn;
  }
  /** What the server says to each request, by `METHOD path`; a request that is not here fails. */
  readonly answers = new Map<string, unknown>();
  async request({ method, path, body }: ApiRequest): Promise<unknown> {
    this.calls.push(['request', `${method} ${path}`, ...(body === undefined ? [] : [body])]);
    if (!this.answers.has(`${method} ${path}`)) throw new LockstepError('offline');
    return this.answers.get(`${method} ${path}`);
  }
  liveRejected = () => this.#live<RejectedEdit[]>([], () => [...this.#rejected]);
  retryRejected = (id: string, fields?: TaskPatch) =>
    this.#command(['retryRejected', id, ...(fields ? [fields] : [])], () => this.#decided(id));
  discardRejected = (id: string) => this.#command(['discardRejected', id], () => this.#decided(id));
  forgetLoss = () => this.#command(['forgetLoss'], () => {});
  exportUnsent = async () => '[]';
  close() {}

  #read(id: string): RowState {
    const found = this.#tasks.find((one) => one.id === id);
    return found ? { ...(found as TaskPatch), gone: 'deletedAt' in found } : { gone: true };
  }

  #step(id: string, after: RowState): void {
    const now = this.#read(id) as Record<string, unknown>;
    const before = Object.fromEntries(Object.keys(after).map((field) => [field, now[field] ?? null]));
    const title = String(now['title']);
    this.#bring(id, after);
    for (const listener of this.#steps) listener([{ entity: 'task', id, title, before, after }]);
  }

  #bring(id: string, { gone, ...fields }: RowState): void {
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
