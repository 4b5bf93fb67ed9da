// Sends the outbox: one sender per device, in order, in batches; temporary failures back off and keep
// everything, permanent ones set a mutation aside and go on with those behind it.
import { type ErrorCode, LockstepError } from '../protocol/errors.ts';
import type { MutationBatch, MutationResponse } from '../protocol/mutations.ts';
import { MAX_BATCH } from '../protocol/wire.ts';
import { backoffMs } from './backoff.ts';
import type { Bearer } from './bearer.ts';
import type { Unsent } from './engine-storage.ts';
import type { Environment } from './environment.ts';
import type { Inbox } from './inbox.ts';

/** `dirty`: sending, and told meanwhile that there is more. */
type SenderState = 'stopped' | 'idle' | 'sending' | 'dirty' | 'waiting';
type SenderEvent = 'start' | 'stop' | 'stored' | 'wake' | 'emptied' | 'failed';
type SenderEffect = 'send' | 'schedule' | 'cancel';

const go = (to: SenderState, effect?: SenderEffect) => ({ to, effect });

const TABLE: Record<
  SenderState,
  Record<SenderEvent, { to: SenderState; effect: SenderEffect | undefined }>
> = {
  stopped: {
    start: go('sending', 'send'),
    stop: go('stopped'),
    stored: go('stopped'),
    wake: go('stopped'),
    emptied: go('stopped'),
    failed: go('stopped'),
  },
  idle: {
    start: go('idle'),
    stop: go('stopped'),
    stored: go('sending', 'send'),
    wake: go('sending', 'send'),
    emptied: go('idle'),
    failed: go('idle'),
  },
  sending: {
    start: go('sending'),
    stop: go('stopped', 'cancel'),
    stored: go('dirty'),
    wake: go('dirty'),
    emptied: go('idle'),
    failed: go('waiting', 'schedule'),
  },
  dirty: {
    start: go('dirty'),
    stop: go('stopped', 'cancel'),
    stored: go('dirty'),
    wake: go('dirty'),
    emptied: go('sending', 'send'),
    failed: go('waiting', 'schedule'),
  },
  waiting: {
    start: go('waiting'),
    stop: go('stopped', 'cancel'),
    stored: go('waiting'),
    wake: go('sending', 'send'),
    emptied: go('waiting'),
    failed: go('waiting'),
  },
};

/** Refusals of a whole request that sending the same thing again does not mend. */
const PERMANENT = new Set<ErrorCode>(['invalid-body', 'body-too-large', 'unsupported-media-type']);

/** Refusals that a newly minted token mends: one is tried at once, whatever failed before. */
const TOKEN_REFUSED = new Set<ErrorCode>(['unauthorized', 'token-expired']);

/** Refusals for the engine to deal with. */
const REFUSED = new Set<ErrorCode>(['session-ended', 'protocol-too-old', 'superseded', 'resync-required']);

export interface SenderHooks {
  connectionId(): string | null;
  /** The outbox was read or changed. */
  onCounts(): void;
  /** Failures that trying again does not mend, as in `REFUSED`. */
  onRefused(error: LockstepError): void;
}

export class OutboxSender {
  readonly #environment: Environment;
  readonly #bearer: Bearer;
  readonly #inbox: Inbox;
  readonly #hooks: SenderHooks;
  #clientId: string;
  #state: SenderState = 'stopped';
  #run = 0;
  #controller = new AbortController();
  #batchLimit = MAX_BATCH;
  #failures = 0;
  /** The token is new, and nothing was sent with it yet. */
  #hasNewToken = false;
  #cancelTimer = () => {};
  #settled = new Set<() => void>();

  constructor(environment: Environment, bearer: Bearer, inbox: Inbox, clientId: string, hooks: SenderHooks) {
    this.#environment = environment;
    this.#bearer = bearer;
    this.#inbox = inbox;
    this.#clientId = clientId;
    this.#hooks = hooks;
  }

  get clientId(): string {
    return this.#clientId;
  }

  send(event: SenderEvent): void {
    const { to, effect } = TABLE[this.#state][event];
    this.#state = to;
    if (effect === 'send') this.#start();
    if (effect === 'schedule') this.#schedule();
    if (effect === 'cancel') this.#cancel();
    if (to === 'idle' || to === 'stopped') for (const settled of this.#settled) settled();
  }

  /** Resolves when the outbox is empty, sending stopped, or `ms` have passed. */
  flush(ms: number): Promise<void> {
    this.send('wake');
    if (this.#state === 'stopped') return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#environment.clock.after(ms, resolve);
    this.#settled.add(resolve);
    return promise.finally(() => {
      cancel();
      this.#settled.delete(resolve);
    });
  }

  #start(): void {
    this.#cancelTimer();
    const run = ++this.#run;
    this.#controller = new AbortController();
    this.#sendAll(run, this.#controller.signal).then(
      () => run === this.#run && this.send('emptied'),
      (error: unknown) => run === this.#run && this.#failed(error),
    );
  }

  async #sendAll(run: number, signal: AbortSignal): Promise<void> {
    // The server has these, but there was no room for its answer: they stay in front, and the others go on.
    let answered = 0;
    let noRoom: LockstepError | null = null;
    for (;;) {
      const { clientId, mutations: all } = await this.#environment.storage.unsent(
        answered + this.#batchLimit,
      );
      const mutations = all.slice(answered);
      if (run !== this.#run) return;
      if (mutations.length === 0 && noRoom) throw noRoom;
      if (mutations.length === 0) return;
      this.#clientId = clientId;
      const token = await this.#bearer.get();
      if (run !== this.#run) return;
      const syncAt = this.#inbox.chain.seen?.syncAt;
      const batch: MutationBatch = { clientId, mutations, ...(syncAt && { syncAt }) };
      const connectionId = this.#hooks.connectionId();
      try {
        const answer = await this.#environment.transport.mutate({ token, connectionId, batch }, signal);
        // Not checked against `run`: what the server confirmed is true, whatever happened here meanwhile.
        await this.#settle(answer);
        this.#batchLimit = MAX_BATCH;
        this.#failures = 0;
        this.#hasNewToken = false;
      } catch (error) {
        if (run !== this.#run || !(error instanceof LockstepError)) throw error;
        if (error.code === 'storage-full') {
          answered += mutations.length;
          noRoom = error;
        } else await this.#mend(error, mutations);
      }
      this.#hooks.onCounts();
    }
  }

  #settle(answer: MutationResponse): Promise<void> {
    const rejected = answer.results.flatMap(({ id, status, error }) =>
      status === 'rejected'
        ? [{ mutationId: id, error: (error ?? { code: 'internal', message: '' }) as never }]
        : [],
    );
    return this.#inbox.push({
      rows: answer.results.flatMap(({ row }) => (row ? [row] : [])),
      link: { prev: answer.prev, seq: answer.seq, syncAt: answer.syncAt },
      confirmed: answer.results.flatMap(({ id, status }) => (status === 'rejected' ? [] : [id])),
      rejected,
      clashes: answer.results.flatMap(({ id: mutationId, conflicts = [] }) =>
        conflicts.map((conflict) => ({ ...conflict, mutationId })),
      ),
    });
  }

  /** Changes something so that the next try differs, or throws the error on. */
  async #mend(error: LockstepError, mutations: Unsent[]): Promise<void> {
    if (TOKEN_REFUSED.has(error.code)) {
      this.#bearer.forget();
      if (this.#hasNewToken) throw error;
      this.#hasNewToken = true;
    } else if (error.code === 'mutation-gap') {
      await this.#environment.storage.renumber();
    } else if (PERMANENT.has(error.code) && mutations.length > 1) {
      this.#batchLimit = Math.ceil(mutations.length / 2);
    } else if (PERMANENT.has(error.code)) {
      await this.#inbox.push({
        rows: [],
        rejected: [{ mutationId: mutations[0]!.id, error: error.toJSON() }],
      });
      // The refused one never reached the server's count: those behind it would be a gap.
      await this.#environment.storage.renumber();
    } else {
      throw error;
    }
  }

  #failed(error: unknown): void {
    const code = error instanceof LockstepError ? error.code : null;
    this.send('failed');
    if (code !== null && REFUSED.has(code)) this.#hooks.onRefused(error as LockstepError);
  }

  #schedule(): void {
    this.#failures++;
    const { clock, random } = this.#environment;
    this.#cancelTimer = clock.after(backoffMs(this.#failures, random), () => this.send('wake'));
  }

  #cancel(): void {
    this.#run++;
    this.#cancelTimer();
    this.#controller.abort();
  }
}
