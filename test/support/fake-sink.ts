// The socket side of a stream in memory: what was written, and a queue whose length the test decides.
import { EventEmitter } from 'node:events';
import type { Sink } from '../../src/server/events/stream-connection.ts';
import type { Identity } from '../../src/server/store/store.ts';

export class FakeSink extends EventEmitter implements Sink {
  readonly written: Buffer[] = [];
  readonly calls: ('end' | 'destroy')[] = [];
  writableLength = 0;
  writableNeedDrain = false;

  get text(): string[] {
    return this.written.map(String);
  }

  /** Names of the events written, in order. */
  get events(): string[] {
    return this.text.flatMap((text) => /^event: (.*)$/m.exec(text)?.[1] ?? []);
  }

  write(bytes: Buffer): void {
    this.written.push(bytes);
  }

  end(): void {
    this.calls.push('end');
  }

  destroy(): void {
    this.calls.push('destroy');
  }
}

/** Who listens, with good defaults: a token that lasts longer than any stream. */
export const identity = (parts: Partial<Identity> = {}): Identity => ({
  achieverId: 'anna',
  deviceId: 'laptop',
  deviceName: 'Laptop',
  expiresAt: 3_600_000,
  ...parts,
});
