// The tab library: commands, live queries and status for any framework. Reads this device's database directly
// and tells the host what it stored; it never talks to the API about tasks.
import { v7 as uuidv7 } from 'uuid';
import { type ErrorCode, LockstepError } from '../protocol/errors.ts';
import type { HostMessage, HostStatus, TabMessage } from '../protocol/port.ts';
import { PATHS } from '../protocol/wire.ts';
import { type Account, forgetLoss, readAccount, readDevice, storeAccount } from '../storage/account.ts';
import { dismissConflict, seeConflicts } from '../storage/conflicts.ts';
import { Database } from '../storage/database.ts';
import { deleteDraft, readDraft, storeDraft } from '../storage/drafts.ts';
import { readEveryEdit } from '../storage/outbox.ts';
import { readRejected } from '../storage/rejected.ts';
import { readLists } from '../storage/task-reader.ts';
import {
  DATABASE_VERSION,
  databaseName,
  type LockstepSchema,
  type OutboxRecord,
  type RejectedRecord,
  upgrade,
} from '../storage/schema.ts';
import type { Desk } from './changes.ts';
import type { Commands } from './commands.ts';
import { HostLink } from './host-link.ts';
import { LiveRead } from './live-read.ts';
import { LiveValue } from './live-value.ts';
import { loadOnce, whenLoaded } from './loaded-later.ts';
import { startSession } from './session.ts';
import { liveFilter, liveSearch } from './task-search.ts';
import { liveLists, liveOutline, liveTaskDetail, liveTaskLists } from './task-queries.ts';
import type {
  Lockstep,
  RejectedEdit,
  RemoteChange,
  SessionState,
  SignedInDevice,
  Step,
  SyncStatus,
  TaskPatch,
  WaitingEdit,
} from './types.ts';

export interface LockstepOptions {
  /** Where the shared worker's script is; the bundler knows. A TrustedScriptURL where the page demands one. */
  hostUrl: string | TrustedScriptURL;
}

/** A host that says nothing for this long is not there; a sign-out tries to send what is unsent first. */
const REPLY_MS = 30_000;
/** What could not be read is read again this much later. */
const REREAD_MS = 3_000;

type Reply = Extract<HostMessage, { type: 'reply' }>;
type Request<M = TabMessage> = M extends { requestId: string } ? Omit<M, 'requestId'> : never;

const UNKNOWN: SyncStatus = {
  connection: 'paused',
  unsent: 0,
  rejected: 0,
  liveAt: null,
  retryAt: null,
  needsSignIn: false,
  needsUpdate: false,
  hostReachable: true,
  storageError: null,
  lostAt: null,
  local: false,
};

/** Opens this device's tasks in this tab. Nothing is thrown here: failures appear in `status`. */
export function createLockstep({ hostUrl }: LockstepOptions): Lockstep {
  const session = new LiveValue<SessionState>({ state: 'unknown' });
  const status = new LiveValue<SyncStatus>(UNKNOWN);
  const changeListeners = new Set<(ids: string[] | null) => void>();
  const remoteListeners = new Set<(change: RemoteChange) => void>();
  const stepListeners = new Set<(steps: Step[]) => void>();
  const replies = new Map<string, PromiseWithResolvers<Reply>>();
  let database: Database<LockstepSchema> | null = null;
  let reread: ReturnType<typeof setTimeout> | undefined;

  const changes = listenTo(changeListeners);
  const changed = tell(changeListeners);
  const update = (part: Partial<SyncStatus>) => status.set({ ...status.value, ...part });
  const storageFailed = (error: unknown) => {
    const code: ErrorCode = error instanceof LockstepError ? error.code : 'storage-unavailable';
    if (code === 'signed-out') return;
    update({ storageError: code });
    // A newer version of the app has the database: whoever serves this tab must not stand in that one's way.
    if (code === 'storage-newer') return link.close();
    clearTimeout(reread);
    reread = setTimeout(settleSoon, REREAD_MS);
  };

  // A Trusted Types URL is an object to the page and a string to the type of the SharedWorker constructor.
  const link = new HostLink(hostUrl as string, {
    onMessage: take,
    onNewHost: () => changed(null),
    onReachable(hostReachable) {
      if (status.value.hostReachable !== hostReachable) update({ hostReachable });
    },
  });

  function take(message: HostMessage): void {
    switch (message.type) {
      case 'status':
        return update(message.status satisfies HostStatus);
      case 'changed': {
        const { ids, origin, fields = {} } = message;
        changed(ids);
        if (ids && origin) tell(remoteListeners)({ ids, origin, fields });
        return;
      }
      case 'account':
        return settleSoon();
      case 'reply': {
        const reply = replies.get(message.requestId);
        replies.delete(message.requestId);
        if (message.error) reply?.reject(new LockstepError(message.error.code, message.error.message));
        else reply?.resolve(message);
      }
    }
  }

  const settleSoon = () => void settle().catch(storageFailed);

  /** Makes this tab's database the one of the account on this device. */
  async function settle(): Promise<void> {
    const { account, lostAt, left } = await readDevice();
    const before = session.value;
    if (account === undefined) {
      database?.abandon();
      database = null;
      if (before.state !== 'signed-out') session.set({ state: 'signed-out', left });
      return update({ storageError: null });
    }
    const name = databaseName(account.achieverId);
    if (database === null || database.name !== name || database.isGone) {
      database?.close();
      database = new Database(name, DATABASE_VERSION, upgrade, { onTaken: settleSoon });
    }
    session.set({ state: 'signed-in', local: false, ...account });
    update({ local: account.local === true, lostAt: lostAt ?? null });
    changed(null);
    const failed = status.value.storageError;
    if (failed === null || failed === 'storage-full') return;
    await readLists(database, {});
    update({ storageError: null });
  }

  function stored(ids: string[]): void {
    if (status.value.storageError) update({ storageError: null });
    changed(ids);
    link.post({ type: 'stored', ids });
  }

  /** Asks the host for something that only it can do. @throws LockstepError `host-unreachable` */
  function ask(request: Request): Promise<Reply> {
    const requestId = crypto.randomUUID();
    const reply = Promise.withResolvers<Reply>();
    replies.set(requestId, reply);
    setTimeout(() => reply.reject(new LockstepError('host-unreachable')), REPLY_MS);
    link.post({ ...request, requestId } as TabMessage);
    return reply.promise;
  }

  const find = async (text: string, limit: number) => {
    const { found: ids = [], terms = [] } = await ask({ type: 'search', text, limit });
    return { ids, terms };
  };

  function desk(): Desk {
    if (database === null || session.value.state !== 'signed-in') throw new LockstepError('signed-out');
    return { database, achieverId: session.value.achieverId };
  }

  async function enter(
    path: Parameters<typeof startSession>[0],
    credentials: Parameters<typeof startSession>[1],
  ) {
    const before = await readAccount();
    const account = await startSession(path, credentials);
    if (before?.local) await moveIn(before.achieverId, account);
    else await storeAccount(account);
    link.post({ type: 'account' });
    await settle();
  }

  /** The device was given another name, here or on another one. */
  async function keepName(devices: SignedInDevice[]): Promise<void> {
    const account = await readAccount();
    const mine = devices.find(({ id }) => id === account?.deviceId);
    if (!account || !mine || mine.name === account.deviceName) return;
    await storeAccount({ ...account, deviceName: mine.name });
    link.post({ type: 'account' });
  }

  /** Takes the rows of a device that had no account along (storage/adopt-rows.ts). */
  async function moveIn(localId: string, account: Account) {
    const { RowAdoption } = await import('../storage/adopt-rows.ts');
    const adoption = new RowAdoption(localId, account.achieverId);
    await adoption.copy();
    await storeAccount(account);
    // Other tabs learn of the account here; what they stored in between comes along.
    link.post({ type: 'account' });
    await adoption.copy();
    await adoption.finish();
  }

  const commands = loadOnce(async () => {
    const { createCommands } = await import('./commands.ts');
    return createCommands(desk, stored, tell(stepListeners), storageFailed);
  });

  /** Commands that were given and are not done. */
  const underway = new Set<Promise<unknown>>();
  const note = (result: Promise<unknown>) => {
    underway.add(result);
    const forget = () => void underway.delete(result);
    result.then(forget, forget);
  };

  const part = <Name extends 'tasks' | 'projects' | 'sections' | 'labels' | 'filters'>(name: Name) =>
    whenLoaded<Commands[Name]>(async () => (await commands())[name], note);

  // What other tabs did while this one was hidden or frozen is in the database.
  const onVisible = () => document.visibilityState === 'visible' && changed(null);
  document.addEventListener('visibilitychange', onVisible);

  settleSoon();
  void link.open();
  // Nobody has seen a task yet; the first command must not wait, nor need the network.
  commands().catch(() => {});

  return {
    session,
    status,
    tasks: part('tasks'),
    async bulk() {
      const loaded = await (await commands()).bulk();
      return whenLoaded(async () => loaded, note);
    },
    settled: async () => void (await Promise.allSettled(underway)),
    projects: part('projects'),
    sections: part('sections'),
    labels: part('labels'),
    filters: part('filters'),
    rows: {
      read: async (ids) => (await commands()).rows.read(ids),
      bring: async (rows) => (await commands()).rows.bring(rows),
      make: async (rows, onStored) => (await commands()).rows.make(rows, onStored),
      ordersAtEnd: async (list, count) => (await commands()).rows.ordersAtEnd(list, count),
      pages: async function* () {
        const { readPages } = await import('../storage/row-pages.ts');
        yield* readPages(desk().database);
      },
    },
    drafts: {
      get: (taskId, field) => readDraft(desk().database, taskId, field),
      put: async (draft) => void (await storeDraft(desk().database, draft)),
      delete: (taskId, field) => deleteDraft(desk().database, taskId, field),
    },
    liveTasks: (limits) => liveTaskLists(desk, limits, changes, storageFailed),
    liveLists: (requests) => liveLists(desk, requests, changes, storageFailed),
    liveSearch: (text, limit) => liveSearch(desk, text, limit, find, changes, storageFailed),
    liveFilter: (query, limit) => liveFilter(desk, query, limit, changes, storageFailed),
    liveOutline: () => liveOutline(desk, changes, storageFailed),
    liveTask: (id) => liveTaskDetail(desk, id, changes, storageFailed),
    openReminders: async () => (await import('./reminders.ts')).openReminders(desk, storageFailed),
    async seeConflicts(taskId) {
      await seeConflicts(desk().database, taskId);
      stored([taskId]);
    },
    async dismissConflict(taskId, field) {
      await dismissConflict(desk().database, taskId, field);
      stored([taskId]);
    },
    history: async (taskId, before) =>
      (await ask({ type: 'history', taskId, ...(before ? { before } : {}) })).history!,
    onSteps: listenTo(stepListeners),
    onRemoteChange: listenTo(remoteListeners),
    liveWaiting: (limit) =>
      new LiveRead<WaitingEdit[]>(
        [],
        async () =>
          (await desk().database.use((idb) => idb.getAll('outbox', null, limit))).map(toWaitingEdit),
        changes,
        () => true,
        storageFailed,
      ),
    request: async (request) => (await ask({ type: 'request', request })).answer,
    async devices() {
      const devices = (await ask({ type: 'devices' })).devices!;
      await keepName(devices);
      return devices;
    },
    feeds: async (wish = {}) => (await ask({ type: 'feeds', ...wish })).feeds!,
    liveRejected: () =>
      new LiveRead<RejectedEdit[]>(
        [],
        async () => (await readRejected(desk().database)).map(toRejectedEdit),
        changes,
        () => true,
        storageFailed,
      ),
    async retryRejected(id, fields) {
      const taskId = await (await commands()).rejected.retry(id, fields);
      if (taskId !== undefined) stored([taskId]);
    },
    async discardRejected(id) {
      await (await commands()).rejected.discard(id);
      changed([]);
      link.post({ type: 'discarded' });
    },
    async useWithoutAccount(deviceName) {
      await storeAccount({ achieverId: uuidv7(), deviceId: '', deviceName, email: '', local: true });
      link.post({ type: 'account' });
      await settle();
    },
    register: (credentials) => enter(PATHS.register, credentials),
    signIn: (credentials) => enter(PATHS.login, credentials),
    join: (joining) => enter(PATHS.join, joining),
    async signOut({ discardUnsent } = { discardUnsent: false }) {
      const { unsent = 0 } = await ask({ type: 'sign-out', discardUnsent });
      return { unsent };
    },
    async forgetLoss() {
      await forgetLoss();
      update({ lostAt: null });
    },
    exportUnsent: async () => JSON.stringify(await readEveryEdit(desk().database), null, 2),
    close() {
      document.removeEventListener('visibilitychange', onVisible);
      clearTimeout(reread);
      link.close();
      database?.close();
    },
  };
}

type Listeners<T> = Set<(value: T) => void>;

const tell =
  <T>(listeners: Listeners<T>) =>
  (value: T) => {
    for (const listener of [...listeners]) listener(value);
  };

const listenTo =
  <T>(listeners: Listeners<T>) =>
  (listener: (value: T) => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

const toWaitingEdit = ({ mutation, at }: OutboxRecord): WaitingEdit => ({
  id: mutation.id,
  taskId: mutation.entityId,
  kind: mutation.kind,
  fields: (mutation.fields ?? {}) as TaskPatch,
  at,
});

function toRejectedEdit(record: RejectedRecord): RejectedEdit {
  const { code, message: reason, details } = record.error;
  const reasonField = details?.['field'];
  return {
    ...toWaitingEdit(record),
    code,
    reason,
    ...(typeof reasonField === 'string' && { reasonField }),
  };
}
