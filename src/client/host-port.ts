// The way to the host: a shared worker for all tabs, else this tab's own worker, which finds the one that leads.
// Which it is, is found out by trying; the host is the same script in both.
import type { HostMessage, TabMessage } from '../protocol/port.ts';
import { workerName } from '../protocol/port.ts';

export interface HostPort {
  post(message: TabMessage): void;
  close(): void;
}

export interface HostPortOptions {
  /** Of the worker's script. */
  url: string | URL;
  generation: number;
  /** This tab found the host of the generation before dead or wedged. */
  replaces: boolean;
  /** Not again a shared worker that could not be loaded. */
  shared: boolean;
  onMessage(message: HostMessage): void;
  /** The worker could not be loaded. */
  onFailed(): void;
}

/**
 * A worker whose only page goes into the back/forward cache is frozen with it, and its stream stays open at the
 * server; Chromium lets one with an extended lifetime go on for half a minute. Not in TypeScript's library.
 */
const OUTLIVES_PAGE = { extendedLifetime: true };

export const hasSharedWorker = (): boolean => typeof SharedWorker !== 'undefined';

export function openHostPort(options: HostPortOptions): HostPort {
  const { url, generation, replaces, shared, onMessage, onFailed } = options;
  const take = ({ data }: MessageEvent<HostMessage>) => onMessage(data);
  if (shared) {
    const name = workerName(generation, false);
    const worker = new SharedWorker(url, { type: 'module', name, ...OUTLIVES_PAGE });
    worker.onerror = onFailed;
    const { port } = worker;
    port.onmessage = take;
    return { post: (message) => port.postMessage(message), close: () => port.close() };
  }
  const worker = new Worker(url, { type: 'module', name: workerName(generation, replaces) });
  worker.onerror = onFailed;
  worker.onmessage = take;
  return { post: (message) => worker.postMessage(message), close: () => worker.terminate() };
}
