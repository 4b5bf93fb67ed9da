// A transport whose server side is driven by the test: it says what the stream says and how requests end.
import { addToBuckets, bucketOf, emptyBuckets, formatDigest, moveDigest } from '../../src/protocol/digest.ts';
import { LockstepError } from '../../src/protocol/errors.ts';
import type { HistoryPage } from '../../src/protocol/history.ts';
import type { MutationBatch, MutationResponse } from '../../src/protocol/mutations.ts';
import type { LiveRow, Row } from '../../src/protocol/rows.ts';
import type { ChangesPage, StreamEvent } from '../../src/protocol/stream.ts';
import type { StreamEnd, StreamRequest, Transport } from '../../src/sync/environment.ts';

interface OpenStream {
  syncAt: string | null;
  aborted: boolean;
  say(event: StreamEvent): void;
  end(how?: StreamEnd): void;
}

export class ScriptedServer implements Transport {
  /** Streams in the order in which they were opened. */
  readonly streams: OpenStream[] = [];
  readonly batches: { batch: MutationBatch; connectionId: string | null }[] = [];
  streaming: Transport['streaming'] = 'fetch';
  readonly pagesAsked: (string | null)[] = [];
  mints = 0;
  seq = 0;
  rows = new Map<string, Row>();
  /** Replaced by tests to refuse, to lose answers, or to answer something special. */
  onMint = (): void => {};
  onMutate = (batch: MutationBatch): MutationResponse | Promise<MutationResponse> => this.apply(batch);
  onChanges = (_syncAt: string | null): ChangesPage => this.page();

  get stream(): OpenStream {
    const last = this.streams.at(-1);
    if (last === undefined) throw new Error('no stream was opened');
    return last;
  }

  get openStreams(): number {
    return this.streams.filter(({ aborted }) => !aborted).length;
  }

  async mintToken() {
    this.mints++;
    this.onMint();
    return { token: `token-${this.mints}`, expiresInSeconds: 900 };
  }

  openStream({ syncAt, onText }: StreamRequest, signal: AbortSignal): Promise<StreamEnd> {
    const { promise, resolve, reject } = Promise.withResolvers<StreamEnd>();
    const stream: OpenStream = {
      syncAt,
      aborted: false,
      say: ({ type, data, id }) =>
        onText(`${id ? `id: ${id}\n` : ''}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`),
      end(how = 'ended') {
        stream.aborted = true;
        resolve(how);
      },
    };
    signal.addEventListener('abort', () => {
      stream.aborted = true;
      reject(new LockstepError('offline'));
    });
    this.streams.push(stream);
    return promise;
  }

  readonly left: string[] = [];
  async leaveStream({ connectionId }: { connectionId: string }) {
    this.left.push(connectionId);
  }

  async changes({ syncAt }: { syncAt: string | null }) {
    this.pagesAsked.push(syncAt);
    return this.onChanges(syncAt);
  }

  async mutate({ batch, connectionId }: { batch: MutationBatch; connectionId: string | null }) {
    this.batches.push({ batch, connectionId });
    return this.onMutate(batch);
  }

  async digest() {
    const buckets = emptyBuckets();
    addToBuckets(buckets, this.rows.values());
    return { seq: this.seq, buckets: buckets.map(formatDigest), forgotten: [] };
  }

  readonly bucketsAsked: number[][] = [];
  async bucketRows({ buckets }: { buckets: number[] }) {
    this.bucketsAsked.push(buckets);
    return {
      seq: this.seq,
      rows: [...this.rows.values()].filter(({ id }) => buckets.includes(bucketOf(id))),
    };
  }

  /** Of the rows as they are now. */
  get #digest(): string {
    return formatDigest([...this.rows.values()].reduce((sum, row) => moveDigest(sum, null, row), 0n));
  }

  histories: HistoryPage[] = [];
  async devices() {
    return [];
  }

  async history() {
    const page = this.histories.shift();
    if (page === undefined) throw new LockstepError('offline');
    return page;
  }

  async request(): Promise<unknown> {
    return undefined;
  }

  async logout() {}

  /** `connected` and `live` for the head as it is now. */
  goLive(stream = this.stream): void {
    stream.say({
      type: 'connected',
      data: {
        connectionId: `connection-${this.streams.length}`,
        syncAt: this.syncAt,
        digest: this.#digest,
        heartbeatSeconds: 25,
        maxAgeSeconds: 600,
        tokenExpiresInSeconds: 900,
        protocol: 1,
        build: 'test',
      },
    });
    stream.say({ type: 'live', data: { syncAt: this.syncAt, seq: this.seq, digest: this.#digest } });
  }

  /** A commit made elsewhere; says nothing by itself. */
  commit(...rows: Row[]): StreamEvent {
    for (const row of rows) this.rows.set(row.id, row);
    const prev = this.seq++;
    const origin = { deviceId: 'device-b', deviceName: 'Phone' };
    return { type: 'changes', id: this.syncAt, data: { prev, seq: this.seq, origin, rows } };
  }

  get syncAt(): string {
    return `at-${this.seq}`;
  }

  /** The server's plain way: create and update, one commit for the batch, duplicates known by id. */
  #known = new Set<string>();
  apply(batch: MutationBatch): MutationResponse {
    const fresh = batch.mutations.filter(({ id }) => !this.#known.has(id));
    const prev = this.seq;
    if (fresh.length > 0) this.seq++;
    const results = batch.mutations.map((mutation) => {
      const before = this.rows.get(mutation.entityId);
      if (this.#known.has(mutation.id))
        return { id: mutation.id, status: 'duplicate' as const, row: before! };
      this.#known.add(mutation.id);
      const row = task({
        ...(before as LiveRow | undefined),
        ...(mutation.fields as object),
        id: mutation.entityId,
        revision: (before?.revision ?? 0) + 1,
      });
      this.rows.set(row.id, row);
      return { id: mutation.id, status: 'applied' as const, row };
    });
    return { prev: fresh.length > 0 ? prev : this.seq, seq: this.seq, syncAt: this.syncAt, results };
  }

  page(): ChangesPage {
    return {
      rows: [...this.rows.values()],
      syncAt: this.syncAt,
      seq: this.seq,
      hasMore: false,
      head: this.seq,
      digest: this.#digest,
    };
  }
}

/** A task row with good defaults. */
export function task(fields: Partial<LiveRow> & { id: string }): LiveRow {
  const at = '2026-01-01T00:00:00.000Z';
  return {
    entity: 'task',
    revision: 1,
    createdAt: at,
    updatedAt: at,
    title: 'Buy milk',
    ...fields,
  } as LiveRow;
}
