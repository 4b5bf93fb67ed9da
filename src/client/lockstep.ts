// The tab library: commands, live queries and status for any framework. Reads this device's database directly
// and tells the host what it stored; it never talks to the API about tasks.
import { v7 as uuidv7 } from 'uuid';
import { type ErrorCode, LockstepError } from '../protocol/errors.ts';
import type { HostMessage, HostStatus } from '../protocol/port.ts';
import { PATHS } from '../protocol/wire.ts';
import { type Account, readAccount, storeAccount } from '../storage/account.ts';
import { Database } from '../storage/database.ts';
import { deleteDraft, readDraft, storeDraft } from '../storage/drafts.ts';
import { readEveryEdit } from '../storage/outbox.ts';
import { discardRejected, readRejected, retryRejected } from '../storage/rejected.ts';
import {
  DATABASE_VERSION,
  databaseName,
  type LockstepSchema,
  type RejectedRecord,
  upgrade,
} from '../storage/schema.ts';
import { HostLink } from './host-link.ts';
import { LiveRead } from './live-read.ts';
import { LiveValue } from './live-value.ts';
import { startSession } from './session.ts';
import { createTaskCommands, type Desk } from './task-commands.ts';
import { liveTaskDetail, liveTaskList } from './task-queries.ts';
import type { Lockstep, RejectedEdit, RemoteChange, SessionState, SyncStatus, TaskPatch } from './types.ts';

export interface LockstepOptions {
  /** Where the shared worker's script is; the bundler knows. A TrustedScriptURL where the page demands one. */
  hostUrl: string | TrustedScriptURL;
}

/** A sign-out tries to send what is unsent first; a host that says nothing for this long is not there. */
const SIGN_OUT_MS = 30_000;

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
  local: false,
};

/** Opens this device's tasks in this tab. Nothing is thrown here: failures appear in `status`. */
export function createLockstep({ hostUrl }: LockstepOptions): Lockstep {
  const session = new LiveValue<SessionState>({ state: 'unknown' });
  const status = new LiveValue<SyncStatus>(UNKNOWN);
  const changeListeners = new Set<(ids: string[] | null) => void>();
  const remoteListeners = new Set<(change: RemoteChange) => void>();
  const replies = new Map<string, PromiseWithResolvers<{ unsent: number }>>();
  let database: Database<LockstepSchema> | null = null;

  const changes = (listener: (ids: string[] | null) => void) => {
    changeListeners.add(listener);
    return () => changeListeners.delete(listener);
  };
  const changed = (ids: string[] | null) => {
    for (const listener of [...changeListeners]) listener(ids);
  };
  const update = (part: Partial<SyncStatus>) => status.set({ ...status.value, ...part });
  const storageFailed = (error: unknown) => {
    const code: ErrorCode = error instanceof LockstepError ? error.code : 'storage-unavailable';
    if (code !== 'signed-out') update({ storageError: code });
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
        if (ids && origin) for (const listener of remoteListeners) listener({ ids, origin, fields });
        return;
      }
      case 'account':
        return void settle().catch(storageFailed);
      case 'reply': {
        const { promise: _, resolve, reject } = replies.get(message.requestId) ?? Promise.withResolvers();
        replies.delete(message.requestId);
        if (message.error) reject(new LockstepError(message.error.code, message.error.message));
        else resolve({ unsent: message.unsent ?? 0 });
      }
    }
  }

  /** Makes this tab's database the one of the account on this device. */
  async function settle(): Promise<void> {
    const account = await readAccount();
    const before = session.value;
    if (account === undefined) {
      database?.abandon();
      database = null;
      if (before.state !== 'signed-out') session.set({ state: 'signed-out' });
      return;
    }
    if (before.state !== 'signed-in' || before.achieverId !== account.achieverId) {
      database?.close();
      database = new Database(databaseName(account.achieverId), DATABASE_VERSION, upgrade);
    }
    session.set({ state: 'signed-in', local: false, ...account });
    update({ local: account.local === true });
    changed(null);
  }

  function stored(ids: string[]): void {
    changed(ids);
    link.post({ type: 'stored', ids });
  }

  function desk(): Desk {
    if (database === null || session.value.state !== 'signed-in') throw new LockstepError('signed-out');
    return { database, achieverId: session.value.achieverId };
  }

  async function enter(
    path: typeof PATHS.register | typeof PATHS.login,
    credentials: Parameters<typeof startSession>[1],
  ) {
    const before = await readAccount();
    const account = await startSession(path, credentials);
    if (before?.local) await moveIn(before.achieverId, account);
    else await storeAccount(account);
    link.post({ type: 'account' });
    await settle();
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

  // What other tabs did while this one was hidden or frozen is in the database.
  const onVisible = () => document.visibilityState === 'visible' && changed(null);
  document.addEventListener('visibilitychange', onVisible);

  settle().catch(storageFailed);
  void link.open();

  return {
    session,
    status,
    tasks: createTaskCommands(desk, stored),
    drafts: {
      get: (taskId, field) => readDraft(desk().database, taskId, field),
      put: async (draft) => void (await storeDraft(desk().database, draft)),
      delete: (taskId, field) => deleteDraft(desk().database, taskId, field),
    },
    liveTasks: (options) => liveTaskList(desk, options, changes, storageFailed),
    liveTask: (id) => liveTaskDetail(desk, id, changes, storageFailed),
    onRemoteChange(listener) {
      remoteListeners.add(listener);
      return () => remoteListeners.delete(listener);
    },
    liveRejected: () =>
      new LiveRead<RejectedEdit[]>(
        [],
        async () => (await readRejected(desk().database)).map(toRejectedEdit),
        changes,
        () => true,
        storageFailed,
      ),
    async retryRejected(id) {
      const taskId = await retryRejected(desk().database, id);
      if (taskId !== undefined) stored([taskId]);
    },
    async discardRejected(id) {
      await discardRejected(desk().database, id);
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
    signOut({ discardUnsent } = { discardUnsent: false }) {
      const requestId = crypto.randomUUID();
      const reply = Promise.withResolvers<{ unsent: number }>();
      replies.set(requestId, reply);
      const unanswered = () => reply.reject(new LockstepError('host-unreachable'));
      setTimeout(unanswered, SIGN_OUT_MS);
      link.post({ type: 'sign-out', requestId, discardUnsent });
      return reply.promise;
    },
    exportUnsent: async () => JSON.stringify(await readEveryEdit(desk().database), null, 2),
    close() {
      document.removeEventListener('visibilitychange', onVisible);
      link.close();
      database?.close();
    },
  };
}

const toRejectedEdit = ({ mutationId, mutation, at, error }: RejectedRecord): RejectedEdit => ({
  id: mutationId,
  taskId: mutation.entityId,
  kind: mutation.kind,
  fields: (mutation.fields ?? {}) as TaskPatch,
  at,
  code: error.code,
  reason: error.message,
});
