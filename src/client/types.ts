// What the tab library offers to any framework. The app's elements know these types and nothing behind them.
import type { ErrorCode } from '../protocol/errors.ts';
import type { HistoryPage } from '../protocol/history.ts';
import type { ApiRequest, FeedsReply, FeedWish, HostStatus } from '../protocol/port.ts';
import type {
  Filter,
  FilterFields,
  Label,
  LabelFields,
  LiveRow,
  Project,
  ProjectFields,
  Section,
  SectionFields,
  Task,
  TaskFields,
} from '../protocol/rows.ts';
import type { Origin } from '../protocol/stream.ts';
import type { EntityName } from '../protocol/wire.ts';
import type { ListRequest } from '../storage/lists.ts';
import type { DueReminder, ListedReminder } from '../storage/reminders.ts';

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
  /** Resolves when `value` has every change that this tab was told of; so much cheaper than to read again. */
  caughtUp(): Promise<void>;
  close(): void;
}

export type SessionState =
  | { state: 'unknown' }
  | {
      state: 'signed-out';
      /** Somebody signed out here; else the device is new, or the browser removed what it had. */
      left: boolean;
    }
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
  /** Why the local database cannot be used, if it cannot; `storage-full` until something can be stored again. */
  storageError: ErrorCode | null;
  /** Wall-clock ms at which it was found that the browser had removed this device's rows; null when it did not. */
  lostAt: number | null;
  /** There is nothing to be in step with: no account. */
  local: boolean;
}

/** A task as people see it: base ⊕ outbox. `pending` means that the server has not confirmed all of it. */
export type TaskView = Task & {
  /** Set on one that was deleted: it stays readable. */
  deletedAt?: string;
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

/** Windows of several lists as they are at one instant. */
export interface LiveLists<Name extends string> extends LiveQuery<Record<Name, TaskListView>> {
  /** Other windows from the next reading on. */
  setRequests(requests: Record<Name, ListRequest>): void;
}

/** How many tasks are read of each list at most; a list that is left out is only counted. */
export type ListLimits = Partial<Record<'open' | 'completed', number>>;

/** All tasks: a task is in one of the two. */
export interface LiveTaskLists extends LiveLists<'open' | 'completed'> {
  setLimits(limits: ListLimits): void;
}

export interface SearchView extends TaskListView {
  /** What was looked for. */
  text: string;
  /** The words that were found, without case and accents. */
  terms: readonly string[];
}

export interface LiveSearch extends LiveQuery<SearchView> {
  /** Looks for something else. */
  setText(text: string): void;
}

export interface FilterView extends TaskListView {
  /** What of the query is not understood, for a person, with its place in it; null when all of it is. */
  problem: QueryProblem | null;
}

export interface QueryProblem {
  code: 'empty' | 'unknown-word' | 'bad-value' | 'unclosed' | 'unexpected';
  /** The part of the query that it is about. */
  text: string;
  at: number;
}

/** What tasks are put into, each in its order. */
export interface OutlineView {
  projects: Project[];
  sections: Section[];
  labels: Label[];
  filters: Filter[];
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

/** The text that an edit started from, by field, and the row's revision then. */
export interface TextBase {
  revision: number;
  fields: Record<string, unknown>;
}

/** A task to be made, with the steps it consists of. */
export type NewTask = TaskPatch & { title: string; id?: string; steps?: NewTask[] };

/** Each resolves when the edit is safe on this device, with or without network. */
export interface TaskCommands {
  /** Puts it on top of its list: its project's or section's, or the inbox; a step goes behind the others. */
  create(fields: NewTask): Promise<string>;
  /** Several at once, in the order in which they are given; `onStored` hears how many rows are safe so far. */
  createAll(
    drafts: readonly NewTask[],
    options?: { atEnd?: boolean; onStored?: (rows: number) => void },
  ): Promise<string[]>;
  /**
   * `base` names the text the person started from; without it the current base row's is taken. Another project or
   * section takes the steps along.
   */
  update(id: string, fields: TaskPatch, base?: TextBase): Promise<void>;
  updateAll(ids: readonly string[], fields: TaskPatch): Promise<void>;
  /**
   * Completing takes the open steps along. Of a recurring task it makes the next occurrence, and reopening takes that
   * one back unless somebody has touched it.
   */
  complete(id: string, completed: boolean): Promise<void>;
  completeAll(ids: string[], completed: boolean): Promise<void>;
  /** Puts it beside another one, in the same project, section or task. */
  move(id: string, place: Place): Promise<void>;
  /** Deleting takes the steps along, and restoring brings them back. */
  delete(id: string): Promise<void>;
  deleteAll(ids: string[]): Promise<void>;
  restore(id: string): Promise<void>;
}

/** What is done to many tasks is one thing done, whatever it takes: told once, and taken back by one undo. */
export interface BulkCommands {
  /**
   * Sets what `patchOf` says of each task that is there; what a task has already is not set again.
   * @param newLabels labels that are made with it, by their ids
   */
  change(
    ids: readonly string[],
    patchOf: (task: Task) => TaskPatch,
    newLabels?: ReadonlyMap<string, string>,
  ): Promise<void>;
  /** Puts them beside another task, in this order. */
  move(ids: readonly string[], place: Place): Promise<void>;
  /**
   * Puts them on top of a project, a section or the inbox, with their steps; a step whose task stays becomes a task.
   * What is there already stays where it is.
   */
  moveInto(ids: readonly string[], where: Container): Promise<void>;
  /** Restoring brings the steps back. */
  restore(ids: readonly string[]): Promise<void>;
}

/** The inbox, a project or a section of one. */
export interface Container {
  projectId: string | null;
  sectionId: string | null;
}

/** Commands for rows of another kind, which need some of their fields. */
export interface RowCommands<Fields, Needed extends keyof Fields> {
  create(fields: Partial<Fields> & Pick<Fields, Needed>, id?: string): Promise<string>;
  update(id: string, fields: { [K in keyof Fields]?: Fields[K] | null }): Promise<void>;
  move(id: string, place: Place): Promise<void>;
  delete(id: string): Promise<void>;
  restore(id: string): Promise<void>;
}

/** Fields of a row, with `gone` for deleted ones; `null` for a field that is not set. */
export type RowState = { gone?: boolean } & Record<string, unknown>;

/** What one change did to a row, both ways round. */
export interface Step {
  entity: EntityName;
  id: string;
  /** The row's title before it. */
  title: string;
  before: RowState;
  after: RowState;
}

/** Rows as they are and as they should be, for what stands on top of the commands, such as undo. */
export interface RowStates {
  /** As they are now, own unconfirmed changes included; one that nobody knows is gone. */
  read(ids: readonly string[]): Promise<RowState[]>;
  /** Brings rows to states, by changes that `onSteps` does not hear of: they are part of another deed. */
  bring(rows: readonly { entity: EntityName; id: string; to: RowState }[]): Promise<unknown>;
  /** Does several changes as one thing that the person did. `onStored` hears how many are safe so far. */
  make(
    rows: readonly { entity: EntityName; id: string; to: RowState }[],
    onStored?: (rows: number) => void,
  ): Promise<unknown>;
  /** Keys behind every row of a list, for `order`. */
  ordersAtEnd(list: string, count: number): Promise<string[]>;
  /** Every row of this device that can be read, deleted ones included, in pages: for an export. */
  pages(): AsyncIterable<AnyRow[]>;
}

/** A row of any kind as people see it; `deletedAt` on deleted ones. */
export type AnyRow = LiveRow & { deletedAt?: string };

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
  /** The field that is the reason, where one is. */
  reasonField?: string;
}

/** An edit that waits for the server. */
export type WaitingEdit = Omit<RejectedEdit, 'code' | 'reason' | 'reasonField'>;

/** A device that is signed in to the account; times are instants of the server. */
export interface SignedInDevice {
  id: string;
  name: string;
  createdAt: string;
  lastSeenAt: string;
  /** It is this one. */
  current: boolean;
}

/** Which reminders this device has dealt with, for all its tabs. */
export interface Reminders {
  /** Those that wait in the list of missed ones. */
  readonly listed: LiveQuery<ListedReminder[]>;
  /** Takes reminders whose time has come, each once on this device; returns the keys of those that are to be shown. */
  claim(due: readonly DueReminder[]): Promise<string[]>;
  /** Puts reminders into the list that were taken and could not be shown. */
  list(keys: readonly string[]): Promise<void>;
  /** They are dealt with. */
  dismiss(keys: readonly string[]): Promise<void>;
  close(): void;
}

/** One person's tasks on this device. */
export interface Lockstep {
  readonly session: Live<SessionState>;
  readonly status: Live<SyncStatus>;
  readonly tasks: TaskCommands;
  /** Further commands for many tasks at once, which have to be loaded. */
  bulk(): Promise<BulkCommands>;
  readonly projects: RowCommands<ProjectFields, 'title'>;
  readonly sections: RowCommands<SectionFields, 'title' | 'projectId'>;
  readonly labels: RowCommands<LabelFields, 'title'>;
  readonly filters: RowCommands<FilterFields, 'title' | 'query'>;
  /** Resolves when the commands that were given so far are done, or have failed. */
  settled(): Promise<void>;
  readonly rows: RowStates;
  readonly drafts: Drafts;
  /** Open tasks and completed ones, newest first, overlay included, read straight from IndexedDB. */
  liveTasks(limits: ListLimits): LiveTaskLists;
  /** Windows of any lists (storage/lists.ts), each with its number of rows. */
  liveLists<Name extends string>(requests: Record<Name, ListRequest>): LiveLists<Name>;
  /** Projects, sections, labels and saved filters. */
  liveOutline(): LiveQuery<OutlineView>;
  /** Tasks with these words in title, notes or labels, the best first; open ones before completed ones. */
  liveSearch(text: string, limit: number): LiveSearch;
  /** Open tasks that a query fits (client/filter-query.ts), in their order. */
  liveFilter(query: string, limit: number): LiveQuery<FilterView>;
  liveTask(id: string): LiveQuery<TaskDetailView | undefined>;
  /** The caller closes them. */
  openReminders(): Promise<Reminders>;
  /** The person has had a task's conflicts on screen. */
  seeConflicts(taskId: string): Promise<void>;
  /** The person is content with what stands. */
  dismissConflict(taskId: string, field: string): Promise<void>;
  /** What was done to a task, newest first, before commit `before`. Throws LockstepError: offline, … */
  history(taskId: string, before?: number): Promise<HistoryPage>;
  /** Tells of each thing that was done in this tab, with its steps, once it is safe. */
  onSteps(listener: (steps: Step[]) => void): () => void;
  onRemoteChange(listener: (change: RemoteChange) => void): () => void;
  /** Begins without an account and without a server. A later sign-up or sign-in takes the tasks along. */
  useWithoutAccount(deviceName: string): Promise<void>;
  /** Throws LockstepError: invalid-credentials, email-taken, signups-closed, rate-limited, offline, … */
  register(credentials: { email: string; password: string; deviceName: string }): Promise<void>;
  signIn(credentials: { email: string; password: string; deviceName: string }): Promise<void>;
  /** Signs in with the code that another device of the account shows. Throws LockstepError: invitation-ended, … */
  join(joining: { code: string; deviceName: string }): Promise<void>;
  /** Wipes this device. With unsent edits it does nothing and returns their number, unless told to discard. */
  signOut(options?: { discardUnsent: boolean }): Promise<{ unsent: number }>;
  /** Edits that wait for the server, oldest first; at most `limit` of them. */
  liveWaiting(limit: number): LiveQuery<WaitingEdit[]>;
  /** Anything else that the API offers; resolves with the answer's body. Throws LockstepError: offline, … */
  request(request: ApiRequest): Promise<unknown>;
  /** Devices that are signed in. Throws LockstepError: offline, host-unreachable, … */
  devices(): Promise<SignedInDevice[]>;
  /** Calendar feeds, after one was made or revoked where `wish` says so. Throws LockstepError: offline, … */
  feeds(wish?: FeedWish): Promise<FeedsReply>;
  /** Edits that the server refused, oldest first. */
  liveRejected(): LiveQuery<RejectedEdit[]>;
  /** Sends a refused edit once more, with other values where `fields` has them. */
  retryRejected(id: string, fields?: TaskPatch): Promise<void>;
  /** Gives a refused edit up. */
  discardRejected(id: string): Promise<void>;
  /** The person knows of `lostAt`. */
  forgetLoss(): Promise<void>;
  /** The unsent and the refused mutations as JSON, for a person who wants to keep them before discarding. */
  exportUnsent(): Promise<string>;
  close(): void;
}
