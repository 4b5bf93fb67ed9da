// A store in a folder of its own, with one account and one device in it.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { Mutation } from '../../src/protocol/mutations.ts';
import type { Sequence } from '../../src/server/store/sqlite/sequence.ts';
import { SqliteStore } from '../../src/server/store/sqlite/sqlite-store.ts';

const NOW = Date.UTC(2026, 4, 1);

export class TemporaryStore implements AsyncDisposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'lockstep-store-'));
  readonly file = join(this.folder, 'lockstep.db');
  readonly achieverId = uuidv7();
  readonly deviceId = uuidv7();
  now = NOW;
  store: SqliteStore;

  private constructor(sequence?: Sequence) {
    this.store = new SqliteStore(this.file, sequence);
  }

  static async open(sequence?: Sequence): Promise<TemporaryStore> {
    const temporary = new TemporaryStore(sequence);
    await temporary.addAccount(temporary.achieverId, temporary.deviceId);
    return temporary;
  }

  async addAccount(achieverId: string, deviceId: string, name = 'Laptop'): Promise<void> {
    const account = {
      id: achieverId,
      email: `${achieverId}@example.org`,
      passwordHash: '',
      onlyFirst: false,
    };
    await this.store.createAchiever({ ...account, now: this.now });
    const session = { sessionHash: deviceId, now: this.now, expiresAt: this.now + 1 };
    await this.store.createDevice({ id: deviceId, achieverId, name, ...session });
  }

  commit(mutations: Mutation[], clientId: string | null = null) {
    const { achieverId, deviceId, now } = this;
    return this.store.commit({ achieverId, deviceId, clientId, mutations, now });
  }

  changes(seq = 0, limit = 500) {
    return this.store.changesSince(this.achieverId, seq, limit);
  }

  /** Closes the database and opens the file again, as a restart does. */
  async reopen(): Promise<void> {
    await this.store.close();
    this.store = new SqliteStore(this.file);
  }

  /** Copies the database. */
  async backUp(): Promise<void> {
    await this.store.close();
    cpSync(this.file, `${this.file}.copy`);
    this.store = new SqliteStore(this.file);
  }

  /** Puts the copy back. */
  async restore(): Promise<void> {
    await this.store.close();
    cpSync(`${this.file}.copy`, this.file);
    this.store = new SqliteStore(this.file);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.store.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
