// The engine: joins connection, inbox and outbox sender for one account on one device. Framework-free, DOM-free,
// without globals; everything it needs is in its Environment.
import type { Device } from '../protocol/auth.ts';
import { type ErrorCode, LockstepError } from '../protocol/errors.ts';
import type { HistoryPage } from '../protocol/history.ts';
import type { ApiRequest, HostStatus } from '../protocol/port.ts';
import type { ResyncReason, StreamEvent } from '../protocol/stream.ts';
import { Bearer } from './bearer.ts';
import { catchUp, resync, resyncReason } from './catch-up.ts';
import { SHOWN_AS } from './connection-table.ts';
import { Connection } from './connection.ts';
import type { Environment } from './environment.ts';
import { type Applied, Inbox } from './inbox.ts';
import { type Claim, hasRowsOf, Mending, repair } from './integrity.ts';
import { OutboxSender } from './outbox-sender.ts';

/** Why the stream should be down. It is wanted exactly when none holds (DESIGN.md §6.4). */
export type DownReason = 'hidden' | 'signed-out' | 'superseded' | 'upgrade-required';

/** An answer to our own mutation often overtakes the stream: look twice before asking for what is under way. */
const HOLE_PATIENCE_MS = 1_000;
/** How long after a difference it is asked again when the rows were moving. */
const DIFFERENCE_PATIENCE_MS = 5_000;

export interface EngineHooks {
  onStatus(status: HostStatus): void;
  /** Stored rows changed: tabs should read again. */
  onApplied(applied: Applied): void;
  /** Anything may have changed. */
  onReplaced(): void;
  /**
   * Another host took the lead while this one was not looking, or the browser removed the database: nothing it does
   * counts any more.
   */
  onSuperseded(): void;
}

export class Engine {
  readonly #environment: Environment;
  readonly #hooks: EngineHooks;
  readonly #life = new AbortController();
  readonly #bearer: Bearer;
  readonly #inbox: Inbox;
  readonly #connection: Connection;
  readonly #sender: OutboxSender;
  readonly #down = new Set<DownReason>();
  #counts = { unsent: 0, rejected: 0 };
  #counting: Promise<void> | null = null;
  #countAgain = false;
  #caughtUp = false;
  /** The number that the newest stream's replay started from; an older one has said `live` already. */
  #replayFrom = 0;
  #catchingUp: Promise<void> | null = null;
  #liveAt: number | null = null;
  #notStored: ErrorCode | null = null;
  readonly #mending = new Mending();
  /** Times in a row that the rows were not the server's. */
  #differences = 0;
  #comparesAgain = false;

  /** Reads where this device stood and starts with `down` as the reasons to be down. */
  static async start(environment: Environment, hooks: EngineHooks, down: Iterable<DownReason>) {
    const reasons = new Set(down);
    if (!reasons.has('superseded')) await environment.storage.takeTerm();
    const state = await environment.storage.readState();
    const engine = new Engine(environment, hooks, state);
    for (const reason of reasons) engine.#down.add(reason);
    await engine.#count();
    engine.#steer();
    return engine;
  }

  private constructor(
    environment: Environment,
    hooks: EngineHooks,
    state: Awaited<ReturnType<Environment['storage']['readState']>>,
  ) {
    this.#environment = environment;
    this.#hooks = hooks;
    this.#bearer = new Bearer(environment.clock, environment.transport, this.#life.signal);
    this.#inbox = new Inbox(environment.storage, state, {
      onApplied: (applied) => this.#applied(applied),
      onFailed: (error) => this.#couldNotStore(error),
    });
    const onRefused = (error: LockstepError) => this.#refused(error);
    this.#connection = new Connection(environment, this.#bearer, {
      syncAt: () => {
        this.#replayFrom = this.#inbox.chain.seq;
        return this.#inbox.chain.cursor?.syncAt ?? null;
      },
      onEvent: (event) => this.#take(event),
      poll: () => this.#catchUp(),
      onState: () => {
        if (this.#isUp) this.#sender.send('wake');
        else this.#caughtUp = false;
        this.#report();
      },
      onRefused,
    });
    this.#sender = new OutboxSender(environment, this.#bearer, this.#inbox, state.clientId, {
      connectionId: () => this.#connection.connectionId,
      onCounts: () => void this.#count(),
      onRefused,
    });
  }

  get status(): HostStatus {
    return {
      ...this.#counts,
      connection: this.#isUp && !this.#caughtUp ? 'connecting' : SHOWN_AS[this.#connection.state],
      liveAt: this.#liveAt,
      retryAt: this.#connection.retryAt,
      mended: this.#mending.count,
      transport: this.#connection.isPolling ? 'polling' : this.#environment.transport.streaming,
      notStored: this.#notStored,
      unfilled: this.#inbox.chain.cursor === null,
      superseded: this.#down.has('superseded'),
      needsSignIn: this.#down.has('signed-out'),
      needsUpdate: this.#down.has('upgrade-required'),
    };
  }

  setDown(reason: DownReason, holds: boolean): void {
    if (this.#down.has(reason) === holds) return;
    if (holds) this.#down.add(reason);
    else this.#down.delete(reason);
    this.#steer();
    this.#report();
  }

  /** The person signed in again, perhaps as another session: nothing known of the old one counts. */
  signedIn(): void {
    this.#bearer.forget();
    this.setDown('signed-out', false);
    this.wake();
  }

  wake(): void {
    this.#connection.wake();
    this.#sender.send('wake');
  }

  /** The outbox has something new. */
  stored(): void {
    this.#sender.send('stored');
    void this.#count();
  }

  /** Sends what is unsent for at most `ms`; resolves with how many mutations are left. */
  async flush(ms: number): Promise<number> {
    await this.#sender.flush(ms);
    await this.#count();
    return this.#counts.unsent;
  }

  /**
   * Sends what is unsent for at most `ms` and takes what is new, without a stream: for a device that nobody looks
   * at. Failures are left to the next visit.
   */
  async visit(ms: number): Promise<void> {
    await this.flush(ms);
    this.#catchUp();
    await this.#catchingUp;
  }

  /** What was done to a task: only the server knows. @throws LockstepError `offline`, `unknown-row`, … */
  async history(taskId: string, before?: number): Promise<HistoryPage> {
    const { transport } = this.#environment;
    return this.ask((token) => transport.history({ token, taskId, before }, this.#life.signal));
  }

  /** Devices that are signed in. @throws LockstepError `offline`, … */
  async devices(): Promise<Device[]> {
    return this.ask((token) => this.#environment.transport.devices(token, this.#life.signal));
  }

  /** Anything else that is asked of the server for a tab. */
  async request(request: ApiRequest): Promise<unknown> {
    return this.ask((token) => this.#environment.transport.request(token, request, this.#life.signal));
  }

  /** Asks the server for something with a token of this device. */
  async ask<T>(request: (token: string) => Promise<T>): Promise<T> {
    return request(await this.#bearer.get()).catch((error: unknown) => {
      // If it was the token, the next try has another one.
      this.#bearer.forget();
      throw error;
    });
  }

  /** Ends the session at the server. @throws LockstepError `offline` when it could not be told. */
  async endSession(): Promise<void> {
    await this.#environment.transport.logout(await this.#bearer.get(), this.#life.signal);
  }

  stop(): void {
    this.#down.add('superseded');
    this.#steer();
    this.#life.abort();
  }

  get #isUp(): boolean {
    return SHOWN_AS[this.#connection.state] === 'live';
  }

  /** Turns the set of reasons into events; the tables make repeating them harmless. */
  #steer(): void {
    const down = this.#down;
    this.#connection.send(down.has('signed-out') ? 'sign-out' : down.size > 0 ? 'pause' : 'want');
    // A hidden device still sends what is in its outbox.
    const mute = down.has('signed-out') || down.has('superseded') || down.has('upgrade-required');
    this.#sender.send(mute ? 'stop' : 'start');
  }

  #take(event: StreamEvent): void {
    switch (event.type) {
      case 'changes': {
        const { rows, prev, seq, fields, losses = [] } = event.data;
        // On a device that is new to the account, nothing is news.
        const isFirstSync = this.#replayFrom === 0 && this.#connection.state === 'connecting';
        const origin = isFirstSync ? null : event.data.origin;
        // What another device of ours lost is for that one to say.
        const clashes = losses
          .filter(({ client }) => client === this.#sender.clientId)
          .map((loss) => ({ ...loss, device: event.data.origin }));
        this.#push({ rows, link: { prev, seq, syncAt: event.id ?? '' }, origin, fields, clashes });
        return;
      }
      case 'ack':
        // The HTTP answer brings the rows. If it was lost, sending again brings them.
        return this.#sender.send('wake');
      case 'behind':
        return this.#catchUp();
      case 'resync':
        return this.#resync(event.data.reason);
      case 'live': {
        const { seq, syncAt } = event.data;
        if (this.#catchingUp) return;
        // Everything up to `seq` was in the replay, and all of it is in the queue before this.
        const link = { prev: this.#replayFrom, seq, syncAt };
        this.#push({ rows: [], link }, () => this.#complete());
        return void this.#verify(event.data);
      }
      default:
    }
  }

  #push(arrival: Parameters<Inbox['push']>[0], then = () => {}): void {
    this.#inbox.push(arrival).then(then, (error: unknown) => this.#dropFor(error));
  }

  #complete(): void {
    if (!this.#isUp) return;
    this.#caughtUp = true;
    this.#liveAt = this.#environment.clock.now();
    this.#report();
  }

  #lookForHole(): void {
    if (!this.#inbox.chain.hasHole || this.#catchingUp) return;
    this.#environment.clock.after(HOLE_PATIENCE_MS, () => {
      if (this.#inbox.chain.hasHole && this.#isUp) this.#catchUp();
    });
  }

  #catchUp(): void {
    const onError = (error: unknown) => {
      const reason = resyncReason(error);
      if (reason) this.#resync(reason);
      else if (error instanceof LockstepError && error.code === 'superseded') this.#refused(error);
      else this.#connection.failed(error);
    };
    this.#catchingUp ??= this.#whileUp(
      () => catchUp(this.#environment, this.#bearer, this.#inbox, this.#life.signal),
      onError,
    );
  }

  /**
   * Compares the rows with what the server says of them. A single difference is asked about once more: only the
   * second in a row is believed.
   */
  async #verify(claim: Claim): Promise<void> {
    const same = await hasRowsOf(claim, this.#environment, this.#inbox).catch(() => null);
    if (this.#down.has('superseded')) return;
    if (same === null) return this.#compareAgain();
    this.#differences = same ? 0 : this.#differences + 1;
    if (this.#differences === 1) this.#catchUp();
    if (this.#differences > 1) this.#repair();
  }

  /** Edits on their way leave no instant to compare at; a difference must not be forgotten over them. */
  #compareAgain(): void {
    if (this.#differences === 0 || this.#comparesAgain) return;
    this.#comparesAgain = true;
    this.#environment.clock.after(DIFFERENCE_PATIENCE_MS, () => {
      this.#comparesAgain = false;
      if (this.#differences > 0 && this.#isUp) this.#catchUp();
    });
  }

  #repair(): void {
    const { clock } = this.#environment;
    if (!this.#mending.isAllowed(clock.elapsed())) return;
    const onError = (error: unknown) => this.#dropFor(error);
    this.#catchingUp ??= this.#whileUp(async () => {
      if (!(await repair(this.#environment, this.#bearer, this.#inbox, this.#life.signal))) return null;
      this.#replaced();
      return null;
    }, onError);
  }

  #resync(reason: ResyncReason): void {
    // What is under way may mend it; whether it did, what waits to be sent will hear.
    if (this.#catchingUp) return void this.#catchingUp.then(() => this.#sender.send('wake'));
    // One that fails is not tried again on the spot, whatever it failed of: the stream's back-off paces it.
    const onError = (error: unknown) => this.#dropFor(error);
    // More than a few in an hour mend nothing: the back-off paces what is left.
    if (!this.#mending.isAllowed(this.#environment.clock.elapsed())) return this.#connection.send('drop');
    this.#catchingUp ??= this.#whileUp(async () => {
      await resync(this.#environment, this.#bearer, this.#inbox, reason, this.#life.signal);
      this.#replaced();
      return null;
    }, onError);
  }

  /** The base is another: tabs read again, and what it lacked may be in the outbox. */
  #replaced(): void {
    this.#differences = 0;
    this.#mending.done(this.#environment.clock.elapsed());
    this.#hooks.onReplaced();
    this.#sender.send('wake');
  }

  /** Runs a catch-up, and compares with what it was told; until it is done, the device is not in step, unless it is a poll like all others. */
  #whileUp(work: () => Promise<Claim | null>, onError: (error: unknown) => void): Promise<void> {
    if (!this.#connection.isPolling) this.#caughtUp = false;
    return work().then(
      (claim) => {
        this.#catchingUp = null;
        this.#connection.answered();
        this.#complete();
        if (claim) void this.#verify(claim);
      },
      (error: unknown) => {
        this.#catchingUp = null;
        onError(error);
      },
    );
  }

  /** Whatever it came from, the stream or an answer: what was stored may show that something was missed. */
  #applied(applied: Applied): void {
    this.#notStored = null;
    if (this.#caughtUp) this.#liveAt = this.#environment.clock.now();
    this.#lookForHole();
    if (applied.ids.length === 0) return;
    this.#hooks.onApplied(applied);
    void this.#count();
  }

  /** What could not be stored starts over from the stored cursor, unless storing is another host's by now. */
  #dropFor(error: unknown): void {
    if (error instanceof LockstepError && error.code === 'superseded') this.#refused(error);
    else this.#connection.failed(error);
  }

  /** Said until something is stored again. */
  #couldNotStore(error: unknown): void {
    if (!(error instanceof LockstepError) || error.code === 'superseded') return;
    this.#notStored = error.code;
    this.#report();
  }

  /** Failures that trying again does not mend. */
  #refused(error: LockstepError): void {
    const reason = resyncReason(error);
    if (reason) return this.#resync(reason);
    if (error.code === 'superseded') {
      this.setDown('superseded', true);
      return this.#hooks.onSuperseded();
    }
    this.setDown(error.code === 'protocol-too-old' ? 'upgrade-required' : 'signed-out', true);
  }

  /** Counts once for all who ask meanwhile. */
  #count(): Promise<void> {
    if (this.#counting) this.#countAgain = true;
    return (this.#counting ??= this.#countAll());
  }

  async #countAll(): Promise<void> {
    do {
      this.#countAgain = false;
      // A database that cannot be read is reported where it is used; the old numbers stay on screen.
      this.#counts = await this.#environment.storage.counts().catch(() => this.#counts);
      this.#report();
    } while (this.#countAgain);
    this.#counting = null;
  }

  #report(): void {
    this.#hooks.onStatus(this.status);
  }
}
