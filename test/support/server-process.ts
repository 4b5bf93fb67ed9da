// The real server as a process of its own, that can be stopped, killed at any instant and started again.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Api } from './api-client.ts';

const MAIN = fileURLToPath(new URL('../../src/server/main.ts', import.meta.url));
const READY = /^Lockstep is ready: .*:(\d+)$/;

export class ServerProcess implements AsyncDisposable {
  /** Everything this server has on disk; kept over restarts, removed in the end. */
  readonly folder = mkdtempSync(join(tmpdir(), 'lockstep-server-'));
  /** Lines on standard output since the first start. */
  readonly output: string[] = [];
  readonly #environment: Record<string, string>;
  #process: ChildProcess | undefined;
  #port = 0;

  /** @param environment settings beside those of every test: a free port, an empty folder, open sign-ups. */
  constructor(environment: Record<string, string> = {}) {
    this.#environment = environment;
  }

  get port(): number {
    return this.#port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** One number from `/metrics`; the sum over its labels. */
  metric(name: string): Promise<number> {
    return new Api(this.origin).metric(name);
  }

  /** Resolves when it listens: the first time on a free port, then on the same one again. */
  async start(): Promise<void> {
    const server = spawn(process.execPath, [MAIN], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        HOST: '127.0.0.1',
        PORT: String(this.#port),
        LOCKSTEP_DATA: join(this.folder, 'data'),
        LOCKSTEP_LOG: 'warn',
        LOCKSTEP_SIGNUPS: 'open',
        LOCKSTEP_SKIP_BUILD: '1',
        ...this.#environment,
      },
    });
    this.#process = server;
    const ready = Promise.withResolvers<void>();
    createInterface(server.stdout).on('line', (line) => {
      this.output.push(line);
      const port = READY.exec(line)?.[1];
      if (port === undefined) return;
      this.#port = Number(port);
      ready.resolve();
    });
    server.once('exit', (code, signal) => ready.reject(new Error(`the server ended with ${code ?? signal}`)));
    await ready.promise;
  }

  /**
   * Ends the process: in order, or with SIGKILL at this very instant, as a power cut would.
   * @returns its exit code, null where a signal ended it.
   */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const server = this.#process;
    if (server === undefined) return null;
    if (server.exitCode === null && server.signalCode === null) {
      const ended = once(server, 'exit');
      server.kill(signal);
      await ended;
    }
    return server.exitCode;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
