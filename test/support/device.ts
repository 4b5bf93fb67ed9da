// One device without a browser: the real engine and the real storage on an in-memory IndexedDB.
import 'fake-indexeddb/auto';
import { v7 as uuidv7 } from 'uuid';
import type { Mutation } from '../../src/protocol/mutations.ts';
import type { HostStatus } from '../../src/protocol/port.ts';
import { Database } from '../../src/storage/database.ts';
import { DeviceStorage } from '../../src/storage/device-storage.ts';
import { append } from '../../src/storage/outbox.ts';
import { DATABASE_VERSION, databaseName, type LockstepSchema, upgrade } from '../../src/storage/schema.ts';
import { readList, readRow } from '../../src/storage/task-reader.ts';
import { Engine } from '../../src/sync/engine.ts';
import type { EngineStorage } from '../../src/sync/engine-storage.ts';
import type { Applied } from '../../src/sync/inbox.ts';
import { ScriptedServer } from './scripted-server.ts';
import { settled } from './tasks.ts';
import { VirtualClock } from './virtual-clock.ts';

export class TestDevice {
  readonly achieverId: string;
  readonly clock = new VirtualClock();
  readonly server: ScriptedServer;
  readonly database: Database<LockstepSchema>;
  readonly storage: DeviceStorage;
  readonly applied: Applied[] = [];
  status: HostStatus | undefined;
  isSuperseded = false;
  engine!: Engine;

  constructor(server = new ScriptedServer(), achieverId = uuidv7()) {
    this.server = server;
    this.achieverId = achieverId;
    this.database = new Database(databaseName(this.achieverId), DATABASE_VERSION, upgrade);
    this.storage = new DeviceStorage(this.database, this.achieverId);
  }

  /** Starts the engine, visible, as a new host would. */
  async start(storage: EngineStorage = this.storage): Promise<this> {
    this.engine = await Engine.start(
      { clock: this.clock, random: () => 0.5, transport: this.server, storage },
      {
        onStatus: (status) => (this.status = status),
        onApplied: (applied) => this.applied.push(applied),
        onReplaced: () => {},
        onSuperseded: () => (this.isSuperseded = true),
      },
      [],
    );
    await settled();
    return this;
  }

  /** Stores an edit as a tab does, and tells the engine. */
  async edit(mutation: Partial<Mutation> & { entityId: string }): Promise<void> {
    await append(this.database, this.achieverId, { entity: 'task', kind: 'update', ...mutation });
    this.engine?.stored();
    await settled();
  }

  add(title: string, id = uuidv7()): Promise<void> {
    return this.edit({ entityId: id, kind: 'create', fields: { title, order: 'a0' }, baseRevision: 0 });
  }

  async titles(): Promise<string[]> {
    const { rows } = await readList(this.database, 'open', 1000);
    return rows.map(({ row }) => (row as { title: string }).title);
  }

  row(id: string) {
    return readRow(this.database, id);
  }
}
