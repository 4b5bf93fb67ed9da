// The host: runs one engine for all tabs of a device and tells them what changed. It keeps nothing that
// matters in memory (DESIGN.md §6.2): a host that dies anywhere is replaced by the next one from IndexedDB.
import { LockstepError } from '../protocol/errors.ts';
import type { HostMessage, HostStatus, TabMessage } from '../protocol/port.ts';
import {
  type Account,
  forgetSessionToEnd,
  isSessionToEnd,
  readAccount,
  wipeAccount,
} from '../storage/account.ts';
import { Database } from '../storage/database.ts';
import { DeviceStorage } from '../storage/device-storage.ts';
import { DATABASE_VERSION, databaseName, type LockstepSchema, upgrade } from '../storage/schema.ts';
import { type DownReason, Engine } from '../sync/engine.ts';
import type { Clock, Transport } from '../sync/environment.ts';
import type { Applied } from '../sync/inbox.ts';
import { Presence } from './presence.ts';

/** How long a sign-out tries to send what is unsent before it asks. */
const LAST_FLUSH_MS = 5_000;

const NOBODY: HostStatus = {
  connection: 'signed-out',
  unsent: 0,
  rejected: 0,
  liveAt: null,
  retryAt: null,
  needsSignIn: false,
  needsUpdate: false,
};

/** The account's parts that live and die together. */
interface Resident {
  account: Account;
  database: Database<LockstepSchema>;
  engine: Keeper;
}

/** What keeps an account's rows: the engine, or on a device without an account the local keeper. */
type Keeper = Pick<
  Engine,
  'status' | 'setDown' | 'signedIn' | 'wake' | 'stored' | 'flush' | 'history' | 'endSession' | 'stop'
>;

type HistoryMessage = Extract<TabMessage, { type: 'history' }>;

/** What `HostMessage` is before the host puts its `bootId` on. */
type Outgoing<M = HostMessage> = M extends unknown ? Omit<M, 'bootId'> : never;

export class Host {
  readonly #bootId = crypto.randomUUID();
  readonly #clock: Clock;
  readonly #transport: Transport;
  readonly #presence: Presence<MessagePort>;
  /** Joins hosts that meet while two versions of the app are open: one leads, all tabs hear. */
  readonly #others = new BroadcastChannel('lockstep-hosts');
  #superseded = false;
  #resident: Resident | null = null;
  /** Account changes run one after the other: a sign-in during a sign-out waits for it. */
  #accountWork: Promise<void> = Promise.resolve();

  constructor(clock: Clock, transport: Transport) {
    this.#clock = clock;
    this.#transport = transport;
    this.#presence = new Presence((hidden) => {
      this.#resident?.engine.setDown('hidden', hidden);
      if (!hidden) this.#resident?.engine.wake();
    });
    this.#others.onmessage = ({ data }: MessageEvent<{ ids: string[] | null }>) => {
      this.#broadcast({ type: 'changed', ids: data.ids, origin: null });
      this.#resident?.engine.stored();
    };
    this.#inTurn(() => this.#settle());
  }

  /** Serves one tab until it says goodbye or its lock is released. */
  connect(port: MessagePort): void {
    port.onmessage = ({ data }: MessageEvent<TabMessage>) => this.#take(port, data);
  }

  /** A newer host leads: be silent, and send the tabs there. */
  supersede(): void {
    this.#superseded = true;
    this.#resident?.engine.setDown('superseded', true);
    this.#broadcast({ type: 'superseded' });
  }

  /** Ends everything; the tabs have another host. */
  end(): void {
    this.supersede();
    this.#others.close();
    this.#inTurn(async () => this.#leave());
  }

  #take(port: MessagePort, message: TabMessage): void {
    switch (message.type) {
      case 'hello':
        this.#presence.set(port, message.visible);
        void this.#untilReleased(message.lock).then(() => this.#presence.remove(port));
        this.#post(port, { type: 'status', status: this.#status });
        if (this.#superseded) this.#post(port, { type: 'superseded' });
        return;
      case 'ping':
        return this.#post(port, { type: 'pong' });
      case 'visibility':
        return this.#presence.set(port, message.visible);
      case 'stored':
        this.#broadcast({ type: 'changed', ids: message.ids, origin: null }, port);
        this.#others.postMessage({ ids: message.ids });
        return this.#resident?.engine.stored();
      case 'discarded':
        this.#broadcast({ type: 'changed', ids: [], origin: null }, port);
        return this.#resident?.engine.stored();
      case 'wake':
        return this.#resident?.engine.wake();
      case 'account':
        return this.#inTurn(() => this.#settle());
      case 'sign-out':
        return this.#inTurn(() => this.#signOut(port, message.requestId, message.discardUnsent));
      case 'history':
        return void this.#history(port, message);
      case 'bye':
        return this.#presence.remove(port);
    }
  }

  /** Resolves when the tab that holds `lock` is gone, however it went (DESIGN.md §6.9). */
  #untilReleased(lock: string): Promise<unknown> {
    return navigator.locks.request(lock, { mode: 'shared' }, () => {}).catch(() => {});
  }

  #inTurn(work: () => Promise<void>): void {
    this.#accountWork = this.#accountWork.then(work).catch((error: unknown) => {
      console.error('lockstep: the account could not be opened', error);
    });
  }

  /** Makes the running engine the one of the account on this device. */
  async #settle(): Promise<void> {
    const account = await readAccount();
    if (account && account.achieverId === this.#resident?.account.achieverId) {
      this.#resident.account = account;
      this.#resident.engine.signedIn();
    } else {
      this.#leave();
      if (account) this.#resident = await this.#open(account);
      else await this.#endForgottenSession();
    }
    this.#broadcast({ type: 'account' });
    this.#broadcast({ type: 'status', status: this.#status });
  }

  async #open(account: Account): Promise<Resident> {
    const database = new Database(databaseName(account.achieverId), DATABASE_VERSION, upgrade);
    if (account.local) return { account, database, engine: await this.#keep(database) };
    const storage = new DeviceStorage(database, account.achieverId);
    const down: DownReason[] = [];
    if (this.#presence.hidden) down.push('hidden');
    if (this.#superseded) down.push('superseded');
    const engine = await Engine.start(
      { clock: this.#clock, random: Math.random, transport: this.#transport, storage },
      {
        onStatus: (status) => this.#broadcast({ type: 'status', status }),
        onApplied: (applied) => this.#tell(applied),
        onReplaced: () => this.#broadcast({ type: 'changed', ids: null, origin: null }),
        onSuperseded: () => this.supersede(),
      },
      down,
    );
    // What happened while the engine was starting.
    engine.setDown('hidden', this.#presence.hidden);
    engine.setDown('superseded', this.#superseded);
    return { account, database, engine };
  }

  /** Loaded when it is needed: most devices have an account. */
  async #keep(database: Database<LockstepSchema>): Promise<Keeper> {
    const { LocalKeeper } = await import('./local-keeper.ts');
    const keeper = new LocalKeeper(database, (ids) => this.#tell({ ids, remote: [] }));
    keeper.setDown('superseded', this.#superseded);
    return keeper;
  }

  #leave(): void {
    this.#resident?.engine.stop();
    this.#resident?.database.abandon();
    this.#resident = null;
  }

  async #signOut(port: MessagePort, requestId: string, discardUnsent: boolean): Promise<void> {
    const resident = this.#resident;
    if (!resident) return this.#post(port, { type: 'reply', requestId, unsent: 0 });
    try {
      const unsent = await resident.engine.flush(discardUnsent ? 0 : LAST_FLUSH_MS);
      if (unsent > 0 && !discardUnsent) return this.#post(port, { type: 'reply', requestId, unsent });
      // Offline, the session is ended later: what is on this device goes now.
      const told = await resident.engine.endSession().then(
        () => true,
        (error: unknown) => error instanceof LockstepError && error.code === 'session-ended',
      );
      this.#leave();
      await wipeAccount(resident.account.achieverId, !told);
      this.#broadcast({ type: 'account' });
      this.#broadcast({ type: 'status', status: NOBODY });
      this.#post(port, { type: 'reply', requestId, unsent: 0 });
    } catch (error) {
      this.#postError(port, requestId, error);
    }
  }

  async #history(port: MessagePort, { requestId, taskId, before }: HistoryMessage): Promise<void> {
    try {
      if (!this.#resident) throw new LockstepError('signed-out');
      const history = await this.#resident.engine.history(taskId, before);
      this.#post(port, { type: 'reply', requestId, history });
    } catch (error) {
      this.#postError(port, requestId, error);
    }
  }

  #postError(port: MessagePort, requestId: string, error: unknown): void {
    const { code, message } = error instanceof LockstepError ? error : new LockstepError('internal');
    this.#post(port, { type: 'reply', requestId, error: { code, message } });
  }

  /** A sign-out that the server never heard of: tell it, now that nobody is signed in here. */
  async #endForgottenSession(): Promise<void> {
    if (!(await isSessionToEnd())) return;
    const signal = new AbortController().signal;
    try {
      const { token } = await this.#transport.mintToken(signal);
      await this.#transport.logout(token, signal);
    } catch (error) {
      if (!(error instanceof LockstepError) || error.code !== 'session-ended') return;
    }
    await forgetSessionToEnd();
  }

  get #status(): HostStatus {
    return this.#resident?.engine.status ?? NOBODY;
  }

  #tell({ ids, remote }: Applied): void {
    this.#broadcast({ type: 'changed', ids, origin: null });
    this.#others.postMessage({ ids });
    for (const change of remote) this.#broadcast({ type: 'changed', ...change });
  }

  #broadcast(message: Outgoing, except?: MessagePort): void {
    for (const port of this.#presence.ports) if (port !== except) this.#post(port, message);
  }

  #post(port: MessagePort, message: Outgoing): void {
    port.postMessage({ ...message, bootId: this.#bootId });
  }
}
