// What the engine needs from the world, handed in at its edge: the browser gives the real things, the
// simulation gives virtual ones. Nothing in this folder reads a global.
import type { BearerToken, Device } from '../protocol/auth.ts';
import type { HistoryPage } from '../protocol/history.ts';
import type { MutationBatch, MutationResponse } from '../protocol/mutations.ts';
import type { ApiRequest } from '../protocol/port.ts';
import type { BucketRows, ChangesPage, DigestPage } from '../protocol/stream.ts';
import type { EngineStorage } from './engine-storage.ts';

export interface Clock {
  /** Milliseconds that never go back; for durations, never shown. */
  elapsed(): number;
  /** Wall-clock milliseconds, for people's eyes only. */
  now(): number;
  /** Calls `run` once after `ms`; returns the way to cancel. */
  after(ms: number, run: () => void): () => void;
}

/** A number in [0, 1). */
export type Random = () => number;

/**
 * The server as the engine sees it. Every method rejects with a LockstepError: `offline` when the server could
 * not be reached, else the server's own code. An aborted signal rejects at once; nobody waits for it to settle.
 */
export interface Transport {
  /** Exchanges the session cookie for a bearer token; `session-ended` means that only a sign-in helps. */
  mintToken(signal: AbortSignal): Promise<BearerToken>;
  /** What streams come by here. */
  readonly streaming: 'fetch' | 'xhr';
  /** Opens the stream and hands on its text as it arrives; resolves with how it ended. */
  openStream(request: StreamRequest, signal: AbortSignal): Promise<StreamEnd>;
  /**
   * Tells the server that a stream is left on purpose. Aborting the request should do, but Firefox keeps the
   * connection of a quiet stream open when a service worker stands between (seen in 153): a zombie.
   */
  leaveStream(request: { token: string; connectionId: string }): Promise<void>;
  changes(request: { token: string; syncAt: string | null }, signal: AbortSignal): Promise<ChangesPage>;
  digest(request: { token: string }, signal: AbortSignal): Promise<DigestPage>;
  /** Every row of these buckets. */
  bucketRows(request: { token: string; buckets: number[] }, signal: AbortSignal): Promise<BucketRows>;
  mutate(
    request: { token: string; connectionId: string | null; batch: MutationBatch },
    signal: AbortSignal,
  ): Promise<MutationResponse>;
  history(
    request: { token: string; taskId: string; before?: number | undefined },
    signal: AbortSignal,
  ): Promise<HistoryPage>;
  devices(token: string, signal: AbortSignal): Promise<Device[]>;
  /** Anything else that the API offers; resolves with the answer's body. */
  request(token: string, request: ApiRequest, signal: AbortSignal): Promise<unknown>;
  logout(token: string, signal: AbortSignal): Promise<void>;
}

/** `ended` by the server; `recycled` by the transport, which wants it asked for again at once. */
export type StreamEnd = 'ended' | 'recycled';

export interface StreamRequest {
  token: string;
  syncAt: string | null;
  onText(chunk: string): void;
}

export interface Environment {
  clock: Clock;
  random: Random;
  transport: Transport;
  storage: EngineStorage;
}
