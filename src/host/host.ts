// The host: runs one engine for all tabs of a device and tells them what changed. It keeps nothing that
// matters in memory (DESIGN.md §6.2): a host that dies anywhere is replaced by the next one from IndexedDB.
import { type ErrorCode, LockstepError } from '../protocol/errors.ts';
import type { HostMessage, HostStatus, TabMessage } from '../protocol/port.ts';
import {
  type Account,
  claim,
  forgetSessionToEnd,
  isClaimed,
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
import type { SearchIndex } from './search-index.ts';

/** How long a sign-out tries to send what is unsent before it asks. */
const LAST_FLUSH_MS = 5_000;
/** A database that could not be opened is tried again this much later. */
const REOPEN_MS = 5_000;

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
  /** Made when somebody first searches. */
  index: Promise<SearchIndex> | null;
}

/** What keeps an account's rows: the engine, or on a device without an account the local keeper. */
type Keeper = Omit<Engine, 'visit'>;

type Reply = Pick<
  Extract<HostMessage, { type: 'reply' }>,
  'history' | 'devices' | 'feeds' | 'answer' | 'found' | 'terms'
>;

/** What `HostMessage` is before the host puts its `bootId` on. */
type Outgoing<M = HostMessage> = M extends unknown ? Omit<M, 'bootId'> : never;

export class Host {
  readonly #bootId = crypto.randomUUID();
  readonly #clock: Clock;
  readonly #transport: Transport;
  readonly #presence: Presence<MessagePort>;
  /** Joins hosts that meet while two versions of the app are open: one leads, all tabs hear. */
  readonly #others = new BroadcastChannel('lockstep-hosts');
  #superseded: boolean;
  #resident: Resident | null = null;
  /** Why the account could not be opened. */
  #failure: ErrorCode | null = null;
  #cancelReopen = () => {};
  /** Account changes run one after the other: a sign-in during a sign-out waits for it. */
  #accountWork: Promise<void> = Promise.resolve();

  /**
   * @param leads false when a newer version's host does: then this one only joins its tabs to that.
   * @param onAlone called when no tab has been there for a moment.
   */
  constructor(clock: Clock, transport: Transport, leads: boolean, onAlone: () => void) {
    this.#clock = clock;
    this.#transport = transport;
    this.#superseded = !leads;
    this.#presence = new Presence((hidden) => {
      this.#resident?.engine.setDown('hidden', hidden);
      if (!hidden) this.#resident?.engine.wake();
      else if (this.#presence.isEmpty) onAlone();
    });
    this.#others.onmessage = ({ data }: MessageEvent<{ ids: string[] | null }>) => {
      this.#changed(data.ids);
      this.#resident?.engine.stored();
    };
    this.#settleInTurn();
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

  /** The host that had taken over is gone. */
  lead(): void {
    if (!this.#superseded) return;
    this.#superseded = false;
    this.#inTurn(async () => {
      this.#leave();
      await this.#settle();
    });
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
        void this.#untilReleased(message.lock).then(() => this.#lose(port));
        this.#post(port, { type: 'status', status: this.#status });
        if (this.#superseded) this.#post(port, { type: 'superseded' });
        return;
      case 'ping':
        return this.#post(port, { type: 'pong' });
      case 'visibility':
        return this.#presence.set(port, message.visible);
      case 'stored':
        this.#changed(message.ids, port);
        this.#others.postMessage({ ids: message.ids });
        return this.#resident?.engine.stored();
      case 'discarded':
        this.#broadcast({ type: 'changed', ids: [], origin: null }, port);
        return this.#resident?.engine.stored();
      case 'wake':
        return this.#resident?.engine.wake();
      case 'account':
        return this.#settleInTurn();
      case 'sign-out':
        return this.#inTurn(() => this.#signOut(port, message.requestId, message.discardUnsent));
      case 'history':
        return this.#answer(port, message.requestId, async ({ engine }) => ({
          history: await engine.history(message.taskId, message.before),
        }));
      case 'search':
        return this.#answer(port, message.requestId, async (resident) => {
          const { ids, terms } = await (await this.#indexOf(resident)).find(message.text, message.limit);
          return { found: ids, terms };
        });
      case 'devices':
        return this.#answer(port, message.requestId, async ({ engine }) => ({
          devices: await engine.devices(),
        }));
      case 'request':
        return this.#answer(port, message.requestId, async ({ engine }) => ({
          answer: await engine.request(message.request),
        }));
      case 'feeds':
        return this.#answer(port, message.requestId, async ({ engine }) => {
          const { askFeeds } = await import('./feed-requests.ts');
          return { feeds: await engine.ask((token) => askFeeds(token, message)) };
        });
      case 'bye':
        return this.#presence.remove(port);
    }
  }

  /** Resolves when the tab that holds `lock` is gone, however it went (DESIGN.md §6.9). */
  #untilReleased(lock: string): Promise<unknown> {
    return navigator.locks.request(lock, { mode: 'shared' }, () => {}).catch(() => {});
  }

  /** A tab that dies may have stored an edit and not come to tell of it. */
  #lose(port: MessagePort): void {
    this.#presence.remove(port);
    this.#resident?.engine.stored();
  }

  #inTurn(work: () => Promise<void>): void {
    this.#accountWork = this.#accountWork.then(work).catch((error: unknown) => {
      console.error('lockstep: the account could not be opened', error);
    });
  }

  /** Until it works: a database may be blocked for a while, or the disk full. */
  #settleInTurn(): void {
    this.#inTurn(() =>
      this.#settle().then(
        () => {
          this.#failure = null;
        },
        (error: unknown) => {
          this.#failure = error instanceof LockstepError ? error.code : 'storage-unavailable';
          this.#broadcast({ type: 'status', status: this.#status });
          this.#settleLater();
          throw error;
        },
      ),
    );
  }

  #settleLater(): void {
    this.#cancelReopen();
    this.#cancelReopen = this.#clock.after(REOPEN_MS, () => this.#settleInTurn());
  }

  /** Makes the running engine the one of the account on this device, on the database that is there. */
  async #settle(): Promise<void> {
    const account = await readAccount();
    const resident = this.#resident;
    if (
      account &&
      account.achieverId === resident?.account.achieverId &&
      (await isWhole(resident.database))
    ) {
      resident.account = account;
      resident.engine.signedIn();
    } else {
      this.#leave();
      if (account) this.#resident = await this.#open(account);
      else await this.#endForgottenSession();
    }
    this.#broadcast({ type: 'account' });
    this.#broadcast({ type: 'status', status: this.#status });
  }

  async #open(account: Account): Promise<Resident> {
    const database = new Database(databaseName(account.achieverId), DATABASE_VERSION, upgrade, {
      onTaken: () => this.#settleInTurn(),
    });
    await claim(database, account.achieverId).catch((error: unknown) => {
      database.abandon();
      throw error;
    });
    if (account.local) return { account, database, engine: await this.#keep(database), index: null };
    const storage = new DeviceStorage(database, account.achieverId);
    const down: DownReason[] = [];
    if (this.#presence.hidden) down.push('hidden');
    if (this.#superseded) down.push('superseded');
    const starting = Engine.start(
      { clock: this.#clock, random: Math.random, transport: this.#transport, storage },
      {
        onStatus: (status) => this.#broadcast({ type: 'status', status }),
        onApplied: (applied) => this.#tell(applied),
        onReplaced: () => this.#changed(null),
        onSuperseded: () => void this.#oustedFrom(database),
      },
      down,
    );
    starting.catch(() => database.abandon());
    const engine = await starting;
    // What happened while the engine was starting.
    engine.setDown('hidden', this.#presence.hidden);
    engine.setDown('superseded', this.#superseded);
    return { account, database, engine, index: null };
  }

  /**
   * Its term counts no more. The browser removed the database with the term in it; or another host took it: if that
   * one leads, the lock says so at any moment, else it was late, and this one takes a term again.
   */
  async #oustedFrom(database: Database<LockstepSchema>): Promise<void> {
    const isOurs = () => this.#resident?.database === database || this.#resident === null;
    if (!(await isWhole(database).catch(() => true))) return this.#settleInTurn();
    this.#clock.after(REOPEN_MS, () => {
      if (this.#superseded || !isOurs()) return;
      this.#inTurn(async () => this.#leave());
      this.#settleInTurn();
    });
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

  /** What only the server knows. */
  #answer(port: MessagePort, requestId: string, ask: (resident: Resident) => Promise<Reply>): void {
    const asked = this.#resident ? ask(this.#resident) : Promise.reject(new LockstepError('signed-out'));
    asked.then(
      (reply) => this.#post(port, { type: 'reply', requestId, ...reply }),
      (error: unknown) => this.#postError(port, requestId, error),
    );
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
    return this.#resident?.engine.status ?? { ...NOBODY, notStored: this.#failure };
  }

  /** A row is told once: tabs read again for each message, and what they read before the last one counts for nothing. */
  #tell({ ids, remote }: Applied): void {
    const fromElsewhere = new Set(remote.flatMap((change) => change.ids));
    const own = ids.filter((id) => !fromElsewhere.has(id));
    if (own.length > 0) this.#broadcast({ type: 'changed', ids: own, origin: null });
    this.#reindex(ids);
    this.#others.postMessage({ ids });
    for (const change of remote) this.#broadcast({ type: 'changed', ...change });
  }

  /** Rows changed, or the outbox for them; null: anything may have. */
  #changed(ids: string[] | null, except?: MessagePort): void {
    this.#broadcast({ type: 'changed', ids, origin: null }, except);
    this.#reindex(ids);
  }

  #reindex(ids: string[] | null): void {
    void this.#resident?.index?.then((index) => index.changed(ids));
  }

  /** Loaded when it is needed, like the words that it is made of. */
  #indexOf(resident: Resident): Promise<SearchIndex> {
    resident.index ??= import('./search-index.ts').then(
      ({ SearchIndex }) => new SearchIndex(resident.database),
    );
    resident.index.catch(() => (resident.index = null));
    return resident.index;
  }

  #broadcast(message: Outgoing, except?: MessagePort): void {
    for (const port of this.#presence.ports) if (port !== except) this.#post(port, message);
  }

  #post(port: MessagePort, message: Outgoing): void {
    port.postMessage({ ...message, bootId: this.#bootId });
  }
}

/** The database is there, and the one that the account was opened with. */
const isWhole = async (database: Database<LockstepSchema>): Promise<boolean> =>
  !database.isGone && (await isClaimed(database));
