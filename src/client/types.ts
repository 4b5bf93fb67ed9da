// What the tab library offers to any framework. The app's elements know these types and nothing behind them.
import type { ErrorCode } from '../protocol/errors.ts';
import type { HistoryPage } from '../protocol/history.ts';
import type { HostStatus } from '../protocol/port.ts';
import type { Task, TaskFields } from '../protocol/rows.ts';
import type { Origin } from '../protocol/stream.ts';

/** A value that changes: read it now, or be told. */
export interface Live<T> {
  readonly value: T;
  /** Calls `listener` after each change, not at once; returns the way to stop. */
  subscribe(listener: (value: T) => void): () => void;
}

/** A `Live` that reads the database as long as it is open. */
export interface LiveQuery<T> extends Live<T> {
  /** Resolves when `value` has been read once. */
  readonly ready: Promise<void>;
  /** Reads again; resolves when `value` is at least as new as the database was at the call. */
  refresh(): Promise<void>;
  close(): void;
}

export type SessionState =
  | { state: 'unknown' }
  | { state: 'signed-out' }
  | {
      state: 'signed-in';
      achieverId: string;
      email: string;
      deviceId: string;
      deviceName: string;
      /** No account: the tasks are on this device alone. */
      local: boolean;
    };

/** What the host knows, and what only the tab can see. */
export interface SyncStatus extends HostStatus {
  /** False when the host does not answer: edits are still stored. */
  hostReachable: boolean;
  /** Why the local database cannot be used, if it cannot. */
  storageError: ErrorCode | null;
  /** There is nothing to be in step with: no account. */
  local: boolean;
}

/** A task as people see it: base ⊕ outbox. `pending` means that the server has not confirmed all of it. */
export type TaskView = Task & {
  pending: boolean;
  /** Revision of the base row under the overlay; 0 when the server does not have the task yet. */
  baseRevision: number;
  /** Fields that two devices had set, where the person may want the other value. */
  conflicts: FieldConflict[];
};

/** A value that gave way where two devices had set the same field; it goes when the field is set again. */
export interface FieldConflict {
  field: string;
  lost: unknown;
  /** The value that gave way was set on this device; else on the other one. */
  mine: boolean;
  /** The other device, when it is known. */
  device: Origin | null;
  /** Instant at which the other device's change was committed, by the server's clock. */
  at: string | null;
  seen: boolean;
}

export interface TaskListView {
  /** The first `limit` tasks in order. */
  tasks: TaskView[];
  /** How many there are without the limit. */
  total: number;
}

/** How many tasks are read of each list at most; a list that is left out stays empty. */
export type ListLimits = Partial<Record<keyof TaskListsView, number>>;

/** The lists as they are at one instant: a task is in one of them. */
export interface TaskListsView {
  open: TaskListView;
  completed: TaskListView;
}

export interface LiveTaskLists extends LiveQuery<TaskListsView> {
  setLimits(limits: ListLimits): void;
}

export type TaskDetailView =
  | { state: 'present'; task: TaskView }
  /** Deleted while open: the last known content stays readable. */
  | { state: 'deleted'; task: TaskView }
  | { state: 'missing' };

/** Fields to set on a task; `null` clears one. */
export type TaskPatch = { [K in keyof TaskFields]?: TaskFields[K] | null };

/** Rows that another device (or another tab, `origin` null) just changed; for the trace mark. */
export interface RemoteChange {
  ids: string[];
  origin: Origin;
  fields: Record<string, string[]>;
}

/** Where a task goes: before or after another one. */
export type Place = { before: string } | { after: string };

export interface TaskCommands {
  /** Each resolves when the edit is safe on this device (one durable outbox row), with or without network. */
  create(fields: { title: string } & TaskPatch): Promise<string>;
  /** `base` names the text the person started from; without it the current base row's is taken. */
  update(id: string, fields: TaskPatch, base?: { revision: number; fields: TaskPatch }): Promise<void>;
  complete(id: string, completed: boolean): Promise<void>;
  move(id: string, place: Place): Promise<void>;
  delete(id: string): Promise<void>;
  restore(id: string): Promise<void>;
  /** A task as it is now, own unconfirmed changes included; one that nobody knows is gone. */
  read(id: string): Promise<TaskState>;
  /** Brings a task to a state, by a change that `onStep` does not hear of: it is part of another one. */
  set(id: string, state: TaskState): Promise<void>;
}

/** Fields of a task with `gone` for deleted ones. */
export type TaskState = TaskPatch & { gone?: boolean };

/** What one change did to a task, both ways round. */
export interface Step {
  taskId: string;
  /** The task's title before it. */
  title: string;
  before: TaskState;
  after: TaskState;
}

export interface Drafts {
  get(taskId: string, field: string): Promise<StoredDraft | undefined>;
  put(draft: StoredDraft): Promise<void>;
  delete(taskId: string, field: string): Promise<void>;
}

/** Unsaved text of one field; survives a crash. */
export interface StoredDraft {
  taskId: string;
  field: string;
  /** What the person typed. */
  text: string;
  /** The field's value when the session opened, and the row's revision then. */
  base: string;
  baseRevision: number;
}

/** An edit that the server refused, with its reason; it waits for the person. */
export interface RejectedEdit {
  id: string;
  taskId: string;
  kind: 'create' | 'update' | 'delete' | 'restore';
  fields: TaskPatch;
  /** Wall-clock ms at which it was made. */
  at: number;
  code: ErrorCode;
  reason: string;
}

/** One person's tasks on this device. */
export interface Lockstep {
  readonly session: Live<SessionState>;
  readonly status: Live<SyncStatus>;
  readonly tasks: TaskCommands;
  readonly drafts: Drafts;
  /** Open tasks and completed ones, newest first, overlay included, read straight from IndexedDB. */
  liveTasks(limits: ListLimits): LiveTaskLists;
  liveTask(id: string): LiveQuery<TaskDetailView | undefined>;
  /** The person has had a task's conflicts on screen. */
  seeConflicts(taskId: string): Promise<void>;
  /** The person is content with what stands. */
  dismissConflict(taskId: string, field: string): Promise<void>;
  /** What was done to a task, newest first, before commit `before`. Throws LockstepError: offline, … */
  history(taskId: string, before?: number): Promise<HistoryPage>;
  /** Tells of each change that was made in this tab, once it is safe. */
  onStep(listener: (step: Step) => void): () => void;
  onRemoteChange(listener: (change: RemoteChange) => void): () => void;
  /** Begins without an account and without a server. A later sign-up or sign-in takes the tasks along. */
  useWithoutAccount(deviceName: string): Promise<void>;
  /** Throws LockstepError: invalid-credentials, email-taken, signups-closed, rate-limited, offline, … */
  register(credentials: { email: string; password: string; deviceName: string }): Promise<void>;
  signIn(credentials: { email: string; password: string; deviceName: string }): Promise<void>;
  /** Wipes this device. With unsent edits it does nothing and returns their number, unless told to discard. */
  signOut(options?: { discardUnsent: boolean }): Promise<{ unsent: number }>;
  /** Edits that the server refused, oldest first. */
  liveRejected(): LiveQuery<RejectedEdit[]>;
  /** Sends a refused edit once more, with other values where `fields` has them. */
  retryRejected(id: string, fields?: TaskPatch): Promise<void>;
  /** Gives a refused edit up. */
  discardRejected(id: string): Promise<void>;
  /** The unsent and the refused mutations as JSON, for a person who wants to keep them before discarding. */
  exportUnsent(): Promise<string>;
  close(): void;
}
