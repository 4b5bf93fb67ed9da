// The real server, in this process, on a port and in a folder of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildServer, type LockstepServer, type ServerOptions } from '../../src/server/app.ts';
import { readSettings } from '../../src/server/settings.ts';
import { SqliteStore } from '../../src/server/store/sqlite/sqlite-store.ts';
import { SyncAtCodec } from '../../src/server/store/sync-at.ts';
import { Api, type ApiClient } from './api-client.ts';

const SECRET = Buffer.alloc(32, 7);

export interface TestServerOptions extends Partial<Omit<ServerOptions, 'settings' | 'store'>> {
  /** Settings as the environment gives them. */
  environment?: Record<string, string>;
}

export class TestServer extends Api implements AsyncDisposable {
  readonly server: LockstepServer;
  readonly store: SqliteStore;
  readonly #folder: string;

  private constructor(server: LockstepServer, store: SqliteStore, folder: string) {
    super(`http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`);
    this.server = server;
    this.store = store;
    this.#folder = folder;
  }

  static async start({ environment, ...options }: TestServerOptions = {}): Promise<TestServer> {
    const folder = mkdtempSync(join(tmpdir(), 'lockstep-test-'));
    const store = new SqliteStore(join(folder, 'lockstep.db'));
    const server = await buildServer({
      settings: readSettings({ LOCKSTEP_SIGNUPS: 'open', LOCKSTEP_LOG: 'silent', ...environment }),
      store,
      secret: SECRET,
      dist: null,
      build: 'test',
      limits: { signIns: 10_000, mutations: 1_000_000, feeds: 10_000 },
      ...options,
    });
    await server.app.listen({ host: '127.0.0.1', port: 0 });
    return new TestServer(server, store, folder);
  }

  /** A cursor of this server for a number of the test's choosing. */
  syncAt({ achieverId }: ApiClient, seq: number): string {
    return new SyncAtCodec(SECRET, this.store.epoch).encode(achieverId, seq);
  }

  /** The database's file. */
  get file(): string {
    return join(this.#folder, 'lockstep.db');
  }

  get hub() {
    return this.server.hub;
  }

  async stop(): Promise<void> {
    await this.server.drain();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}
